"""Dossiers, their papers and what was counted, on SQLite and PostgreSQL."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import insert, text

from catalogue.outcome import Outcome
from storage import dossiers
from storage.database import reading, writing
from storage.tables import dossiers as table
from tests.rows import CODE, LATER, NOW, add_scan, component, dossier

OTHER = "H99.101-261103-0002"
OPEN_CURSORS = text("SELECT count(*) FROM pg_cursors")
HALF = Outcome(2, 1, 0, 0, 0, 0, (("chung_sinh", "Giấy chứng sinh"),), complete=False, result_digitised=True)
WHOLE = HALF._replace(required=1, missing=(), complete=True)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def count(c, code, counted=HALF):
    dossiers.save_outcomes(c, {counted: [code]}, LATER)


def figure_of(c, code=CODE):
    return next(figure for figure in dossiers.figures(c) if figure.dossier.code == code)


def test_dossiers_are_added_changed_and_left_alone(c):
    first, second = dossier(), dossier(OTHER, facts=frozenset())
    assert dossiers.put_dossiers(c, [second, first]) == ((CODE, OTHER), ())
    assert dossiers.put_dossiers(c, [first, second]) == ((), ())
    resolved = replace(second, resolved_on=date(2026, 11, 9))
    assert dossiers.put_dossiers(c, [first, resolved]) == ((), (OTHER,))
    assert dossiers.get_dossier(c, CODE) == first
    assert dossiers.get_dossier(c, OTHER) == resolved
    assert dossiers.get_dossier(c, "H99.101-261103-0404") is None


def test_dossiers_are_found_by_the_days_of_receiving_and_resolving(c):
    october = dossier("o", received_on=date(2026, 10, 31))
    first_day = dossier("a", received_on=NOVEMBER[0], unit="H99.102")
    last_day = dossier("b", received_on=NOVEMBER[1])
    resolved = dossier("c", received_on=date(2026, 10, 1), resolved_on=NOVEMBER[1])
    december = dossier("d", received_on=date(2026, 12, 1))
    dossiers.put_dossiers(c, [december, october, resolved, last_day, first_day])
    assert list(dossiers.dossiers_between(c, *NOVEMBER)) == [first_day, last_day, resolved]
    assert list(dossiers.dossiers_between(c, *NOVEMBER, units={"H99.102", "H99.404"})) == [first_day]
    assert list(dossiers.dossiers_between(c, *NOVEMBER, units=())) == []
    assert [figure.dossier for figure in dossiers.figures(c, *NOVEMBER)] == [first_day, last_day, resolved]
    assert len(list(dossiers.figures(c))) == 5


def test_what_is_not_counted_yet_is_not_complete(c):
    dossiers.put_dossiers(c, [dossier()])
    figure = figure_of(c)
    assert (figure.complete, figure.result_digitised, figure.missing) == (False, False, ())
    assert (figure.required, figure.digitised, figure.computed_at) == (None, None, None)


def test_what_was_counted_is_kept(c):
    dossiers.put_dossiers(c, [dossier(), dossier(OTHER)])
    count(c, CODE)
    figure = figure_of(c)
    assert (figure.complete, figure.result_digitised) == (False, True)
    assert figure.missing == (("chung_sinh", "Giấy chứng sinh"),)
    assert (figure.required, figure.digitised, figure.computed_at) == (2, 1, LATER)
    assert figure_of(c, OTHER).computed_at is None

    count(c, CODE, WHOLE)
    assert (figure_of(c).complete, figure_of(c).missing) == (True, ())


def test_a_dossier_of_an_unknown_procedure_is_counted_as_not_complete(c):
    dossiers.put_dossiers(c, [dossier()])
    count(c, CODE, Outcome())
    figure = figure_of(c)
    assert (figure.complete, figure.required, figure.missing, figure.computed_at) == (False, None, (), LATER)
    assert dossiers.uncounted(c) == ()


def test_new_changed_and_newly_filled_dossiers_wait_to_be_counted(c):
    scan = add_scan(c)
    dossiers.put_dossiers(c, [dossier(), dossier(OTHER)])
    assert dossiers.uncounted(c) == (CODE, OTHER)
    assert dossiers.uncounted(c, limit=1) == (CODE,)
    for code in (CODE, OTHER):
        count(c, code)
    assert dossiers.uncounted(c) == ()

    dossiers.put_dossiers(c, [dossier(), dossier(OTHER, facts=frozenset())])
    assert dossiers.uncounted(c) == (OTHER,)
    dossiers.save_components(c, scan.id, [component(scan)])
    assert dossiers.uncounted(c) == (CODE, OTHER)


def test_the_papers_of_a_scan_are_replaced_as_a_whole(c):
    first, second = add_scan(c, 1), add_scan(c, 2)
    dossiers.save_components(c, second.id, [component(second)])
    dossiers.save_components(c, first.id, [component(first, ordinal) for ordinal in (0, 1, 2)])
    for _ in range(2):
        dossiers.save_components(c, first.id, [component(first, 1, kind="giay_khai_sinh")])
    expected = (component(first, 1, kind="giay_khai_sinh"), component(second))
    assert dossiers.components_of(c, CODE) == expected
    dossiers.save_components(c, first.id, [])
    assert dossiers.components_of(c, CODE) == (component(second),)


def test_papers_that_move_to_another_dossier_leave_both_to_be_counted(c):
    scan = add_scan(c)
    dossiers.put_dossiers(c, [dossier(), dossier(OTHER)])
    dossiers.save_components(c, scan.id, [component(scan)])
    for code in (CODE, OTHER):
        count(c, code)
    dossiers.save_components(c, scan.id, [component(scan, code=OTHER)])
    assert dossiers.uncounted(c) == (CODE, OTHER)
    assert dossiers.dossiers_of_scan(c, scan.id) == (OTHER,)
    assert dossiers.components_of(c, CODE) == ()


def test_papers_may_come_before_the_register(c):
    scan = add_scan(c)
    dossiers.save_components(c, scan.id, [component(scan, code="H99.101-261103-0404")])
    assert len(dossiers.components_of(c, "H99.101-261103-0404")) == 1


def test_of_scans_that_end_at_once_the_last_counts_the_papers_of_all(engine):
    with writing(engine) as c:
        dossiers.put_dossiers(c, [dossier()])
        found = [add_scan(c, number) for number in range(3)]
    barrier = Barrier(len(found))

    def end(scan):
        with writing(engine) as own:
            if engine.dialect.name == "postgresql":  # SQLite has one writer at a time
                barrier.wait(timeout=10)
            dossiers.save_components(own, scan.id, [component(scan)])
            papers = len(dossiers.components_of(own, CODE))
            count(own, CODE, HALF._replace(digitised=papers))

    with ThreadPoolExecutor(len(found)) as pool:
        list(pool.map(end, found))
    with reading(engine) as c:
        assert figure_of(c).digitised == len(found)


@pytest.fixture
def many(engine):
    """A database of many dossiers, each with a long list of missing papers."""
    missing = [[f"slot_{number}", "Giấy tờ còn thiếu " * 4] for number in range(8)]
    row = {"procedure": "1.001193", "unit": "H99.101", "received_on": NOVEMBER[0], "channel": "direct"}
    row |= {"facts": [], "missing": missing, "computed_at": NOW}
    with writing(engine) as c:
        c.execute(insert(table), [{**row, "code": f"H99-{number:06}"} for number in range(10_000)])
    return engine


def test_figures_of_many_dossiers_need_little_memory(many):
    with reading(many) as c:
        tracemalloc.start()
        try:
            total = sum(len(figure.missing) for figure in dossiers.figures(c))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert total == 80_000
    assert peak < 12_000_000


def test_figures_are_fetched_piece_by_piece_from_a_server(many):
    if many.dialect.name == "sqlite":
        return  # it has no server: rows are made as they are read
    with reading(many) as c:
        stream = dossiers.figures(c)
        next(stream)
        assert c.scalar(OPEN_CURSORS) == 1
        del stream
        assert c.scalar(OPEN_CURSORS) == 0
