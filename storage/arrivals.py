"""Arrivals: every file seen in a station's folder has a state that somebody can see."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection, delete, select, text, update

from storage.access import Reach
from storage.model import Arrival, ArrivalState
from storage.tables import arrivals
from storage.upsert import upsert

_KEY = ("station", "path", "size", "mtime_ns")
_COLUMNS = [column for column in arrivals.c if column.name != "id"]
_PENDING = (ArrivalState.WAITING, ArrivalState.STUCK)  # not in the store yet
_OPEN = (*_PENDING, ArrivalState.UNMOVABLE)
_LYING = text("arrivals.state IN ('waiting', 'stuck', 'unmovable')")  # as the index of these is written
_BATCH = 500
_EVERYWHERE = Reach(None)


def record(c: Connection, arrival: Arrival) -> None:
    """Keep what is known of a file; `first_seen` stays. What was open before it changed is forgotten."""
    upsert(c, arrivals, asdict(arrival), _KEY, keep=("first_seen",))
    same = (arrivals.c.station == arrival.station) & (arrivals.c.path == arrival.path)
    other = (arrivals.c.size != arrival.size) | (arrivals.c.mtime_ns != arrival.mtime_ns)
    c.execute(delete(arrivals).where(same, other, arrivals.c.state.in_(_PENDING)))


def find(c: Connection, station: str, path: str, size: int, mtime_ns: int) -> Arrival | None:
    """Return the arrival of exactly this file."""
    mine = (arrivals.c.station == station, arrivals.c.path == path)
    same = (arrivals.c.size == size, arrivals.c.mtime_ns == mtime_ns)
    row = c.execute(select(*_COLUMNS).where(*mine, *same)).mappings().one_or_none()
    return None if row is None else Arrival(**row)


def open_arrivals(
    c: Connection, station: str | None = None, limit: int | None = None, reach: Reach = _EVERYWHERE
) -> tuple[Arrival, ...]:
    """Return the files that still lie in the inbox (waiting, stuck, unmovable), oldest first."""
    chosen = select(*_COLUMNS).where(_LYING, reach.arrivals()).order_by(arrivals.c.id).limit(limit)
    if station is not None:
        chosen = chosen.where(arrivals.c.station == station)
    return tuple(Arrival(**row) for row in c.execute(chosen).mappings())


def forget_missing(c: Connection, station: str, seen: Collection[str]) -> int:
    """Settle the open arrivals whose paths are gone; return how many.

    A file that was never taken is forgotten: nobody has it. One that could not be moved out has gone.
    """
    mine = (arrivals.c.station == station) & arrivals.c.state.in_(_OPEN)
    rows = c.execute(select(arrivals.c.id, arrivals.c.path).where(mine)).all()
    present = set(seen)
    gone = [row.id for row in rows if row.path not in present]
    for start in range(0, len(gone), _BATCH):
        some = arrivals.c.id.in_(gone[start : start + _BATCH])
        c.execute(delete(arrivals).where(some, arrivals.c.state.in_(_PENDING)))
        c.execute(update(arrivals).where(some).values(state=ArrivalState.TAKEN, reason=None))
    return len(gone)
