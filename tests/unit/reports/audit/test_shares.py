from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.audit.finding import Rule
from reports.audit.shares import Pair, rounded, rules_of, verdict
from reports.percent import percent

HALF, CUT = frozenset({Rule.HALF_UP}), frozenset({Rule.TRUNCATED})


@pytest.mark.parametrize(
    ("above", "below", "printed", "rules"),
    [
        (979, 998, "98.09", CUT),
        (19, 998, "1.9", HALF | CUT),
        (19303, 19633, "98.32", HALF),
        (6252, 6434, "97.17", HALF | CUT),
        (133296, 138187, "96.4", CUT),
        (465, 496, "94", HALF),
        (1, 2, "51", frozenset()),
        (1, 8, "13", HALF),
        (2500, 20000, "12.5", HALF | CUT),
    ],
)
def test_published_percentages(above, below, printed, rules):
    places = len(printed.partition(".")[2])
    assert rules_of(Decimal(printed), places, Pair(Decimal(above), Decimal(below))) == rules


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_half_up_is_that_of_our_own_reports(above, below):
    assert rounded(Decimal(above), Decimal(below), 2, Rule.HALF_UP) == percent(above, below)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_what_is_cut_off_is_less_than_a_step_and_never_more_than_rounded(above, below, places):
    pair = Decimal(above), Decimal(below)
    cut, round_ = (rounded(*pair, places, rule) for rule in (Rule.TRUNCATED, Rule.HALF_UP))
    assert 0 <= 100 * pair[0] / pair[1] - cut < Decimal(1).scaleb(-places)
    assert round_ - cut in {0, Decimal(1).scaleb(-places)}


@pytest.mark.parametrize(
    ("fits", "rule"),
    [
        ([], Rule.UNKNOWN),
        ([HALF | CUT], Rule.BOTH),
        ([HALF | CUT, HALF], Rule.HALF_UP),
        ([CUT, HALF | CUT, CUT], Rule.TRUNCATED),
        ([CUT, HALF], Rule.NEITHER),
    ],
)
def test_one_rule_for_a_document(fits, rule):
    assert verdict(fits) is rule
