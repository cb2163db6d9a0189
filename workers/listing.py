"""Lists the inbox: every regular file of every station, without what scanners and systems leave there."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workers.stations import ROOT

TAKEN: Final = ".sohoa-taken"

_IGNORED_NAMES: Final = frozenset(
    {
        "thumbs.db", "ehthumbs.db", "desktop.ini", "@eadir", "#recycle", "$recycle.bin",
        "system volume information", "lost+found",
    }
)  # fmt: skip
_IGNORED_BEGINNINGS: Final = (".", "~$")  # "." also stands for ._*, .DS_Store, .stfolder and our own folder
_IGNORED_ENDINGS: Final = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".filepart", "~")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it was when listed; `path` lies inside its station's folder, as the disk spells it."""

    station: str
    path: str
    place: Path
    size: int
    mtime_ns: int
    inode: int

    @property
    def key(self) -> tuple[str, str]:
        return (self.station, self.path)

    def same(self, stat: os.stat_result) -> bool:
        """Tell whether a file's size and time of change are still what they were when listed."""
        return (stat.st_size, changed_at(stat)) == (self.size, self.mtime_ns)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A folder or file of a station that could not be looked at."""

    station: str
    path: str  # a folder's ends in "/"
    error: OSError


@dataclass(frozen=True, slots=True)
class Listing:
    """What one look at the inbox found."""

    files: list[FoundFile] = field(default_factory=list)
    unlisted: list[Unlisted] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Folder:
    station: str
    path: str
    place: str


def changed_at(stat: os.stat_result) -> int:
    """Return the time of change in ns as databases hold it: a clock gone wrong may lie beyond 64 bits."""
    return (stat.st_mtime_ns + 2**63) % 2**64 - 2**63


def is_ignored(name: str) -> bool:
    """Tell whether a file or folder of this name is never taken in."""
    lower = name.lower()
    return (
        lower in _IGNORED_NAMES or lower.startswith(_IGNORED_BEGINNINGS) or lower.endswith(_IGNORED_ENDINGS)
    )


def list_inbox(inbox: Path) -> Listing:
    """Return every file of every station, following no symbolic link. Raises OSError if the inbox is gone."""
    found = Listing()
    waiting = [_Folder(ROOT, "", os.fspath(inbox))]
    while waiting:
        folder = waiting.pop()
        try:
            waiting += _list_folder(folder, found)
        except OSError as error:
            if folder.path == "" and folder.station == ROOT:
                raise
            found.unlisted.append(Unlisted(folder.station, folder.path + "/", error))
    return found


def _list_folder(folder: _Folder, found: Listing) -> list[_Folder]:
    """Add a folder's files to what was found; return the folders in it."""
    inside = []
    with os.scandir(folder.place) as entries:
        for entry in entries:
            if is_ignored(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                inside.append(_enter(folder, entry))
            elif entry.is_file(follow_symlinks=False):
                _add_file(folder, entry, found)
    return inside


def _enter(folder: _Folder, entry: os.DirEntry[str]) -> _Folder:
    if folder.station == ROOT:
        return _Folder(entry.name, "", entry.path)
    return _Folder(folder.station, _join(folder.path, entry.name), entry.path)


def _add_file(folder: _Folder, entry: os.DirEntry[str], found: Listing) -> None:
    path = _join(folder.path, entry.name)
    try:
        stat = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return  # gone since the folder was opened
    except OSError as error:
        found.unlisted.append(Unlisted(folder.station, path, error))
        return
    place = Path(entry.path)
    found.files.append(FoundFile(folder.station, path, place, stat.st_size, changed_at(stat), stat.st_ino))


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
