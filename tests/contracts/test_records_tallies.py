"""Counts by unit and period as the database makes them, on SQLite and PostgreSQL."""

from collections import Counter
from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from catalogue.dossier import LateReason, Timing
from catalogue.tally import Tally
from storage.database import writing
from storage.dossiers import put_dossiers, save_outcomes
from storage.tables import dossiers as table
from storage.tallies import late_reasons, tallies, tallies_by_period
from tests.dossiers import FIRST, LAST, UNITS, days, expected_tally, registers
from tests.rows import LATER, dossier

ONE_DAY = timedelta(days=1)
periods = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
drawn = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def put(c, register):
    c.execute(delete(table))
    put_dossiers(c, [row for row, _ in register])
    for row, counted in register:
        save_outcomes(c, {counted: [row.code]}, LATER)


def by_unit(found):
    return {tally.unit: tally for tally in found}


@drawn
@given(registers(), st.lists(periods, min_size=1, max_size=4))
def test_the_database_counts_as_one_counts_dossier_by_dossier(engine, register, asked):
    with writing(engine) as c:
        put(c, register)
        found = tallies_by_period(c, asked)
        one = tallies(c, asked[0][0], asked[0][1], UNITS[:2])
    assert by_unit(one) == {unit: tally for unit, tally in by_unit(found[0]).items() if unit in UNITS[:2]}
    for period, some in zip(asked, found, strict=True):
        for unit in UNITS:
            assert by_unit(some).get(unit, Tally(unit)) == expected_tally(unit, register, *period)


@drawn
@given(registers(), periods)
def test_what_comes_in_goes_out_or_stays(engine, register, period):
    with writing(engine) as c:
        put(c, register)
        for tally in tallies(c, *period):
            assert tally.total == tally.ended + tally.open
            assert tally.ended == tally.resolved + tally.withdrawn + tally.returned


@drawn
@given(registers(), periods, days)
def test_a_period_split_in_two_adds_up(engine, register, period, cut):
    first, last = period
    cut = min(max(cut, first), last - ONE_DAY) if first < last else first
    with writing(engine) as c:
        put(c, register)
        whole = by_unit(tallies(c, first, last))
        halves = [by_unit(half) for half in tallies_by_period(c, [(first, cut), (cut + ONE_DAY, last)])]
    if first == last:
        return
    for unit in UNITS:
        joined = halves[0].get(unit, Tally(unit)).followed_by(halves[1].get(unit, Tally(unit)))
        assert joined == whole.get(unit, Tally(unit))


@drawn
@given(registers(), periods)
def test_the_sum_over_units_is_that_of_all(engine, register, period):
    everything = [(row, counted) for row, counted in register]
    with writing(engine) as c:
        put(c, register)
        total = reduce(Tally.__add__, tallies(c, *period), Tally())
    together = reduce(Tally.__add__, (expected_tally(unit, everything, *period) for unit in UNITS), Tally())
    assert total == together


def test_no_period_no_counts(c):
    put_dossiers(c, [dossier()])
    assert tallies_by_period(c, []) == []
    assert tallies(c, FIRST, LAST, ()) == []


def test_reasons_of_what_ended_late(c):
    late = {"due_on": date(2026, 11, 5), "resolved_on": date(2026, 11, 9)}
    put_dossiers(
        c,
        [
            dossier("a", late_reason=LateReason.POWER, **late),
            dossier("b", late_reason=LateReason.POWER, **late),
            dossier("c", **late),
            dossier("d", late_reason=LateReason.STAFF),
            dossier("e", late_reason=LateReason.STAFF, resolved_on=date(2026, 11, 9), timing=Timing.EARLY),
        ],
    )
    found = late_reasons(c, date(2026, 11, 1), date(2026, 11, 30))
    assert Counter({reason: count for _, reason, count in found}) == {LateReason.POWER: 2, None: 1}


@pytest.mark.parametrize(
    ("changes", "ended"),
    [
        ({"resolved_on": date(2026, 11, 9)}, Timing.EARLY),
        ({"resolved_on": date(2026, 11, 10)}, Timing.ON_TIME),
        ({"resolved_on": date(2026, 11, 11)}, Timing.LATE),
        ({"resolved_on": date(2026, 11, 11), "due_on": None}, Timing.ON_TIME),
        ({"resolved_on": date(2026, 11, 11), "timing": Timing.ON_TIME}, Timing.ON_TIME),
        ({"withdrawn_on": date(2026, 11, 9)}, Timing.ON_TIME),
        ({"returned_on": date(2026, 11, 11)}, Timing.LATE),
        ({"suspended_on": date(2026, 11, 11)}, None),
    ],
)
def test_how_a_dossier_ended(changes, ended):
    assert dossier(**changes).ended is ended


def test_any_number_of_periods_and_dossiers_is_counted_alike(c, monkeypatch):
    put_dossiers(c, [dossier(f"H99.101-261103-000{number}") for number in range(3)])
    asked = [(FIRST + timedelta(days=n), LAST) for n in range(12)]
    found = tallies_by_period(c, asked, ["H99.101"])
    assert len(found) == len(asked)
    monkeypatch.setattr("storage.tallies.AT_ONCE", 5)
    monkeypatch.setattr("storage.tallies.FEW_DOSSIERS", 1)
    assert tallies_by_period(c, asked, ["H99.101"]) == found
