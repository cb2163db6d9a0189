"""Wrong passwords make the next try wait: for one account, and for one address that tries many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, select, update

from storage.tables import login_failures
from storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong tries are free, the first wait, what it doubles up to, and when all is forgotten."""

    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta = timedelta(days=1)

    def wait(self, failures: int) -> timedelta:
        """Return how long nothing is tried after that many failures."""
        over = failures - self.free
        return timedelta() if over < 0 else min(self.first * 2 ** min(over, 20), self.longest)

    def forgets(self, last_at: datetime, now: datetime) -> bool:
        return now - last_at > self.forgotten


ACCOUNT: Final = Patience(5, timedelta(seconds=30), timedelta(minutes=15))
# Many people may share one address (a router of the commune): it waits later.
ADDRESS: Final = Patience(30, timedelta(seconds=30), timedelta(minutes=15))


def keys_of(name: str, address: str) -> dict[str, Patience]:
    """Return what a try to enter is counted under."""
    return {f"account:{name[:150]}": ACCOUNT, f"address:{address[:150]}": ADDRESS}


def locked_until(c: Connection, keys: dict[str, Patience], now: datetime) -> datetime | None:
    """Return until when no password is looked at; None: now is fine."""
    rows = c.execute(select(login_failures).where(login_failures.c.key.in_(keys))).all()
    counted = [row for row in rows if not keys[row.key].forgets(row.last_at, now)]
    end = max((row.last_at + keys[row.key].wait(row.failures) for row in counted), default=now)
    return end if end > now else None


def count_failure(c: Connection, keys: dict[str, Patience], now: datetime) -> None:
    """Count a try as wrong: done before the password is looked at, so that tries at once are all counted."""
    mine = select(login_failures).where(login_failures.c.key.in_(keys)).with_for_update()
    rows = {row.key: row for row in c.execute(mine)}
    for key, patience in sorted(keys.items()):
        known = rows.get(key)
        failures = 1 if known is None or patience.forgets(known.last_at, now) else known.failures + 1
        upsert(c, login_failures, {"key": key, "failures": failures, "last_at": now}, ("key",))


def take_back(c: Connection, keys: dict[str, Patience]) -> None:
    """Count a try as right after all: forget the account's failures, and of the address's this one only.

    Who has one password must not guess others' for ever by entering in between.
    """
    forgive(c, [key for key, patience in keys.items() if patience is ACCOUNT])
    others = [key for key, patience in keys.items() if patience is not ACCOUNT]
    lower = update(login_failures).where(login_failures.c.key.in_(others), login_failures.c.failures > 0)
    c.execute(lower.values(failures=login_failures.c.failures - 1))


def forgive(c: Connection, keys: Iterable[str]) -> None:
    """Forget the failures of these keys: somebody gave a new password."""
    c.execute(delete(login_failures).where(login_failures.c.key.in_(list(keys))))


def forget_old(c: Connection, now: datetime) -> None:
    """Throw away what no longer counts."""
    c.execute(delete(login_failures).where(login_failures.c.last_at < now - ACCOUNT.forgotten))
