"""The contract of searching, on every database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from pipeline.model import FieldValue
from storage import scans, search, search_index
from storage.access import Reach
from storage.decisions import Kind, NewDecision, decide
from storage.dossiers import put_dossiers
from storage.search import Key, Question
from storage.search_index import PAGES, folded_words, page_of_row, row_id, toned_words
from storage.secrets import seal
from storage.tables import stations
from tests.rows import NOW, add_scan, dossier, new_scan, page, part

ALL = Reach(None)
TEXTS = (
    "Bà Đỗ Thị Hòa, số định danh 999301000018",
    "Ông Đồ Thi Hoa ở xã Hòa Phú",
    "Hoa đỏ, bà thị trấn đo",
    "Không có gì",
)


@pytest.fixture
def filled(c):
    put_dossiers(c, [dossier()])
    for number, text in enumerate(TEXTS, 1):
        scan = add_scan(c, number)
        scans.save_page(c, scan.id, page(1, text))
        scans.save_page(c, scan.id, page(2, "trang sau"))
        scans.save_parts(c, scan.id, [replace(part(1), fields={}), part(2, kind=None)])
    return c


def found(c, words, reach=ALL, **narrowed):
    return [hit.page.text for hit in search.find(c, reach, Question(words, **narrowed))]


def test_tones_are_optional_and_the_exact_spelling_comes_first(filled):
    first, second, third, _ = TEXTS
    assert found(filled, "đỗ thị hòa") == [first, second, third]
    assert found(filled, "do thi hoa") == [
        second,
        first,
        third,
    ]  # the newest of the phrase, then single words
    assert found(filled, "ĐỖ THỊ HOÀ")[0] == first  # the tone at the other place
    assert found(filled, "hòa phú") == [second]
    assert found(filled, "999301000018") == [first]
    assert found(filled, "?!") == found(filled, "") == found(filled, "không đâu") == []


@pytest.mark.parametrize(
    "words", ['"', "a OR b", "a*", "NEAR(a b)", "toned : x", "' --", "a & !b", "(", "\0"]
)
def test_what_means_something_to_the_database_means_nothing_here(filled, words):
    found(filled, words)


def test_pages_of_hits_follow_one_another_without_gap_or_repetition(c):
    put_dossiers(c, [dossier()])
    for number in range(9):
        scan = add_scan(c, number)
        scans.save_page(c, scan.id, page(1, "hoa thị" if number % 3 else "thị hòa"))
        scans.save_parts(c, scan.id, [part(1)])
    question, seen, after = Question("thị hòa"), [], None
    while hits := search.find(c, ALL, question, after, limit=2):
        seen += [hit.key for hit in hits]
        after = hits[-1].key
    assert len(set(seen)) == len(seen) == 9
    assert seen == sorted(seen, key=lambda key: (key.tier, -key.row))
    assert {key.tier for key in seen} == {0, 2}
    assert isinstance(seen[0], Key)


def test_what_is_kept_anew_is_found_anew_and_what_a_clerk_said_too(filled):
    mine = add_scan(filled, 4)
    field = FieldValue("Lê Văn Đởm", 1.0, 1, source="clerk")
    scans.save_parts(filled, mine.id, [replace(part(1, 2), fields={"ho_ten": field})])
    assert found(filled, "le van dom") == [TEXTS[3]]
    assert found(filled, "không có gì") == [TEXTS[3]]
    scans.save_parts(filled, mine.id, [])
    assert found(filled, "le van dom") == []


def test_a_word_that_a_clerk_corrected_is_found_as_it_is_now(filled):
    mine = add_scan(filled, 4)
    decide(filled, NewDecision(mine.id, Kind.WORD, "Khuê", "lan", page=1, place=1), NOW)
    scans.save_parts(filled, mine.id, [part(1)])
    assert found(filled, "không khuê gì") == ["Không Khuê gì"]


def test_nothing_of_a_sealed_scan_is_found(filled):
    mine = add_scan(filled, 1)
    seal(filled, mine.id, NOW)
    assert found(filled, "đỗ thị hòa") == [TEXTS[1], TEXTS[2]]


def test_only_what_is_within_reach_is_found(filled):
    assert found(filled, "hoa", Reach(frozenset({"H99.101"}))) == found(filled, "hoa")
    assert found(filled, "hoa", Reach(frozenset({"H99.102"}))) == []
    assert found(filled, "hoa", Reach(None, "tram-999")) == []


def test_filters_narrow_and_their_counts_say_by_how_much(filled):
    counted = search.counts(filled, ALL, Question("trang", year=1999))
    assert (counted.types, counted.units, counted.total) == ({None: 4}, {"H99.101": 4}, 4)
    assert counted.years == {NOW.year: 4}
    assert not counted.more
    assert len(found(filled, "hoa", type="giay_khai_sinh", unit="H99.101", year=NOW.year)) == 3
    assert found(filled, "trang", type="giay_khai_sinh") == []
    assert found(filled, "hoa", unit="H99.102") == found(filled, "hoa", year=NOW.year - 1) == []


def test_a_type_and_a_year_are_narrowed_by_the_index(filled):
    assert found(filled, "trang sau", type="nowhere") == []
    assert len(found(filled, "do thi hoa", type="giay_khai_sinh")) == 3
    assert found(filled, "do thi hoa", year=NOW.year - 1) == []
    scans.save_parts(filled, 1, [part(1, kind="giay_chung_sinh"), part(2, kind=None)])
    assert found(filled, "do thi hoa", type="giay_chung_sinh") == [TEXTS[0]]
    assert found(filled, "trang sau", type="giay_chung_sinh") == []


def test_hits_and_counts_together_are_what_they_are_apart(filled):
    for question in (Question("do thi hoa"), Question("trang"), Question("hoa", type="giay_khai_sinh")):
        hits, counted = search.find_and_count(filled, ALL, question, None, 2)
        assert hits == search.find(filled, ALL, question, None, 2)
        assert counted == search.counts(filled, ALL, question)
        further = search.find_and_count(filled, ALL, question, hits[-1].key, 2)
        assert further == (search.find(filled, ALL, question, hits[-1].key, 2), counted)


def test_scans_of_units_with_few_and_with_many_dossiers_are_the_same(filled, monkeypatch):
    put_dossiers(filled, [dossier("H99.102-261103-0001", unit="H99.102")])
    reaches = (ALL, Reach(frozenset({"H99.101"})), Reach(frozenset({"H99.101", "H99.102"})))
    asked = [(reach, unit) for reach in reaches for unit in (None, "H99.101", "H99.102", "H99.999")]
    few = [found(filled, "trang sau", reach, unit=unit) for reach, unit in asked]
    for limit in ("MANY", "MOST_SERIES"):
        monkeypatch.setattr(search, limit, 0)
        assert [found(filled, "trang sau", reach, unit=unit) for reach, unit in asked] == few
    assert {len(each) for each in few} == {0, 4}


def test_a_scan_is_found_under_whose_it_becomes_though_its_code_tells_of_another(filled):
    """Its dossier may be of a unit that its code does not name, and a station may change its unit."""
    first = Reach(frozenset({"H99.101"}))
    odd = Reach(frozenset({"H99.103"}))
    assert found(filled, "trang sau", odd) == []
    put_dossiers(filled, [dossier(unit="H99.103")])
    assert (len(found(filled, "trang sau", first)), len(found(filled, "trang sau", odd))) == (0, 4)
    mine = scans.add_scan(filled, replace(new_scan(8, None), station="tram-lạ"), NOW)[0]
    scans.save_page(filled, mine.id, page(1, "trang sau"))
    scans.save_parts(filled, mine.id, [part(1)])
    assert len(found(filled, "trang sau", odd)) == 4
    filled.execute(insert(stations).values(name="tram-lạ", unit="H99.103", created_at=NOW))
    assert len(found(filled, "trang sau", odd)) == 5
    assert len(found(filled, "trang sau", Reach(None, "tram-lạ"))) == 1


@pytest.mark.parametrize("kept", ["mot hai ba bon", "mot hai, hai ba, ba bon"])
def test_pages_are_found_however_many_eras_lie_between(c, monkeypatch, kept):
    monkeypatch.setattr(search_index, "ERA", 1)
    put_dossiers(c, [dossier()])
    for number in range(15):
        scan = add_scan(c, number)
        scans.save_page(c, scan.id, page(1, kept))
        scans.save_parts(c, scan.id, [part(1)])
    question, seen, after = Question("mot hai ba bon"), [], None
    while hits := search.find(c, ALL, question, after, limit=4):
        seen += [hit.scan_id for hit in hits]
        after = hits[-1].key
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 15


@pytest.mark.parametrize("letter", ["a", "𝒂"])
def test_a_page_of_more_words_than_paper_holds_is_found_by_its_first(c, letter):
    """All words and pairs of neighbours differ: more than PostgreSQL takes for one page."""
    scan = add_scan(c)
    words = [letter * 30 + str(number) for number in range(9000)]
    scans.save_page(c, scan.id, page(1, " ".join(words)))
    scans.save_parts(c, scan.id, [replace(part(1), fields={})])
    assert len(found(c, " ".join(words[:3]))) == 1


def test_a_phrase_is_found_only_where_its_words_follow_one_another(c):
    put_dossiers(c, [dossier()])
    for number, text in enumerate(("mot hai, hai ba", "mot hai ba", "ba mot hai"), 1):
        scan = add_scan(c, number)
        scans.save_page(c, scan.id, page(1, text))
        scans.save_parts(c, scan.id, [part(1)])
    hits = search.find(c, ALL, Question("mot hai ba"))
    assert [hit.key.tier for hit in hits] == [0, 1, 1]
    assert hits[0].page.text == "mot hai ba"


def test_words_longer_than_any_are_passed_over(c):
    put_dossiers(c, [dossier()])
    scan = add_scan(c, 1)
    scans.save_page(c, scan.id, page(1, f"truoc {'x' * 3000} sau"))
    scans.save_parts(c, scan.id, [part(1)])
    assert len(found(c, "truoc")) == len(found(c, "sau")) == 1


def test_more_hits_than_are_counted_are_told(filled, monkeypatch):
    monkeypatch.setattr(search, "MOST_COUNTED", 3)
    counted = search.counts(filled, ALL, Question("trang"))
    assert (counted.total, counted.more) == (3, True)


@given(st.integers(1, 2**40), st.integers(1, PAGES - 1))
def test_a_row_is_of_one_page(scan_id, number):
    assert page_of_row(row_id(scan_id, number)) == (scan_id, number)


@given(st.text())
def test_folded_and_toned_words_stand_beside_each_other(text):
    assert len(folded_words(text)) == len(toned_words(text))
