from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.percent import Rounding, percent, rule, vietnamese, vietnamese_percent

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


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "printed"),
    [
        (979, 998, 2, "98,09%"),
        (10_584, 10_674, 2, "99,15%"),
        (133_296, 138_187, 1, "96,4%"),
        (119_431, 133_296, 1, "89,5%"),
        (584, 133_296, 2, "0,43%"),
        (2, 3, 0, "66%"),
    ],
)
def test_truncation_gives_what_units_that_truncate_have_printed(numerator, denominator, places, printed):
    assert vietnamese_percent(percent(numerator, denominator, Rounding.TRUNCATE, places)) == printed


@given(counts, st.integers(min_value=1, max_value=10**30), st.integers(min_value=0, max_value=4))
def test_truncation_never_says_more_than_there_is(numerator, denominator, places):
    down = percent(numerator, denominator, Rounding.TRUNCATE, places)
    near = percent(numerator, denominator, Rounding.HALF_UP, places)
    assert down is not None
    assert near is not None
    assert Fraction(down) <= Fraction(100 * numerator, denominator) < Fraction(down) + Fraction(1, 10**places)
    assert near - down in {Decimal(0), Decimal(1).scaleb(-places)}


@pytest.mark.parametrize(
    ("rounding", "words"), [(Rounding.HALF_UP, "nửa lên"), (Rounding.TRUNCATE, "làm tròn xuống")]
)
def test_the_rule_is_named_in_words(rounding, words):
    assert words in rule(rounding)
    assert "2 chữ số thập phân" in rule(rounding)
