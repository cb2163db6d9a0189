"""Places of pages that clerks want read again: each a row that a worker takes, and that a page looks at.

The queue carries their ids only; a row that it forgot is put on it again, one that nobody read in time fails:
the clerk has typed it by then.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from pipeline.model import Box
from storage.access import Reach
from storage.model import RegionState
from storage.review_tables import region_readings as rows
from storage.tables import scans

LASTS: Final = timedelta(seconds=90)  # then nobody waits for it any more
KEPT: Final = timedelta(days=1)

_WAITING = rows.c.state == RegionState.WAITING
_OPEN = rows.c.state.in_([RegionState.WAITING, RegionState.READING])


@dataclass(frozen=True, slots=True)
class NewRegion:
    """A place to be read: `box` in pixels of the upright page, `kind` of field, empty for any text."""

    scan_id: int
    page: int
    box: Box
    kind: str
    who: str


@dataclass(frozen=True, slots=True)
class Region:
    """A place, and what was read there."""

    id: int
    scan_id: int
    page: int
    box: Box
    kind: str
    who: str
    state: RegionState
    text: str
    value: str


def ask_region(c: Connection, new: NewRegion, now: datetime) -> int:
    """Ask for a place to be read; return its id."""
    x, y, w, h = new.box
    named = {name: value for name, value in asdict(new).items() if name != "box"}
    row = {**named, "x": x, "y": y, "w": w, "h": h, "state": RegionState.WAITING, "asked_at": now}
    made = insert(rows).values(**row, text="", value="").returning(rows.c.id)
    return int(c.execute(made).scalar_one())


def region_within(c: Connection, reach: Reach, scan_id: int, region_id: int) -> Region | None:
    """Return a place of a scan; None where the scan is out of reach or has no such place."""
    mine = select(rows).join(scans, scans.c.id == rows.c.scan_id)
    mine = mine.where(rows.c.id == region_id, rows.c.scan_id == scan_id, reach.scans())
    row = c.execute(mine).mappings().one_or_none()
    return None if row is None else _region(row)


def regions_due(c: Connection, limit: int) -> tuple[int, ...]:
    """Return the places that are to be put on the queue, oldest first."""
    due = select(rows.c.id).where(_WAITING, rows.c.queued_at.is_(None)).order_by(rows.c.id).limit(limit)
    return tuple(c.scalars(due))


def regions_queued(c: Connection, before: datetime) -> tuple[int, ...]:
    """Return the places that were put on the queue before a moment and that nobody has taken."""
    return tuple(c.scalars(select(rows.c.id).where(_WAITING, rows.c.queued_at < before).order_by(rows.c.id)))


def mark_regions(c: Connection, ids: Sequence[int], queued_at: datetime | None) -> None:
    """Note that these places lie on the queue since a moment; None: that they do not."""
    c.execute(update(rows).where(rows.c.id.in_(list(ids)), _WAITING).values(queued_at=queued_at))


def take_region(c: Connection, region_id: int, now: datetime) -> Region | None:
    """Take a place to read it; None where somebody has, or it is over."""
    taken = update(rows).where(rows.c.id == region_id, _WAITING)
    taken = taken.values(state=RegionState.READING, taken_at=now)
    row = c.execute(taken.returning(*rows.c)).mappings().one_or_none()
    return None if row is None else _region(row)


def end_region(c: Connection, region_id: int, text: str, value: str) -> None:
    """Keep what was read at a place that is being read."""
    ended: dict[str, Any] = {"state": RegionState.READ, "text": text, "value": value}
    c.execute(update(rows).where(rows.c.id == region_id, _OPEN).values(**ended))


def fail_region(c: Connection, region_id: int) -> None:
    """Note that a place cannot be read."""
    c.execute(update(rows).where(rows.c.id == region_id, _OPEN).values(state=RegionState.FAILED))


def end_old_regions(c: Connection, now: datetime) -> None:
    """Fail the places for which nobody waits any more; forget those of yesterday."""
    c.execute(update(rows).where(_OPEN, rows.c.asked_at < now - LASTS).values(state=RegionState.FAILED))
    c.execute(delete(rows).where(rows.c.asked_at < now - KEPT))


def _region(row: RowMapping) -> Region:
    named = {name: row[name] for name in ("id", "scan_id", "page", "kind", "who", "text", "value")}
    box = Box(row["x"], row["y"], row["w"], row["h"])
    return Region(**named, box=box, state=RegionState(row["state"]))
