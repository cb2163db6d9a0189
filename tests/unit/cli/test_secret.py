from datetime import UTC, datetime

import pytest

from configs.settings import Settings
from storage import scans, secrets
from storage.access import COMMAND
from storage.audit_log import Wanted, entries
from storage.database import migrate, open_database, reading, writing
from storage.model import NewScan, ScanState, Urgency
from storage.stores import open_objects
from tests.unit.pipeline.page_builder import page

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


@pytest.fixture
def sealed(places):
    """A sealed scan with its original, a copy of it, and the file that was taken from the inbox."""
    settings = Settings().resolved()
    settings.data_dir.mkdir()
    engine = open_database(settings.database_url)
    migrate(engine)
    taken = settings.inbox / ".sohoa-taken" / "2026-11-20" / "tram-101" / "scan.pdf"
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b"a paper that is secret")
    sha256 = open_objects(settings).put(taken)
    copy = settings.data_dir / "originals" / sha256
    copy.parent.mkdir()
    copy.write_bytes(taken.read_bytes())
    with writing(engine) as c:
        new = NewScan(sha256, 22, "tram-101", "scan.pdf", None, Urgency.COUNTER)
        scan, _ = scans.add_scan(c, new, NOW)
        secrets.seal(c, scan.id, NOW)
    yield scan, engine, (taken, copy)
    engine.dispose()


def test_sealed_scans_are_listed(sohoa, sealed):
    output = sohoa("secret", "list").output
    assert "tram-101" in output
    assert "đang khóa" in output
    assert "1 bản quét" in output


def test_a_mark_that_only_a_person_saw_is_sealed_with_all_that_was_read(sohoa, sealed):
    _, engine, _ = sealed
    with writing(engine) as c:
        new = NewScan("b" * 64, 22, "tram-102", "mat.pdf", None, Urgency.COUNTER)
        scan, _ = scans.add_scan(c, new, NOW)
        scans.save_page(c, scan.id, page("một dòng chữ"))
    assert sohoa("secret", "seal", scan.id).exit_code != 0  # nobody said yes
    result = sohoa("secret", "seal", scan.id, "--yes")
    assert result.exit_code == 0, result.output
    assert "không được số hóa" in result.output
    with reading(engine) as c:
        now = scans.get_scan(c, scan.id)
        assert (now.state, now.reason_code) == (ScanState.QUARANTINED, "secret")
        assert scans.pages_of(c, scan.id) == ()
        (line,) = entries(c, COMMAND.reach, Wanted(subject=f"scan:{scan.id}"))
        assert line.action == "sealed_by_hand"
    assert "2 bản quét" in sohoa("secret", "list").output
    again = sohoa("secret", "seal", scan.id, "--yes")
    assert (again.exit_code, "đã bị khóa" in again.stderr) == (1, True)


def test_no_scan_of_another_number_is_sealed(sohoa, sealed):
    result = sohoa("secret", "seal", 999, "--yes")
    assert result.exit_code == 1
    assert "không có bản quét nào mang số 999" in result.stderr


def test_destroying_leaves_no_copy_and_keeps_who_did_it(sohoa, sealed):
    scan, engine, copies = sealed
    result = sohoa("secret", "destroy", scan.id, "--yes")
    assert result.exit_code == 0, result.output
    assert not any(path.exists() for path in copies)
    assert not open_objects(Settings().resolved()).exists(scan.sha256)
    with reading(engine) as c:
        assert secrets.is_destroyed(c, scan.id)
        assert scans.get_scan(c, scan.id).state is ScanState.QUARANTINED
        (line,) = entries(c, COMMAND.reach, Wanted(subject=f"scan:{scan.id}"))
        assert line.action == "sealed_destroyed"
    assert "đã hủy bản quét" in sohoa("secret", "list").output
    assert sohoa("secret", "destroy", scan.id, "--yes").exit_code == 0


def test_nothing_is_destroyed_without_a_yes(sohoa, sealed):
    scan, _, copies = sealed
    assert sohoa("secret", "destroy", scan.id).exit_code != 0
    assert all(path.exists() for path in copies)


def test_a_mark_that_was_none_sets_the_scan_free(sohoa, sealed):
    scan, engine, copies = sealed
    assert sohoa("secret", "release", scan.id, "--yes").exit_code == 0
    with reading(engine) as c:
        assert scans.get_scan(c, scan.id).state is ScanState.RECEIVED
    assert all(path.exists() for path in copies)


@pytest.mark.parametrize("verb", ["destroy", "release"])
def test_only_sealed_scans_are_touched(sohoa, sealed, verb):
    result = sohoa("secret", verb, 999, "--yes")
    assert result.exit_code == 1
    assert "không có bản quét bị khóa nào mang số 999" in result.stderr


def test_a_destroyed_scan_cannot_be_set_free(sohoa, sealed):
    scan, _, _ = sealed
    sohoa("secret", "destroy", scan.id, "--yes")
    assert sohoa("secret", "release", scan.id, "--yes").exit_code == 1
