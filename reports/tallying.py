"""Counts dossiers one by one: what every faster way of counting must equal."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import reduce
from operator import add

from catalogue.tally import Tally
from catalogue.work import CampaignWork, PageWork, StationWork, UnitFunnel
from reports.counts import COUNTS
from reports.model import Figure, Period, Units, Untallied

FIELDS = tuple(field.name for field in fields(Tally) if field.name != "unit")


def unit_of(figure: Figure) -> str:
    """Return the unit that received the dossier."""
    return figure.dossier.unit


def tally(
    figures: Iterable[Figure], period: Period, key: Callable[[Figure], str] = unit_of
) -> dict[str, Tally]:
    """Return the counts of a period by unit, or by another key, which then stands in place of the unit.

    Dossiers that have nothing to do with the period count for nothing.
    """
    counters: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for figure in figures:
        counters[key(figure)].update(name for name in FIELDS if COUNTS[name].test(figure, period))
    return {each: Tally(each, **counter) for each, counter in counters.items()}


def together(tallies: Iterable[Tally], unit: str = "") -> Tally:
    """Return the sum of all."""
    return reduce(add, tallies, Tally(unit))


@dataclass(frozen=True, slots=True)
class Tallied:
    """A source that counts the dossiers of another one by itself; everything else is that one's."""

    source: Untallied

    def tallies(self, period: Period, units: Units) -> Iterable[Tally]:
        return tally(self.source.figures(period, units), period).values()

    def figures(self, period: Period, units: Units) -> Iterable[Figure]:
        return self.source.figures(period, units)

    def funnel(self, period: Period, units: Units) -> Iterable[UnitFunnel]:
        return self.source.funnel(period, units)

    def stations(self, period: Period) -> Iterable[StationWork]:
        return self.source.stations(period)

    def pages(self, period: Period) -> Iterable[PageWork]:
        return self.source.pages(period)

    def campaign(self, period: Period, units: Units) -> Iterable[CampaignWork]:
        return self.source.campaign(period, units)
