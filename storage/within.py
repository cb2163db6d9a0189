"""The figures of reports as somebody may see them: the same questions, answered within reach only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.tally import Tally
from catalogue.work import CampaignWork, ClerkWork, DeedSeen, FileSeen, PageWork, StationWork, UnitFunnel
from storage.access import Reach
from storage.dossiers import Figure
from storage.source import Days, Recorded


@dataclass(frozen=True, slots=True)
class Within:
    """What the records know, cut down to a reach; `homes` says which unit each station belongs to."""

    source: Recorded
    reach: Reach
    homes: Mapping[str, str | None]

    def tallies(self, periods: Sequence[Days], units: Collection[str] | None) -> Sequence[Iterable[Tally]]:
        return self.source.tallies(periods, self._cut(units))

    def figures(self, period: Days, units: Collection[str] | None) -> Iterable[Figure]:
        return self.source.figures(period, self._cut(units))

    def funnel(self, period: Days, units: Collection[str] | None) -> Iterable[UnitFunnel]:
        return self.source.funnel(period, self._cut(units))

    def stations(self, period: Days) -> Iterable[StationWork]:
        return self._near(self.source.stations(period))

    def pages(self, period: Days) -> Iterable[PageWork]:
        return self._near(self.source.pages(period))

    def clerks(self, period: Days) -> Iterable[ClerkWork]:
        return [each for each in self.source.clerks(period) if self.reach.holds(each.unit or None)]

    def files(self, period: Days, units: Collection[str] | None) -> Iterable[FileSeen]:
        return self.source.files(period, self._cut(units))

    def station_files(self, period: Days) -> Iterable[FileSeen]:
        return self._near(self.source.station_files(period))

    def deeds(self, period: Days) -> Iterable[DeedSeen]:
        return [each for each in self.source.deeds(period) if self.reach.holds(each.unit or None)]

    def campaign(self, period: Days, units: Collection[str] | None) -> Iterable[CampaignWork]:
        return self.source.campaign(period, self._cut(units))

    def completed(self, period: Days, units: Collection[str] | None) -> Mapping[str, date]:
        return self.source.completed(period, self._cut(units))

    def _cut(self, units: Collection[str] | None) -> Collection[str] | None:
        mine = self.reach.dossier_units
        if mine is None or units is None:
            return mine if units is None else units
        return mine & frozenset(units)

    def _near(self, found: Iterable[Any]) -> list[Any]:
        return [each for each in found if self.reach.holds(self.homes.get(each.station), each.station)]
