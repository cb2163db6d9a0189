"""The figures of reports, from the records: all that a report may ask, over one connection."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from catalogue.work import CampaignWork, PageWork, StationWork, UnitFunnel
from storage import work
from storage.dossiers import Figure, figures


class Days(Protocol):
    """A period, both days included."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the database knows. The caller holds the connection, and closes it when the report is built."""

    connection: Connection

    def figures(self, period: Days, units: Collection[str] | None) -> Iterator[Figure]:
        """Yield every dossier received by the last day and not over before the first one, by code."""
        for figure in figures(self.connection, date.min, period.last, units):
            end = figure.dossier.resolved_on
            if figure.dossier.received_on <= period.last and (end is None or end >= period.first):
                yield figure

    def funnel(self, period: Days, units: Collection[str] | None) -> Iterable[UnitFunnel]:
        return work.funnel(self.connection, period.first, period.last, units)

    def stations(self, period: Days) -> Iterable[StationWork]:
        return work.station_work(self.connection, period.first, period.last)

    def pages(self, period: Days) -> Iterable[PageWork]:
        return work.page_work(self.connection, period.first, period.last)

    def campaign(self, period: Days, units: Collection[str] | None) -> Iterable[CampaignWork]:
        return work.campaign(self.connection, period.first, period.last, units)
