"""Which units a question is about: a unit and everything below it, as the tree stood in the period.

A unit that has ended keeps its last place in the tree: its dossiers are lost neither to its province nor,
where `mapped` is asked for, to the one unit that took its place. A unit with several heirs cannot be given
to one of them and stands for itself, so that no dossier is ever counted twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalogue.kinds import kind_of
from catalogue.model import Catalogue, Unit, UnitKind
from catalogue.succession import stand_in, standing_above
from reports.model import Period, Question, Units, Where


class Tree:
    """The units of a question, found quickly."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._homes: dict[str, str] = {}

    def unit(self, code: str, on: date) -> Unit | None:
        """Return the unit as it was on a day, else the version nearest to that day, else None."""
        versions = self.question.catalogue.unit_versions(code)
        return min(versions, key=lambda unit: _days_away(unit, on), default=None)

    def name(self, code: str, on: date | None = None) -> str:
        """Return the name a unit bore on a day (else at the end of the period); its code where unknown."""
        unit = self.unit(code, on or self.question.period.last)
        return unit.name if unit else code

    def shown(self, code: str) -> str:
        """Return the name for a line of its own: one that had ended says so, its heir may bear the name."""
        last = self.question.period.last
        unit = self.unit(code, last)
        gone = unit is not None and unit.valid_to is not None and unit.valid_to < last
        return f"{unit.name} (đến {unit.valid_to:%d/%m/%Y})" if unit and gone else self.name(code)

    def kind(self, code: str) -> UnitKind:
        """Return the kind of a unit."""
        return kind_of(self.unit(code, self.question.period.last))

    def ancestry(self, code: str) -> tuple[str, ...]:
        """Return a unit's code and those above it, nearest first, as they last stood by the period's end.

        Mapped, a unit that is gone lies below what stands above its heirs, too: its province may be gone.
        """
        chain: list[str] = []
        step: str | None = code
        while step is not None and step not in chain:
            chain.append(step)
            unit = self.unit(step, self.question.period.last)
            step = unit.parent if unit else None
        question = self.question
        if question.mapped:
            chain += standing_above(question.catalogue, code, question.period.last)
        return tuple(dict.fromkeys(chain))

    def home(self, code: str) -> str:
        """Return the unit under which the figures of a unit are shown."""
        if code not in self._homes:
            question = self.question
            standing = stand_in(question.catalogue, code, question.period.last) if question.mapped else code
            self._homes[code] = standing
        return self._homes[code]

    def inside(self, code: str) -> bool:
        """Tell whether the figures of a unit belong to the question."""
        return self.question.unit is None or self.question.unit in self.ancestry(self.home(code))

    def units(self) -> Units:
        """Return the codes to ask a source for; None where every unit is meant."""
        if self.question.unit is None:
            return None
        return frozenset(filter(self.inside, {unit.code for unit in self.question.catalogue.units}))

    def receiving(self) -> Iterator[str]:
        """Yield the units in scope that could receive dossiers in the period: those with none below them."""
        period = self.question.period
        standing = [unit for unit in self.question.catalogue.units if overlaps(unit, period)]
        parents = {unit.parent for unit in standing}
        for code in dict.fromkeys(unit.code for unit in standing):
            if code not in parents and self.home(code) == code and self.inside(code):
                yield code

    def meets(self, code: str, where: Where) -> bool:
        """Tell whether a unit's dossiers belong to what a line is about (its sector set aside)."""
        home = self.home(code)
        if where.kind is not None and self.kind(home) is not where.kind:
            return False
        if where.unit is None:
            return True
        return home == where.unit if where.exact else where.unit in self.ancestry(home)


@dataclass(frozen=True, slots=True)
class Ended:
    """A unit that ended within a period."""

    code: str
    name: str
    on: date


def ended_units(tree: Tree) -> list[Ended]:
    """Return the units of the lowest level that ended within the period, by code."""
    period = tree.question.period
    parents = {unit.parent for unit in tree.question.catalogue.units}
    return sorted(
        (
            Ended(unit.code, unit.name, unit.valid_to)
            for unit in tree.question.catalogue.units
            if unit.valid_to is not None
            and period.first <= unit.valid_to < period.last
            and unit.code not in parents
            and tree.inside(unit.code)
        ),
        key=lambda ended: ended.code,
    )


def sector_of(catalogue: Catalogue, procedure: str, on: date) -> str:
    """Return the sector (lĩnh vực) of a procedure; its code where the catalogue does not know it."""
    known = catalogue.procedure(procedure, on)
    return known.sector if known else procedure


def overlaps(unit: Unit, period: Period) -> bool:
    """Tell whether a unit existed on any day of the period."""
    return (unit.valid_from or date.min) <= period.last and period.first <= (unit.valid_to or date.max)


def _days_away(unit: Unit, on: date) -> int:
    before = ((unit.valid_from or date.min) - on).days
    after = (on - (unit.valid_to or date.max)).days
    return max(before, after, 0)
