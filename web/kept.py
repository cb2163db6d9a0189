"""What costs much to count and may be some moments old: counted once for all, and anew while they look."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock, Thread
from typing import Any, Final, TypeVar

from storage.errors import StoreError

FRESH: Final = timedelta(seconds=30)
USABLE: Final = timedelta(minutes=5)  # then nobody is shown it any more: who looks first waits
MOST: Final = 64  # things kept; the one not asked for longest goes first

Value = TypeVar("Value")

log = logging.getLogger(__name__)


def in_background(work: Callable[[], None]) -> None:
    """Do something in a thread that keeps no process from ending."""
    Thread(target=work, name="counting", daemon=True).start()


@dataclass(slots=True)
class _Entry:
    """A value and when it was made; who makes it holds the lock."""

    at: datetime | None = None
    value: Any = None
    lock: Lock = field(default_factory=Lock, repr=False)

    def is_within(self, age: timedelta, now: datetime) -> bool:
        """Tell whether there is a value not older; a clock set back makes it none."""
        return self.at is not None and timedelta() <= now - self.at < age


@dataclass(slots=True)
class Kept:
    """Values by key. A value that is no longer fresh is still given while one thread makes it anew."""

    run: Callable[[Callable[[], None]], None] = in_background
    _entries: OrderedDict[Hashable, _Entry] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def get(self, key: Hashable, make: Callable[[], Value], now: datetime) -> Value:
        """Return the value of a key, at most USABLE old. Raises what `make` raises where there was none."""
        entry = self._entry(key)
        if entry.is_within(USABLE, now):
            kept: Value = entry.value
            if not entry.is_within(FRESH, now) and entry.lock.acquire(blocking=False):
                self._renew(entry, make, now)
            return kept
        with entry.lock:  # who asks at the same time waits for the same value
            if entry.is_within(FRESH, now):
                waited: Value = entry.value
                return waited
            made = make()
            entry.value, entry.at = made, now
            return made

    def _renew(self, entry: _Entry, make: Callable[[], Any], now: datetime) -> None:
        try:
            self.run(lambda: _renew(entry, make, now))
        except RuntimeError as error:  # no thread can be started: who looks next tries again
            entry.lock.release()
            log.warning("not counted anew: %s", error)

    def _entry(self, key: Hashable) -> _Entry:
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            while len(self._entries) > MOST:
                self._entries.popitem(last=False)
            return entry


def _renew(entry: _Entry, make: Callable[[], Any], now: datetime) -> None:
    try:
        entry.value, entry.at = make(), now
    except StoreError as error:
        log.warning("not counted anew: %s", error)
    finally:
        entry.lock.release()
