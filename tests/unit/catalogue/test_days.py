"""Days as registers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.days import DayError, calendar_day, read_day

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    "written",
    [
        *("03/11/2026", "3/11/2026", "03-11-2026", "03.11.2026", "2026-11-03"),
        *("03/11/2026 08:30", "08:30 03/11/2026", "03/11/2026 08:30:05 SA", "2026-11-03T08:30:05.123"),
        *("46329", "46.329", "46329.354", "46329,354"),
    ],
)
def test_one_day_in_many_ways(written):
    assert read_day(written) == DAY


@pytest.mark.parametrize(
    "written",
    ["", "mai", "03/11/26", "2026.11.03", "03/11-2026", "31/02/2026", "12345", "99999", "٠٣/١١/٢٠٢٦", "4632"],
)
def test_what_is_no_day(written):
    with pytest.raises(DayError):
        read_day(written)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_an_excel_number_is_the_day_it_counts(day):
    assert read_day(str((day - date(1899, 12, 30)).days)) == day
    assert read_day(f"{day:%d/%m/%Y}") == day


def test_a_day_that_the_calendar_does_not_have():
    assert calendar_day(2026, 2, 29) is None
    assert calendar_day(2028, 2, 29) == date(2028, 2, 29)
