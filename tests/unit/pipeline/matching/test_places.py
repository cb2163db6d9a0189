from dataclasses import replace

from pipeline.matching.places import lay_apart
from pipeline.model import Box, Code
from tests.unit.pipeline.page_builder import HEADER, blank, page

CARD = (*HEADER, "CĂN CƯỚC CÔNG DÂN", "Họ và tên: LÊ VĂN MẪU", "", "IDVNM0990000000")
ROOM = [""] * 8


def texts(pieces):
    return [" ".join(word.text for word in piece.words) for piece, _ in pieces]


def test_one_paper_takes_its_page_whole():
    one = page(*CARD)
    assert lay_apart(one) == [(one, None)]
    assert lay_apart(blank(2)) == [(blank(2), None)]


def test_two_cards_on_one_sheet_are_laid_apart():
    pieces = lay_apart(page(*CARD, *ROOM, *CARD))
    assert len(pieces) == 2
    assert texts(pieces) == [" ".join(CARD).replace("  ", " ")] * 2
    upper, lower = (place for _, place in pieces if place)
    assert upper.y == 0
    assert upper.y + upper.h == lower.y
    assert lower.y + lower.h == 3508


def test_a_code_goes_with_the_paper_that_it_lies_on():
    sheet = page(*CARD, *ROOM, *CARD)
    low = Code("999", Box(900, 1700, 90, 90))
    pieces = lay_apart(replace(sheet, codes=(low,)))
    assert [piece.codes for piece, _ in pieces] == [(), (low,)]


def test_the_header_in_two_languages_heads_one_paper():
    lines = (
        *HEADER,
        "SOCIALIST REPUBLIC OF VIET NAM",
        "Independence - Freedom - Happiness",
        "GIẤY KHAI SINH",
    )
    assert len(lay_apart(page(*lines))) == 1
