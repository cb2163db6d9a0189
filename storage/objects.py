"""Originals, kept byte for byte under their SHA-256: what a store must do.

Errors:
* ObjectMissing: there is no such object
* ObjectDamaged: what lies there is not what its name says
* StoreUnavailable: the store does not answer or refuses; try again later
"""

import hashlib
from pathlib import Path
from typing import Protocol


class ObjectMissing(LookupError):  # noqa: N818 - reads as what it says
    """There is no such object."""


class ObjectDamaged(RuntimeError):  # noqa: N818
    """What lies in the store is not what its name says."""


class StoreUnavailable(ConnectionError):  # noqa: N818
    """The store does not answer, or refuses; worth another try later."""


class ObjectStore(Protocol):
    """Immutable objects by content. Every verb may be repeated."""

    def put(self, path: Path) -> str:
        """Store a file's bytes, read them back, and return their SHA-256 (hex)."""

    def exists(self, sha256: str) -> bool: ...

    def fetch(self, sha256: str, into: Path) -> Path:
        """Return a path where the object can be read; `into` is a folder for a copy if one is needed."""

    def verify(self, sha256: str) -> bool:
        """Read the whole object and tell whether it is what its name says; False where it is missing."""

    def count(self) -> int: ...


def sha256_of(path: Path) -> str:
    """Return the SHA-256 (hex) of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
