"""The figures of reports, from the records: all that a report may ask, over one connection."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from catalogue.tally import Tally
from catalogue.work import CampaignWork, ClerkWork, DeedSeen, FileSeen, PageWork, StationWork, UnitFunnel
from storage import work
from storage.deeds import clerk_deeds, clerk_work
from storage.dossiers import Figure, figures_during
from storage.files_seen import files_seen
from storage.tallies import tallies_by_period


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

    def tallies(self, periods: Sequence[Days], units: Collection[str] | None) -> list[list[Tally]]:
        return tallies_by_period(self.connection, [(each.first, each.last) for each in periods], units)

    def figures(self, period: Days, units: Collection[str] | None) -> Iterator[Figure]:
        return figures_during(self.connection, period.first, period.last, units)

    def funnel(self, period: Days, units: Collection[str] | None) -> Iterable[UnitFunnel]:
        return work.funnel(self.connection, period.first, period.last, units)

    def stations(self, period: Days) -> Iterable[StationWork]:
        return work.station_work(self.connection, period.first, period.last)

    def pages(self, period: Days) -> Iterable[PageWork]:
        return work.page_work(self.connection, period.first, period.last)

    def clerks(self, period: Days) -> Iterable[ClerkWork]:
        return clerk_work(self.connection, period.first, period.last)

    def files(self, period: Days, units: Collection[str] | None) -> Iterable[FileSeen]:
        return files_seen(self.connection, period.first, period.last, units)

    def station_files(self, period: Days) -> Iterable[FileSeen]:
        return files_seen(self.connection, period.first, period.last, None)

    def deeds(self, period: Days) -> Iterable[DeedSeen]:
        return clerk_deeds(self.connection, period.first, period.last)

    def campaign(self, period: Days, units: Collection[str] | None) -> Iterable[CampaignWork]:
        return work.campaign(self.connection, period.first, period.last, units)

    def completed(self, period: Days, units: Collection[str] | None) -> Mapping[str, date]:
        return work.completed(self.connection, period.first, period.last, units)
