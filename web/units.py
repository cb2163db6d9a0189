"""Units as a person chooses and reads them."""

from dataclasses import dataclass

from catalogue.model import Catalogue
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


def unit_name(catalogue: Catalogue, code: str | None) -> str:
    """Return a unit's last name; its code where the catalogue does not know it, "toàn hệ thống" for none."""
    if code is None:
        return "toàn hệ thống"
    named = [unit.name for unit in catalogue.units if unit.code == code]
    return named[-1] if named else code
