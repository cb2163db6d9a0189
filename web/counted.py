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


@dataclass(slots=True)
class Counted:
    """Counts and reports of one database; `large`: from how many scans or dossiers on they are kept."""

    engine: Engine
    large: int = LARGE
    kept: Kept = field(default_factory=Kept)

    def overview(self, now: datetime, actor: Actor, last: int = LAST_SCANS) -> Overview:
        """Return what there is within somebody's reach; in a large store, what is done may be minutes old."""
        settled = self.kept.get("settled", self._settled, now) if self._is_large() else None
        with reading(self.engine) as c:
            return overview(c, now, last, actor.reach, settled)

    def report(self, name: str, question: Question, actor: Actor, now: datetime) -> Table:
        """Return a report of what somebody reaches."""
        if not self._is_large():
            return build(self.engine, name, question, actor)
        # Another catalogue may set other targets. It is kept with the table: then none takes over its id.
        catalogue = question.catalogue
        asked = (name, question.unit, question.period, question.today, question.site, id(catalogue))
        key = (*asked, actor.reach)
        return self.kept.get(key, lambda: (catalogue, build(self.engine, name, question, actor)), now)[1]

    def _settled(self) -> Settled:
        with reading(self.engine) as c:
            return count_settled(c)

    def _is_large(self) -> bool:
        far = select(dossiers.c.code).order_by(dossiers.c.code).offset(self.large - 1).limit(1)
        with reading(self.engine) as c:
            newest = c.scalar(select(func.max(scans.c.id))) or 0
            return newest >= self.large or c.scalar(far) is not None
