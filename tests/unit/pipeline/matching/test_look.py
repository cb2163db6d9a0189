import pytest

from pipeline.matching.look import look_at
from tests.unit.pipeline.page_builder import HEADER, blank, page


def heads(*lines, **where):
    return [line.text for line in look_at(page(*lines, **where)).heads]


def test_the_national_header_is_seen_and_is_no_title():
    look = look_at(page("UBND XÃ HÒA PHÚ\t" + HEADER[0], "\t" + HEADER[1], "GIẤY KHAI SINH"))
    assert look.national
    assert [line.text for line in look.heads] == ["UBND XÃ HÒA PHÚ", "GIẤY KHAI SINH"]


def test_the_header_is_seen_misread_and_run_together_with_its_neighbour():
    assert look_at(page("HUYỆN SƠN THỦY Đôc lâp - Tư do - Hanh phúe")).national
    assert not look_at(page("Điều 1. Chủ nghĩa xã hội")).national


def test_heads_lie_in_the_upper_part_or_right_below_the_first_line():
    lines = ["GIẤY CHỨNG SINH", *["dòng"] * 30, "GIẤY KHAI SINH"]
    assert "GIẤY KHAI SINH" not in heads(*lines)
    assert heads("CĂN CƯỚC", top=2400) == ["CĂN CƯỚC"]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("2", "Điều 5."), 2),
        (("- 3 -", "Điều 7."), 3),
        (("Trang 2/4", "Điều 5."), 2),
        (("Điều 5.", "12"), None),
        (("12 tháng", "Điều 5."), None),
        (("Điều 5.",), None),
    ],
)
def test_page_number(lines, number):
    assert look_at(page(*lines, top=100 if number else 500)).number == number


def test_page_number_in_words_at_the_foot():
    assert look_at(page("Trang 2", top=3300)).number == 2


def test_the_stamp_of_a_certified_copy_is_seen_in_capitals_only():
    assert look_at(page("CHỨNG THỰC BẢN SAO", "ĐÚNG VỚI BẢN CHÍNH", top=2500)).copy_stamp
    assert look_at(page("CHỨNG THỰC BAN SAO ĐÚNG VƠI BẢN CHINH", top=2500)).copy_stamp
    assert not look_at(page("Nộp chứng thực bản sao đúng với bản chính.", top=2500)).copy_stamp


def test_an_empty_page_shows_nothing():
    look = look_at(blank(1))
    assert (look.heads, look.national, look.number, look.copy_stamp) == ((), False, None, False)


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("(Ký, ghi rõ họ tên)", True),
        ("Nơi nhận:", True),
        ("TM. ỦY BAN NHÂN DÂN", True),
        ("PHÓ CHỦ TỊCH", True),
        ("Người yêu cầu", True),
        ("Chủ tịch Ủy ban nhân dân xã cấp giấy này", False),
        ("Kỳ hạn: 12 tháng", False),
    ],
)
def test_a_place_for_signatures(line, signed):
    assert look_at(page(line, top=2000)).signed is signed
    assert not look_at(page(line, top=300)).signed
