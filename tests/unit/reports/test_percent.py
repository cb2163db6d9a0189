from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.percent import percent, vietnamese, vietnamese_percent

counts = st.integers(min_value=0, max_value=10**30)


@given(counts, st.integers(min_value=1, max_value=10**30))
def test_percent_is_the_nearest_two_decimals_and_ties_go_up(numerator, denominator):
    exact = Fraction(100 * numerator, denominator)
    found = percent(numerator, denominator)
    assert found is not None
    assert found.as_tuple().exponent == -2
    assert -Fraction(1, 200) < Fraction(found) - exact <= Fraction(1, 200)


@given(counts, st.integers(min_value=1, max_value=10**30), st.integers(min_value=1, max_value=10**6))
def test_percent_depends_on_the_fraction_only(numerator, denominator, factor):
    assert percent(numerator, denominator) == percent(numerator * factor, denominator * factor)


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (6252, 6434, "97,17%"),
        (5739, 6417, "89,43%"),
        (979, 998, "98,10%"),  # printed 98,09 by a unit that truncates
        (19303, 19633, "98,32%"),
        (1, 800, "0,13%"),  # 0,125: a tie
        (0, 7, "0,00%"),
        (7, 7, "100,00%"),
        (0, 0, "–"),
    ],
)
def test_percent_as_printed(numerator, denominator, printed):
    assert vietnamese_percent(percent(numerator, denominator)) == printed


@pytest.mark.parametrize("counts", [(-1, 3), (1, -3)])
def test_negative_counts_are_refused(counts):
    with pytest.raises(ValueError, match="negative"):
        percent(*counts)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (999, "999"),
        (10674, "10.674"),
        (301_610_000, "301.610.000"),
        (Decimal("97.17"), "97,17"),
        (Decimal("12345.60"), "12.345,60"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(number, written):
    assert vietnamese(number) == written


@given(st.integers())
def test_thousands_dots_take_nothing_away(number):
    assert int(vietnamese(number).replace(".", "")) == number
