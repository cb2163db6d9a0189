"""The ratios of the current period, kept for a while: counting all dossiers at every look costs too much."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Engine

from catalogue.model import Catalogue
from reports import REPORTS
from reports.model import Period, Question, Table
from storage.database import reading
from storage.source import Recorded
from web.words import VIETNAM

KEPT: Final = timedelta(seconds=20)


def current_period(today: date) -> Period:
    """Return the days from the first of January to today: what officers report on all year."""
    return Period(today.replace(month=1, day=1), today)


@dataclass(slots=True)
class Ratios:
    """The ratio table of the current period, as of at most KEPT ago."""

    engine: Engine
    catalogue: Catalogue
    _kept: tuple[datetime, Table] | None = field(default=None, repr=False)

    def table(self, now: datetime) -> Table:
        """Return the table as of now, or of a moment shortly before."""
        if self._kept is None or not timedelta() <= now - self._kept[0] < KEPT:
            self._kept = (now, self._count(now))
        return self._kept[1]

    def _count(self, now: datetime) -> Table:
        period = current_period(now.astimezone(VIETNAM).date())
        question = Question(period, None, self.catalogue)
        with reading(self.engine) as connection:
            return REPORTS["ratio"].build(Recorded(connection), question)
