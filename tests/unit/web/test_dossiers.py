import re

import pytest
from sqlalchemy import select, update

from storage.access import Reach, UserRole
from storage.audit_log import Wanted, entries
from storage.database import reading, writing
from storage.decisions import Kind, history
from storage.dossiers import figures
from storage.tables import dossiers, pages, scans
from tests.entered import words_of
from tests.papers import CODE, NAME, NUMBER, give_pictures, lay_out
from web.dossier import initials

HERE = f"/ho-so/{CODE}"


@pytest.fixture
def laid(office):
    return lay_out(office.engine)


def actions(office):
    with reading(office.engine) as c:
        return [each.action for each in entries(c, Reach(None), Wanted(subject=f"dossier:{CODE}"))]


def test_a_dossier_shows_each_slot_as_it_is_and_what_is_left_over(office, laid):
    answer = office.enter(UserRole.CLERK, unit="H99.102").get(HERE)
    shown = answer.context["sorted"]
    assert {slot.requirement.slot: str(slot.state.state) for slot in shown.slots} == {
        "to_khai": "digitised",
        "chung_sinh": "missing",
        "bo_roi": "not_required",
        "mang_thai_ho": "not_required",
        "uy_quyen": "not_required",
        "tuy_than": "show_only",
        "ket_hon": "show_only",
    }
    assert [slot.paper.scan_id for slot in shown.slots if slot.paper] == [laid[0].id]
    assert [paper.scan_id for paper in shown.loose] == [laid[1].id, laid[2].id]
    assert "1/2" in words_of(answer)
    assert actions(office) == ["dossier_seen"]


def test_a_page_that_was_turned_has_another_picture_wherever_it_is_shown(office, laid):
    give_pictures(office.app.state.site.objects(), office.engine, laid)
    waiting = laid[1].id
    browser = office.enter(UserRole.CLERK)
    places = ("/viec-can-lam", "/tram-quet", HERE, f"/ra-soat/{waiting}", "/tra-cuu?tim=chứng+sinh")
    picture = re.compile(rf"/trang/{waiting}/1/(?:nho|lon)\.jpg([^\"&]*)")
    for turned in ("", "?xoay=180"):
        for place in places:
            assert set(picture.findall(browser.get(place).text)) == {turned}, place
        with writing(office.engine) as c:
            c.execute(update(pages).where(pages.c.scan_id == waiting).values(rotation=180))


def test_who_it_is_about_is_hidden_until_asked_for_and_that_is_noted(office, laid):
    browser = office.enter(UserRole.CLERK)
    page = browser.get(HERE).text
    assert NAME not in page
    assert NUMBER not in page
    assert initials(NAME) in page
    shown = browser.post(f"{HERE}/nguoi").text
    assert NAME in shown
    assert NUMBER in shown
    assert actions(office)[0] == "person_seen"


def seen(answer):
    """Return what a page tells of a condition's state when it is sent."""
    return next(answer.context["seen_of"](each.stated) for each in answer.context["switches"] if each.stated)


def test_a_condition_asks_for_one_more_paper_and_is_counted_at_once(office, laid):
    browser = office.enter(UserRole.CLERK)
    answer = browser.post(f"{HERE}/dieu-kien", data={"fact": "co_uy_quyen", "value": "co", "seen": "-"})
    assert answer.context["sorted"].counted.required == 3
    with reading(office.engine) as c:
        stored = next(each for each in figures(c) if each.dossier.code == CODE)
    assert stored.required == 3
    assert stored.dossier.facts == frozenset()  # the register's own are as they were
    answer = browser.post(
        f"{HERE}/dieu-kien", data={"fact": "co_uy_quyen", "value": "so", "seen": seen(answer)}
    )
    assert answer.context["sorted"].counted.required == 2
    assert actions(office)[:2] == ["dossier_changed", "dossier_changed"]


def test_an_unknown_condition_is_refused(office, laid):
    answer = office.enter(UserRole.CLERK).post(
        f"{HERE}/dieu-kien", data={"fact": "x", "value": "co", "seen": ""}
    )
    assert answer.status_code == 422


def put(browser, scan, kind):
    form = {"scan_id": str(scan.id), "ordinal": "0", "type": kind, "version": "0"}
    return browser.post(f"{HERE}/xep", data=form)


def test_a_paper_put_into_a_slot_is_a_decision_that_can_be_undone(office, laid):
    browser = office.enter(UserRole.CLERK)
    answer = put(browser, laid[1], "giay_chung_sinh")
    with reading(office.engine) as c:
        [made] = history(c, laid[1].id)
    assert (made.kind, made.page, made.place, made.value) == (Kind.TYPE, 1, 0, "giay_chung_sinh")
    assert made.machine == {"type": None, "confidence": 0.4}
    assert answer.context["undoable"] == (made.id, laid[1].id)
    browser.post(f"{HERE}/hoan-tac", data={"decision": str(made.id), "version": str(made.id)})
    with reading(office.engine) as c:
        assert [each.kind for each in history(c, laid[1].id)] == [Kind.TYPE, Kind.UNDO]
    assert actions(office)[:2] == ["paper_changed", "paper_changed"]


def test_a_type_that_the_procedure_does_not_know_is_refused(office, laid):
    assert put(office.enter(UserRole.CLERK), laid[1], "ct01").status_code == 422
    with reading(office.engine) as c:
        assert history(c, laid[1].id) == ()


def test_a_paper_of_another_dossier_and_a_foreign_decision_are_not_there(office, laid):
    browser = office.enter(UserRole.CLERK)
    other = "/ho-so/H99.101-261102-0000"
    answer = browser.post(f"{other}/xep", data={"scan_id": str(laid[0].id), "ordinal": "0", "type": "cccd"})
    assert answer.status_code == 404
    put(browser, laid[1], "giay_chung_sinh")
    with reading(office.engine) as c:
        [made] = history(c, laid[1].id)
    assert (
        browser.post(
            f"{other}/hoan-tac", data={"decision": str(made.id), "version": str(made.id)}
        ).status_code
        == 404
    )


def test_an_officer_sees_but_changes_nothing(office, laid):
    browser = office.enter(UserRole.OFFICER)
    page = browser.get(HERE).text
    assert 'hx-trigger="change"' in page
    assert "disabled" in page
    assert "Xếp vào" not in page
    assert "Hiện đầy đủ" not in page


def test_the_slip_names_what_is_missing_and_the_person_only_to_who_may_know(office, laid):
    answer = office.enter(UserRole.CLERK).get(f"{HERE}/bo-sung")
    said = words_of(answer)
    assert "Giấy chứng sinh hoặc giấy tờ thay thế" in said
    assert "Tờ khai đăng ký khai sinh" not in said
    assert NAME in said
    assert actions(office) == ["person_seen"]
    assert NAME not in office.enter(UserRole.OFFICER).get(f"{HERE}/bo-sung").text


def test_the_list_pages_by_key_and_a_whole_code_opens_its_dossier(office, laid, monkeypatch):
    monkeypatch.setattr("web.pages.dossiers.LINES", 7)
    browser = office.enter(UserRole.CLERK)
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        answer = browser.get("/ho-so", params={"sau": after})
        seen += [line.code for line in answer.context["lines"]]
        after = answer.context["more"]
    assert len(seen) == len(set(seen)) == 25
    days = [(code.split("-")[1], code) for code in seen]
    assert days == sorted(days, reverse=True)
    answer = browser.get("/ho-so", params={"ma": CODE.lower()})
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    answer = browser.get("/ho-so", params={"ma": "H99.102-2611", "loai": "con-thieu"})
    assert [line.code for line in answer.context["lines"]] == [CODE]  # the others were never counted


def test_the_list_holds_only_what_is_within_reach(office, laid):
    answer = office.enter(UserRole.CLERK, unit="H99.103").get("/ho-so")
    assert {line.unit for line in answer.context["lines"]} == {"H99.103"}
    assert office.enter(UserRole.CLERK, unit="H99.103").get(HERE).status_code == 404


def test_a_decision_about_a_scan_out_of_reach_is_not_undone_though_a_paper_of_it_lies_here(office, laid):
    put(office.enter(UserRole.CLERK), laid[1], "giay_chung_sinh")
    with writing(office.engine) as c:
        [made] = history(c, laid[1].id)
        elsewhere = next(code for code in dossier_units(c) if code[1] == "H99.101")[0]
        c.execute(update(scans).where(scans.c.id == laid[1].id).values(dossier_code=elsewhere))
    near = office.enter(UserRole.CLERK, unit="H99.102")
    form = {"decision": str(made.id), "version": str(made.id)}
    assert near.get(HERE).status_code == 200
    assert near.post(f"{HERE}/hoan-tac", data=form).status_code == 404
    with reading(office.engine) as c:
        assert [each.kind for each in history(c, laid[1].id)] == [Kind.TYPE]


def dossier_units(c):
    return c.execute(select(dossiers.c.code, dossiers.c.unit)).all()
