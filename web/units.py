"""Units as a person chooses, finds and reads them. The catalogue may hold every unit of the country."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from catalogue.model import Catalogue, Unit
from pipeline.matching.fold import fold
from storage.access import Reach

EVERYTHING: Final = "toàn hệ thống"


@dataclass(frozen=True, slots=True)
class Branch:
    """A version of a unit in the tree: how deep it lies."""

    unit: Unit
    depth: int

    def stands(self, on: date) -> bool:
        """Tell whether it is valid on a day."""
        return (self.unit.valid_from or date.min) <= on <= (self.unit.valid_to or date.max)


def choices(catalogue: Catalogue, reach: Reach) -> tuple[Branch, ...]:
    """Return the units within reach that have not ended, in the order of the tree."""
    return _tree(unit for unit in catalogue.units if unit.valid_to is None and reach.holds(unit.code))


def find_units(catalogue: Catalogue, reach: Reach, words: str, on: date) -> tuple[Branch, ...]:
    """Return the versions of units within reach whose code or name holds the words, tones or not.

    They come in the order of the tree, under each unit those that stand on the day first.
    """
    wanted = fold(words)
    mine = [unit for unit in catalogue.units if reach.holds(unit.code)]
    found = [unit for unit in mine if wanted in fold(f"{unit.code} {unit.name}")]
    return _tree(sorted(found, key=lambda unit: not Branch(unit, 0).stands(on)))


def unit_name(catalogue: Catalogue, code: str | None) -> str:
    """Return a unit's last name; its code where the catalogue does not know it, EVERYTHING for none."""
    if code is None:
        return EVERYTHING
    versions = catalogue.unit_versions(code)
    return versions[-1].name if versions else code


def _tree(units: Iterable[Unit]) -> tuple[Branch, ...]:
    """Return the units each under its parent, where that is among them."""
    listed = list(units)
    codes = {unit.code for unit in listed}
    below: defaultdict[str | None, list[Unit]] = defaultdict(list)
    for unit in listed:
        below[unit.parent if unit.parent in codes else None].append(unit)

    def walk(parent: str | None, depth: int) -> Iterator[Branch]:
        for unit in below.pop(parent, ()):
            yield Branch(unit, depth)
            yield from walk(unit.code, depth + 1)

    return tuple(walk(None, 0))
