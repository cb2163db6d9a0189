"""Which units somebody is responsible for: a unit, all below it, and those that it or they took over from."""

from datetime import date

from catalogue.model import Catalogue, Unit


def units_within(catalogue: Catalogue, top: str, on: date) -> frozenset[str]:
    """Return the codes of the units that belong to `top` on a day: what an account given that unit reaches.

    These are the unit and all below it as the tree stands on that day, and those that ended before it: the
    ones that one of these succeeds, or, without a successor, that lay below one of these. Of a unit that was
    divided every heir has the old dossiers. Units that begin later are left out until they do.
    """
    found = {top} | {unit.code for unit in catalogue.units_below(top, on)}
    begun = [unit for unit in catalogue.units if (unit.valid_from or date.min) <= on]
    while more := {unit.code for unit in begun if unit.code not in found and _inherited(unit, found, on)}:
        found |= more
    return frozenset(found)


def _inherited(unit: Unit, found: set[str], on: date) -> bool:
    ended = unit.valid_to is not None and unit.valid_to < on
    if not ended:
        return False
    return unit.parent in found if not unit.successors else not found.isdisjoint(unit.successors)
