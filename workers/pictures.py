"""Makes the pictures of pages that people look at, and keeps them in the object store."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine

from pipeline.cleaning.orientation import turned
from pipeline.intake.page import load_page
from pipeline.model import Limits, PreviewSize
from pipeline.preview import previews
from storage.database import reading, writing
from storage.objects import ObjectStore
from storage.previews import pages_without, save_previews
from workers.originals import original

BATCH = 50


def store_pictures(objects: ObjectStore, pictures: Mapping[PreviewSize, bytes]) -> dict[str, str]:
    """Put pictures into the store; return the object (its SHA-256) of each. Raises StoreUnavailable."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for size, content in pictures.items():
            file = Path(folder) / size
            file.write_bytes(content)
            names[size.value] = objects.put(file)
    return names


def make_missing(engine: Engine, objects: ObjectStore, limits: Limits, cache: Path) -> int:
    """Make the pictures of pages read before there were any, a batch; return how many pages got theirs.

    Raises ScanError where a page that was read once can no longer be drawn.
    """
    with reading(engine) as c:
        waiting = pages_without(c, BATCH)
    for sha256, number, turn in waiting:
        page = load_page(original(objects, sha256, cache), number, limits)
        names = store_pictures(objects, previews(turned(page, turn)))
        with writing(engine) as c:
            save_previews(c, sha256, number, names, turn)
    return len(waiting)
