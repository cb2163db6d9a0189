"""Which units a question is about: a unit and everything below it, as the tree stood on a day."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from catalogue.model import Catalogue, Unit
from reports.model import Period, Question


def in_scope(question: Question) -> Callable[[str, date], bool]:
    """Return a test whether a unit (its code) was the asked unit, or below it, on a day."""

    @cache
    def inside(code: str, on: date) -> bool:
        return question.unit is None or question.unit in ancestry(question.catalogue, code, on)

    return inside


def ancestry(catalogue: Catalogue, code: str, on: date) -> tuple[str, ...]:
    """Return the unit's code and those above it on a day, nearest first.

    A unit that had ended by then keeps its last place in the tree: no dossier is lost to its province.
    """
    chain: list[str] = []
    step: str | None = code
    while step is not None and step not in chain:
        chain.append(step)
        unit = unit_on(catalogue, step, on)
        step = unit.parent if unit else None
    return tuple(chain)


def unit_on(catalogue: Catalogue, code: str, on: date) -> Unit | None:
    """Return the unit as it was on a day, else the version nearest to that day, else None."""
    versions = catalogue.unit_versions(code)
    return min(versions, key=lambda unit: _days_away(unit, on), default=None)


def unit_name(catalogue: Catalogue, code: str, on: date) -> str:
    """Return the name a unit bore on a day; its code where the catalogue does not know it."""
    unit = unit_on(catalogue, code, on)
    return unit.name if unit else code


def receiving_units(question: Question) -> Iterator[str]:
    """Yield the units in scope that could receive dossiers in the period: those with none below them."""
    inside, period = in_scope(question), question.period
    parents = {unit.parent for unit in question.catalogue.units if overlaps(unit, period)}
    for unit in question.catalogue.units:
        if overlaps(unit, period) and unit.code not in parents and inside(unit.code, first_day(unit, period)):
            yield unit.code


def first_day(unit: Unit, period: Period) -> date:
    """Return the first day of the period on which the unit existed."""
    return max(period.first, unit.valid_from or date.min)


def overlaps(unit: Unit, period: Period) -> bool:
    """Tell whether a unit existed on any day of the period."""
    return (unit.valid_from or date.min) <= period.last and period.first <= (unit.valid_to or date.max)


def _days_away(unit: Unit, on: date) -> int:
    before = ((unit.valid_from or date.min) - on).days
    after = (on - (unit.valid_to or date.max)).days
    return max(before, after, 0)
