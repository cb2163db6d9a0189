from datetime import date

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from cli.days import LAYOUTS, parse_day


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(LAYOUTS))
def test_every_layout_reads_back(day, layout):
    assert parse_day(day.strftime(layout)) == day


@pytest.mark.parametrize("text", ["5/10/2026", " 05/10/2026 ", "2026-10-05", "05.10.2026"])
def test_days_as_people_type_them(text):
    assert parse_day(text) == date(2026, 10, 5)


@pytest.mark.parametrize("text", ["", "31/02/2026", "10/31/2026", "hôm nay", "05/10/26"])
def test_other_texts_are_refused_in_words(text):
    with pytest.raises(typer.BadParameter, match="không phải là ngày"):
        parse_day(text)
