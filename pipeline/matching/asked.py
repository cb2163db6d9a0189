"""What a dossier's procedure asks for, as matching needs it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalogue.model import ComponentType, Procedure, Rule


@dataclass(frozen=True, slots=True)
class Asked:
    """The component types that compete for the papers of a dossier; None: all that there are.

    `seats` are how many papers of a type its slots and results have room for; `show_only` the types that are
    only shown at the counter; `results` those that only the authority issues.
    """

    types: frozenset[str] | None = None
    seats: Mapping[str, int] = field(default_factory=dict)
    show_only: frozenset[str] = frozenset()
    results: frozenset[str] = frozenset()


ANYTHING = Asked()


def asked_by(procedure: Procedure | None, types: Iterable[ComponentType]) -> Asked:
    """Return what a procedure asks for; `types` are those of `Catalogue.types_of`, covers among them."""
    if procedure is None:
        return ANYTHING
    slots = procedure.requirements
    wanted = [code for slot in slots if slot.rule is not Rule.SHOW_ONLY for code in slot.types]
    shown = [code for slot in slots if slot.rule is Rule.SHOW_ONLY for code in slot.types]
    return Asked(
        types=frozenset(kind.code for kind in types),
        seats=Counter([*wanted, *shown, *procedure.results]),
        show_only=frozenset(shown) - frozenset(wanted) - frozenset(procedure.results),
        results=frozenset(procedure.results) - frozenset(wanted),
    )
