import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.split import see
from pipeline.matching.starts import BIAS, SIGNS, border, odds, probability, reasons, signs
from pipeline.matching.types import prepare
from tests.unit.pipeline.page_builder import HEADER, kind, page

NOTE = kind("giay_chung_sinh", ["GIẤY CHỨNG SINH"], ["Đã sinh con vào lúc", "Dự định đặt tên con là"])
RECEIPT = kind("bien_nhan", ["GIẤY BIÊN NHẬN"], ["Thời gian trả kết quả"])
INDEX = prepare((NOTE, RECEIPT))
FIRST = (*HEADER, "", "GIẤY CHỨNG SINH", "", "Đã sinh con vào lúc: 8 giờ")
LONG = "Hai bên đã đọc lại toàn bộ và cùng thống nhất"


def shown(before, here, **where):
    paper = [see(page(*before, number=1), INDEX)[0]]
    return signs(border(paper, see(page(*here, number=2, **where), INDEX)[0], INDEX))


@pytest.mark.parametrize(
    ("name", "before", "here"),
    [
        ("national header", FIRST, (*HEADER, "", "chữ")),
        ("known title", FIRST, ("GIẤY BIÊN NHẬN", "", "chữ")),
        ("headed as a paper", FIRST, ("BIÊN BẢN XÁC MINH", "", "chữ")),
        ("no heading", FIRST, ("chữ thường ở đầu trang",)),
        ("appended", FIRST, ("LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN",)),
        ("annexed", FIRST, ("PHỤ LỤC I", "Danh mục")),
        ("annexed", FIRST, ("BẢNG KÊ", "(Ban hành kèm theo Quyết định số 12)")),
        ("nearly empty", FIRST, (".", "0")),
        ("signed before", (*FIRST, *[""] * 20, "(Ký, ghi rõ họ tên)"), ("chữ",)),
        ("anchors of the paper before", FIRST, ("Dự định đặt tên con là: An",)),
        ("sentence runs on", (*FIRST, *[""] * 9, LONG), (*[""] * 5, "nội dung của hợp đồng này.")),
        ("numbering goes on", (*FIRST, "Điều 3. Giá"), ("Điều 4. Thời hạn",)),
        ("numbering goes on", (*FIRST, "II. Tài sản"), ("III. Cam đoan",)),
        ("numbering begins", FIRST, ("1. Họ và tên",)),
    ],
)
def test_signs(name, before, here):
    assert shown(before, here)[name] > 0
    assert name not in shown(("chữ đầu", "chữ cuối."), ("3. chữ khác nữa", "BÊN A:"))


@pytest.mark.parametrize(
    ("foot", "name"),
    [("2", "next number"), ("Trang 2/3", "next number"), ("5", "other number"), ("Trang 1/2", "number 1")],
)
def test_page_numbers(foot, name):
    assert name in shown(FIRST, (foot, "", "chữ"), top=80)


def test_a_paper_says_how_many_pages_it_has():
    last = page("Trang 2/2", "", "chữ", number=1, top=80)
    more = page("Trang 2/3", "", "chữ", number=1, top=80)
    here = see(page("chữ", number=2), INDEX)[0]
    assert "complete before" in signs(border([see(last, INDEX)[0]], here, INDEX))
    assert "incomplete before" in signs(border([see(more, INDEX)[0]], here, INDEX))


@given(st.dictionaries(st.sampled_from(sorted(SIGNS)), st.floats(0, 3), max_size=6))
def test_more_for_a_beginning_makes_it_likelier(told):
    assert 0 <= probability(told) <= 1
    assert odds({}) == BIAS
    for name, sign in SIGNS.items():
        if name not in told:
            assert (odds({**told, name: 1.0}) > odds(told)) == (sign.weight > 0)


def test_reasons_tell_the_weightiest_first():
    assert (
        reasons({"no heading": 1.0, "next number": 1.0}) == "mang số trang kế tiếp; không có dòng tên giấy tờ"
    )
    assert reasons({}) == ""
