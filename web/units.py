"""Units as a person chooses and reads them."""

from dataclasses import dataclass
from datetime import date

from catalogue.model import Catalogue, Unit
from storage.access import Reach


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit to choose, how deep it lies under the first one, and whether it has ended."""

    code: str
    name: str
    depth: int
    ended: bool


def choices(catalogue: Catalogue, reach: Reach) -> tuple[Choice, ...]:
    """Return the units within reach in the order of the tree; of several versions the last one."""
    last = {unit.code: unit for unit in catalogue.units}
    found: list[Choice] = []

    def walk(parent: str | None, depth: int) -> None:
        for unit in last.values():
            if unit.parent == parent:
                inside = reach.holds(unit.code)
                if inside:
                    found.append(Choice(unit.code, unit.name, depth, unit.valid_to is not None))
                walk(unit.code, depth + inside)

    walk(None, 0)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Branch:
    """A version of a unit in the tree of a day: how deep, and whether it stands on that day."""

    unit: Unit
    depth: int
    stands: bool


def tree(catalogue: Catalogue, reach: Reach, on: date) -> tuple[Branch, ...]:
    """Return every version of the units within reach, each under its parent, the standing ones first."""
    mine = [unit for unit in catalogue.units if reach.holds(unit.code)]
    codes = {unit.code for unit in mine}
    found: list[Branch] = []

    def walk(parent: str | None, depth: int) -> None:
        below = [unit for unit in mine if (unit.parent if unit.parent in codes else None) == parent]
        for unit in sorted(below, key=lambda unit: not _stands(unit, on)):
            found.append(Branch(unit, depth, _stands(unit, on)))
            if unit.code not in {branch.unit.code for branch in found[:-1]}:
                walk(unit.code, depth + 1)

    walk(None, 0)
    return tuple(found)


def _stands(unit: Unit, on: date) -> bool:
    return (unit.valid_from or date.min) <= on <= (unit.valid_to or date.max)


def unit_name(catalogue: Catalogue, code: str | None) -> str:
    """Return a unit's last name; its code where the catalogue does not know it, "toàn hệ thống" for none."""
    if code is None:
        return "toàn hệ thống"
    named = [unit.name for unit in catalogue.units if unit.code == code]
    return named[-1] if named else code
