import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from pipeline.model import Box
from storage.access import Reach, UserRole
from storage.audit_log import Wanted, entries
from storage.database import reading
from storage.search import Question
from tests.entered import words_of
from tests.papers import CODE, NAME, NUMBER, lay_out, page_of
from web.searching import excerpt, has_personal_number


@pytest.fixture
def laid(office):
    return lay_out(office.engine)


def noted(office):
    with reading(office.engine) as c:
        return entries(c, Reach(None), Wanted())[0]


def test_a_paper_is_found_without_tones_with_its_line_and_its_place(office, laid):
    browser = office.enter(UserRole.CLERK, unit="H99.102")
    answer = browser.post("/tra-cuu", data={"tim": "bui do duc do"})
    answer = browser.get(answer.headers["location"])
    assert answer.context["hits"] == ()
    answer = browser.get("/tra-cuu", params={"tim": "do duc do"})
    [hit] = answer.context["hits"]
    assert hit.scan_id == laid[0].id
    assert "<mark>Đỗ</mark> <mark>Đức</mark> <mark>Độ</mark>" in answer.text
    assert f'<image href="/trang/{hit.scan_id}/1/lon.jpg"' in answer.text
    assert noted(office).detail == {"tim": "do duc do"}


def test_a_personal_number_is_searched_but_stands_in_no_address_list_or_log(office, laid):
    browser = office.enter(UserRole.CLERK)
    answer = browser.post("/tra-cuu", data={"tim": NUMBER})
    assert answer.status_code == 200
    assert [hit.scan_id for hit in answer.context["hits"]] == [laid[0].id]
    assert "<mark>999…18</mark>" in answer.text
    assert "<image" not in answer.text  # the crop would show it
    assert noted(office).detail == {"tim": "999…18"}
    answer = browser.get("/tra-cuu", params={"tim": NUMBER})
    assert answer.status_code == 422
    assert NUMBER not in answer.text
    assert answer.context["hits"] == ()


def test_who_sees_no_papers_gets_no_pictures(office, laid):
    answer = office.enter(UserRole.OFFICER).get("/tra-cuu", params={"tim": "benh vien"})
    assert len(answer.context["hits"]) == 1
    assert "<image" not in answer.text


def test_the_beginning_of_a_code_finds_dossiers(office, laid):
    answer = office.enter(UserRole.CLERK).get("/tra-cuu", params={"tim": "h99.102-261116"})
    assert [line.code for line in answer.context["dossiers"]] == [CODE]


def test_hits_are_filtered_paged_and_only_within_reach(office, laid, monkeypatch):
    monkeypatch.setattr("web.pages.search.HITS", 1)
    browser = office.enter(UserRole.CLERK)
    first = browser.get("/tra-cuu", params={"tim": NAME})
    second = browser.get("/tra-cuu", params={"tim": NAME, "sau": first.context["more"]})
    assert {answer.context["hits"][0].scan_id for answer in (first, second)} == {laid[0].id, laid[1].id}
    assert second.context["more"] is None
    narrowed = browser.get("/tra-cuu", params={"tim": NAME, "loai": "to_khai_khai_sinh"})
    assert [hit.scan_id for hit in narrowed.context["hits"]] == [laid[0].id]
    assert "2 trang giấy" in words_of(narrowed)
    other = office.enter(UserRole.CLERK, unit="H99.103").get("/tra-cuu", params={"tim": NAME})
    assert other.context["hits"] == ()


def test_what_is_found_is_exported_masked_and_that_is_noted(office, laid):
    browser = office.enter(UserRole.LEAD)
    answer = browser.post("/tra-cuu/xuat", data={"tim": NUMBER, "kieu": "xlsx"})
    book = load_workbook(io.BytesIO(answer.content))
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("999…18" in each for each in said)
    assert not any(NUMBER in each for each in said)
    assert CODE in said
    line = noted(office)
    assert (line.action, line.detail) == ("exported", {"tim": "999…18", "so_dong": 1})
    assert "999…18" in browser.post("/tra-cuu/xuat", data={"tim": NUMBER, "kieu": "csv"}).text
    assert browser.post("/tra-cuu/xuat", data={"tim": NUMBER, "kieu": "exe"}).status_code == 422


def test_the_line_that_holds_most_of_the_words_is_shown_with_its_place():
    page = page_of("một hai\nhai ba bốn\nbốn")
    found = excerpt(page, Question("bốn ba"))
    assert [(piece.text, piece.marked) for piece in found.pieces] == [
        ("hai", False),
        ("ba", True),
        ("bốn", True),
    ]
    assert found.box == Box(170, 370, 900, 120)
    assert excerpt(page, Question("năm")).box is None
    assert excerpt(replace(page, words=()), Question("bốn")).pieces == ()


@pytest.mark.parametrize(("words", "has"), [(NUMBER, True), ("999 301 000 018", True), ("12/2023", False)])
def test_what_looks_like_a_personal_number_is_seen(words, has):
    assert has_personal_number(words) is has
