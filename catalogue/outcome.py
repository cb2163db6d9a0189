"""What is kept of a dossier's completeness: the figures that its rules, facts and papers come to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from catalogue.completeness import Present, completeness, result_digitised
from catalogue.model import Catalogue, Procedure


class Outcome(NamedTuple):
    """The figures of one dossier; `missing` holds (slot code, title).

    Where the procedure is unknown on the day of receipt nothing can be counted: `required` and the other
    numbers are None, and the dossier is not complete.
    """

    required: int | None = None
    digitised: int | None = None
    exempt: int | None = None
    show_only: int | None = None
    reused: int | None = None
    reused_national: int | None = None
    missing: tuple[tuple[str, str], ...] | None = None
    complete: bool = False
    result_digitised: bool = False


_Question = tuple[str, date | None, frozenset[str], tuple[Present, ...]]


@dataclass(slots=True)
class Outcomes:
    """Finds outcomes; dossiers of one procedure with the same facts and papers are counted once."""

    catalogue: Catalogue
    _known: dict[_Question, Outcome] = field(default_factory=dict, init=False, repr=False)

    def of(self, code: str, on: date, facts: frozenset[str], present: Iterable[Present]) -> Outcome:
        """Return the outcome for a dossier of this procedure (its code) received on a day."""
        procedure = self.catalogue.procedure(code, on)
        if procedure is None:
            return Outcome()
        question = (code, procedure.valid_from, facts, tuple(present))
        if question not in self._known:
            self._known[question] = outcome(procedure, facts, question[-1])
        return self._known[question]


def outcome(procedure: Procedure, facts: frozenset[str], present: tuple[Present, ...]) -> Outcome:
    """Return what a procedure's rules make of these facts and papers, whatever their order."""
    counted = completeness(procedure, facts, present)
    return Outcome(
        required=counted.required,
        digitised=counted.digitised,
        exempt=counted.exempt,
        show_only=counted.show_only,
        reused=counted.reused,
        reused_national=counted.reused_national,
        missing=tuple((slot.slot, slot.title) for slot in counted.missing),
        complete=counted.complete,
        result_digitised=result_digitised(procedure, present, facts),
    )
