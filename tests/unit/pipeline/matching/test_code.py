import pytest

from pipeline.matching.code import find_dossier_code
from tests.unit.pipeline.page_builder import HEADER, page

RECEIPT = (*HEADER, "", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Mã hồ sơ: H99.101-261103-0001", "H99.101-261103-0001"),
        ("Mã hồ sơ: H99 . 101 - 261103 - 0001", "H99.101-261103-0001"),
        ("Mã hồ sơ: H99.101–261103–0001", "H99.101-261103-0001"),
        ("Mã hô sơ:H99.15.01-250102-0123.", "H99.15.01-250102-0123"),
        ("Mã hồ sơ: 000.00.19.H99-240920-0001", "000.00.19.H99-240920-0001"),
    ],
)
def test_a_labelled_code_is_found_on_any_page(line, code):
    assert find_dossier_code([page("Kính gửi: Ông Lê Văn Mẫu"), page("Thông báo", line)]) == code


def test_a_code_below_its_label_is_found():
    assert find_dossier_code([page("Mã hồ sơ", "H99.101-261103-0001")]) == "H99.101-261103-0001"


def test_a_receipt_bears_its_code_anywhere():
    assert find_dossier_code([page(*RECEIPT, "Số: H99.101-261103-0001")]) == "H99.101-261103-0001"


@pytest.mark.parametrize(
    "lines",
    [
        ("Mã hồ sơ: ..........",),
        ("Mã hồ sơ: H99.101-26II03-0001",),
        ("Mã hồ sơ: H99.101-261103-00",),
        ("Theo hồ sơ số H99.101-261103-0001",),
        ("Mã hồ sơ: H99.101-261103-0001", "Mã hồ sơ: H99.101-261103-0002"),
        (),
    ],
)
def test_no_code_is_guessed(lines):
    assert find_dossier_code([page(*lines)]) is None


def test_the_same_code_twice_is_one():
    receipt = page(*RECEIPT, "Mã hồ sơ: H99.101-261103-0001")
    assert find_dossier_code([receipt, receipt]) == "H99.101-261103-0001"
