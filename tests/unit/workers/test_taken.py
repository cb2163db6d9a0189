import errno
import os
from datetime import date
from pathlib import Path

import pytest

from storage.memory import MemoryObjects
from workers.listing import list_inbox
from workers.taken import empty_taken, kept_from, move_out, unused

TODAY = date(2026, 11, 20)


@pytest.fixture
def inbox(tmp_path):
    return tmp_path / "inbox"


def drop(inbox, path, content=b"paper"):
    place = inbox / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    (found,) = [file for file in list_inbox(inbox).files if file.place == place]
    return found


def taken_out(file, inbox, day=TODAY):
    moved = move_out(file, inbox, day, None)
    assert moved is not None
    return moved


def test_a_file_leaves_the_inbox_for_a_hidden_folder_of_the_day(inbox):
    moved = taken_out(drop(inbox, "tram-101/H99/a.pdf"), inbox)
    assert moved == inbox / ".sohoa-taken/2026-11-20/tram-101/H99/a.pdf"
    assert moved.read_bytes() == b"paper"
    assert list_inbox(inbox).files == []
    assert (inbox / "tram-101/H99").is_dir()  # a scanner may have it open


def test_the_second_file_of_a_name_replaces_no_first(inbox):
    for content in (b"one", b"two", b"three"):
        move_out(drop(inbox, "tram/a.pdf", content), inbox, TODAY, None)
    taken = inbox / ".sohoa-taken/2026-11-20/tram"
    assert {path.name: path.read_bytes() for path in taken.iterdir()} == {
        "a.pdf": b"one", "a~2.pdf": b"two", "a~3.pdf": b"three",
    }  # fmt: skip


def test_a_file_that_changed_before_it_was_moved_is_put_back(inbox):
    file = drop(inbox, "tram/a.pdf")
    file.place.write_bytes(b"paper, and more of it")
    assert move_out(file, inbox, TODAY, None) is None
    assert file.place.read_bytes() == b"paper, and more of it"


def test_a_file_that_was_replaced_by_one_of_the_same_size_and_time_is_put_back(inbox):
    file, objects = drop(inbox, "tram/a.pdf"), MemoryObjects()
    sha256 = objects.put(file.place)
    drop(inbox, "tram/b.pdf", b"PAPER").place.rename(file.place)
    os.utime(file.place, ns=(file.mtime_ns, file.mtime_ns))
    assert move_out(file, inbox, TODAY, sha256) is None
    assert file.place.read_bytes() == b"PAPER"


def test_a_station_on_a_file_system_of_its_own_keeps_its_taken_files_there(inbox, monkeypatch):
    file, rename = drop(inbox, "tram/a.pdf"), Path.rename

    def across(self, target):
        if target.is_relative_to(inbox / ".sohoa-taken"):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", across)
    assert move_out(file, inbox, TODAY, None) == inbox / "tram/.sohoa-taken/2026-11-20/tram/a.pdf"
    assert list_inbox(inbox).files == []
    objects = MemoryObjects()
    objects.put(inbox / "tram/.sohoa-taken/2026-11-20/tram/a.pdf")
    assert len(list(empty_taken(inbox, objects, date(2026, 11, 21)))) == 1
    assert list((inbox / "tram/.sohoa-taken").iterdir()) == []


def test_old_days_are_emptied_and_others_kept(inbox):
    objects = MemoryObjects()
    for day in (date(2026, 11, 12), date(2026, 11, 13), TODAY):
        objects.put(taken_out(drop(inbox, f"tram/{day}.pdf", str(day).encode()), inbox, day))
    list(empty_taken(inbox, objects, kept_from(TODAY, 7)))
    assert sorted(path.name for path in (inbox / ".sohoa-taken").iterdir()) == ["2026-11-13", "2026-11-20"]


def test_what_is_not_in_the_store_is_put_back_and_not_deleted(inbox):
    moved = taken_out(drop(inbox, "tram/H99/a.pdf"), inbox)
    moved.write_bytes(b"written by a slow scanner after it was moved")
    list(empty_taken(inbox, MemoryObjects(), date(2027, 1, 1)))
    assert (inbox / "tram/H99/a.pdf").read_bytes() == b"written by a slow scanner after it was moved"


def test_unused_gives_a_name_that_does_not_exist(tmp_path):
    assert unused(tmp_path / "a.pdf") == tmp_path / "a.pdf"
    (tmp_path / "a.pdf").symlink_to(tmp_path / "nowhere")
    assert unused(tmp_path / "a.pdf") == tmp_path / "a~2.pdf"


def test_a_long_name_is_shortened_to_make_room_for_the_number(tmp_path):
    (tmp_path / ("ờ" * 83 + "ab.pdf")).touch()  # 255 bytes
    other = unused(tmp_path / ("ờ" * 83 + "ab.pdf"))
    assert other.name == "ờ" * 83 + "~2.pdf"
    long = tmp_path / ("a." + "b" * 253)
    long.touch()
    assert unused(long).name == "a." + "b" * 251 + "~2"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_where_the_inbox_itself_may_not_be_written_the_station_keeps_its_taken_files(
    inbox, monkeypatch, number
):
    file, mkdir = drop(inbox, "tram/a.pdf"), Path.mkdir

    def refuse(self, *arguments, **options):
        if self.is_relative_to(inbox / ".sohoa-taken"):
            raise OSError(number, os.strerror(number))
        return mkdir(self, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert taken_out(file, inbox) == inbox / "tram/.sohoa-taken/2026-11-20/tram/a.pdf"


def test_the_last_good_copy_of_what_is_damaged_in_the_store_is_put_back(inbox):
    class Damaged(MemoryObjects):
        def verify(self, sha256):
            assert self.exists(sha256)
            return False

    objects = Damaged()
    objects.put(taken_out(drop(inbox, "tram/a.pdf"), inbox))
    list(empty_taken(inbox, objects, date(2027, 1, 1)))
    assert (inbox / "tram/a.pdf").read_bytes() == b"paper"


def test_a_folder_that_cannot_be_read_keeps_no_other_from_being_emptied(inbox, monkeypatch):
    moved = taken_out(drop(inbox, "tram-102/a.pdf"), inbox)
    day = inbox / "tram-102/.sohoa-taken/2026-11-20/tram-102"
    day.mkdir(parents=True)
    moved.rename(day / "a.pdf")
    objects, iterdir = MemoryObjects(), Path.iterdir
    objects.put(day / "a.pdf")
    (inbox / "tram-101").mkdir()

    def refuse(self):
        if self.parent.name == "tram-101":
            raise PermissionError(errno.EACCES, "Permission denied")
        return iterdir(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert [place.name for place in empty_taken(inbox, objects, date(2027, 1, 1))] == ["a.pdf"]


def test_what_cannot_be_deleted_is_not_counted(inbox, monkeypatch):
    objects = MemoryObjects()
    objects.put(taken_out(drop(inbox, "tram/a.pdf"), inbox))

    def refuse(_self):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert list(empty_taken(inbox, objects, date(2027, 1, 1))) == []
