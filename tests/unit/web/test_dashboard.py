from datetime import date
from decimal import Decimal

import pytest

from reports import REPORTS
from storage.access import UserRole
from tests.entered import words_of
from tests.papers import CODE, lay_out


@pytest.fixture
def laid(office):
    return lay_out(office.engine)


def ways(answer):
    return {title: (whole, ranked) for title, whole, ranked in answer.context["ways"]}


def test_both_ratios_stand_with_their_parts_and_targets(office, laid):
    answer = office.enter(UserRole.LEAD, unit="H99.102").get("/so-lieu")
    whole, ranked = ways(answer)["Số hóa thành phần hồ sơ"]
    assert (whole.numerator, whole.denominator, whole.ratio, whole.reached) == (0, 7, Decimal("0.00"), False)
    assert whole.target == Decimal(85)
    assert [each.name for each in ranked] == ["xã Hòa Phú"]
    assert "0 / 7 hồ sơ" in words_of(answer)


def test_every_bar_opens_exactly_the_dossiers_behind_it(office, laid):
    browser = office.enter(UserRole.LEAD)
    answer = browser.get("/so-lieu")
    checked = 0
    for whole, ranked in ways(answer).values():
        for each in (whole, *ranked):
            behind = browser.get(each.dossiers)
            assert len(behind.context["table"].lines) == each.denominator
            lacking = browser.get(each.lacking)
            assert len(lacking.context["table"].lines) == each.denominator - each.numerator
            checked += 1
    assert checked == 10
    assert f"/ho-so/{CODE}" in browser.get(ways(answer)["Số hóa thành phần hồ sơ"][0].lacking).text


def test_a_period_and_a_unit_are_chosen_in_the_address(office, laid):
    browser = office.enter(UserRole.LEAD)
    asked = {"don_vi": "H99.103", "tu": "2026-11-01", "den": "2026-11-05"}
    answer = browser.get("/so-lieu", params=asked)
    assert answer.context["period"].last == date(2026, 11, 5)
    assert ways(answer)["Số hóa thành phần hồ sơ"][0].denominator == 2
    wrong = browser.get("/so-lieu", params={"tu": "2026-11-05", "den": "2026-11-01"})
    assert wrong.context["period"].first == date(2026, 1, 1)


def test_nothing_out_of_reach_is_counted_or_listed(office, laid):
    browser = office.enter(UserRole.LEAD, unit="H99.103")
    assert browser.get("/so-lieu", params={"don_vi": "H99.102"}).status_code == 404
    days = {"from": "2026-01-01", "to": "2026-12-31"}
    assert browser.get("/so-lieu/ho-so", params={**days, "unit": "H99.102"}).status_code == 404
    assert browser.get("/so-lieu/ho-so", params={**days, "line_unit": "H99.102"}).status_code == 404
    listed = browser.get("/so-lieu/ho-so", params=days).context["rows"]
    assert {row["unit"] for row in listed} == {"H99.103"}
    assert {line.unit for line in browser.get("/so-lieu").context["oldest"]} == {"H99.103"}


def test_a_station_from_which_nothing_came_today_is_named(office, laid):
    office.later(days=1)
    answer = office.enter(UserRole.LEAD).get("/so-lieu")
    assert {each.name for each in answer.context["silent"]} == {f"tram-10{n}" for n in range(1, 5)}
    assert "Hôm nay chưa gửi tệp nào (4)" in words_of(answer)


def test_who_may_not_export_is_offered_no_file_and_who_sees_no_dossiers_no_list(office, laid):
    clerk = office.enter(UserRole.CLERK).get("/so-lieu")
    assert "Xuất báo cáo" not in clerk.text
    administrator = office.enter(UserRole.ADMINISTRATOR).get("/so-lieu")
    assert "Chờ lâu nhất" not in administrator.text
    assert f"/ho-so/{CODE}" not in administrator.text
    assert office.enter(UserRole.ADMINISTRATOR).get("/so-lieu/ho-so").status_code == 403


def test_every_report_is_offered_in_every_format(office, laid):
    page = office.enter(UserRole.LEAD).get("/so-lieu").text
    assert page.count(" download>") == len(REPORTS) * 6
    assert "/api/reports/ratio?from=2026-01-01&amp;to=2026-11-20&amp;format=xlsx" in page
