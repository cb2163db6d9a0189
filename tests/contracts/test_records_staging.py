"""A register goes in whole or not at all, on SQLite and PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete, select, text

from catalogue.dossier import Channel, Dossier, LateReason, Timing
from catalogue.load import load_catalogue
from catalogue.outcome import Outcomes
from storage.database import alone, deciding, drafting, open_database, reading, writing
from storage.dossiers import (
    dossiers_between,
    get_dossier,
    hold,
    put_dossiers,
    save_components,
    uncounted,
)
from storage.facts import state_fact
from storage.model import StatedFact
from storage.staging import Difference, Merged, Staging, Twice
from storage.tables import dossiers as table
from tests.dossiers import registers
from tests.rows import CODE, LATER, NOW, add_scan, component, dossier

ALL = frozenset(field.name for field in fields(Dossier))
CATALOGUE = load_catalogue(Path(__file__).parents[2] / "configs" / "catalogue")
OUTCOMES = Outcomes(CATALOGUE)
NEW_YEAR = date(2026, 1, 1)
OTHER = "H99.101-261103-0002"
DERIVED = select(table.c.code, table.c.ended_on, table.c.ended).order_by(table.c.code)
drawn = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Puts a register in and is killed before the end of the transaction that decides.
KILLED = """
import os, signal, sys
from storage.database import alone, deciding, drafting, open_database
from storage.staging import Staging
from tests.contracts.test_records_staging import ALL, LATER, OUTCOMES
from tests.rows import dossier
with alone(open_database(sys.argv[1])) as connection:
    staging = Staging(connection, ALL, OUTCOMES)
    with drafting(connection):
        staging.load((number + 2, dossier(f"H99.101-261103-{number:04}")) for number in range(3000))
    if sys.argv[2] == "after loading":
        os.kill(os.getpid(), signal.SIGKILL)
    with deciding(connection):
        staging.merge(LATER)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def take_in(engine, rows, given=ALL):
    with alone(engine) as connection:
        staging = Staging(connection, given, OUTCOMES)
        with drafting(connection):
            staging.load(enumerate(rows, 2))
            twice = staging.leave_out_repeated()
            preview, differences = staging.preview(), list(staging.differences(10))
        with deciding(connection):
            merged = staging.merge(LATER)
    return twice, preview, differences, merged


def everything(c):
    return list(dossiers_between(c, date.min, date.max)), c.execute(DERIVED).all()


@drawn
@given(registers(), registers())
def test_taking_in_is_putting_each(engine, before, after):
    one, two = ([row for row, _ in register] for register in (before, after))
    with writing(engine) as c:
        c.execute(delete(table))
        put_dossiers(c, one)
        put_dossiers(c, two)
        expected = everything(c)
        c.execute(delete(table))
        changes = put_dossiers(c, one)
    _, preview, _, merged = take_in(engine, two)
    with reading(engine) as c:
        assert everything(c) == expected
    assert (merged.added, merged.changed) == (preview.added, preview.changed)
    assert preview.added + preview.changed + preview.unchanged == len(two)
    assert preview.added == len({row.code for row in two} - set(changes.added))


def test_the_same_rows_again_change_nothing(engine):
    rows = [dossier(), dossier(OTHER, resolved_on=date(2026, 11, 9), timing=Timing.LATE)]
    assert take_in(engine, rows)[-1] == Merged(2, 0, ())
    _, preview, differences, merged = take_in(engine, rows)
    assert (preview.unchanged, preview.by_field, differences) == (2, {}, [])
    assert merged == Merged(0, 0, ())


def test_a_register_comes_in_while_another_does_and_its_dossiers_are_held(engine):
    rows = [dossier(f"H99.101-261103-{number:04}") for number in range(200)]
    take_in(engine, rows)
    back = [replace(row, received_on=NEW_YEAR - timedelta(number)) for number, row in enumerate(rows)]
    with ThreadPoolExecutor(2) as pool:
        imports = [pool.submit(take_in, engine, each) for each in (back, rows[:100] + back[100:])]
        for _ in range(20):
            with writing(engine) as c:
                hold(c, [row.code for row in rows])
        assert sorted(each.result()[-1].added for each in imports) == [0, 0]
    with reading(engine) as c:
        assert get_dossier(c, rows[-1].code) == back[-1]


def test_a_new_dossier_without_papers_is_counted_as_it_comes_in(engine):
    held, alone_, said = dossier("H99.101-261103-0003"), dossier(), dossier(OTHER)
    with writing(engine) as c:
        scan = add_scan(c, 1, held.code)
        save_components(c, scan.id, [component(scan, code=held.code)])
        state_fact(c, StatedFact(said.code, "tre_bi_bo_roi", stated=True, set_by="x", set_at=NOW))
    take_in(engine, [held, alone_, said])
    with writing(engine) as c:
        assert uncounted(c) == (said.code, held.code)
        (kept,) = [kept for row, kept in hold(c, [alone_.code, held.code]) if row == alone_]
    assert kept == OUTCOMES.of(alone_.procedure, alone_.received_on, alone_.facts, ())
    assert kept.missing


def test_what_would_change_is_told_by_field(engine):
    kept = dossier(late_reason=LateReason.POWER)
    take_in(engine, [kept])
    given = replace(kept, unit="H99.102", late_reason=None, facts=frozenset(), channel=Channel.POST)
    _, preview, differences, _ = take_in(engine, [dossier(OTHER), given])
    assert (preview.added, preview.changed, preview.unchanged) == (1, 1, 0)
    assert preview.by_field == {"unit": 1, "channel": 1, "facts": 1, "late_reason": 1}
    assert Difference(3, CODE, "unit", "H99.101", "H99.102") in differences
    assert Difference(3, CODE, "facts", '["co_uy_quyen","tre_em"]', "[]") in differences
    assert Difference(3, CODE, "late_reason", "power", None) in differences
    assert len(differences) == 4


def test_what_a_file_says_nothing_of_is_kept(engine):
    kept = dossier(resolved_on=date(2026, 11, 9), late_reason=LateReason.STAFF)
    take_in(engine, [kept])
    silent = replace(kept, facts=frozenset(), late_reason=None, due_on=date(2026, 11, 5))
    known = ALL - {"facts", "late_reason"}
    _, preview, _, _ = take_in(engine, [silent, replace(silent, code=OTHER)], known)
    assert preview.by_field == {"due_on": 1}
    with reading(engine) as c:
        assert get_dossier(c, CODE) == replace(kept, due_on=date(2026, 11, 5))
        assert get_dossier(c, OTHER) == replace(silent, code=OTHER)
        assert [ended for _, _, ended in c.execute(DERIVED)] == [Timing.LATE, Timing.LATE]


def test_only_what_completeness_depends_on_is_counted_anew(engine):
    take_in(engine, [dossier(), dossier(OTHER)])
    with writing(engine) as c:
        c.execute(table.update().values(computed_at=NOW))
    take_in(engine, [dossier(resolved_on=date(2026, 11, 9)), dossier(OTHER, facts=frozenset())])
    with reading(engine) as c:
        assert uncounted(c) == (OTHER,)


def test_a_code_twice_counts_once(engine):
    rows = [dossier(), dossier(unit="H99.102"), dossier(OTHER), dossier(unit="H99.103")]
    twice, _, _, merged = take_in(engine, rows)
    assert twice == [Twice(3, CODE, 2), Twice(5, CODE, 2)]
    assert merged.added == 2
    with reading(engine) as c:
        assert get_dossier(c, CODE) == rows[0]


def test_codes_that_scans_name_are_told(engine):
    with writing(engine) as c:
        add_scan(c, 1, CODE)
        add_scan(c, 2, "H99.101-261103-0404")
    assert take_in(engine, [dossier(), dossier(OTHER)])[-1] == Merged(2, 0, (CODE,))


@pytest.mark.parametrize("moment", ["after loading", "before the end"])
def test_an_import_that_is_killed_leaves_nothing(engine, moment):
    url = engine.url.render_as_string(hide_password=False)
    take_in(engine, [dossier(CODE, unit="H99.103")])
    done = subprocess.run(
        [sys.executable, "-c", KILLED, url, moment], check=False, env={**os.environ, "PYTHONPATH": "."}
    )
    assert done.returncode == -signal.SIGKILL
    with reading(engine) as c:
        assert list(dossiers_between(c, date.min, date.max)) == [dossier(CODE, unit="H99.103")]
    rows = [dossier(f"H99.101-261103-{number:04}") for number in range(3000)]
    assert take_in(engine, rows)[-1] == Merged(2999, 1, ())


def test_loading_hinders_no_other_writer(engine):
    with alone(engine) as connection:
        staging = Staging(connection, ALL, OUTCOMES)
        with drafting(connection):
            staging.load([(2, dossier())])
            with writing(engine) as c:
                put_dossiers(c, [dossier(OTHER)])
        with deciding(connection):
            assert staging.merge(LATER) == Merged(1, 0, ())


def test_a_register_waits_for_another_however_long_that_is(engine):
    url = engine.url.render_as_string(hide_password=False)
    of_postgresql = engine.dialect.name == "postgresql"
    impatient = open_database(f"{url}?options=-c%20lock_timeout%3D50" if of_postgresql else url)
    held = Event()

    def merge_slowly():
        with alone(engine) as connection:
            staging = Staging(connection, ALL, OUTCOMES)
            with drafting(connection):
                staging.load([(2, dossier())])
            with deciding(connection):
                staging.merge(LATER)
                held.set()
                time.sleep(0.5)

    with ThreadPoolExecutor(1) as pool, alone(impatient) as connection:
        staging = Staging(connection, ALL, OUTCOMES)
        with drafting(connection):
            staging.load([(2, dossier(OTHER))])
        first = pool.submit(merge_slowly)
        assert held.wait(timeout=30)
        with deciding(connection):
            assert staging.merge(LATER) == Merged(1, 0, ())
            if of_postgresql:
                assert connection.scalar(text("SHOW lock_timeout")) == "50ms"
        first.result()
    impatient.dispose()
    with reading(engine) as c:
        assert [each.code for each in dossiers_between(c, date.min, date.max)] == [CODE, OTHER]
