from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.fields.codes import coded_fields, decoded
from pipeline.model import Box, Code
from tests.unit.pipeline.page_builder import page

CARD = "999188001010|012345678|LÊ THỊ MẪU|05111988|Nữ|thôn Đồng Sậy, xã Sơn Thủy|17052024"


def test_an_identity_card():
    assert decoded(CARD) == {
        "so_dinh_danh": "999188001010",
        "so_cmnd": "012345678",
        "ho_ten": "LÊ THỊ MẪU",
        "ngay_sinh": "05/11/1988",
        "gioi_tinh": "Nữ",
        "noi_cu_tru": "thôn Đồng Sậy, xã Sơn Thủy",
        "ngay_cap": "17/05/2024",
    }


def test_a_newer_card_without_old_number_and_with_more_behind():
    found = decoded("999188001010||LÊ THỊ MẪU|05111988|Nữ|xã Sơn Thủy|17052024||LÊ VĂN A|TRẦN THỊ B")
    assert "so_cmnd" not in found
    assert found["ho_ten"] == "LÊ THỊ MẪU"
    assert found["ngay_cap"] == "17/05/2024"


def test_a_day_that_the_calendar_has_not_is_left_out():
    assert "ngay_sinh" not in decoded("999188001010||LÊ THỊ MẪU|31021988|Nữ|xã Sơn Thủy|")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("H99.101-261103-0001", {"ma_ho_so": "H99.101-261103-0001"}),
        (
            "H99.101-261103-0001|1.001193|999188001010|Tờ khai",
            {"ma_ho_so": "H99.101-261103-0001", "ma_thu_tuc": "1.001193", "so_dinh_danh": "999188001010"},
        ),
        ("ZA 00012345|12|7", {"so_phat_hanh": "ZA 00012345"}),
        ("https://example.org/abc", {}),
        ("", {}),
    ],
)
def test_other_codes(text, found):
    assert decoded(text) == found


def test_the_first_code_counts_and_knows_its_place():
    reading = page("CĂN CƯỚC")
    box = Box(10, 20, 30, 30)
    codes = (Code(CARD, box), Code(CARD.replace("MẪU", "KHÁC"), box))
    found = coded_fields([replace(reading, codes=codes)])
    assert found["ho_ten"].value == "LÊ THỊ MẪU"
    assert (found["ho_ten"].source, found["ho_ten"].page, found["ho_ten"].box) == ("code", 1, box)


@given(st.text())
def test_no_text_breaks_it(text):
    assert all(decoded(text).values())
