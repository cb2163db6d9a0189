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


SLIP = ("UBND XÃ SƠN THỦY", "", "BIÊN LAI THU LỆ PHÍ", "Họ và tên: LÊ VĂN MẪU", "Số tiền: 8.000 đồng")


def side_by_side(left, right):
    """Build a page with lines beside lines."""
    words = page(*left).words
    moved = [
        replace(word, box=word.box._replace(x=word.box.x + 1150), line=word.line + 99)
        for word in page(*right).words
    ]
    return replace(page(*left), words=tuple(words) + tuple(moved))


NARROW = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CĂN CƯỚC CÔNG DÂN", "Họ và tên: LÊ VĂN MẪU", "IDVNM099")


def test_papers_side_by_side_are_laid_apart():
    sheet = side_by_side(NARROW, NARROW)
    pieces = lay_apart(sheet)
    assert texts(pieces) == [" ".join(NARROW)] * 2
    left, right = (place for _, place in pieces if place)
    assert (left.x, left.x + left.w, right.x + right.w) == (0, right.x, 2480)
    assert left.h == right.h == 3508


def test_four_papers_lie_in_a_square():
    column = (*NARROW, *ROOM, *NARROW)
    assert texts(lay_apart(side_by_side(column, column))) == [" ".join(NARROW)] * 4


def test_the_back_of_a_card_beside_its_front_is_no_other_paper():
    back = ("Đặc điểm nhận dạng", "CỤC TRƯỞNG CỤC CẢNH SÁT", "IDVNM0990000000")
    assert len(lay_apart(side_by_side(NARROW, back))) == 1


def test_slips_of_one_title_are_laid_apart_below_and_beside_one_another():
    spelled = " ".join(" ".join(SLIP).split())
    assert texts(lay_apart(page(*SLIP, *ROOM, *SLIP))) == [spelled] * 2
    assert texts(lay_apart(side_by_side(SLIP, SLIP))) == [spelled] * 2
    other = (*SLIP[:2], "BIÊN LAI THU TIỀN PHẠT VI PHẠM HÀNH CHÍNH")
    assert len(lay_apart(page(*SLIP, *ROOM, *other))) == 1


def test_what_text_runs_across_is_not_parted():
    wide = ["Tôi xin cam đoan những điều khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật"]
    sheet = side_by_side(NARROW, NARROW)
    across = page(*[""] * 9, *wide).words
    assert len(lay_apart(replace(sheet, words=(*sheet.words, *across)))) == 1
