import pytest

from pipeline.matching.look import look_at
from pipeline.matching.types import ASSIGNED, UNSURE, candidates, choose, prepare, weigh
from pipeline.model import Candidate
from tests.unit.pipeline.page_builder import HEADER, kind, page

BIRTH_FORM = kind(
    "to_khai_khai_sinh",
    ["TỜ KHAI ĐĂNG KÝ KHAI SINH"],
    ["Quan hệ với người được khai sinh", "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây"],
)
BIRTH = kind(
    "giay_khai_sinh",
    ["GIẤY KHAI SINH", "TRÍCH LỤC KHAI SINH (BẢN SAO)"],
    ["Nơi đăng ký khai sinh", "Người đi khai sinh", "Họ, chữ đệm, tên người cha", "Ngày, tháng, năm đăng ký"],
    negatives=("TỜ KHAI", "Kính gửi"),
)
BIRTH_NOTE = kind(
    "giay_chung_sinh",
    ["GIẤY CHỨNG SINH"],
    ["Đã sinh con vào lúc", "Dự định đặt tên con là", "Người đỡ đẻ"],
)
RECEIPT = kind("giay_tiep_nhan", ["GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"], ["Thành phần hồ sơ nộp"])
ALL = (BIRTH_FORM, BIRTH, BIRTH_NOTE, RECEIPT)


def rank(types, *lines):
    index = prepare(types)
    return candidates([weigh(look_at(page(*HEADER, "", *lines)), index)], index)


def chosen(types, *lines):
    return choose(rank(types, *lines))[0]


def test_a_title_alone_names_the_type():
    code, confidence = choose(rank(ALL, "GIẤY CHỨNG SINH"))
    assert (code, confidence) == ("giay_chung_sinh", 0.9)


def test_anchors_raise_the_certainty_and_are_named_in_the_reason():
    best = rank(ALL, "GIẤY CHỨNG SINH", "", "Đã sinh con vào lúc: 8 giờ", "Dự định đặt tên con là: An")[0]
    assert best == Candidate(
        "giay_chung_sinh", 1.0, "Tiêu đề “GIẤY CHỨNG SINH” khớp 100%; 2 cụm từ đặc trưng"
    )


def test_two_anchors_name_a_type_unsurely_and_one_names_none():
    two = choose(rank(ALL, "Đã sinh con vào lúc: 8 giờ", "Dự định đặt tên con là: An"))
    assert two[0] == "giay_chung_sinh"
    assert ASSIGNED <= two[1] < UNSURE
    assert chosen(ALL, "Đã sinh con vào lúc: 8 giờ") is None


def test_a_form_is_not_its_result_even_where_only_the_result_competes():
    form = ("TỜ KHAI ĐĂNG KÝ KHAI SINH", "", "Nơi đăng ký khai sinh:", "Người đi khai sinh:")
    assert chosen(ALL, *form) == "to_khai_khai_sinh"
    assert chosen((BIRTH, BIRTH_NOTE, RECEIPT), *form) is None


def test_a_form_is_known_as_a_form_without_negatives():
    result = kind(
        "giay_phep", ["GIẤY PHÉP XÂY DỰNG"], ["Được phép xây dựng công trình", "Tổng diện tích sàn"]
    )
    lines = ("ĐƠN XIN", "", "GIẤY PHÉP XÂY DỰNG", "Được phép xây dựng công trình", "Tổng diện tích sàn")
    assert chosen((result,), *lines) is None
    assert "tờ khai hoặc đơn" in rank((result,), *lines)[0].reason


def test_a_negative_in_capitals_counts_only_as_a_heading():
    assert chosen(ALL, "GIẤY KHAI SINH", "", "Theo tờ khai của người đi khai sinh") == "giay_khai_sinh"
    assert chosen((BIRTH,), "GIẤY KHAI SINH", "", "Kính gửi: UBND xã Hòa Phú") is None


def test_a_paper_that_lists_others_is_none_of_them():
    lines = (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "",
        "Thành phần hồ sơ nộp gồm:",
        "1. Tờ khai đăng ký khai sinh",
        "2. Giấy chứng sinh",
    )
    assert chosen(ALL, *lines) == "giay_tiep_nhan"
    assert chosen((BIRTH_FORM, BIRTH, BIRTH_NOTE), *lines) is None


def test_another_title_weakens_anchors():
    anchors = ("Đã sinh con vào lúc:", "Dự định đặt tên con là:")
    assert chosen(ALL, *anchors) == "giay_chung_sinh"
    assert chosen(ALL, "BIÊN BẢN XÁC MINH", "", *anchors) is None


def test_equal_candidates_leave_the_type_open():
    twins = (kind("a", ["GIẤY CAM KẾT"]), kind("b", ["GIẤY CAM KẾT"]))
    assert chosen(twins, "GIẤY CAM KẾT") is None


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), (None, 0.0)),
        ((0.95,), ("t0", 0.95)),
        ((0.95, 0.94), (None, ASSIGNED)),
        ((0.95, 0.87), ("t0", UNSURE)),
        ((0.95, 0.8), ("t0", 0.95)),
        ((0.5,), (None, 0.5)),
    ],
)
def test_choose(scores, expected):
    assert choose([Candidate(f"t{at}", score, "") for at, score in enumerate(scores)]) == expected


def test_no_types_give_no_candidates():
    assert rank((), "GIẤY KHAI SINH") == ()


def test_a_form_without_its_title_is_sure_only_where_it_is_addressed():
    application = kind(
        "giay_de_nghi",
        ["GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH"],
        ["Tên hộ kinh doanh", "Ngành, nghề kinh doanh", "Vốn kinh doanh", "Chủ hộ kinh doanh"],
    )
    anchors = [f"{anchor}: ......" for anchor in application.anchors]
    assert choose(rank((application,), *anchors)) == ("giay_de_nghi", UNSURE)
    assert choose(rank((application,), "Kính gửi: UBND xã Hòa Phú", *anchors)) == ("giay_de_nghi", 0.85)
