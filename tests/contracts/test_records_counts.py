"""The counts of reports, dossier by dossier, are those of either database; numbers open what they count."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from catalogue.model import Catalogue
from catalogue.tally import Tally
from reports import REPORTS
from reports.counts import COUNTS
from reports.model import Period, Question
from reports.tallying import FIELDS, tally, together
from storage.database import writing
from storage.dossiers import put_dossiers, save_outcomes
from storage.source import Recorded
from storage.tables import dossiers as table
from tests.dossiers import days, registers
from tests.rows import LATER

drawn = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
periods = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
NOWHERE = Catalogue((), (), {})


def put(c, register):
    c.execute(delete(table))
    put_dossiers(c, [row for row, _ in register])
    for row, counted in register:
        save_outcomes(c, {counted: [row.code]}, LATER)


def numbers(tallies):
    return {
        each.unit: {name: getattr(each, name) for name in FIELDS}
        for each in tallies
        if any(getattr(each, name) for name in FIELDS)
    }


@drawn
@given(registers(), periods)
def test_the_database_counts_what_the_tests_of_the_counts_say(engine, register, period):
    with writing(engine) as c:
        put(c, register)
        source = Recorded(c)
        (counted,) = source.tallies([period], None)
        one_by_one = tally(source.figures(period, None), period)
    assert numbers(counted) == numbers(one_by_one.values())


TALLIED = sorted(COUNTS.keys() & {*dir(Tally)})  # the others are held against their reports


@drawn
@given(registers(), periods, st.sampled_from(TALLIED))
def test_a_number_opens_as_many_dossiers_as_it_says(engine, register, period, name):
    with writing(engine) as c:
        put(c, register)
        source = Recorded(c)
        (counted,) = source.tallies([period], None)
        behind = REPORTS["dossiers"].build(source, Question(period, None, NOWHERE, of=name))
    assert len(behind.lines) == getattr(together(counted), name)


@drawn
@given(registers(), days, st.integers(0, 20), st.integers(0, 20))
def test_a_trend_adds_up_to_its_period(engine, register, first, short, long):
    cut = first + timedelta(short)
    with writing(engine) as c:
        put(c, register)
        parts = [Period(first, cut), Period(cut + timedelta(1), cut + timedelta(1 + long))]
        whole, before, after = (
            together(some, "") for some in Recorded(c).tallies([Period(first, parts[1].last), *parts], None)
        )
    assert before.followed_by(after) == whole


def test_units_are_asked_for_by_their_codes(engine):
    with writing(engine) as c:
        (some,) = Recorded(c).tallies([Period(date(2026, 6, 1), date(2026, 6, 2))], ["H99.101"])
    assert list(some) == []
    assert together(some) == Tally()
