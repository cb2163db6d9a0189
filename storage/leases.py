"""Who has which scan in hand: a lease that beats, and that nobody holds for good.

It keeps two clerks from the same paper; that none writes over the other is for the version of the scan, which
is the number of the last decision about it: it is compared in the transaction that writes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from storage.review_tables import review_leases
from storage.tables import decisions, scans
from storage.upsert import insert_new

LASTS: Final = timedelta(seconds=75)  # after the last beat; a browser beats every 20 s


@dataclass(frozen=True, slots=True)
class ReviewLease:
    """A scan in somebody's hands."""

    scan_id: int
    holder: str
    full_name: str
    taken_at: datetime
    until: datetime


def take_scan(c: Connection, scan_id: int, holder: str, full_name: str, now: datetime) -> ReviewLease:
    """Take a scan if it is free, or one's own, or its holder went silent; return the lease that holds now."""
    row = {
        "scan_id": scan_id,
        "holder": holder,
        "full_name": full_name,
        "taken_at": now,
        "until": now + LASTS,
    }
    if insert_new(c, review_leases, row, ("scan_id",)) is None:
        mine, silent = review_leases.c.holder == holder, review_leases.c.until < now
        same = review_leases.c.scan_id == scan_id
        c.execute(update(review_leases).where(same, mine).values(until=now + LASTS))
        c.execute(update(review_leases).where(same, ~mine, silent).values(row))
    return _lease(c, scan_id)


def release_scan(c: Connection, scan_id: int, holder: str) -> None:
    """Let go of a scan, if one has it."""
    c.execute(
        delete(review_leases).where(review_leases.c.scan_id == scan_id, review_leases.c.holder == holder)
    )


def held_scans(c: Connection, scan_ids: Collection[int], now: datetime) -> dict[int, ReviewLease]:
    """Return the leases that hold now of these scans."""
    some = (review_leases.c.scan_id.in_(scan_ids), review_leases.c.until >= now)
    return {
        row["scan_id"]: ReviewLease(**row) for row in c.execute(select(review_leases).where(*some)).mappings()
    }


def version_of(c: Connection, scan_id: int, *, hold: bool = False) -> int:
    """Return a scan's version; `hold`: nobody else changes it until the transaction ends."""
    if hold:
        c.execute(select(scans.c.id).where(scans.c.id == scan_id).with_for_update()).all()
    last = select(func.coalesce(func.max(decisions.c.id), 0)).where(decisions.c.scan_id == scan_id)
    return int(c.scalar(last) or 0)


def _lease(c: Connection, scan_id: int) -> ReviewLease:
    row = c.execute(select(review_leases).where(review_leases.c.scan_id == scan_id)).mappings().one()
    return ReviewLease(**row)
