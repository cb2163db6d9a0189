"""What is done and stays done: accepted scans, finished tasks, files taken in: in time nearly all there is.

They are counted for everybody at once, by unit and station, and each reach adds up what it holds: so the
count can be made seldom and kept, however many look at it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, TextClause, case, func, select, text

from storage.access import Reach
from storage.model import ArrivalState, ScanState
from storage.tables import arrivals, dossiers, scans, stations, tasks

Place = tuple[str | None, str]  # the unit of a scan (None: of none) and its station

# As the indexes of these are written.
UNDONE = text("tasks.state <> 'done'")
WAS_JOINED = text("scans.reason_code = 'joined'")
STAYING = (ArrivalState.TAKEN, ArrivalState.DUPLICATE)
LYING = text("arrivals.state IN ('waiting', 'stuck', 'unmovable')")


@dataclass(frozen=True, slots=True)
class Settled:
    """How many scans are accepted, and how many tasks done, by unit and station, at a moment.

    A scan that was joined with another is not among them: the file made of both is. `files`: how many of each
    station were taken in, or had been there already.
    """

    at: datetime
    accepted: Mapping[Place, int]
    done: Mapping[Place, int]
    files: Mapping[tuple[str, ArrivalState], int]

    def accepted_within(self, reach: Reach) -> int:
        return _within(self.accepted, reach)

    def done_within(self, reach: Reach) -> int:
        return _within(self.done, reach)


def count_settled(c: Connection, now: datetime) -> Settled:
    """Count what is settled at this moment."""
    of_scan = select(tasks.c.scan_id, func.count().label("tasks")).group_by(tasks.c.scan_id)
    every, undone = of_scan.subquery(), of_scan.where(UNDONE).subquery()
    settled = case((scans.c.state == ScanState.ACCEPTED, 1), else_=0)
    known = scans.outerjoin(every, every.c.scan_id == scans.c.id)
    accepted, done = _counted(c, known, func.sum(settled), func.coalesce(func.sum(every.c.tasks), 0))
    (joined,) = _counted(c, scans, func.sum(settled), of=WAS_JOINED)
    (waiting,) = _counted(c, scans.join(undone, undone.c.scan_id == scans.c.id), func.sum(undone.c.tasks))
    accepted.subtract(joined)
    done.subtract(waiting)
    return Settled(now, accepted, done, _files(c))


def _files(c: Connection) -> dict[tuple[str, ArrivalState], int]:
    key = (arrivals.c.station, arrivals.c.state)
    rows = c.execute(select(*key, func.count()).where(arrivals.c.state.in_(STAYING)).group_by(*key))
    return {(station, state): number for station, state, number in rows}


def _counted(
    c: Connection, counted: FromClause, *numbers: ColumnElement[int], of: TextClause | None = None
) -> list[Counter[Place]]:
    """Return sums over scans, with what is joined to them, by place."""
    homes = counted.outerjoin(dossiers, dossiers.c.code == scans.c.dossier_code).outerjoin(
        stations, stations.c.name == scans.c.station
    )
    place = (dossiers.c.unit, stations.c.unit, scans.c.station)
    wanted = select(*place, *numbers).select_from(homes).group_by(*place)
    found: list[Counter[Place]] = [Counter() for _ in numbers]
    for by_dossier, by_station, station, *sums in c.execute(wanted if of is None else wanted.where(of)):
        for counter, number in zip(found, sums, strict=True):
            counter[by_dossier if by_dossier is not None else by_station, station] += int(number)
    return found


def _within(counts: Mapping[Place, int], reach: Reach) -> int:
    return sum(number for (unit, station), number in counts.items() if reach.holds(unit, station))
