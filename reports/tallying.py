"""Counts dossiers one by one: what every faster way of counting must equal."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import reduce
from operator import add

from catalogue.tally import Tally
from reports.counts import COUNTS
from reports.model import Figure, Period

PAPERS = "papers_"  # counts of papers, not of dossiers: no test says yes or no to them
FIELDS = tuple(
    field.name for field in fields(Tally) if field.name != "unit" and not field.name.startswith(PAPERS)
)


def unit_of(figure: Figure) -> str:
    """Return the unit that received the dossier."""
    return figure.dossier.unit


def tally(
    figures: Iterable[Figure], period: Period, key: Callable[[Figure], str] = unit_of
) -> dict[str, Tally]:
    """Return the counts of a period by unit, or by another key, which then stands in place of the unit.

    Dossiers that have nothing to do with the period count for nothing. Papers are not counted here.
    """
    counters: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for figure in figures:
        counters[key(figure)].update(name for name in FIELDS if COUNTS[name].test(figure, period))
    return {each: Tally(each, **counter) for each, counter in counters.items()}


def together(tallies: Iterable[Tally], unit: str = "") -> Tally:
    """Return the sum of all."""
    return reduce(add, tallies, Tally(unit))
