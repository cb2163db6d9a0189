"""Which units somebody is responsible for: a unit, all below it, and those that it or they took over from."""

from collections import defaultdict
from datetime import date

from catalogue.model import Catalogue, Unit


class Reaches:
    """Finds what a unit reaches, of a catalogue that may hold every unit of the country; keeps one day's."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._left: defaultdict[str, list[Unit]] = defaultdict(list)  # ended units, by who has their dossiers
        for unit in catalogue.units:
            if unit.valid_to is not None:
                for heir in unit.successors or ((unit.parent,) if unit.parent else ()):
                    self._left[heir].append(unit)
        self._kept: tuple[date, dict[str, frozenset[str]]] = (date.min, {})

    def within(self, top: str, on: date) -> frozenset[str]:
        """Return the codes of the units that belong to `top` on a day: what an account of that unit reaches.

        These are the unit and all below it as the tree stands on that day, and those that ended before it:
        the ones that one of these succeeds, or, without a successor, that lay below one of these. Of a unit
        that was divided every heir has the old dossiers. Units that begin later are left out until they do.
        """
        day, kept = self._kept
        if day != on:
            kept = {}
            self._kept = (on, kept)
        if top not in kept:
            kept[top] = self._find(top, on)
        return kept[top]

    def _find(self, top: str, on: date) -> frozenset[str]:
        found = dict.fromkeys([top, *(unit.code for unit in self._catalogue.units_below(top, on))])
        waiting = list(found)
        for code in waiting:  # grows while it is walked
            for unit in self._left.get(code, ()):
                if unit.code not in found and _ended_before(unit, on):
                    found[unit.code] = None
                    waiting.append(unit.code)
        return frozenset(found)


def _ended_before(unit: Unit, on: date) -> bool:
    return (unit.valid_from or date.min) <= on and unit.valid_to is not None and unit.valid_to < on
