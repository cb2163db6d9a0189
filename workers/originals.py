"""Copies of originals from a store on another machine: fetched once for all pages of a file, then let go."""

import os
import time
from pathlib import Path
from typing import Final

from storage.objects import ObjectStore

MOST_BYTES: Final = 2 * 1024**3
BUSY_SECONDS: Final = 1800.0  # a copy used so lately may be open in another process


def original(objects: ObjectStore, sha256: str, cache: Path) -> Path:
    """Return where an original can be read: in the store's own folder, or as a copy in `cache`.

    Raises ObjectMissing, ObjectDamaged, StoreUnavailable.
    """
    cache.mkdir(parents=True, exist_ok=True)
    path = objects.fetch(sha256, cache)
    if path.parent == cache:
        os.utime(path)
        make_room(cache, time.time())
    return path


def make_room(cache: Path, now: float, most: int = MOST_BYTES) -> None:
    """Delete copies, those used longest ago first, until the rest is small enough; none that may be open."""
    copies = sorted((path.stat().st_mtime, path) for path in cache.iterdir() if path.is_file())
    total = sum(path.stat().st_size for _used, path in copies)
    for used, path in copies:
        if total <= most or now - used < BUSY_SECONDS:
            return
        total -= path.stat().st_size
        path.unlink(missing_ok=True)
