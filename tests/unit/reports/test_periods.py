from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.model import Period
from reports.periods import STEPS, split


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.sampled_from(sorted(STEPS)))
def test_the_parts_share_no_day_and_leave_none_out(first, length, step):
    period = Period(first, first + timedelta(length))
    parts = [part.period for part in split(period, step)]
    assert parts[0].first == period.first
    assert parts[-1].last == period.last
    for one, next_one in pairwise(parts):
        assert next_one.first == one.last + timedelta(1)


def test_the_quarters_of_reports_run_from_the_15th_to_the_14th():
    parts = list(split(Period(date(2023, 12, 15), date(2024, 12, 14)), "report-quarter"))
    assert [part.label for part in parts] == ["Quý I/2024", "Quý II/2024", "Quý III/2024", "Quý IV/2024"]
    assert parts[2].period == Period(date(2024, 6, 15), date(2024, 9, 14))


@pytest.mark.parametrize(
    ("step", "labels"),
    [
        ("month", ["Tháng 12/2025", "Tháng 01/2026", "Tháng 02/2026"]),
        ("quarter", ["Quý IV/2025", "Quý I/2026"]),
        ("report-quarter", ["Quý IV/2025", "Quý I/2026"]),
        ("year", ["Năm 2025", "Năm 2026"]),
    ],
)
def test_parts_bear_the_names_that_reports_use(step, labels):
    assert [part.label for part in split(Period(date(2025, 12, 10), date(2026, 2, 3)), step)] == labels


def test_an_unknown_step_is_refused():
    with pytest.raises(KeyError):
        list(split(Period(date(2026, 1, 1), date(2026, 1, 2)), "week"))
