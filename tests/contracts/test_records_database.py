"""Opening, migrating and using a database, on SQLite and PostgreSQL."""

import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from multiprocessing import get_context
from threading import Event

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from cli.database import newest_revision
from storage import database, scans, tasks
from storage.database import migrate, open_database, reading, writing
from storage.dossiers import uncounted
from storage.errors import StoreSettingsError, StoreUnavailable
from storage.model import Stage, Urgency
from storage.review_tables import metadata
from storage.tables import scans as table
from storage.tallies import tallies
from tests.rows import NOW, add_scan, add_task, migrate_at
from tests.servers import free_ports

# Rows as the first revision kept them.
FIRST_ROWS = (
    """INSERT INTO scans (id, sha256, size, station, file_name, urgency, state, received_at)
    VALUES (1, 'a', 1, 'tram-101', 'x.pdf', 'counter', 'accepted', '2026-11-20 02:30:00+00')""",
    """INSERT INTO pages
    (scan_id, number, width, height, dpi, rotation, skew, blank, text, words, cpu_seconds)
    VALUES (1, 1, 2480, 3508, 300, 90, 0.5, false, 'Số', '[]', 1.5)""",
    """INSERT INTO dossiers
    (code, procedure, unit, received_on, channel, due_on, resolved_on, facts, computed_at)
    VALUES ('H99.101-261103-0001', '1.001193', 'H99.101', '2026-11-03', 'direct', '2026-11-10', '2026-11-11',
    '[]', '2026-11-20 02:30:00+00')""",
)


def not_the_index(name, kind, _parents):
    """The index of words is made by hand: each database has one of its own kind."""
    return kind != "table" or not name.startswith("page_words")


def count(c):
    return c.scalar(select(func.count()).select_from(table))


@pytest.fixture
def empty(empty_url):
    engine = open_database(empty_url)
    yield engine
    engine.dispose()


def test_migrations_make_exactly_the_tables_that_the_code_knows(empty):
    migrate(empty)
    with reading(empty) as c:
        known = MigrationContext.configure(c, opts={"include_name": not_the_index})
        assert compare_metadata(known, metadata) == []
        found = {name for name in inspect(c).get_table_names() if not name.startswith("page_words_")}
        assert found == {*metadata.tables, "page_words", "alembic_version"}


def test_migrations_make_every_check_that_the_code_knows(empty):
    migrate(empty)
    expected = {
        (name, constraint.name)
        for name, each in metadata.tables.items()
        for constraint in each.constraints
        if type(constraint).__name__ == "CheckConstraint"
    }
    with reading(empty) as c:
        found = {
            (name, check["name"])
            for name in metadata.tables
            for check in inspect(c).get_check_constraints(name)
        }
    assert found == expected


def test_migrating_again_changes_nothing(empty):
    migrate(empty)
    with writing(empty) as c:
        add_scan(c)
    migrate(empty)
    with reading(empty) as c:
        assert count(c) == 1


def test_what_the_first_revision_kept_is_there_after_all_others(empty):
    migrate(empty, "0001")
    with writing(empty) as c:
        for row in FIRST_ROWS:
            c.execute(text(row))
    migrate(empty)
    with reading(empty) as c:
        (page,) = scans.pages_of(c, 1)
        assert (page.text, page.flaws, page.text_layer, page.codes) == ("Số", (), False, ())
        (tally,) = tallies(c, date(2026, 11, 1), date(2026, 11, 30))
        assert (tally.direct, tally.late, tally.resolved) == (1, 1, 1)
        assert uncounted(c) == ("H99.101-261103-0001",)


def test_many_processes_may_start_at_once(empty, empty_url):
    with ProcessPoolExecutor(3, get_context("spawn")) as pool:
        list(pool.map(migrate_at, [empty_url] * 6))
    with writing(empty) as c:
        add_scan(c)
        assert c.scalars(text("SELECT version_num FROM alembic_version")).all() == [newest_revision()]


def test_a_database_without_tables_is_a_fault_not_a_passing_trouble(empty):
    with pytest.raises(DBAPIError) as caught, reading(empty) as c:
        count(c)
    assert not isinstance(caught.value, StoreUnavailable)


def test_an_error_takes_back_the_whole_transaction(engine):
    def fail():
        with writing(engine) as c:
            add_task(c)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with reading(engine) as c:
        assert count(c) == 0


def test_readers_cannot_write(engine):
    with pytest.raises((DBAPIError, StoreUnavailable)), reading(engine) as c:
        add_scan(c)
    with writing(engine) as c:  # the same connection may write when asked to
        add_scan(c)


def test_readers_see_one_unchanging_state(engine):
    with reading(engine) as before:
        assert count(before) == 0
        with writing(engine) as c:
            add_scan(c)
        assert count(before) == 0
    with reading(engine) as after:
        assert count(after) == 1


def test_rows_point_only_to_rows_that_are_there(engine):
    with pytest.raises(IntegrityError), writing(engine) as c:
        tasks.add_task(c, 404, Stage.SPLIT, 0, unit="", urgency=Urgency.COUNTER, now=NOW)


def test_states_are_checked_by_the_database_itself(engine):
    with writing(engine) as c:
        add_task(c)
    for sql in (
        "UPDATE scans SET state = 'lost'",
        "UPDATE scans SET urgency = 'soon'",
        "UPDATE tasks SET state = 'leased'",
        "UPDATE tasks SET stage = 'guess'",
        "UPDATE scans SET sha256 = NULL",
        "UPDATE tasks SET page = -1",
    ):
        with pytest.raises((IntegrityError, ProgrammingError)), writing(engine) as c:
            c.execute(text(sql))


def test_many_writers_wait_for_each_other(engine):
    def add(number):
        with writing(engine) as c:
            return add_scan(c, number).id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(add, range(40)))) == 40


def test_a_child_process_uses_connections_of_its_own(engine):
    with writing(engine) as c:
        add_scan(c)
    child = os.fork()
    if child == 0:
        try:
            with writing(engine) as c:
                add_scan(c, 2)
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    with writing(engine) as c:
        add_scan(c, 3)
        assert count(c) == 3


def test_what_stays_locked_is_told_and_worth_another_try(engine, monkeypatch):
    impatient = open_impatient(engine, monkeypatch)
    held, done = Event(), Event()

    def hold():
        with writing(engine) as c:
            scans.set_page_count(c, 1, 5)
            held.set()
            done.wait(timeout=30)

    with writing(engine) as c:
        add_scan(c)
    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        assert held.wait(timeout=30)
        with pytest.raises(StoreUnavailable), writing(impatient) as c:
            scans.set_page_count(c, 1, 6)
        done.set()
        holder.result()
    with writing(impatient) as c:
        scans.set_page_count(c, 1, 7)
    impatient.dispose()


def open_impatient(engine, monkeypatch):
    url = engine.url.render_as_string(hide_password=False)
    if engine.dialect.name == "postgresql":
        return open_database(f"{url}?options=-c%20lock_timeout%3D200")
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    return open_database(url)


def test_sqlite_is_set_up_to_survive_a_power_cut(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'a?b#c.db'}")
    migrate(engine)
    with writing(engine) as c:
        settings = {
            name: c.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert (tmp_path / "a?b#c.db").exists()


def test_a_folder_that_is_no_place_for_a_database_is_unavailable(tmp_path):
    (tmp_path / "db").mkdir()
    engine = open_database(f"sqlite:///{tmp_path / 'db'}")
    with pytest.raises(StoreUnavailable), reading(engine):
        pass


def test_a_postgresql_that_is_off_is_told_within_seconds():
    (port,) = free_ports(1)
    engine = open_database(f"postgresql://sohoa@127.0.0.1:{port}/sohoa")
    started = time.monotonic()
    with pytest.raises(StoreUnavailable, match="refused"), writing(engine):
        pass
    assert time.monotonic() - started < 5


@pytest.mark.services
def test_a_connection_cut_off_is_told_and_the_next_one_works(postgres_database):
    engine = open_database(postgres_database)
    migrate(engine)
    other = open_database(postgres_database)

    def write_while_cut_off():
        with writing(engine) as c, writing(other) as knife:
            mine = c.scalar(text("SELECT pg_backend_pid()"))
            knife.execute(text("SELECT pg_terminate_backend(:mine, 5000)"), {"mine": mine})
            add_scan(c)

    with pytest.raises(StoreUnavailable):
        write_while_cut_off()
    with writing(engine) as c:
        assert count(c) == 0
    engine.dispose()
    other.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "", "sohoa.db", "mysql://u:hidden-words@host/db", "://", "sqlite:relative.db",
        "postgresql://u:hidden-words@host:abc/x",
    ],
)  # fmt: skip
def test_a_wrong_address_names_its_setting_and_no_password(url):
    with pytest.raises(StoreSettingsError, match="SOHOA_DATABASE_URL") as found:
        open_database(url)
    assert "hidden-words" not in str(found.value)


def test_any_spelling_of_postgresql_uses_our_driver():
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        assert open_database(f"{scheme}://u:p@h/d").url.drivername == "postgresql+psycopg"
