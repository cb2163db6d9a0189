"""Which files a person means, and under which names what was read from them is written."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from configs.personal import CONTROL

SUFFIXES: Final = frozenset({".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png"})
LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")  # how Python keeps such bytes
REPLACED: Final = "\N{REPLACEMENT CHARACTER}"
MAX_NAME_BYTES: Final = 240  # file systems allow 255, and ".json" is still to come


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, and the scans of the folders named in order of name; each file once.

    Raises FileNotFoundError, with the path as its message, for what is neither file nor folder.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files(path):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        inside = (file for file in path.rglob("*") if _is_scan(file, path))
        yield from sorted(inside, key=lambda file: readable(str(file)))
    elif path.is_file():
        yield path
    else:
        raise FileNotFoundError(readable(str(path)))


def _is_scan(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in SUFFIXES and file.is_file()


def printable(name: str) -> str:
    """Return a name with bytes that are no UTF-8, line ends and other control characters replaced."""
    return CONTROL.sub(REPLACED, LONE_SURROGATES.sub(REPLACED, name))


def readable(name: str) -> str:
    """Return a printable name in NFC: file systems keep names as they were given."""
    return unicodedata.normalize("NFC", printable(name))


def output_names(files: Iterable[Path]) -> dict[Path, str]:
    """Return for each file the name its results get: its own in NFC, numbered where that is already taken.

    Upper and lower case count as the same, as they do on a Windows share.
    """
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for file in files:
        name = next(name for name in _candidates(readable(file.name)) if name.casefold() not in taken)
        taken.add(name.casefold())
        names[file] = name
    return names


def _candidates(name: str) -> Iterator[str]:
    """Yield the name, then name (2), name (3), ... each short enough for a file system."""
    short = _shortened(name)
    yield short
    number = 1
    while True:
        number += 1
        yield f"{short} ({number})"


def _shortened(name: str) -> str:
    """Cut a name that is too long, and tell names with the same beginning apart by a hash."""
    raw = name.encode()
    if len(raw) <= MAX_NAME_BYTES:
        return name
    return f"{raw[: MAX_NAME_BYTES - 9].decode(errors='ignore')}~{hashlib.sha256(raw).hexdigest()[:8]}"
