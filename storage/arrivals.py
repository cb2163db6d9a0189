"""Records of files seen in station folders: every file always has a state that somebody can see."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select

from storage.model import Arrival, ArrivalState
from storage.tables import arrivals as table
from storage.upsert import replace_row

_KEY: Final = ("station", "path", "size", "mtime_ns")
_SAFE: Final = (ArrivalState.TAKEN.value, ArrivalState.DUPLICATE.value)


def record(connection: Connection, arrival: Arrival) -> None:
    """Keep what is known of a file; when it was first seen stays as it was."""
    row = asdict(arrival) | {"state": arrival.state.value}
    replace_row(connection, table, row, _KEY, keep=("first_seen",))


def find(connection: Connection, station: str, path: str, size: int, mtime_ns: int) -> Arrival | None:
    """Return what is known of a file with this place, size and time of change."""
    values = zip(_KEY, (station, path, size, mtime_ns), strict=True)
    query = select(table).where(*(table.c[name] == value for name, value in values))
    row = connection.execute(query).one_or_none()
    return None if row is None else _arrival(row)


def open_arrivals(connection: Connection) -> tuple[Arrival, ...]:
    """Return the files that wait in station folders, cannot be read, or cannot be moved out."""
    query = select(table).where(table.c.state.not_in(_SAFE)).order_by(table.c.station, table.c.path)
    return tuple(_arrival(row) for row in connection.execute(query))


def forget_missing(connection: Connection, station: str, seen: Collection[tuple[str, int, int]]) -> int:
    """Drop what is known of files never taken in that are gone or have changed since; count them.

    `seen` holds path, size and time of change (ns) of every file that is in the station's folder now.
    """
    chosen = (table.c.station == station) & table.c.state.not_in(_SAFE)
    rows = connection.execute(select(table).where(chosen)).all()
    gone = [row for row in rows if (row.path, row.size, row.mtime_ns) not in seen]
    for row in gone:
        connection.execute(delete(table).where(*(table.c[name] == getattr(row, name) for name in _KEY)))
    return len(gone)


def _arrival(row: Row[Any]) -> Arrival:
    values = row._asdict()
    return Arrival(**values | {"state": ArrivalState(values["state"])})
