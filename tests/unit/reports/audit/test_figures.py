from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.audit.figures import Kind, find_figures, parse_number
from reports.percent import vietnamese


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("10.674", "10674"),
        ("2159", "2159"),
        ("00", "0"),
        ("07", "7"),
        ("1,234", "1234"),
        ("225,78", "225.78"),
    ],
)
def test_counts(printed, value):
    assert parse_number(printed) == Decimal(value)


@pytest.mark.parametrize(("printed", "value"), [("98,09", "98.09"), ("98.09", "98.09"), ("100", "100")])
def test_percentages(printed, value):
    assert parse_number(printed, percent=True) == Decimal(value)


@pytest.mark.parametrize("printed", ["10.67", "1.2.3", "1,2,3", "12.3456"])
def test_what_is_no_number(printed):
    assert parse_number(printed) is None


@given(st.integers(0, 10**9))
def test_what_we_print_is_read_again(number):
    assert parse_number(vietnamese(number)) == number


@pytest.mark.parametrize(
    ("text", "printed", "kind", "noun"),
    [
        ("tiếp nhận 10.674 hồ sơ,", "10.674", Kind.COUNT, "hồ sơ"),
        ("quá hạn 04 HS (", "04", Kind.COUNT, "hồ sơ"),
        ("trực tiếp 19 đạt", "19", Kind.COUNT, ""),
        ("đạt 53,75 % thống kê", "53,75 %", Kind.PERCENT, "thống"),
        ("Trấn Ninh 420.000đ, UBND", "420.000đ", Kind.MONEY, ""),
        ("05 đồng chí", "05", Kind.COUNT, "đồng"),
        ("6.252/6.434 đạt", "6.252/6.434", Kind.RATIO, ""),
        ("15.600 hồ sơ/15.801 hồ sơ", "15.600 hồ sơ/15.801", Kind.RATIO, "hồ sơ"),
        ("trả đúng hạn, không có hồ sơ quá hạn", "không có", Kind.COUNT, "hồ sơ"),
    ],
)
def test_figures_in_words(text, printed, kind, noun):
    (figure,) = find_figures(text)
    assert (figure.printed, figure.kind, figure.noun) == (printed, kind, noun)


def test_money_in_millions():
    (figure,) = find_figures("kinh phí 120,5 triệu đồng")
    assert figure.value == 120_500_000


@pytest.mark.parametrize("text", ["cấp huyện2", "A4", "60m2", "·12", "02-06 cán bộ"])
def test_digits_that_touch_letters_or_one_another_are_none(text):
    assert not [figure for figure in find_figures(text) if figure.printed != "06"]
