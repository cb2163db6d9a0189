from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from catalogue.tally import Tally

COUNTS = [field.name for field in fields(Tally) if field.name != "unit"]
tallies = st.builds(Tally, **dict.fromkeys(COUNTS, st.integers(0, 10**6)))


@given(tallies, tallies)
def test_every_count_of_two_units_adds_up(one, other):
    both = one + other
    for name in (*COUNTS, "received", "total", "ended", "open"):
        assert getattr(both, name) == getattr(one, name) + getattr(other, name)


def test_the_columns_of_a_district_in_2024():
    seen = Tally("huyen", online=951, direct=163, carried=7, early=483, on_time=623, open_in_time=15)
    assert (seen.received, seen.total, seen.ended, seen.open) == (1114, 1121, 1106, 15)
    assert seen.total == seen.ended + seen.open


@given(tallies, tallies)
def test_two_periods_are_one_whose_first_and_last_day_are_theirs(one, later):
    whole = one.followed_by(later)
    assert (whole.received, whole.ended) == (one.received + later.received, one.ended + later.ended)
    assert (whole.carried, whole.open, whole.suspended) == (one.carried, later.open, later.suspended)
    assert whole.unit == one.unit


@given(tallies, tallies, tallies)
def test_periods_are_joined_in_any_grouping(one, two, three):
    assert one.followed_by(two).followed_by(three) == one.followed_by(two.followed_by(three))
