"""Does one task: takes its lease, runs its stage, writes the result and the task's end in one transaction.

`run_task` is what RQ calls, with nothing but a number; whatever that means is in the database.
"""

import logging
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import cv2
from redis import RedisError
from sqlalchemy import Connection, Engine

from catalogue.load import read_files
from catalogue.model import Catalogue
from configs.logging import on_scan
from configs.settings import Settings
from pipeline import run as pages
from pipeline.errors import ScanError
from pipeline.matching.assign import assign
from storage import scans, tasks
from storage.catalogue_in_force import InForce, version_of
from storage.catalogue_versions import FILES, newest_version
from storage.database import open_database, reading, writing
from storage.errors import StoreUnavailable
from storage.model import Scan, ScanState, Stage, Task
from storage.stores import open_objects
from workers.dispatch import feed, open_queues
from workers.endings import reject
from workers.lease import Lease
from workers.refinish import refinish
from workers.stages import STAGES, Workshop, Write

__all__ = ["open_workshop", "read_catalogue", "refinish", "run", "run_task", "warm_up"]

log = logging.getLogger(__name__)

OVER: Final = frozenset({ScanState.REJECTED, ScanState.QUARANTINED})
NO_MEMORY: Final = ("Insufficient memory", "Cannot allocate memory")  # in the words of OpenCV and of Linux


@cache
def read_catalogue(folder: Path) -> InForce:
    """Return what the files say: read once in a worker, before it forks the processes that do its tasks."""
    files = read_files(folder)
    return InForce(FILES, files, (), files.sections, files.catalogue())


def warm_up(profile: str) -> None:
    """Load what tasks need, once: the processes forked from this one have it, too."""
    pages.warm_up(profile)
    assign([], {})  # what tells the best assignment takes a second to load


def run_task(task_id: int) -> None:
    """Do a task, as a process of its own; then queue the pages that it has found."""
    settings = Settings().resolved()
    cv2.setNumThreads(1)
    with open_workshop(settings) as shop:
        last = run_on(shop, task_id)
        # The pages of a file are for all workers, at once; for the rest the scheduler is soon enough.
        if last and last.stage is Stage.SPLIT:
            _queue_more(shop)


def run_on(shop: Workshop, task_id: int) -> Task | None:
    """Do a task, then the scan's next stages as long as nothing else of it is to be done; return the last."""
    done = run(shop, task_id)
    while done and (following := _following(shop, done)):
        done = run(shop, following)
    return done


def run(shop: Workshop, task_id: int) -> Task | None:
    """Do a task if it is due and nobody else does it, and return it.

    An error that is no ScanError is counted and raised.
    """
    owner = owner_name()
    with writing(shop.engine) as c:
        task = tasks.take(c, task_id, owner, datetime.now(UTC), shop.settings.lease_seconds)
        scan = scans.get_scan(c, task.scan_id) if task else None
    if task is None or scan is None:
        log.info("task %d is done, or somebody else does it", task_id)
        return None
    with on_scan(scan.id, task.page), Lease(shop.engine, shop.settings, task, owner):
        write = _work(shop, scan, task)
        with writing(shop.engine) as c:
            now = datetime.now(UTC)
            if tasks.complete(c, task.id, owner, now):
                _write_unless_ended(c, task, write, now)
    log.info("task %d (%s) of scan %d done", task.id, task.stage, scan.id)
    return task


def _following(shop: Workshop, done: Task) -> int | None:
    """Return the scan's next stage if that is all there is to do on it: no queue is needed for that."""
    with reading(shop.engine) as c:
        ready = tasks.ready_of(c, done.scan_id)
    return ready[0].id if len(ready) == 1 and ready[0].stage is not done.stage else None


def _work(shop: Workshop, scan: Scan, task: Task) -> Write:
    """Return how to write what the task's stage found out; a file that cannot be read is an outcome, too."""
    if scan.state in OVER:
        return _write_nothing
    try:
        return STAGES[task.stage](shop, scan, task)
    except ScanError as error:
        return _rejection(task, error)
    except (MemoryError, OSError, cv2.error) as error:
        if not is_out_of_memory(error):
            raise
        return _rejection(task, ScanError("out_of_memory", str(error)))


def is_out_of_memory(error: Exception) -> bool:
    """Tell whether an error means that the memory limit was reached."""
    return isinstance(error, MemoryError) or any(words in str(error) for words in NO_MEMORY)


def _rejection(task: Task, error: ScanError) -> Write:
    log.warning("rejected: %s", error)

    def write(c: Connection, now: datetime) -> None:
        reject(c, task, error, now)

    return write


def _write_nothing(_c: Connection, _now: datetime) -> None:
    pass


def _write_unless_ended(c: Connection, task: Task, write: Write, now: datetime) -> None:
    # Another page may have ended the scan meanwhile; `complete` holds it, so that it cannot from here on.
    if scans.get_scan(c, task.scan_id).state not in OVER:
        write(c, now)


def _queue_more(shop: Workshop) -> None:
    if not shop.settings.redis_url:
        return
    try:
        with open_queues(shop.settings) as queues:
            feed(shop.engine, queues)
    except (RedisError, StoreUnavailable) as error:
        log.warning("what has become due is left to the scheduler: %s", error)


@contextmanager
def open_workshop(settings: Settings) -> Iterator[Workshop]:
    """Open what work on a scan needs."""
    engine = open_database(settings.database_url)
    try:
        yield Workshop(settings, engine, open_objects(settings), _in_force(settings, engine))
    finally:
        engine.dispose()


def _in_force(settings: Settings, engine: Engine) -> Catalogue:
    """Return the catalogue with what was changed in the database: a task goes by the rules of its time."""
    kept = read_catalogue(settings.catalogue_dir)
    with reading(engine) as c:
        newest = newest_version(c)
        return kept.catalogue if newest == kept.version else version_of(c, kept.files, newest).catalogue


def owner_name() -> str:
    """Return the name to lease tasks under: the RQ worker's, which knows it still if this one is killed."""
    return os.environ.get("RQ_WORKER_ID") or f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex}"
