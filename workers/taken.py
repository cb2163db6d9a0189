"""Moves files that are safe in the store out of the inbox, keeps them some days, and empties what is older.

They go by rename into `.sohoa-taken/<date>/<station>/...`, in the inbox or, where a station is a file system
of its own, in the station's folder. Before one is deleted, its bytes are looked for in the store again.
"""

import contextlib
import errno
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count
from pathlib import Path
from typing import Final

from storage.objects import ObjectStore, sha256_of
from workers.listing import TAKEN, FoundFile
from workers.stations import ROOT

log = logging.getLogger(__name__)

_LONGEST_NAME: Final = 255  # bytes, on nearly every file system
_LONGEST_SUFFIX: Final = 32  # what is longer is no suffix
# Where a file cannot go to the inbox's own folder: another file system, or one that may not be written.
_ELSEWHERE: Final = frozenset({errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True, slots=True)
class Moved:
    """A file that was moved out, as it was then, and where it lies."""

    file: FoundFile
    place: Path


def move_out(file: FoundFile, inbox: Path, day: date, sha256: str | None) -> Path | None:
    """Move a file out of the inbox; return where it is now, or None where it had changed and was put back.

    Raises FileNotFoundError where it has gone already, another OSError where it cannot be moved.
    """
    target = _rename(file, inbox, day)
    if _is_what_was_stored(target, file, sha256):
        return target
    log.warning("%s/%s changed while it was taken in: put back", file.station, file.path)
    target.rename(unused(file.place))
    return None


def _is_what_was_stored(target: Path, file: FoundFile, sha256: str | None) -> bool:
    stat = target.lstat()
    if not file.same(stat):
        return False
    # Some shares number files anew when they are renamed: then only the bytes can tell.
    return stat.st_ino == file.inode or sha256 is None or sha256_of(target) == sha256


def put_back_changed(moved: Moved) -> bool:
    """Put a file back where somebody wrote to it after it was moved out; tell whether it need not be watched.

    A scanner that holds a file open writes on wherever it lies.
    """
    try:
        if moved.file.same(moved.place.lstat()):
            return False
        log.warning("%s was written to after it was taken: put back to be taken in again", moved.place)
        _put_back(moved.place, moved.file.place)
    except FileNotFoundError:
        return True
    except OSError as error:
        log.warning("%s cannot be put back: %s", moved.place, error)
        return False
    return True


def unused(place: Path) -> Path:
    """Return a path that does not exist yet: the one given, or the same name with ~2, ~3, ..."""
    numbered = (_numbered(place, number) for number in count(2))
    return next(path for path in chain([place], numbered) if not os.path.lexists(path))


def _numbered(place: Path, number: int) -> Path:
    stem, suffix = place.stem, place.suffix
    if len(os.fsencode(suffix)) > _LONGEST_SUFFIX:
        stem, suffix = place.name, ""
    ending = f"~{number}{suffix}"
    while len(os.fsencode(stem + ending)) > _LONGEST_NAME:
        stem = stem[:-1]
    return place.with_name(stem + ending)


def _put_back(place: Path, home: Path) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    back = unused(home)
    place.rename(back)
    sync_folders([back.parent, place.parent])


def sync_folders(folders: Iterable[Path]) -> None:
    """Make renames in these folders outlast a power cut, where the file system can."""
    for folder in set(folders):
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            log.debug("cannot sync %s: %s", folder, error)
            continue
        with contextlib.suppress(OSError):  # network shares know no fsync of folders
            os.fsync(handle)
        os.close(handle)


def empty_taken(inbox: Path, objects: ObjectStore, before: date) -> Iterator[Path]:
    """Delete taken files of days before a date, yielding each; what the store lacks is put back instead."""
    for folder in (inbox / TAKEN, *_in_stations(inbox)):
        for day in _days(folder):
            if day.name < before.isoformat():
                yield from _empty_day(day, inbox, objects)


def kept_from(today: date, taken_days: int) -> date:
    """Return the first day whose taken files are still kept."""
    return today - timedelta(days=taken_days)


def _rename(file: FoundFile, inbox: Path, day: date) -> Path:
    inside = Path(TAKEN, day.isoformat(), file.station, file.path)
    try:
        return _rename_below(inbox, inside, file.place)
    except OSError as error:
        if error.errno not in _ELSEWHERE or file.station == ROOT:
            raise
    return _rename_below(inbox / file.station, inside, file.place)


def _rename_below(root: Path, inside: Path, place: Path) -> Path:
    target = _make_room(root, inside)
    place.rename(target)
    return target


def _make_room(root: Path, inside: Path) -> Path:
    target = root / inside
    if not target.parent.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        sync_folders(list(target.parents)[1 : len(inside.parts)])
    return unused(target)


def _in_stations(inbox: Path) -> Iterator[Path]:
    return (place / TAKEN for place in sorted(inbox.iterdir()) if place.name != TAKEN)


def _days(taken: Path) -> list[Path]:
    try:
        return sorted(place for place in taken.iterdir() if place.is_dir())
    except (FileNotFoundError, NotADirectoryError):
        return []  # a station without one, or no station
    except OSError as error:
        log.warning("%s cannot be emptied: %s", taken, error)
        return []


def _empty_day(day: Path, inbox: Path, objects: ObjectStore) -> Iterator[Path]:
    for folder, _, names in os.walk(day, topdown=False):
        for name in names:
            place = Path(folder, name)
            if _delete_or_put_back(place, inbox / place.relative_to(day), objects):
                yield place
        with contextlib.suppress(OSError):  # not empty: something in it could not be deleted
            Path(folder).rmdir()


def _delete_or_put_back(place: Path, home: Path, objects: ObjectStore) -> bool:
    try:
        if objects.verify(sha256_of(place)):
            place.unlink()
        else:
            log.warning("%s is not whole in the store: put back to be taken in again", place)
            _put_back(place, home)
    except OSError as error:
        log.warning("%s cannot be emptied: %s", place, error)
        return False
    return True
