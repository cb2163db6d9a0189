import pytest

from pipeline.matching.fields.bodies import body_of, cleaned, restored
from pipeline.model import FieldValue

VALUE = FieldValue("", 0.9)


@pytest.mark.parametrize(
    ("lines", "name", "above"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH AN LẠC"), "ỦY BAN NHÂN DÂN TỈNH AN LẠC", None),
        (("TỈNH AN LẠC", "ỦY BAN NHÂN DÂN", "XÃ SƠN THỦY"), "ỦY BAN NHÂN DÂN XÃ SƠN THỦY", "TỈNH AN LẠC"),
        (("UBND TỈNH AN LẠC", "SỞ Y TẾ"), "SỞ Y TẾ TỈNH AN LẠC", "UBND TỈNH AN LẠC"),
        (("SỞ Y TẾ AN LẠC", "THANH TRA"), "THANH TRA - SỞ Y TẾ AN LẠC", "SỞ Y TẾ AN LẠC"),
        (
            ("UBND XÃ SƠN THỦY", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ SƠN THỦY",
            "UBND XÃ SƠN THỦY",
        ),
        (
            ("LIÊN ĐOÀN LAO ĐỘNG -", "SỞ VĂN HÓA", "TỈNH AN LẠC"),
            "LIÊN ĐOÀN LAO ĐỘNG - SỞ VĂN HÓA TỈNH AN LẠC",
            None,
        ),
        (("CÔNG AN TỈNH AN LẠC", "CÔNG AN XÃ SƠN THỦY"), "CÔNG AN XÃ SƠN THỦY", "CÔNG AN TỈNH AN LẠC"),
    ],
)
def test_which_lines_are_one_name(lines, name, above):
    body = body_of(lines, VALUE)
    assert body is not None
    assert body.name.value == name
    assert (body.above and body.above.value) == above


def test_no_lines_no_body():
    assert body_of((), VALUE) is None
    assert body_of((" . ", "—"), VALUE) is None


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("2 UBND TỈNH AN LẠC .", "UBND TỈNH AN LẠC"),
        ("BAN CHỈ ĐẠO 138", "BAN CHỈ ĐẠO 138"),
        ("SỞ Y TẾ -CÔNG ĐOÀN", "SỞ Y TẾ - CÔNG ĐOÀN"),
        ("— —", ""),
    ],
)
def test_specks_at_the_ends_go(line, text):
    assert cleaned(line) == text


def test_misread_spaces_and_marks_of_known_names():
    assert restored("SƠ YTÉ", "") == "SỞ Y TẾ"
    assert restored("UBND TỈNH QUẢN GNGÃI", "Quảng Ngãi") == "UBND TỈNH QUẢNG NGÃI"
    assert restored("SỞ XÂY DỰNG", "An Lạc") == "SỞ XÂY DỰNG"
    assert restored("HÀNH CHÍNH CÔNG", "Anh") == "HÀNH CHÍNH CÔNG"  # letters of a place within another word
