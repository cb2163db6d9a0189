"""What is done and stays done: accepted scans and finished tasks, which in time are nearly all there is.

They are counted for everybody at once, by unit and station, and each reach adds up what it holds: so the
count can be made seldom and kept, however many look at it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, text

from storage.access import Reach
from storage.model import ScanState
from storage.tables import dossiers, scans, stations, tasks

Place = tuple[str | None, str]  # the unit of a scan (None: of none) and its station

# As the indexes of these are written.
UNDONE = text("tasks.state <> 'done'")
WAS_JOINED = text("scans.reason_code = 'joined'")


@dataclass(frozen=True, slots=True)
class Settled:
    """How many scans are accepted, and how many tasks done, by unit and station, at a moment.

    A scan that was joined with another is not among them: the file made of both is.
    """

    at: datetime
    accepted: Mapping[Place, int]
    done: Mapping[Place, int]

    def accepted_within(self, reach: Reach) -> int:
        return _within(self.accepted, reach)

    def done_within(self, reach: Reach) -> int:
        return _within(self.done, reach)


def count_settled(c: Connection, now: datetime) -> Settled:
    """Count what is settled at this moment."""
    of_scan = select(tasks.c.scan_id, func.count().label("tasks"))
    every = of_scan.group_by(tasks.c.scan_id).subquery()
    undone = of_scan.where(UNDONE).group_by(tasks.c.scan_id).subquery()
    every_accepted = _by_place(func.count()).where(scans.c.state == ScanState.ACCEPTED)
    accepted = _counted(c.execute(every_accepted))
    accepted.subtract(_counted(c.execute(every_accepted.where(WAS_JOINED))))
    added, taken_off = (
        _by_place(func.sum(each.c.tasks), each, each.c.scan_id == scans.c.id) for each in (every, undone)
    )
    done = _counted(c.execute(added))
    done.subtract(_counted(c.execute(taken_off)))
    return Settled(now, accepted, done)


def _by_place(number: Any, *joined: Any) -> Select[Any]:  # noqa: ANN401 - as SQLAlchemy joins
    start = scans.join(*joined) if joined else scans
    homes = start.outerjoin(dossiers, dossiers.c.code == scans.c.dossier_code).outerjoin(
        stations, stations.c.name == scans.c.station
    )
    place = (dossiers.c.unit, stations.c.unit, scans.c.station)
    return select(*place, number).select_from(homes).group_by(*place)


def _counted(rows: Iterable[Any]) -> Counter[Place]:
    found: Counter[Place] = Counter()
    for by_dossier, by_station, station, number in rows:
        found[by_dossier if by_dossier is not None else by_station, station] += int(number)
    return found


def _within(counts: Mapping[Place, int], reach: Reach) -> int:
    return sum(number for (unit, station), number in counts.items() if reach.holds(unit, station))
