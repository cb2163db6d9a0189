"""The pages of administration: accounts, stations, tokens, units, targets, the log."""

import re

import pytest
from sqlalchemy import text

from storage.access import UserRole
from storage.accounts import find_account
from storage.database import reading, writing
from tests.entered import words_of

ADMIN = UserRole.ADMINISTRATOR
ACCOUNTS = "/quan-tri/tai-khoan"


@pytest.fixture
def admin(office):
    return office.enter(ADMIN)


def secret(answer):
    return re.findall(r'class="secret">([^<]+)<', answer.text)[0]


def account(office, name):
    with reading(office.engine) as c:
        return find_account(c, name)


def add(browser, name="lan", **changes):
    form = {"name": name, "full_name": "Lê Lan", "roles": ["clerk"], "unit": "H99.101"}
    return browser.post(ACCOUNTS, data=form | changes)


def test_an_account_is_made_with_a_password_for_once(office, admin):
    answer = add(admin, roles=["clerk", "officer"])
    assert answer.status_code == 200
    made = account(office, "lan")
    assert (sorted(made.roles), made.unit, made.must_change) == (["clerk", "officer"], "H99.101", True)
    assert len(secret(answer)) >= 19
    assert secret(answer) not in admin.get(ACCOUNTS).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "Lê Lan"}, "chữ thường không dấu"),
        ({"roles": []}, "ít nhất một vai trò"),
        ({"roles": ["station"], "station": ""}, "cần tên trạm"),
    ],
)
def test_what_is_no_account_is_refused_and_what_was_typed_stays(admin, changes, words):
    answer = add(admin, **changes)
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert 'value="Lê Lan"' in answer.text
    assert add(admin, roles=["king"]).status_code == 422


def test_a_name_is_given_once(admin):
    add(admin)
    assert "Đã có tài khoản tên này" in words_of(add(admin))


def test_an_administrator_of_a_unit_stays_within_it(office):
    mine = office.enter(ADMIN, unit="H99.101")
    assert add(mine).status_code == 200
    for unit in ("", "H99.102", "H99"):
        assert "nằm ngoài phạm vi" in words_of(add(mine, "binh", unit=unit))
    office.account(UserRole.CLERK, name="khac", unit="H99.102")
    assert "khac" not in words_of(mine.get(ACCOUNTS))
    assert mine.get(f"{ACCOUNTS}/khac").status_code == 404
    assert mine.post(f"{ACCOUNTS}/khac/mat-khau").status_code == 404
    form = {"full_name": "x", "roles": ["administrator"], "unit": ""}
    assert mine.post(f"{ACCOUNTS}/lan", data=form).status_code == 422  # nobody raises anybody above himself


def test_nobody_gives_himself_more_rights(office):
    mine = office.enter(ADMIN, name="mai")
    form = {"full_name": "Mai", "unit": ""}
    raised = mine.post(f"{ACCOUNTS}/mai", data=form | {"roles": ["administrator", "clerk"]})
    assert raised.status_code == 422
    assert "không thể tự thêm quyền" in words_of(raised)
    assert account(office, "mai").roles == {ADMIN}
    assert "Đã lưu." in words_of(mine.post(f"{ACCOUNTS}/mai", data=form | {"roles": ["administrator"]}))


def test_a_change_holds_at_once(office, admin):
    browser = office.enter(UserRole.CLERK, name="lan", unit="H99.101")
    form = {"full_name": "Lê Thị Lan", "roles": ["officer"], "unit": "H99.102"}
    assert "Đã lưu." in words_of(admin.post(f"{ACCOUNTS}/lan", data=form))
    assert browser.get("/theo-doi").context["actor"].unit == "H99.102"
    assert browser.get("/quan-tri/nhat-ky").status_code == 403


def test_a_new_password_ends_the_sessions_and_the_lock(office, admin):
    browser = office.enter(UserRole.LEAD, name="lan")
    answer = admin.post(f"{ACCOUNTS}/lan/mat-khau")
    assert secret(answer)
    assert account(office, "lan").must_change
    assert browser.get("/theo-doi").status_code == 303


def test_an_account_is_switched_off_and_on(office, admin):
    browser = office.enter(UserRole.LEAD, name="lan")
    assert admin.post(f"{ACCOUNTS}/lan/khoa").headers["location"] == f"{ACCOUNTS}/lan"
    assert browser.get("/theo-doi").status_code == 303
    assert "đã khóa" in words_of(admin.get(ACCOUNTS))
    admin.post(f"{ACCOUNTS}/lan/mo")
    assert account(office, "lan").disabled_at is None


def test_nobody_locks_himself_or_the_last_administrator_out(office, admin):
    name = f"adm-{'all'}"
    assert "tự khóa tài khoản" in words_of(admin.post(f"{ACCOUNTS}/{name}/khoa"))
    form = {"full_name": "x", "roles": ["clerk"], "unit": ""}
    assert "quản trị viên cuối cùng" in words_of(admin.post(f"{ACCOUNTS}/{name}", data=form))
    office.account(ADMIN, name="hai")
    assert "tự thêm quyền" in words_of(admin.post(f"{ACCOUNTS}/{name}", data=form))
    other = office.enter(UserRole.ADMINISTRATOR, name="ba", unit=None)
    assert other.post(f"{ACCOUNTS}/{name}", data=form).status_code in {200, 303}


def test_a_station_is_given_to_a_unit_and_closed(office, admin):
    form = {"name": "tram-101", "unit": "H99.101", "note": "quầy 2"}
    assert "Đã lưu." in words_of(admin.post("/quan-tri/tram-quet", data=form))
    shown = words_of(admin.get("/quan-tri/tram-quet"))
    assert "tram-101 xã Sơn Thủy quầy 2" in shown
    assert "tram-102 chưa gán" in shown
    admin.post("/quan-tri/tram-quet", data=form | {"closed": "true"})
    assert "đã đóng" in words_of(admin.get("/quan-tri/tram-quet"))
    lead = office.enter(UserRole.LEAD, unit="H99.102")
    assert "tram-101" not in lead.get("/quan-tri/tram-quet").text
    assert lead.post("/quan-tri/tram-quet", data=form).status_code == 404
    assert lead.post("/quan-tri/tram-quet", data=form | {"name": "tram-moi"}).status_code == 422
    assert lead.post("/quan-tri/tram-quet", data=form | {"name": "../x"}).status_code == 422


def test_a_token_is_shown_once_works_and_is_taken_back(office, admin):
    form = {"name": "may-quet", "purpose": "monitor", "unit": ""}
    key = secret(admin.post("/quan-tri/khoa-truy-cap", data=form))
    assert key not in admin.get("/quan-tri/khoa-truy-cap").text
    program = office.browser()
    program.headers["Authorization"] = f"Bearer {key}"
    assert program.get("/api/status").status_code == 200
    assert admin.post("/quan-tri/khoa-truy-cap/may-quet/thu-hoi").status_code == 303
    assert program.get("/api/status").status_code == 401
    assert admin.post("/quan-tri/khoa-truy-cap/may-quet/thu-hoi").status_code == 404
    assert admin.post("/quan-tri/khoa-truy-cap", data=form).status_code == 422
    assert (
        admin.post("/quan-tri/khoa-truy-cap", data=form | {"name": "x", "purpose": "all"}).status_code == 422
    )
    assert admin.post("/quan-tri/khoa-truy-cap", data=form | {"name": " "}).status_code == 422
    mine = office.enter(ADMIN, unit="H99.101")
    assert mine.get("/quan-tri/khoa-truy-cap").context["tokens"] == ()
    assert mine.post("/quan-tri/khoa-truy-cap", data=form | {"name": "khac"}).status_code == 422


def test_units_and_targets_are_shown_with_their_days(office, admin):
    shown = words_of(admin.get("/quan-tri/don-vi"))
    assert "H99.15 huyện Sơn Thủy 30/06/2025 xã Sơn Thủy, xã Hòa Phú không hiệu lực" in shown
    assert "H99.101 xã Sơn Thủy 01/07/2025 hiện hành" in shown
    mine = words_of(office.enter(UserRole.LEAD, unit="H99.101").get("/quan-tri/don-vi"))
    assert "H99.102" not in mine.replace("H99.101", "")
    assert "Cấp xã 85% 100%" in words_of(admin.get("/quan-tri/chi-tieu"))


def test_the_catalogue_is_searched_looked_at_and_handed_out(admin):
    assert "1.001193" in words_of(admin.get("/quan-tri/danh-muc?tim=khai sinh"))
    assert "Không có thủ tục nào" in words_of(admin.get("/quan-tri/danh-muc?tim=khong co gi"))
    shown = words_of(admin.get("/quan-tri/danh-muc/thu-tuc/1.001193"))
    assert "Giấy chứng sinh" in shown
    assert admin.get("/quan-tri/danh-muc/thu-tuc/9.999999").status_code == 404
    book = admin.get("/quan-tri/danh-muc/tep.xlsx")
    assert book.content[:2] == b"PK"
    assert book.headers["content-disposition"] == 'attachment; filename="danh-muc.xlsx"'
    assert "Xuất dữ liệu catalogue" in words_of(admin.get("/quan-tri/nhat-ky"))


def test_the_log_is_filtered_paged_and_checked(office, admin):
    for number in range(120):
        add(admin, f"nguoi{number}") if number < 3 else admin.get("/quan-tri/nhat-ky")
    first = admin.get("/quan-tri/nhat-ky")
    assert len(first.context["entries"]) == 100
    (older,) = re.findall(r'href="(\?[^"]*truoc=\d+)"', first.text)
    second = admin.get(f"/quan-tri/nhat-ky{older}")
    assert second.context["entries"][-1].seq == 1
    found = admin.get("/quan-tri/nhat-ky?viec=account_added&nguoi=adm-all&tu=2026-11-20&den=2026-11-20")
    assert [entry.subject for entry in found.context["entries"]] == [f"account:nguoi{n}" for n in (2, 1, 0)]
    assert admin.get("/quan-tri/nhat-ky?den=2026-11-19").context["entries"] == ()
    assert admin.get("/quan-tri/nhat-ky?tu=hôm qua&truoc=x").status_code == 422
    assert "Chuỗi còn nguyên vẹn" in words_of(admin.post("/quan-tri/nhat-ky/kiem-tra"))
    with writing(office.engine) as c:
        c.execute(text("DROP TRIGGER audit_log_update"))
        c.execute(text("UPDATE audit_log SET actor = 'ai khac' WHERE seq = 2"))
    assert "Chuỗi bị đứt ở dòng 2" in words_of(admin.post("/quan-tri/nhat-ky/kiem-tra"))


def test_who_manages_a_unit_opens_no_foreign_station_by_its_name(office, admin):
    stations, tokens = "/quan-tri/tram-quet", "/quan-tri/khoa-truy-cap"
    for name, unit in (("tram-101", "H99.101"), ("tram-104", "H99.102")):
        admin.post(stations, data={"name": name, "unit": unit})
    mine = office.enter(ADMIN, unit="H99.101")
    for station in ("tram-104", "tram-102"):  # of another unit; of none
        given = {"unit": "H99.101", "station": station}
        assert mine.post(tokens, data=given | {"name": "x", "purpose": "scanner"}).status_code == 422
        answer = add(mine, "binh", roles=["station"], station=station)
        assert answer.status_code == 422
        assert "Trạm này nằm ngoài phạm vi" in words_of(answer)
    assert add(mine, "binh", roles=["station"], station="tram-101").status_code == 200
    form = {"full_name": "x", "roles": ["station"], "unit": "H99.101", "station": "tram-104"}
    assert mine.post(f"{ACCOUNTS}/binh", data=form).status_code == 422
    given = {"unit": "H99.101", "station": "tram-101", "name": "x", "purpose": "scanner"}
    assert mine.post(tokens, data=given).status_code == 200


def test_a_station_of_no_unit_is_given_by_who_reaches_everything_alone(office, admin):
    lead = office.enter(UserRole.LEAD, unit="H99.101")
    form = {"name": "tram-102", "unit": "H99.101"}
    assert lead.post("/quan-tri/tram-quet", data=form).status_code == 404
    assert "Đã lưu." in words_of(lead.post("/quan-tri/tram-quet", data=form | {"name": "quay-moi"}))
    assert "Đã lưu." in words_of(admin.post("/quan-tri/tram-quet", data=form))
