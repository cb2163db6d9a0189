"""Counts of units that are gone, shown under the units that stand on a day: each dossier once.

A unit with one heir is shown as that heir. One that was divided among several stays as it was: which of its
dossiers went where, no register says. So the sum never changes, however units merged.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from catalogue.model import Catalogue
from catalogue.tally import Tally


def stand_in(catalogue: Catalogue, code: str, on: date) -> str:
    """Return the code of the one unit that stands for another on a day; its own if there is not just one."""
    if catalogue.unit_on(code, on):
        return code
    heirs = catalogue.successors_on(code, on)
    return heirs[0].code if len(heirs) == 1 else code


def mapped(tallies: Iterable[Tally], catalogue: Catalogue, on: date) -> list[Tally]:
    """Return the counts by the units that stand on a day, by code; the sum of all is the same."""
    found: dict[str, Tally] = {}
    for tally in tallies:
        code = stand_in(catalogue, tally.unit, on)
        found[code] = found.get(code, Tally(code)) + replace(tally, unit=code)
    return [found[code] for code in sorted(found)]


def standing_above(catalogue: Catalogue, code: str, on: date) -> tuple[str, ...]:
    """Return the codes of the units that stand above a unit on a day, nearest first.

    Of one that is gone: those that stand above all its heirs; a province keeps the communes it took over.
    """
    standing = catalogue.unit_on(code, on)
    below = [standing] if standing else list(catalogue.successors_on(code, on))
    chains = [_chain(catalogue, unit.parent, on) for unit in below]
    return tuple(code for code in chains[0] if all(code in chain for chain in chains)) if chains else ()


def changes_within(catalogue: Catalogue, first: date, last: date) -> tuple[date, ...]:
    """Return the days in a period, but for its first, on which some unit began: a period straddles them."""
    days = {unit.valid_from for unit in catalogue.units if unit.valid_from}
    return tuple(sorted(day for day in days if first < day <= last))


def _chain(catalogue: Catalogue, code: str | None, on: date) -> list[str]:
    chain: list[str] = []
    while code is not None and code not in chain:
        chain.append(code)
        unit = catalogue.unit_on(code, on)
        code = unit.parent if unit else None
    return chain
