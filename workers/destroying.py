"""Destroys the original of a scan that must not be kept, wherever the system has put it."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from storage import secrets
from storage.database import reading, writing
from storage.model import Scan
from storage.objects import ObjectStore, sha256_of
from workers.listing import TAKEN

log = logging.getLogger(__name__)


def destroy(engine: Engine, objects: ObjectStore, scan: Scan, places: tuple[Path, Path], who: str) -> int:
    """Destroy a sealed scan's original and every copy of it; return how many files or objects that were.

    `places` are the inbox (what was taken out of it is kept there for some days) and the folder of copies.
    That it is gone, and who ordered it, is kept for every scan of that content. Running it again finds what a
    failure left. Raises ValueError for a scan that is not sealed, StoreUnavailable, OSError.
    """
    with reading(engine) as c:
        if not secrets.is_sealed(c, scan.sha256):
            raise ValueError(f"scan {scan.id} is not sealed")
    inbox, copies = places
    found = [*_taken(inbox, scan), *([copies / scan.sha256] if (copies / scan.sha256).is_file() else [])]
    for path in found:
        path.unlink(missing_ok=True)
    count = len(found) + objects.delete(scan.sha256)
    with writing(engine) as c:
        now = datetime.now().astimezone()
        for each in secrets.sealed(c):
            if each.sha256 == scan.sha256:
                secrets.note_destroyed(c, each.id, who, now)
    log.warning("scan %d: its original, sealed as secret, was destroyed by %s", scan.id, who)
    return count


def _taken(inbox: Path, scan: Scan) -> Iterator[Path]:
    """Yield the files of this content that were moved out of the inbox and are not yet emptied."""
    for folder in (inbox / TAKEN, *inbox.glob(f"*/{TAKEN}")):
        for path in folder.rglob("*"):
            if path.is_file() and path.stat().st_size == scan.size and sha256_of(path) == scan.sha256:
                yield path
