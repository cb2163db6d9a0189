"""Who stands for a unit that is gone, so that its dossiers are shown once under the units of another day.

A unit with one heir is shown as that heir. One that was divided among several stays as it was: which of its
dossiers went where, no register says. It still lies below all that stands above every one of its heirs.
"""

from datetime import date

from catalogue.model import Catalogue


def stand_in(catalogue: Catalogue, code: str, on: date) -> str:
    """Return the code of the one unit that stands for another on a day; its own if there is not just one."""
    if catalogue.unit_on(code, on):
        return code
    heirs = catalogue.successors_on(code, on)
    return heirs[0].code if len(heirs) == 1 else code


def standing_above(catalogue: Catalogue, code: str, on: date) -> tuple[str, ...]:
    """Return the codes of the units that stand above a unit on a day, nearest first.

    Of one that is gone: those that stand above all its heirs; a province keeps the communes it took over.
    """
    standing = catalogue.unit_on(code, on)
    below = [standing] if standing else list(catalogue.successors_on(code, on))
    chains = [_chain(catalogue, unit.parent, on) for unit in below]
    return tuple(code for code in chains[0] if all(code in chain for chain in chains)) if chains else ()


def _chain(catalogue: Catalogue, code: str | None, on: date) -> list[str]:
    chain: list[str] = []
    while code is not None and code not in chain:
        chain.append(code)
        unit = catalogue.unit_on(code, on)
        code = unit.parent if unit else None
    return chain
