"""The ratios of the current period, kept for a while: counting all dossiers at every look costs too much."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Engine

from catalogue.model import Catalogue
from reports import REPORTS
from reports.model import Period, Question, Table
from storage.access import Actor
from storage.database import reading
from storage.source import Recorded
from storage.stations import station_units
from storage.within import Within
from web.words import VIETNAM

KEPT: Final = timedelta(seconds=20)


def current_period(today: date) -> Period:
    """Return the days from the first of January to today: what officers report on all year."""
    return Period(today.replace(month=1, day=1), today)


@dataclass(slots=True)
class Ratios:
    """The ratio table of the current period, as of at most KEPT ago."""

    engine: Engine
    catalogue: Callable[[], Catalogue]
    _kept: dict[str | None, tuple[datetime, Table]] = field(default_factory=dict, repr=False)

    def table(self, now: datetime, actor: Actor) -> Table:
        """Return the table of what somebody reaches, as of now, or of a moment shortly before."""
        kept = self._kept.get(actor.unit)
        if kept is None or not timedelta() <= now - kept[0] < KEPT:
            kept = self._kept[actor.unit] = (now, self._count(now, actor))
        return kept[1]

    def _count(self, now: datetime, actor: Actor) -> Table:
        period = current_period(now.astimezone(VIETNAM).date())
        question = Question(period, actor.unit, self.catalogue())
        with reading(self.engine) as connection:
            source = Within(Recorded(connection), actor.reach, station_units(connection))
            return REPORTS["ratio"].build(source, question)
