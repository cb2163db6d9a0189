"""Counts and reports as pages show them: of the moment in a small store, of some moments ago in a large one.

What waits for somebody is counted at each look, however large the store is; what is kept is how much is done.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import Engine, func, select

from reports import REPORTS
from reports.model import Period, Question, Table
from storage.access import Actor
from storage.database import reading
from storage.overview import LAST_SCANS, Overview, overview
from storage.settled import Settled, count_settled
from storage.source import Recorded
from storage.stations import station_units
from storage.tables import dossiers, scans
from storage.within import Within
from web.kept import Kept

LARGE: Final = 10_000  # scans or dossiers: with fewer, counting takes some hundredths of a second


def current_period(today: date) -> Period:
    """Return the days from the first of January to today: what officers report on all year."""
    return Period(today.replace(month=1, day=1), today)


def build(engine: Engine, name: str, question: Question, actor: Actor) -> Table:
    """Build a report from what somebody reaches in the database."""
    with reading(engine) as connection:
        source = Within(Recorded(connection), actor.reach, station_units(connection))
        return REPORTS[name].build(source, question)


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and when it was counted."""

    table: Table
    at: datetime


@dataclass(slots=True)
class Counted:
    """Counts and reports of one database; `large`: from how many scans or dossiers on they are kept."""

    engine: Engine
    large: int = LARGE
    kept: Kept = field(default_factory=Kept)

    def overview(self, now: datetime, actor: Actor, last: int = LAST_SCANS) -> Overview:
        """Return what there is within somebody's reach; in a large store, what is done may be minutes old."""
        settled = self.kept.get("settled", lambda: self._settled(now), now) if self._is_large() else None
        with reading(self.engine) as c:
            return overview(c, now, last, actor.reach, settled)

    def report(self, name: str, question: Question, actor: Actor, now: datetime) -> Told:
        """Return a report of what somebody reaches."""

        def make() -> Told:
            return Told(build(self.engine, name, question, actor), now)

        if not self._is_large():
            return make()
        # Another catalogue may set other targets. It is kept with the table: then none takes over its id.
        asked = (name, question.unit, question.period, question.today, question.site, id(question.catalogue))
        return self.kept.get((*asked, actor.reach), make, now)

    def _settled(self, now: datetime) -> Settled:
        with reading(self.engine) as c:
            return count_settled(c, now)

    def _is_large(self) -> bool:
        far = select(dossiers.c.code).order_by(dossiers.c.code).offset(self.large - 1).limit(1)
        with reading(self.engine) as c:
            newest = c.scalar(select(func.max(scans.c.id))) or 0
            return newest >= self.large or c.scalar(far) is not None
