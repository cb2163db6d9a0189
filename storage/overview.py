"""How the system stands at a moment: what the status page, `sohoa status` and the doctor show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select

from storage.arrivals import open_arrivals
from storage.model import Arrival, ProcessBeat, Scan, Stage, TaskState
from storage.scans import latest_scans
from storage.tables import arrivals, processes, scans, tasks
from storage.upsert import replace_row


@dataclass(frozen=True, slots=True)
class StationLine:
    """A station that has sent something."""

    name: str
    scans: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts by state (keys are the states' values), what waits, who lives, what came last."""

    at: datetime
    scans: dict[str, int]
    tasks: dict[str, int]
    arrivals: dict[str, int]
    pages_to_read: int
    waiting: tuple[Arrival, ...]
    stations: tuple[StationLine, ...]
    processes: tuple[ProcessBeat, ...]
    latest: tuple[Scan, ...]


def overview(connection: Connection, now: datetime, latest: int = 30) -> Overview:
    """Return how the system stands."""
    return Overview(
        at=now,
        scans=_by_state(connection, scans),
        tasks=_by_state(connection, tasks),
        arrivals=_by_state(connection, arrivals),
        pages_to_read=_pages_to_read(connection),
        waiting=open_arrivals(connection),
        stations=_stations(connection),
        processes=process_beats(connection),
        latest=latest_scans(connection, latest),
    )


def _by_state(connection: Connection, table: Table) -> dict[str, int]:
    rows = connection.execute(select(table.c.state, func.count().label("count")).group_by(table.c.state))
    return {state: int(count) for state, count in rows.tuples()}


def _pages_to_read(connection: Connection) -> int:
    open_states = (TaskState.READY.value, TaskState.LEASED.value)
    chosen = (tasks.c.stage == Stage.PAGE.value) & tasks.c.state.in_(open_states)
    return int(connection.execute(select(func.count()).select_from(tasks).where(chosen)).scalar_one())


def _stations(connection: Connection) -> tuple[StationLine, ...]:
    last: Any = func.max(scans.c.received_at)
    query = select(scans.c.station, func.count(), last).group_by(scans.c.station).order_by(scans.c.station)
    return tuple(StationLine(*row) for row in connection.execute(query))


def beat_process(connection: Connection, beat: ProcessBeat) -> None:
    """Note that a process of the system lives."""
    row = {"name": beat.name, "station": beat.station, "at": beat.at, "note": beat.note}
    replace_row(connection, processes, row, ("name",))


def forget_process(connection: Connection, name: str) -> None:
    """Note that a process has ended as it should."""
    connection.execute(processes.delete().where(processes.c.name == name))


def process_beats(connection: Connection) -> tuple[ProcessBeat, ...]:
    """Return the last sign of life of each process."""
    rows = connection.execute(select(processes).order_by(processes.c.name))
    return tuple(ProcessBeat(**row._asdict()) for row in rows)
