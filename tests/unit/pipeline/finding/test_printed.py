import pytest

from pipeline.finding.formats import Formats, formats_of
from pipeline.finding.printed import Printed, neighbours, printed_codes
from tests.unit.pipeline.page_builder import HEADER, page

RECEIPT = (*HEADER, "", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "")
CODE = "H99.101-261103-0001"


def codes(*lines, formats=Formats()):  # noqa: B008 - a value
    return printed_codes(page(*lines), formats)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Mã hồ sơ: H99.101-261103-0001", CODE),
        ("Mã hồ sơ: H99 . 101 - 261103 - 0001", CODE),
        ("Mã hồ sơ: H99.101–261103–0001", CODE),
        ("Mã hô sơ:H99.15.01-250102-0123.", "H99.15.01-250102-0123"),
        ("Mã hồ sơ: 000.00.19.H99-240920-0001", "000.00.19.H99-240920-0001"),
    ],
)
def test_a_labelled_code_is_found(line, code):
    assert codes("Thông báo", line) == (Printed(code, exact=True),)


def test_a_code_below_its_label_is_found():
    assert codes("Mã hồ sơ", CODE) == (Printed(CODE, exact=True),)


def test_a_receipt_bears_its_code_anywhere():
    assert codes(*RECEIPT, f"Số: {CODE}") == (Printed(CODE, exact=True),)


@pytest.mark.parametrize("read", ["H99.1O1-2611O3-0001", "H99.101-26II03-0001", "H99,101-261103-OOO1"])
def test_letters_read_for_digits_are_told_as_what_they_may_be(read):
    assert codes(f"Mã hồ sơ: {read}") == (Printed(CODE, exact=False),)


@pytest.mark.parametrize(
    "lines",
    [
        ("Mã hồ sơ: ..........",),
        ("Mã hồ sơ: H99.101-261103-00",),
        ("Mã hồ sơ: H99.101-269903-0001",),  # no such day
        ("Theo hồ sơ số H99.101-261103-0001",),
        (),
    ],
)
def test_no_code_is_made_up(lines):
    assert codes(*lines) == ()


def test_a_province_may_add_its_own_layout():
    formats = formats_of([r"HS-\d{4}/\d{5}"])
    assert codes("Mã hồ sơ: HS-2026/00017", formats=formats) == (Printed("HS-2026/00017", exact=True),)
    assert formats.first("bìa HS-2026/00017.pdf") == "HS-2026/00017"


def test_a_layout_that_is_no_pattern_is_refused_by_name():
    with pytest.raises(ValueError, match=r"HS-\("):
        formats_of(["HS-("])


def test_neighbours_differ_in_one_digit():
    near = neighbours(CODE)
    assert len(near) == len(set(near)) == 9 * sum(sign.isdigit() for sign in CODE)
    assert all(sum(a != b for a, b in zip(other, CODE, strict=True)) == 1 for other in near)
