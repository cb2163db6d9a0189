import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.learning.text import LETTERS, paper_text, plain
from tests import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("GIẤY ĐỀ NGHỊ", " giay de nghi "),
        ("Số: 045188001010, ngày 05/3/1987", " so 0 ngay 0 0 0 "),
        ("(hoà – hòa)", " hoa hoa "),
        ("", "  "),
    ],
)
def test_what_tells_citizens_apart_is_left_out(text, told):
    assert plain(text) == told


@given(st.text(max_size=60))
def test_how_letters_are_composed_changes_nothing(text):
    assert plain(unicodedata.normalize("NFD", text)) == plain(unicodedata.normalize("NFC", text))
    assert not any(letter.isdigit() and letter in "123456789" for letter in plain(text))


def test_a_paper_is_told_by_the_top_of_its_first_page():
    first, second = rows.page(1, "đơn xin " * 400), rows.page(2, "trang hai")
    assert paper_text([first, second]) == ("đơn xin " * 400)[:LETTERS]
    assert paper_text([]) == ""
