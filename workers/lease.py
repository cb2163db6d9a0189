"""Holds a task while it is worked on: renews its lease, and notes an error that ends the work."""

import errno
import logging
import threading
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Final, Self

from rq.timeouts import JobTimeoutException
from sqlalchemy import Engine

from configs.settings import Settings
from storage import tasks
from storage.database import writing
from storage.errors import ObjectDamaged, ObjectMissing, StoreUnavailable
from storage.model import FAILED, ORIGINAL_LOST, Task
from workers.endings import quarantine

log = logging.getLogger(__name__)

LONGEST_DELAY: Final = 300.0
ERROR_LENGTH: Final = 500
NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # a full disk, or one that went read-only


class Lease:
    """One owner's hold on one task. An error raised inside is counted, and goes on to whoever called."""

    def __init__(self, engine: Engine, settings: Settings, task: Task, owner: str) -> None:
        self._engine = engine
        self._settings = settings
        self._task = task
        self._owner = owner
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        if isinstance(error, Exception):
            self._note(error)

    def _beat(self) -> None:
        while not self._over.wait(self._settings.lease_seconds / 3):
            try:
                with writing(self._engine) as c:
                    now = datetime.now(UTC)
                    held = tasks.beat(c, self._task.id, self._owner, now, self._settings.lease_seconds)
            except StoreUnavailable as error:
                log.warning("lease not renewed: %s", error)
                continue
            if not held:
                log.warning(
                    "task %d is no longer ours: what is found out about it will not be kept", self._task.id
                )
                return

    def _note(self, error: Exception) -> None:
        now, words = datetime.now(UTC), f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
        tries = self._task.attempts + 1
        final = tries >= self._settings.max_attempts and not is_passing(error)
        retry_at = None if final else now + timedelta(seconds=delay(self._settings.retry_seconds, tries))
        with writing(self._engine) as c:
            if tasks.fail(c, self._task.id, self._owner, words, retry_at, now) and final:
                quarantine(c, self._task, reason_of(error), now)


def is_passing(error: Exception) -> bool:
    """Tell whether an error says nothing about the file, however often it comes: it is waited for."""
    no_room = isinstance(error, OSError) and error.errno in NO_ROOM
    return no_room or isinstance(error, StoreUnavailable)


def delay(first: float, tries: int) -> float:
    """Return how many seconds to wait before the next try: four times as long after each."""
    return min(first * 4.0 ** (tries - 1), LONGEST_DELAY)


def reason_of(error: Exception) -> str:
    """Return why a scan is put aside whose last try ended in this error: a key of endings.WORDS."""
    if isinstance(error, ObjectMissing | ObjectDamaged):
        return ORIGINAL_LOST
    return "timeout" if isinstance(error, JobTimeoutException) else FAILED
