"""How often somebody may do what costs much: counted in this process, by account or address."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock
from typing import Final

MOST_KEYS: Final = 10_000  # then the oldest are forgotten: memory must not grow with strangers' addresses


class Costly(StrEnum):
    """What is counted."""

    LOGIN = "login"
    UPLOAD = "upload"
    SEARCH = "search"
    EXPORT = "export"
    READING = "reading"  # of a place on a page
    CHECK = "check"  # of the machine, of the audit log


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in any `within`."""

    times: int
    within: timedelta


LIMITS: Final[dict[Costly, Limit]] = {
    Costly.LOGIN: Limit(30, timedelta(minutes=1)),
    Costly.UPLOAD: Limit(300, timedelta(minutes=1)),
    Costly.SEARCH: Limit(120, timedelta(minutes=1)),
    Costly.EXPORT: Limit(30, timedelta(minutes=1)),
    Costly.READING: Limit(60, timedelta(minutes=1)),
    Costly.CHECK: Limit(10, timedelta(minutes=1)),
}


class TooOftenError(Exception):
    """Somebody asks too often; `wait` is how long until it is looked at again."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(f"too often: {wait.total_seconds():.0f} s to wait")


@dataclass(slots=True)
class Limits:
    """The moments of late at which somebody did something costly."""

    limit_of: Callable[[Costly], Limit] = LIMITS.__getitem__
    _seen: dict[tuple[Costly, str], deque[datetime]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def count(self, what: Costly, who: str, now: datetime) -> None:
        """Count one more. Raises TooOftenError, and then counts nothing."""
        limit = self.limit_of(what)
        with self._lock:
            moments = self._moments((what, who))
            while moments and now - moments[0] >= limit.within:
                moments.popleft()
            if len(moments) >= limit.times:
                raise TooOftenError(limit.within - (now - moments[0]))
            moments.append(now)

    def _moments(self, key: tuple[Costly, str]) -> deque[datetime]:
        found = self._seen.pop(key, None)
        if found is None and len(self._seen) >= MOST_KEYS:
            self._seen.pop(next(iter(self._seen)))
        self._seen[key] = deque() if found is None else found  # put at the end: used last
        return self._seen[key]
