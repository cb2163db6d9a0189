"""What each stage of a scan's work does: looks at the file, reads a page, makes papers of pages.

A stage only reads the store and computes; what it found out is returned as a function that writes it, so that
the result and the end of its task are one transaction. Every stage may run twice.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from pipeline.errors import ScanError
from pipeline.image import PageImage
from pipeline.intake.inspect import inspect
from pipeline.model import PageReading, PreviewSize
from pipeline.preview import previews
from pipeline.run import read_file_page
from storage import scans, secrets, tasks
from storage.database import reading
from storage.model import SEALED, Scan, ScanState, Stage, Task
from storage.previews import save_previews
from storage.turns import keep_turned, rotation_wanted
from workers.finishing import finish
from workers.originals import original
from workers.pictures import store_pictures
from workers.sealing import seal
from workers.workshop import Workshop, Write

__all__ = ["STAGES", "Workshop", "Write"]

log = logging.getLogger(__name__)

Keep = Callable[[PageReading, Connection, datetime], None]


def split(shop: Workshop, scan: Scan, task: Task) -> Write:
    """Count a file's pages; each becomes a task, unless the same bytes were read before. Raises ScanError."""
    with reading(shop.engine) as c:
        if secrets.is_sealed(c, scan.sha256):
            return partial(seal, shop, scan)
        twin = scans.read_twin(c, scan.sha256, scan.id)
    if twin is not None and twin.page_count:
        return partial(_write_pages_to_read, task, twin.page_count, twin)
    count = inspect(_original(shop, scan), shop.limits).page_count
    return partial(_write_pages_to_read, task, count, None)


def _write_pages_to_read(task: Task, count: int, twin: Scan | None, c: Connection, now: datetime) -> None:
    scans.set_page_count(c, task.scan_id, count)
    scans.set_state(c, task.scan_id, ScanState.PROCESSING, None, None, now)
    if twin is not None:
        scans.copy_pages(c, twin.id, task.scan_id)
    for number in range(1, count + 1):
        if not scans.has_page(c, task.scan_id, number):
            _add(c, task, Stage.PAGE, number, now)
    _finish_if_read(c, task, now)


def page(shop: Workshop, scan: Scan, task: Task) -> Write:
    """Read one page, make its pictures; at a mark of secrecy the scan is put aside. Raises ScanError."""
    with reading(shop.engine) as c:
        before = scans.page_of(c, scan.id, task.page)
        turn = rotation_wanted(c, scan.id, before) if before else None
    if before is None:
        return _read(shop, scan, task, None, partial(_write_page, task))
    if turn == before.rotation:
        return partial(_write_read_before, task)
    try:
        return _read(shop, scan, task, turn, partial(_write_turned, task, before))
    except ScanError as error:  # the page was read once: it stays as it was, and so does the scan
        log.warning("page %d cannot be read turned by %d: %s", task.page, turn, error)
        return partial(_write_read_before, task)


def _read(shop: Workshop, scan: Scan, task: Task, turn: int | None, keep: Keep) -> Write:
    """Read a page turned by `turn` (None: as it lies best); return how to write it. Raises ScanError."""
    made: list[dict[PreviewSize, bytes]] = []

    def show(upright: PageImage) -> None:
        made.append(previews(upright))

    found = read_file_page(_original(shop, scan), task.page, shop.limits, shop.settings.profile, show, turn)
    if any(stamp.kind == SEALED for stamp in found.stamps):
        with reading(shop.engine) as c:
            if secrets.was_cleared(c, scan.sha256) is None:
                return partial(seal, shop, scan)
    pictures = store_pictures(shop.objects, made[0])
    return partial(_write_shown, scan.sha256, found, pictures, keep)


def _original(shop: Workshop, scan: Scan) -> Path:
    return original(shop.objects, scan.sha256, shop.settings.data_dir / "originals")


def _write_shown(
    sha256: str, found: PageReading, pictures: dict[str, str], keep: Keep, c: Connection, now: datetime
) -> None:
    save_previews(c, sha256, found.number, pictures, found.rotation)
    keep(found, c, now)


def _write_page(task: Task, found: PageReading, c: Connection, now: datetime) -> None:
    scans.save_page(c, task.scan_id, found)
    _finish_if_read(c, task, now)


def _write_read_before(task: Task, c: Connection, now: datetime) -> None:
    _finish_if_read(c, task, now)


def _write_turned(task: Task, before: PageReading, found: PageReading, c: Connection, now: datetime) -> None:
    keep_turned(c, task.scan_id, before, found, now)


def _finish_if_read(c: Connection, task: Task, now: datetime) -> None:
    if not tasks.pending(c, task.scan_id, Stage.PAGE):
        _add(c, task, Stage.FINISH, 0, now)


def _add(c: Connection, task: Task, stage: Stage, number: int, now: datetime) -> None:
    tasks.add_task(c, task.scan_id, stage, number, unit=task.unit, urgency=task.urgency, now=now)


STAGES: Final[dict[Stage, Callable[[Workshop, Scan, Task], Write]]] = {
    Stage.SPLIT: split,
    Stage.PAGE: page,
    Stage.FINISH: finish,
}
