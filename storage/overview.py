"""What the system is doing just now, for the command, the status page and the doctor."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, String, column, delete, func, select, values

from storage.access import Reach
from storage.arrivals import open_arrivals
from storage.model import Arrival, ArrivalState, ProcessBeat, Scan, ScanState, TaskState, Urgency
from storage.scans import latest_scans
from storage.settled import LYING, UNDONE, Settled, count_settled
from storage.tables import arrivals, processes, scans, stations, tasks
from storage.upsert import upsert

LAST_SCANS = 20
OPEN_ARRIVALS = 100
_EVERYWHERE = Reach(None)
WORKER = "worker-"  # how the names of processes begin that read pages
_LATELY = timedelta(seconds=45)  # they give a sign every 10 s, but not while a page keeps them busy
_SILENT = timedelta(days=1)  # then a process is no news any more


@dataclass(frozen=True, slots=True)
class Station:
    """What came from one station, and when the newest file was first seen."""

    name: str
    last_arrival: datetime
    arrivals: dict[ArrivalState, int]


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the system and for how many seconds it has said nothing."""

    name: str
    station: str | None
    note: str | None
    age: float


@dataclass(frozen=True, slots=True)
class Overview:
    """One moment of the whole system; the counts name every state, also those with 0."""

    at: datetime
    scans: dict[ScanState, int]
    tasks: dict[TaskState, int]
    arrivals: dict[ArrivalState, int]
    due: dict[Urgency, int]  # tasks that are READY
    oldest_due: datetime | None  # since when the oldest of them could have been taken
    stations: tuple[Station, ...]
    processes: tuple[Process, ...]
    open_arrivals: tuple[Arrival, ...]  # the oldest ones, at most OPEN_ARRIVALS
    last_scans: tuple[Scan, ...]  # newest first
    settled_at: datetime  # when it was counted what is accepted and done: at this moment, or some minutes ago


def beat_process(c: Connection, beat: ProcessBeat) -> None:
    """Note that a process lives; forget those that have been silent for a day."""
    upsert(c, processes, asdict(beat), ("name",))
    c.execute(delete(processes).where(processes.c.at < beat.at - _SILENT))


def end_process(c: Connection, name: str) -> None:
    """Forget a process that has stopped in good order."""
    c.execute(delete(processes).where(processes.c.name == name))


def is_worked(c: Connection, now: datetime) -> bool:
    """Tell whether a process that reads pages has given a sign of life lately."""
    lately = (processes.c.name.startswith(WORKER), processes.c.at > now - _LATELY)
    return c.scalar(select(processes.c.name).where(*lately).limit(1)) is not None


def answers(c: Connection) -> None:
    """Ask the database for as little as can be. Raises what it raises when it is away or has no tables."""
    c.execute(select(processes.c.name).limit(1)).first()


def overview(
    c: Connection,
    now: datetime,
    last: int = LAST_SCANS,
    reach: Reach = _EVERYWHERE,
    settled: Settled | None = None,
) -> Overview:
    """Return what there is at this moment within reach, with the `last` newest scans.

    `settled` may have been counted some moments ago; None has it counted now, which takes by far the longest.
    """
    done = settled or count_settled(c, now)
    undone = _undone(c, reach)
    senders = _stations(c, reach, done)
    return Overview(
        at=now,
        scans={**_unsettled(c, reach), ScanState.ACCEPTED: done.accepted_within(reach)},
        tasks={**_by_state(undone), TaskState.DONE: done.done_within(reach)},
        arrivals={state: sum(each.arrivals[state] for each in senders) for state in ArrivalState},
        due={urgency: sum(row.tasks for row in undone if _is_due(row, urgency)) for urgency in Urgency},
        oldest_due=min((row.oldest for row in undone if _is_due(row)), default=None),
        stations=senders,
        processes=_processes(c, now),
        open_arrivals=open_arrivals(c, limit=OPEN_ARRIVALS, reach=reach),
        last_scans=latest_scans(c, last, reach) if last else (),
        settled_at=done.at,
    )


def _unsettled(c: Connection, reach: Reach) -> dict[ScanState, int]:
    others = [state for state in ScanState if state is not ScanState.ACCEPTED]
    counted = select(scans.c.state, func.count()).where(scans.c.state.in_(others), reach.scans())
    found = {state: count for state, count in c.execute(counted.group_by(scans.c.state))}  # noqa: C416 - dict() takes no rows for mypy
    return {state: found.get(state, 0) for state in ScanState}


def _undone(c: Connection, reach: Reach) -> Sequence[Row[Any]]:
    """Return the tasks that are not done: how many of each state and urgency, and since when they wait."""
    kinds = (tasks.c.state, tasks.c.urgency)
    oldest = func.min(tasks.c.not_before).label("oldest")
    counted = select(*kinds, func.count().label("tasks"), oldest).where(UNDONE)
    if not reach.everywhere:
        counted = counted.join(scans, scans.c.id == tasks.c.scan_id).where(reach.scans())
    return c.execute(counted.group_by(*kinds)).all()


def _by_state(undone: Sequence[Row[Any]]) -> dict[TaskState, int]:
    return {state: sum(row.tasks for row in undone if row.state is state) for state in TaskState}


def _is_due(row: Row[Any], urgency: Urgency | None = None) -> bool:
    return row.state is TaskState.READY and urgency in {None, row.urgency}


def _stations(c: Connection, reach: Reach, done: Settled) -> tuple[Station, ...]:
    """Return the stations from which files have come; how many were taken in is known from `done`."""
    counts: dict[str, Counter[ArrivalState]] = {}
    for (station, state), number in {**_settled_files(c, reach, done), **_lying(c, reach)}.items():
        counts.setdefault(station, Counter())[state] = number
    newest = _newest(c, sorted(counts))
    return tuple(
        Station(name, newest[name], {state: counts[name][state] for state in ArrivalState})
        for name in sorted(newest)
    )


def _settled_files(c: Connection, reach: Reach, done: Settled) -> dict[tuple[str, ArrivalState], int]:
    if reach.everywhere:
        return dict(done.files)
    mine = {*c.scalars(select(stations.c.name).where(reach.stations())), reach.station}
    return {key: number for key, number in done.files.items() if key[0] in mine}


def _lying(c: Connection, reach: Reach) -> dict[tuple[str, ArrivalState], int]:
    key = (arrivals.c.station, arrivals.c.state)
    rows = c.execute(select(*key, func.count()).where(LYING, reach.arrivals()).group_by(*key))
    return {(station, state): number for station, state, number in rows}


def _newest(c: Connection, names: Sequence[str]) -> dict[str, datetime]:
    """Return when the newest file of each station was first seen: by its index, state by state."""
    if not names:
        return {}
    asked = values(column("station", String), column("state", String)).data(
        [(name, state) for name in names for state in ArrivalState]
    )
    each = asked.cte("asked")
    same = (arrivals.c.station == each.c.station, arrivals.c.state == each.c.state)
    last = select(func.max(arrivals.c.first_seen)).where(*same).correlate(each).scalar_subquery()
    found: dict[str, datetime] = {}
    for station, at in c.execute(select(each.c.station, last)):
        if at is not None:
            found[station] = max(at, found.get(station, at))
    return found


def _processes(c: Connection, now: datetime) -> tuple[Process, ...]:
    rows = c.execute(select(processes).order_by(processes.c.name)).all()
    return tuple(Process(row.name, row.station, row.note, (now - row.at).total_seconds()) for row in rows)
