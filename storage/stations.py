"""Stations: folders of the inbox that belong to a unit, and those that only sent something."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.access import Reach
from storage.tables import arrivals, stations
from storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class KnownStation:
    """A station: of which unit (None: nobody said), whether it is closed, when it first and last sent."""

    name: str
    unit: str | None
    note: str | None
    closed_at: datetime | None
    files: int
    last_arrival: datetime | None


def list_stations(c: Connection, reach: Reach) -> tuple[KnownStation, ...]:
    """Return the stations within reach, by name: those that somebody entered, and those that sent files."""
    sent = (
        select(
            arrivals.c.station,
            func.count().label("files"),
            func.max(arrivals.c.first_seen).label("last_arrival"),
        )
        .where(reach.arrivals())
        .group_by(arrivals.c.station)
    )
    seen = {row.station: row for row in c.execute(sent)}
    known = {row.name: row for row in c.execute(select(stations).where(reach.stations()))}
    return tuple(_station(name, known.get(name), seen.get(name)) for name in sorted({*seen, *known}))


def put_station(
    c: Connection, name: str, unit: str | None, note: str | None, *, closed: bool, now: datetime
) -> None:
    """Give a station to a unit, or close it: its folder is still read, but nobody can upload to it."""
    values = {
        "name": name,
        "unit": unit,
        "note": note,
        "closed_at": now if closed else None,
        "created_at": now,
    }
    upsert(c, stations, values, ("name",), keep=("created_at",))


def station_units(c: Connection) -> dict[str, str | None]:
    """Return the unit of every station that somebody entered."""
    return {row.name: row.unit for row in c.execute(select(stations.c.name, stations.c.unit))}


def unit_of_station(c: Connection, name: str) -> str | None:
    """Return the unit of a station; None where nobody said."""
    return c.scalar(select(stations.c.unit).where(stations.c.name == name))


def is_within(c: Connection, reach: Reach, name: str) -> bool:
    """Tell whether a station is within reach: by its own unit, whatever is said beside its name."""
    return reach.holds(unit_of_station(c, name), name)


def is_known(c: Connection, name: str) -> bool:
    """Tell whether a station was entered, or has sent files."""
    entered = select(stations.c.name).where(stations.c.name == name)
    sent = select(arrivals.c.station).where(arrivals.c.station == name).limit(1)
    return c.scalar(entered) is not None or c.scalar(sent) is not None


def is_closed(c: Connection, name: str) -> bool:
    """Tell whether a station is closed."""
    return c.scalar(select(stations.c.closed_at).where(stations.c.name == name)) is not None


def _station(name: str, known: object, seen: object) -> KnownStation:
    return KnownStation(
        name=name,
        unit=getattr(known, "unit", None),
        note=getattr(known, "note", None),
        closed_at=getattr(known, "closed_at", None),
        files=getattr(seen, "files", 0),
        last_arrival=getattr(seen, "last_arrival", None),
    )
