from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.load import load_catalogue
from catalogue.reach import Reaches
from configs.settings import Settings

CATALOGUE = load_catalogue(Settings().catalogue_dir)
REACHES = Reaches(CATALOGUE)
CODES = sorted({unit.code for unit in CATALOGUE.units})
BEFORE, AFTER = date(2025, 6, 30), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("top", "on", "expected"),
    [
        ("H99", AFTER, CODES),
        ("H99.101", AFTER, ["H99.101", "H99.15", "H99.15.01", "H99.15.03"]),
        ("H99.102", AFTER, ["H99.102", "H99.15", "H99.15.01", "H99.15.02"]),
        ("H99.15", BEFORE, ["H99.15", "H99.15.01", "H99.15.02", "H99.15.03"]),
        ("H99.15.01", BEFORE, ["H99.15.01"]),
        ("H00", AFTER, ["H00"]),
    ],
)
def test_a_unit_has_what_is_below_it_and_what_it_took_over(top, on, expected):
    assert sorted(REACHES.within(top, on)) == expected


@given(st.sampled_from(CODES), st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_who_is_above_reaches_no_less(code, on):
    own = REACHES.within(code, on)
    assert code in own
    unit = CATALOGUE.unit_on(code, on)
    if unit is not None and unit.parent is not None:
        assert own <= REACHES.within(unit.parent, on)


@given(st.sampled_from(CODES))
def test_nobody_loses_a_unit_overnight_that_had_an_heir(code):
    day = date(2025, 6, 30)
    unit = CATALOGUE.unit_on(code, day)
    if unit is not None and unit.valid_to == day:
        for heir in unit.successors:
            assert code in REACHES.within(heir, day + timedelta(days=1))
