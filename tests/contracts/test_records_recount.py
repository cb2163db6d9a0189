"""What is kept of completeness follows from what is there, whatever happened before, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, update

from catalogue.load import load_catalogue
from catalogue.outcome import Outcomes
from storage import tables
from storage.database import reading, writing
from storage.dossiers import hold, put_dossiers, save_components
from storage.facts import state_fact
from storage.model import Component, Origin, Reuse, StatedFact
from storage.recount import recount_after, recount_waiting
from storage.reuses import reuse
from storage.tables import dossiers as table
from storage.tallies import tallies
from tests.rows import LATER, NOW, add_scan, dossier

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "configs" / "catalogue")
CODES = tuple(f"H99.101-261103-000{number}" for number in range(3))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
TYPES = ("to_khai_khai_sinh", "giay_chung_sinh", "giay_uy_quyen", "giay_khai_sinh", "van_ban_lam_chung")
drawn = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Event = Callable[[Connection], object]


@st.composite
def happenings(draw):
    """Draw what happens to three dossiers: events that may come in any order and any number of times."""
    rows = [
        dossier(code, facts=frozenset(draw(st.sets(st.sampled_from(["co_uy_quyen", "tre_bi_bo_roi"])))))
        for code in CODES
    ]
    events: list[Event] = [partial(put_dossiers, found=[row]) for row in rows]
    for scan in range(draw(st.integers(0, 4))):
        code, kinds = draw(st.sampled_from(CODES)), draw(st.lists(st.sampled_from(TYPES), max_size=3))
        copies = draw(st.booleans())
        events.append(scanned(scan, code, kinds, "Bản sao chứng thực" if copies else None))
    if draw(st.booleans()):
        said = StatedFact(draw(st.sampled_from(CODES)), "co_uy_quyen", draw(st.booleans()), "Lan", NOW)
        events.append(partial(state_fact, stated=said))
    return events


def scanned(number, code, kinds, reason):
    """Return the end of a scan: the same papers each time it is finished."""

    def happen(c):
        scan = add_scan(c, number, code)
        papers = [Component(scan.id, place, code, kind, reason) for place, kind in enumerate(kinds)]
        save_components(c, scan.id, papers)

    return happen


def counted(c):
    return [(row.code, kept) for row, kept in hold(c, CODES)], tallies(c, *YEAR)


def wipe(c):
    for each in (tables.components, tables.tasks, tables.scans, table, tables.facts, tables.reuses):
        c.execute(delete(each))


@drawn
@given(happenings(), st.data())
def test_any_order_and_repetition_of_events_gives_the_same(engine, events, data):
    order = data.draw(st.permutations([*events, *data.draw(st.lists(st.sampled_from(events), max_size=4))]))
    with writing(engine) as c:
        wipe(c)
        for event in events:
            event(c)
        recount_waiting(c, CATALOGUE, LATER)
        expected = counted(c)
        wipe(c)
        for event in order:
            event(c)
            if data.draw(st.booleans()):
                recount_waiting(c, CATALOGUE, NOW)
        recount_waiting(c, CATALOGUE, LATER)
        assert counted(c) == expected


@drawn
@given(happenings())
def test_counted_from_nothing_it_is_what_was_kept(engine, events):
    with writing(engine) as c:
        wipe(c)
        for event in events:
            event(c)
            recount_waiting(c, CATALOGUE, NOW)
        kept = counted(c)
        assert recount_after(c, Outcomes(CATALOGUE), "", LATER, 10).differing == 0
        nothing = dict.fromkeys(
            ("required", "digitised", "exempt", "show_only", "reused", "reused_national", "missing")
        )
        c.execute(update(table).values(**nothing, complete=None, result_digitised=None, computed_at=None))
        assert recount_after(c, Outcomes(CATALOGUE), "", LATER, 10) == (CODES[-1], 3, 0)
        assert counted(c) == kept


def test_what_was_kept_wrongly_is_found_and_mended(engine):
    with writing(engine) as c:
        put_dossiers(c, [dossier(code) for code in CODES])
        recount_waiting(c, CATALOGUE, NOW)
        kept = counted(c)
        c.execute(update(table).where(table.c.code == CODES[1]).values(digitised=9, complete=True))
        steps = [recount_after(c, Outcomes(CATALOGUE), "", LATER, 2)]
        steps.append(recount_after(c, Outcomes(CATALOGUE), steps[0].last, LATER, 2))
        steps.append(recount_after(c, Outcomes(CATALOGUE), steps[1].last, LATER, 2))
        assert steps == [(CODES[1], 2, 1), (CODES[2], 1, 0), (CODES[2], 0, 0)]
        assert counted(c) == kept


def test_reused_papers_are_counted_apart(engine):
    with writing(engine) as c:
        put_dossiers(c, [replace(dossier(code), facts=frozenset()) for code in CODES])
        scanned(1, CODES[0], ["giay_chung_sinh", "to_khai_khai_sinh"], None)(c)
        for kind, origin, earlier in (
            ("giay_chung_sinh", Origin.EARLIER, CODES[0]),
            ("to_khai_khai_sinh", Origin.NATIONAL, None),
        ):
            reuse(c, CATALOGUE, Reuse(CODES[1], kind, origin, earlier, "Lan", NOW))
        recount_waiting(c, CATALOGUE, NOW)
    with reading(engine) as c:
        (tally,) = tallies(c, *YEAR)
    assert (tally.complete, tally.begun, tally.reused, tally.reused_national) == (2, 1, 1, 1)
    assert (tally.papers_digitised, tally.papers_reused, tally.papers_missing) == (2, 2, 2)
