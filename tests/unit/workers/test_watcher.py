"""The watcher over a real folder and database: what it takes, when, and that it loses or doubles nothing."""

import errno
import os
import shutil
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from pipeline.intake.whole import is_whole
from storage.database import open_database
from storage.errors import ObjectDamaged, StoreUnavailable
from storage.memory import MemoryObjects
from tests.unit.workers.conftest import Station
from workers import intake, watcher
from workers.ripening import Rules

CODE = "H99.101-261103-0001"
CUT_OFF = b"%PDF-1.4\n1 0 obj\n<<>>\n"
WHOLE = CUT_OFF + b"endobj\ntrailer\nstartxref\n9\n%%EOF\n"


def test_a_still_file_is_stored_recorded_and_moved(station):
    station.drop(f"tram-101/{CODE}/a.pdf", WHOLE)
    station.take_all()
    (scan,) = station.rows("scans")
    assert (scan["station"], scan["file_name"], scan["dossier_code"]) == ("tram-101", "a.pdf", CODE)
    assert station.objects.verify(scan["sha256"])
    (task,) = station.rows("tasks")
    assert (task["stage"], task["unit"], task["urgency"], task["state"]) == (
        "split",
        "H99.101",
        "counter",
        "ready",
    )
    assert [row["state"] for row in station.rows("arrivals")] == ["taken"]
    assert (station.in_inbox(), station.in_taken()) == ([], ["a.pdf"])


def test_a_file_is_visible_at_once_and_waits_until_it_is_still(station):
    place = station.drop("tram-101/a.bin")
    station.look()
    assert [row["state"] for row in station.rows("arrivals")] == ["waiting"]
    for part in range(5):
        with place.open("ab") as file:
            file.write(b"more %d" % part)
        station.look(after=1.9)
    assert station.rows("scans") == []
    assert len(station.rows("arrivals")) == 1
    station.look(after=2)
    assert len(station.rows("scans")) == 1


def test_a_still_file_that_is_not_whole_is_waited_for_with_patience(station):
    place = station.drop("tram-101/a.pdf", CUT_OFF)
    station.take_all()
    station.look(after=5)
    assert station.in_inbox() == ["tram-101/a.pdf"]
    place.write_bytes(WHOLE)
    station.take_all()
    assert [row["size"] for row in station.rows("scans")] == [len(WHOLE)]


@pytest.mark.parametrize("content", [CUT_OFF, b""])
def test_a_file_that_never_becomes_whole_is_taken_all_the_same(station, content):
    station.drop("tram-101/a.pdf", content)
    station.take_all()
    station.look(after=11)
    assert [row["size"] for row in station.rows("scans")] == [len(content)]
    assert station.objects.count() == 1


def test_the_same_content_for_the_same_dossier_is_linked_not_refused(station):
    station.drop(f"tram-101/{CODE}.pdf", WHOLE)
    station.take_all()
    station.drop(f"tram-102/{CODE}_lai.pdf", WHOLE)
    station.drop("tram-102/H99.102-261103-0002.pdf", WHOLE)
    station.take_all()
    assert len(station.rows("scans")) == 2
    states = {
        row["station"] + "/" + os.fsdecode(row["path"]): row["state"] for row in station.rows("arrivals")
    }
    assert states == {
        f"tram-101/{CODE}.pdf": "taken",
        f"tram-102/{CODE}_lai.pdf": "duplicate",
        "tram-102/H99.102-261103-0002.pdf": "taken",
    }
    assert station.in_inbox() == []


def test_names_of_every_kind_are_taken(station):
    names = [
        unicodedata.normalize("NFD", "tờ khai số 1.pdf"),
        b"\xff\xfe.pdf".decode("utf-8", "surrogateescape"),
    ]
    names += ["a" * 240 + ".pdf", "xuống\ndòng.pdf", "'; DROP TABLE scans; --.pdf"]
    for number, name in enumerate(names):
        station.drop(f"tram-101/{name}", b"%d" % number)
    station.take_all()
    assert len(station.rows("scans")) == len(names)
    assert "tờ khai số 1.pdf" in {row["file_name"] for row in station.rows("scans")}
    assert station.in_inbox() == []


def test_a_file_in_the_inbox_itself_has_a_station_of_its_own(station):
    station.drop("loose.pdf", WHOLE)
    station.take_all()
    assert [row["station"] for row in station.rows("scans")] == ["."]
    assert station.in_inbox() == []


def test_a_file_that_cannot_be_read_is_told_tried_later_and_stops_no_other(station, monkeypatch):
    station.drop("tram-101/held.pdf", WHOLE)
    station.drop("tram-101/other.pdf", WHOLE + b"\n")

    def refuse(path):
        if path.name == "held.pdf":
            raise OSError(errno.EBUSY, "Device or resource busy")
        return is_whole(path)

    monkeypatch.setattr(watcher, "is_whole", refuse)
    station.take_all()
    (stuck,) = [row for row in station.rows("arrivals") if row["state"] == "stuck"]
    assert "Device or resource busy" in stuck["reason"]
    assert "Không đọc được" in stuck["reason"]
    assert station.in_inbox() == ["tram-101/held.pdf"]
    monkeypatch.undo()
    station.look(after=1)
    assert len(station.rows("scans")) == 1  # not yet: it is put off
    station.look(after=2)
    assert {row["state"] for row in station.rows("arrivals")} == {"taken"}


def test_a_file_that_cannot_be_moved_is_taken_once_and_moved_when_it_can_be(station, monkeypatch):
    station.drop("tram-101/a.pdf", WHOLE)
    rename = Path.rename

    def refuse(self, target):
        if self.name == "a.pdf":
            raise PermissionError(errno.EACCES, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    station.take_all()
    station.restart()
    station.take_all()
    station.look(after=400)
    assert len(station.rows("scans")) == len(station.rows("tasks")) == 1
    (arrival,) = station.rows("arrivals")
    assert arrival["state"] == "unmovable"
    assert "cấp quyền" in arrival["reason"]
    monkeypatch.undo()
    station.look(after=400)
    assert [row["state"] for row in station.rows("arrivals")] == ["taken"]
    assert station.in_inbox() == []


def test_what_nobody_took_and_somebody_removed_is_forgotten(station):
    station.drop("tram-101/a.pdf", CUT_OFF).unlink(station.look())
    station.look()
    assert station.rows("arrivals") == []


def test_a_file_written_while_it_is_stored_is_not_taken_as_it_was(station):
    class SlowStore(MemoryObjects):
        def put(self, path):
            digest = super().put(path)
            path.write_bytes(WHOLE + b"\n")
            return digest

    station.drop("tram-101/a.pdf", WHOLE)
    station.objects, whole = SlowStore(), station.objects
    station.restart()
    station.take_all()
    assert station.rows("scans") == []
    station.objects = whole
    station.restart()
    station.take_all()
    assert [row["size"] for row in station.rows("scans")] == [len(WHOLE) + 1]


@pytest.mark.parametrize("error", [StoreUnavailable("switched off"), ObjectDamaged("0" * 64)])
def test_trouble_in_the_store_loses_nothing(station, error):
    class Sick(MemoryObjects):
        def put(self, path):
            raise error

    station.drop("tram-101/a.pdf", WHOLE)
    well, station.objects = station.objects, Sick()
    station.restart()
    with suppress(StoreUnavailable):
        station.take_all()
    assert station.in_inbox() == ["tram-101/a.pdf"]
    station.objects = well
    station.restart()
    station.take_all()
    assert (len(station.rows("scans")), station.in_inbox()) == (1, [])


def test_a_name_used_again_for_other_bytes_of_the_same_size_and_time_is_a_new_scan(station):
    first = station.drop("tram-101/quet.bin", b"first page")
    times = (first.stat().st_atime_ns, first.stat().st_mtime_ns)
    station.take_all()
    os.utime(station.drop("tram-101/quet.bin", b"other page"), ns=times)
    station.take_all()
    assert len(station.rows("scans")) == 2
    assert station.in_inbox() == []


def test_many_files_of_one_station_do_not_keep_another_waiting(station, monkeypatch):
    for number in range(3 * watcher.BATCH):
        station.drop(f"tram-101/{number:03}.bin", b"%d" % number)
    station.drop("tram-102/one.bin", b"one")
    station.look()
    put = station.objects.put

    def slowly(path):
        station.clock.now += 0.1
        return put(path)

    monkeypatch.setattr(station.objects, "put", slowly)
    assert station.look(after=2) == 0.0
    taken = station.rows("scans")
    assert len(taken) == watcher.BATCH
    assert "tram-102" in {row["station"] for row in taken}


def test_what_is_written_after_a_file_was_moved_out_is_taken_too(station):
    with station.drop("tram-101/a.bin", b"page one").open("ab", buffering=0) as scanner:
        station.take_all()
        assert station.in_inbox() == []
        scanner.write(b", page two")
    station.take_all()
    assert [row["size"] for row in station.rows("scans")] == [8, 18]
    assert (station.in_inbox(), station.in_taken()) == ([], ["a.bin"])


def test_a_moved_file_is_watched_no_longer_than_patience_lasts(station):
    station.drop("tram-101/a.bin")
    station.take_all()
    station.look(after=11)
    (moved,) = (station.settings.inbox / ".sohoa-taken").rglob("a.bin")
    moved.write_bytes(b"more of it")
    station.look()
    assert station.in_inbox() == []


def test_a_file_that_changed_unseen_while_it_could_not_be_moved_is_stored_first(station, monkeypatch):
    place = station.drop("tram-101/a.bin", b"first")
    times = (place.stat().st_atime_ns, place.stat().st_mtime_ns)

    def refuse(_self, _target):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    station.take_all()
    monkeypatch.undo()
    place.write_bytes(b"other")
    os.utime(place, ns=times)
    station.look(after=400)
    assert len(station.rows("scans")) == station.objects.count() == 2
    assert [row["state"] for row in station.rows("arrivals")] == ["taken"]


def test_a_station_whose_name_is_no_unicode_does_not_keep_the_watcher_busy(station, monkeypatch):
    name = b"\xffquet".decode("utf-8", "surrogateescape")
    station.drop(f"{name}/a.bin")

    def refuse(_self, _target):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    station.take_all()
    station.restart()
    station.take_all()
    assert station.look() > Rules.of(station.settings).poll / 2
    monkeypatch.undo()
    station.look(after=400)
    assert [row["state"] for row in station.rows("arrivals")] == ["taken"]


def test_what_was_removed_while_the_watcher_was_down_is_forgotten(station):
    place = station.drop("tram-101/a.pdf", CUT_OFF)
    station.look()
    place.unlink()
    place.parent.rmdir()
    station.restart()
    station.look()
    assert station.rows("arrivals") == []


def test_a_file_of_a_far_time_is_taken(station):
    os.utime(station.drop("tram-101/a.bin"), (10_413_792_000, 10_413_792_000))  # the year 2300
    station.take_all()
    assert [row["state"] for row in station.rows("arrivals")] == ["taken"]
    assert station.in_inbox() == []


class Crash(BaseException):
    """The power goes off: nothing catches it."""


STEPS = (
    "before put",
    "after put",
    "before commit",
    "after commit",
    "before move",
    "after move",
    "before sync",
)
NAMES = ("tram-101/a.bin", "tram-101/b.bin", "tram-102/a.bin", f"tram-102/{CODE}.bin", "loose.bin")


def crash_at(patch, station, step, skip):
    """Make the watcher crash at a step, the `skip`th time it comes there."""
    place, where = {
        "put": (station.objects, "put"),
        "commit": (watcher, "admit"),
        "move": (intake, "move_out"),
        "sync": (intake, "sync_folders"),
    }[step.split()[1]], step.split()[0]  # fmt: skip
    real, left = getattr(*place), [skip]

    def crashing(*arguments):
        left[0] -= 1
        if left[0] < 0 and where == "before":
            raise Crash(step)
        result = real(*arguments)
        if left[0] < 0:
            raise Crash(step)
        return result

    patch.setattr(*place, crashing)


@with_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crashes=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 4)), max_size=5))
def test_whatever_crashes_happen_on_the_way_the_end_is_the_same(
    tmp_path_factory, empty_database, settings, crashes
):
    folder = tmp_path_factory.mktemp("crash")
    shutil.copy(empty_database, folder / "sohoa.db")
    here = settings.model_copy(
        update={"inbox": folder / "inbox", "database_url": f"sqlite:///{folder / 'sohoa.db'}"}
    )
    engine = open_database(here.database_url)
    station = Station(here, engine, MemoryObjects())
    for name in NAMES:
        station.drop(name, Path(name).name.encode())
    for step, skip in crashes:
        with pytest.MonkeyPatch.context() as patch:
            crash_at(patch, station, step, skip)
            with suppress(Crash):
                station.take_all()
        station.restart()
    station.take_all()
    # tram-101/a.bin and tram-102/a.bin are the same bytes for no dossier: one scan, two arrivals.
    assert len(station.rows("scans")) == len(station.rows("tasks")) == station.objects.count() == 4
    assert sorted(row["state"] for row in station.rows("arrivals")) == ["duplicate"] + ["taken"] * 4
    assert (station.in_inbox(), len(station.in_taken())) == ([], len(NAMES))
    engine.dispose()
