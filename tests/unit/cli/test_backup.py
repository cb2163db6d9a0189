"""A copy is made while everything goes on, the second takes only what is new, and the doctor knows of it."""

import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import make_url

from cli.backup import MARK, backed_up
from cli.ground import Level
from configs.settings import Settings
from storage import scans, secrets
from storage.database import migrate, open_database, writing
from storage.model import NewScan, Urgency
from storage.stores import open_objects
from storage.tables import marks
from storage.upsert import upsert
from tests.filled import NOW
from tests.servers import need


@pytest.fixture
def original(filled, tmp_path):
    """Return a function that puts an original into the store."""

    def put(content):
        path = tmp_path / "quet.pdf"
        path.write_bytes(content)
        return open_objects(filled).put(path)

    return put


def count(file):
    with closing(sqlite3.connect(file)) as c:
        return c.execute("SELECT count(*) FROM scans").fetchone()[0]


def test_a_copy_holds_rows_and_originals(sohoa, filled, original, tmp_path):
    first = original(b"one")
    assert backed_up(filled).level is Level.NOTE
    result = sohoa("backup", tmp_path / "other")
    assert result.exit_code == 0, result.output
    assert "1 bản gốc mới" in result.output
    assert count(tmp_path / "other" / "sohoa.db") == 18
    (kept,) = [path for path in (tmp_path / "other" / "objects").rglob("*") if path.is_file()]
    assert (kept.name, kept.read_bytes()) == (first, b"one")
    assert backed_up(filled).level is Level.OK
    original(b"two")
    assert "1 bản gốc mới" in sohoa("backup", tmp_path / "other").output


@pytest.mark.services
def test_a_copy_of_postgresql_is_written_as_the_address_says(
    sohoa, places, postgres_database, monkeypatch, tmp_path
):
    place = make_url(postgres_database)
    asked = {"host": str(place.host), "port": str(place.port), "sslmode": "prefer", "password": "một hai"}
    url = place.set(host=None, port=None, query=asked).render_as_string(hide_password=False)
    monkeypatch.setenv("SOHOA_DATABASE_URL", url)
    engine = open_database(url)
    migrate(engine)
    with writing(engine) as c:
        scans.add_scan(c, NewScan("a" * 64, 3, "tram-101", "a.pdf", None, Urgency.COUNTER), NOW)
    engine.dispose()
    assert sohoa("backup", tmp_path / "other").exit_code == 0
    table = ["--data-only", "--table=scans", "--file=-"]
    command = [need("pg_restore"), *table, tmp_path / "other" / "sohoa.dump"]
    assert "tram-101" in subprocess.run(command, check=True, capture_output=True, text=True).stdout
    monkeypatch.setenv("SOHOA_DATABASE_URL", url.replace("sslmode=prefer", "sslmode=require"))
    assert sohoa("backup", tmp_path / "third").exit_code == 1  # the server speaks no TLS


def test_a_copy_that_is_old_is_noted_with_the_command(filled):
    engine = open_database(filled.database_url)
    long_ago = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    with writing(engine) as c:
        upsert(c, marks, {"name": MARK, "value": long_ago}, ("name",))
    engine.dispose()
    found = backed_up(filled)
    assert found.level is Level.NOTE
    assert "sohoa backup" in (found.advice or "")


def test_without_a_database_nothing_is_copied(sohoa, places):
    assert sohoa("backup", places / "other").exit_code == 1
    assert backed_up(Settings().resolved()).level is Level.NOTE


def test_what_bears_a_mark_of_secrecy_is_copied_no_more_and_gone_from_the_copy(
    sohoa, filled, original, tmp_path
):
    early, late, plain = original(b"one"), original(b"two"), original(b"three")
    engine, other = open_database(filled.database_url), tmp_path / "other"

    def kept():
        return {path.name for path in (other / "objects").rglob("*") if path.is_file()}

    def seal(sha256):
        with writing(engine) as c:
            new = NewScan(sha256, 3, "tram-101", f"{sha256[:6]}.pdf", None, Urgency.COUNTER)
            secrets.seal(c, scans.add_scan(c, new, NOW)[0].id, NOW)

    seal(late)
    sohoa("backup", other)
    assert kept() == {early, plain}
    seal(early)
    sohoa("backup", other)
    assert kept() == {plain}
    engine.dispose()
