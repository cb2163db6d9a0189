"""Originals, kept byte for byte under their SHA-256: what every store does, and what may go wrong."""

import hashlib
import re
from pathlib import Path
from typing import Final, Protocol

from storage.errors import ObjectDamaged, ObjectMissing, StoreUnavailable

__all__ = ["ObjectDamaged", "ObjectMissing", "ObjectStore", "StoreUnavailable", "checked", "sha256_of"]

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class ObjectStore(Protocol):
    """Immutable objects, named by their content; every verb may be repeated, by many processes at once.

    Any verb may raise StoreUnavailable; those that name an object raise ValueError for what is not a SHA-256.
    """

    def put(self, path: Path) -> str:
        """Store a file's bytes, read them back, and return their SHA-256 (hex).

        Raises ObjectDamaged where other bytes come back (put it again), OSError where the file is unreadable.
        """

    def exists(self, sha256: str) -> bool: ...

    def fetch(self, sha256: str, into: Path) -> Path:
        """Return a path where the object can be read; `into` is a folder for a copy if one is needed.

        The file is not the caller's to change. A copy is checked: raises ObjectDamaged; ObjectMissing.
        """

    def verify(self, sha256: str) -> bool:
        """Read the whole object and tell whether it is what its name says; False where it is missing."""

    def delete(self, sha256: str) -> bool:
        """Destroy an object for good; tell whether it was there. Only for what may not be kept by law."""

    def count(self) -> int: ...


def sha256_of(path: Path) -> str:
    """Return the SHA-256 (hex) of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checked(sha256: str) -> str:
    """Return a SHA-256 as it came. Raises ValueError for anything else, which must not become a path."""
    if _SHA256.fullmatch(sha256) is None:
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return sha256
