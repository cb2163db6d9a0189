from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.asked import Asked
from pipeline.matching.parts import assemble, match
from pipeline.matching.split import split
from pipeline.matching.types import UNSURE, prepare
from pipeline.model import Box, PageReading, Word
from tests.unit.pipeline.page_builder import HEADER, blank, kind, page

NOTE = kind(
    "giay_chung_sinh", ["GIẤY CHỨNG SINH"], ["Đã sinh con vào lúc", "Dự định đặt tên con là", "Người đỡ đẻ"]
)
CONTRACT = kind(
    "hop_dong",
    ["HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT"],
    ["Giá chuyển nhượng", "BÊN NHẬN CHUYỂN NHƯỢNG (BÊN B)"],
)
CARD = kind("cccd", ["CĂN CƯỚC CÔNG DÂN"], ["Có giá trị đến", "IDVNM"])
TYPES = (NOTE, CONTRACT, CARD)


def papers(*pages):
    return [(part.pages, part.type) for part in assemble(pages, TYPES)]


def note(number):
    return page(*HEADER, "", "GIẤY CHỨNG SINH", "", "Đã sinh con vào lúc: 8 giờ", number=number)


def contract(number):
    return page(
        *HEADER, "", "HỢP ĐỒNG CHUYỂN NHƯỢNG", "QUYỀN SỬ DỤNG ĐẤT", "", "Bên A và bên B", number=number
    )


def more(number, *lines):
    return page(*(lines or ("Điều 4. Giá chuyển nhượng", "Hai bên thỏa thuận như sau")), number=number)


def test_a_title_begins_a_paper_and_pages_without_one_go_on():
    assert papers(note(1), contract(2), more(3), note(4)) == [
        ((1,), "giay_chung_sinh"),
        ((2, 3), "hop_dong"),
        ((4,), "giay_chung_sinh"),
    ]


def test_a_title_without_the_national_header_begins_a_paper():
    card = page("CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card", number=2)
    assert papers(note(1), card, more(3, "IDVNM0990000000")) == [((1,), "giay_chung_sinh"), ((2, 3), "cccd")]


def test_blank_pages_stand_in_no_paper_and_part_none():
    assert papers(blank(1), contract(2), blank(3), more(4), blank(5)) == [((2, 4), "hop_dong")]


def test_only_blank_pages_make_no_paper():
    assert papers(blank(1), blank(2)) == []
    assert papers() == []


def test_a_leading_page_without_a_title_is_an_unknown_paper():
    assert papers(more(1, "Hai bên cùng ký tên"), note(2)) == [((1,), None), ((2,), "giay_chung_sinh")]


def test_an_unknown_title_under_the_national_header_begins_an_unknown_paper():
    other = page(*HEADER, "", "QUYẾT ĐỊNH", "Về việc nâng lương", number=2)
    assert papers(note(1), other) == [((1,), "giay_chung_sinh"), ((2,), None)]


def test_an_unknown_title_alone_begins_an_unknown_paper_but_an_appended_heading_does_not():
    assert papers(contract(1), page("BIÊN BẢN XÁC MINH", number=2))[1] == ((2,), None)
    assert papers(contract(1), page("LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN", number=2)) == [((1, 2), "hop_dong")]


def test_a_page_number_says_that_a_paper_goes_on():
    second = page("2", "", "GIẤY CHỨNG SINH", "", "số 12 là căn cứ", number=2, top=80)
    assert papers(contract(1), second) == [((1, 2), "hop_dong")]


def test_anchors_of_another_type_begin_a_paper_whose_title_cannot_be_read():
    untitled = more(2, "Đã sinh con vào lúc: 8 giờ", "Dự định đặt tên con là: An", "Người đỡ đẻ: Lê Thị Mẫu")
    assert papers(contract(1), untitled)[1][0] == (2,)


def test_the_stamp_of_a_certified_copy_marks_its_paper_only():
    stamped = more(2, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: 12")
    parts = assemble([contract(1), stamped, note(3)], TYPES)
    assert [(part.pages, part.certified_copy) for part in parts] == [((1, 2), True), ((3,), False)]


def test_no_types_make_unknown_papers():
    assert [part.type for part in assemble([note(1)], ())] == [None]


PRINTED = ("GIẤY", "CHỨNG", "SINH", "HỢP", "ĐỒNG", "CỘNG", "HÒA", "XÃ", "HỘI", "2", "-", "Trang")
WORDS = st.builds(
    Word,
    st.one_of(st.text(max_size=8), st.sampled_from(PRINTED)),
    st.builds(Box, *(st.integers(0, 3000) for _ in range(4))),
    st.floats(0, 1),
    st.integers(0, 5),
)


@st.composite
def readings(draw):
    pages = draw(st.lists(st.tuples(st.lists(WORDS, max_size=12), st.booleans()), max_size=5))
    return [
        PageReading(number, 2480, 3508, 300, 0, 0.0, empty, "", tuple(words))
        for number, (words, empty) in enumerate(pages, start=1)
    ]


@given(readings())
def test_every_page_that_is_not_blank_stands_in_one_paper_in_order(pages):
    parts = assemble(pages, TYPES)
    assert [number for part in parts for number in part.pages] == [
        one.number for one in pages if not one.blank
    ]
    assert all(part.pages for part in parts)
    assert all(0 <= part.confidence <= 1 for part in parts)


def test_a_heading_inside_a_paper_begins_none():
    operative = page("viên Ủy ban nhân dân xã.", "", "QUYẾT ĐỊNH:", "Điều 1. Nâng lương", number=2)
    below_text = page("một", "hai", "ba", "bốn", "GIẤY TRIỆU TẬP", number=2)
    assert papers(contract(1), operative) == papers(contract(1), below_text) == [((1, 2), "hop_dong")]


def test_what_follows_a_signature_is_asked_about_unless_it_belongs():
    signed = page(*HEADER, "", "GIẤY CHỨNG SINH", *[""] * 20, "(Ký, ghi rõ họ tên)", number=1)
    assert papers(signed, page("Cần mua cuối tuần", number=2)) == [((1,), "giay_chung_sinh"), ((2,), None)]
    for belongs in ("Người đỡ đẻ: Lê Thị Mẫu", "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "LỜI CHỨNG"):
        assert papers(signed, page(belongs, number=2)) == [((1, 2), "giay_chung_sinh")]
    assert papers(signed, page("2", "Ghi chú", number=2, top=80)) == [((1, 2), "giay_chung_sinh")]


def matched(pages, asked):
    index = prepare(TYPES)
    return match(split(pages, index), index, asked)


def test_only_what_is_asked_for_competes():
    index = prepare(TYPES)
    parts = match(
        split([note(1), contract(2)], index), index, Asked(frozenset({"hop_dong"}), {"hop_dong": 1})
    )
    assert [part.type for part in parts] == [None, "hop_dong"]


def test_a_shown_paper_and_a_result_are_told():
    asked = Asked(show_only=frozenset({"giay_chung_sinh"}), results=frozenset({"hop_dong"}))
    shown, result = matched([note(1), contract(2)], asked)
    assert [remark.code for remark in shown.remarks] == ["show_only"]
    assert [remark.code for remark in result.remarks] == ["result"]


def test_a_certified_copy_is_told_why_it_is_exempt():
    stamped = more(2, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: 12")
    (copy,) = assemble([contract(1), stamped], TYPES)
    assert [remark.code for remark in copy.remarks if remark.code != "unsure_split"] == ["certified_copy"]


def test_a_rival_that_another_paper_takes_is_no_rival():
    twins = (
        kind("a", ["GIẤY CAM KẾT"], ["Bên ủy quyền thứ nhất"]),
        kind("b", ["GIẤY CAM KẾT"], ["Nội dung ủy quyền"]),
    )
    index = prepare(twins)
    plain = page(*HEADER, "", "GIẤY CAM KẾT", number=1)
    telling = page(*HEADER, "", "GIẤY CAM KẾT", "", *("Nội dung ủy quyền",) * 3, number=2)
    assert [part.type for part in match(split([plain], index), index)] == [None]
    first, second = match(split([plain, telling], index), index)
    assert (first.type, second.type) == ("a", "b")
    assert first.confidence <= UNSURE
