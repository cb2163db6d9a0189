from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.audit.slips import likely_slips, one_slip


@pytest.mark.parametrize(
    ("printed", "meant", "slip"),
    [
        (889, 899, True),  # one digit
        (1234, 1324, True),  # two neighbours swapped
        (420_000, 4_920_000, True),  # one digit lost
        (12_334, 1_234, True),  # one digit doubled
        (2159, 2225, False),
        (1234, 4231, False),
        (12, 13, False),  # too short to say
        (889, 889, False),
    ],
)
def test_slips(printed, meant, slip):
    assert one_slip(Decimal(printed), Decimal(meant)) is slip


@given(st.integers(1000, 10**8), st.integers(0, 3), st.integers(1, 9))
def test_a_changed_digit_is_a_slip_both_ways(number, place, by):
    digits = [*str(number)]
    digits[-1 - place] = str((int(digits[-1 - place]) + by) % 10)
    other = int("".join(digits))
    if other >= 100:
        assert one_slip(Decimal(number), Decimal(other))
        assert one_slip(Decimal(other), Decimal(number))


def test_numbers_that_come_out_elsewhere_are_not_doubted():
    whole, parts = Decimal(998), [Decimal(889), Decimal(99)]
    assert likely_slips(whole, parts, firm=[whole]) == "889 có thể là 899"
    assert "998 có thể là 988" in likely_slips(whole, parts)
    assert not likely_slips(Decimal(2225), [Decimal(1000), Decimal(1159)], firm=[Decimal(2225)])
