from dataclasses import replace

import pytest

from pipeline.matching.split import is_separator, split
from pipeline.matching.types import prepare
from pipeline.model import Box, Code, PageFacts
from tests.unit.pipeline.page_builder import HEADER, blank, kind, page

NOTE = kind("giay_chung_sinh", ["GIẤY CHỨNG SINH"], ["Đã sinh con vào lúc", "Dự định đặt tên con là"])
DEED = kind("hop_dong", ["HỢP ĐỒNG CHUYỂN NHƯỢNG"], ["Giá chuyển nhượng", "BÊN NHẬN CHUYỂN NHƯỢNG (BÊN B)"])
INDEX = prepare((NOTE, DEED))
CARD = (*HEADER, "CĂN CƯỚC CÔNG DÂN")


def note(number):
    return page(*HEADER, "", "GIẤY CHỨNG SINH", "", "Đã sinh con vào lúc: 8 giờ", number=number)


def deed(number):
    return page(*HEADER, "", "HỢP ĐỒNG CHUYỂN NHƯỢNG", "", "Điều 1. Bên A và bên B", number=number)


def more(number, of=2):
    lines = (str(of), "", f"Điều {of}. Giá chuyển nhượng", "Hai bên thỏa thuận như sau")
    return page(*lines, number=number, top=80)


def plain(number, of=None):
    return page(*([str(of)] if of else []), "", "chữ thường, không có gì nối.", number=number, top=80)


def runs(pages, facts=()):
    return [paper.pages for paper in split(pages, INDEX, facts)]


def test_a_patch_sheet_parts_papers_and_is_none_of_them():
    patch = replace(page("TỜ PHÂN CÁCH", number=2), codes=(Code("PATCHT", Box(0, 0, 9, 9), "barcode"),))
    assert runs([deed(1), patch, more(3)]) == [(1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("text", "separates"),
    [("PATCHT", True), ("Patch 2", True), ("PATCH CODE T", True), ("DISPATCH2", False), ("PATCH9", False)],
)
def test_patch_codes(text, separates):
    assert is_separator(replace(page("chữ"), codes=(Code(text, Box(0, 0, 9, 9)),))) is separates


def test_what_a_clerk_said_is_kept_to():
    pages = [deed(1), more(2), note(3)]
    assert runs(pages) == [(1, 2), (3,)]
    assert runs(pages, [PageFacts(2, starts=True), PageFacts(3, starts=False)]) == [(1,), (2, 3)]
    assert runs(pages, [PageFacts(2, place=3.5)]) == [(1,), (3, 2)]
    assert runs(pages, [PageFacts(2, blank=True)]) == [(1,), (3,)]
    assert runs([deed(1), blank(2)], [PageFacts(2, blank=False, starts=False)]) == [(1, 2)]


def test_sure_where_a_clerk_said_so_and_told_where_nothing_says_much():
    odd = [note(1), page("chữ đầu", "chữ cuối.", number=2)]
    first, second = [*split(odd, INDEX, [PageFacts(2, starts=True)])]
    assert (first.certainty, second.certainty, second.remarks) == (1.0, 1.0, ())
    (unsure,) = [paper for paper in split(odd, INDEX) if paper.certainty < 0.9]
    assert [remark.code for remark in unsure.remarks] == ["unsure_split"]
    assert unsure.remarks[0].pages == (2,)
    assert unsure.remarks[0].text.startswith("Chưa chắc trang 2 thuộc giấy tờ trước: không có gì nối")


def test_blank_backs_part_no_paper():
    pages = [deed(1), blank(2), more(3), blank(4), note(5), blank(6), deed(7), more(8)]
    assert runs(pages) == [(1, 3), (5,), (7, 8)]


def test_a_blank_back_says_nothing_of_a_paper_that_prints_no_backs():
    fronts = [note(1), note(3), deed(5), plain(7), note(9)]
    assert runs([side for front in fronts for side in (front, blank(front.number + 1))]) == [
        *((1,), (3,), (5, 7), (9,)),
    ]


def test_a_blank_back_ends_a_paper_that_prints_its_backs():
    pages = [note(1), blank(2), deed(3), more(4), deed(5), more(6), plain(7, of=3), blank(8), plain(9)]
    assert runs([*pages, blank(10), note(11), blank(12)]) == [(1,), (3, 4), (5, 6, 7), (9,), (11,)]


def test_a_pile_fed_twice_is_put_in_order():
    fronts = [deed(1), note(2), deed(3), note(4)]
    backs = [blank(5), more(6), blank(7), more(8)]
    assert runs([*fronts, *backs]) == [(1, 8), (2,), (3, 6), (4,)]


def test_empty_sides_behind_all_fronts_tell_a_pile_fed_twice_where_a_back_fits_two_of_them():
    fronts = [deed(1), deed(2), deed(3)]
    assert runs([*fronts, blank(4), blank(5), more(6)]) == [(1, 6), (2,), (3,)]
    assert runs([*fronts, more(4), note(5), note(6)]) == [(1,), (2,), (3, 4), (5,), (6,)]


def test_empty_sheets_at_the_end_tell_nothing():
    pages = [note(1), deed(2), *(plain(number, of=number - 1) for number in range(3, 8))]
    laid = runs([*pages, blank(8), blank(9), blank(10)])
    assert [number for run in laid for number in run] == [1, 2, 3, 4, 5, 6, 7]


def test_a_long_paper_alone_stays_as_it_lies():
    plain = [page("chữ đầu", "chữ giữa", "chữ cuối.", number=number) for number in range(2, 6)]
    assert [number for run in runs([deed(1), *plain, more(6)]) for number in run] == [1, 2, 3, 4, 5, 6]


def test_a_pile_fed_once_stays_as_it_is():
    long = [deed(1), *(more(number, of=number) for number in range(2, 7))]
    assert runs(long) == [(1, 2, 3, 4, 5, 6)]
    assert runs([note(1), note(2), deed(3), more(4), more(5, of=3), more(6, of=4)]) == [
        (1,),
        (2,),
        (3, 4, 5, 6),
    ]


def test_cards_on_one_page_are_papers_of_their_own():
    sheet = page(*CARD, *[""] * 10, *CARD, number=2)
    papers = split([note(1), sheet, note(3)], INDEX)
    assert [paper.pages for paper in papers] == [(1,), (2,), (2,), (3,)]
    assert [paper.region is not None for paper in papers] == [False, True, True, False]
