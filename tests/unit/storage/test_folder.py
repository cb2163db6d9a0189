"""The folder store when things go wrong: processes killed, disks full, disks that lie."""

import errno
import io
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import folder
from storage.errors import ObjectDamaged, StoreUnavailable
from storage.folder import LEFTOVER_SECONDS, FolderObjects
from storage.objects import sha256_of

ROOT = Path(__file__).parents[3]
DEADLINE = 30.0
PUT = "import sys; from pathlib import Path; from storage.folder import FolderObjects; "
PUT_ONE = PUT + "FolderObjects(Path(sys.argv[1])).put(Path(sys.argv[2]))"
PUT_ALL = (
    PUT + "s = FolderObjects(Path(sys.argv[1])); [s.put(p) for p in sorted(Path(sys.argv[2]).iterdir())]"
)


@contextmanager
def child(code, *arguments):
    """Run Python in a process that is surely killed at the end."""
    process = subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(condition):
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def objects_in(root):
    return [path for path in root.rglob("*") if path.is_file() and path.parent.name != "unfinished"]


def unfinished_in(root):
    return list((root / "unfinished").iterdir())


@pytest.fixture
def root(tmp_path):
    return tmp_path / "objects"


@pytest.fixture
def store(root):
    return FolderObjects(root)


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 whatever")
    return path


def fail_with(number):
    def fail(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    return fail


def test_objects_are_read_only_files_named_by_their_content(store, root, scan):
    digest = store.put(scan)
    (path,) = objects_in(root)
    assert path == root / digest[:2] / digest[2:4] / digest
    assert path.stat().st_mode & 0o777 == 0o444
    assert store.fetch(digest, Path("/nonexistent")) == path
    assert unfinished_in(root) == []


def test_a_writer_killed_midway_leaves_no_object(store, root, tmp_path):
    pipe = tmp_path / "endless"
    os.mkfifo(pipe)
    with child(PUT_ONE, root, pipe) as writer, pipe.open("wb") as source:
        source.write(b"x" * 3_000_000)
        source.flush()
        wait_for(lambda: any(path.stat().st_size >= 2_000_000 for path in unfinished_in(root)))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert len(unfinished_in(root)) == 1
    assert objects_in(root) == []
    assert store.count() == 0


@pytest.mark.parametrize("done", [1, 3, 7])
def test_a_writer_killed_among_many_leaves_only_whole_objects(store, root, tmp_path, done):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(12):
        (inbox / f"{number:02}").write_bytes(os.urandom(400_000))

    with child(PUT_ALL, root, inbox) as writer:
        wait_for(lambda: store.count() >= done)
        writer.send_signal(signal.SIGKILL)

    assert store.count() >= done
    assert all(store.verify(path.name) for path in objects_in(root))
    for path in inbox.iterdir():  # what the next start does
        store.put(path)
    assert {path.name for path in objects_in(root)} == {sha256_of(path) for path in inbox.iterdir()}


def test_leftovers_are_cleared_when_nobody_can_still_be_writing_them(root, scan):
    FolderObjects(root)
    old, fresh = root / "unfinished/old", root / "unfinished/fresh"
    for path in (old, fresh):
        path.write_bytes(b"half")
    long_ago = time.time() - LEFTOVER_SECONDS - 1
    os.utime(old, (long_ago, long_ago))

    FolderObjects(root).put(scan)

    assert unfinished_in(root) == [fresh]


def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_answer(store, root, scan, monkeypatch):
    events = []
    fsync, rename = os.fsync, Path.rename

    def note_fsync(handle):
        events.append(("sync", Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    def note_rename(self, target):
        events.append(("rename", target))
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "rename", note_rename)
    digest = store.put(scan)

    home = root / digest[:2] / digest[2:4]
    (first, bytes_of), *rest = events
    assert (first, bytes_of.parent) == ("sync", root / "unfinished")
    assert rest == [("rename", home / digest), ("sync", home), ("sync", home.parent), ("sync", root)]


@pytest.mark.parametrize("place", ["fsync", "fchmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_is_worth_another_try(store, root, scan, monkeypatch, place, number):
    with monkeypatch.context() as broken:
        broken.setattr(os, place, fail_with(number))
        with pytest.raises(StoreUnavailable, match=os.strerror(number)):
            store.put(scan)
        assert objects_in(root) == []
        assert unfinished_in(root) == []
    assert store.verify(store.put(scan))


def test_a_full_disk_while_writing_is_worth_another_try(store, root, scan, monkeypatch):
    monkeypatch.setattr(folder, "_write", fail_with(errno.ENOSPC))
    with pytest.raises(StoreUnavailable, match="No space left"):
        store.put(scan)
    assert unfinished_in(root) == []


def test_a_disk_that_gives_back_other_bytes_is_never_trusted(store, root, scan, monkeypatch):
    monkeypatch.setattr(folder, "sha256_of", lambda _path: "0" * 64)
    with pytest.raises(ObjectDamaged):
        store.put(scan)
    assert objects_in(root) == []
    assert unfinished_in(root) == []


def test_short_writes_are_continued(store, tmp_path):
    class Slow(io.BytesIO):
        def write(self, view):
            return super().write(view[:3])

    slow = Slow()
    folder._write(slow, b"0123456789")
    assert slow.getvalue() == b"0123456789"


def test_an_unplugged_folder_is_unavailable(store, root, scan):
    digest = store.put(scan)
    root.rename(root.with_name("unplugged"))
    with pytest.raises(StoreUnavailable):
        store.put(scan)
    assert not store.exists(digest)


def test_a_folder_that_cannot_be_made_is_unavailable(scan):
    with pytest.raises(StoreUnavailable, match=r"scan\.pdf"):
        FolderObjects(scan / "objects")


def test_a_source_that_cannot_be_read_keeps_its_own_error(store, tmp_path):
    with pytest.raises(IsADirectoryError):
        store.put(tmp_path)
