"""Is a dossier complete: its procedure's rules, the facts it states, the papers present, and nothing else.

Thông tư 01/2023/TT-VPCP, Điều 4 leaves some papers outside digitisation: plain and certified paper copies,
papers that are only shown, data that a national or sector database already shares. Such a slot is neither
missing nor digitised, so it stands outside the denominator: `required` counts slots digitised or missing.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from catalogue.model import Procedure, Requirement, Rule

Left = TypeVar("Left")
Right = TypeVar("Right")


class SlotStatus(StrEnum):
    """What became of one slot of a dossier."""

    DIGITISED = "digitised"
    REUSED = "reused"  # taken from data that is already shared
    EXEMPT = "exempt"  # there, but the law does not ask to digitise it
    SHOW_ONLY = "show_only"
    MISSING = "missing"
    NOT_REQUIRED = "not_required"  # its condition is not stated


@dataclass(frozen=True, slots=True)
class Present:
    """A paper that is there, by component type; `exempt_reason` is Vietnamese.

    A reused paper comes from an earlier dossier or, if `national`, from the national portal's store.
    """

    type: str
    exempt_reason: str | None = None
    reused: bool = False
    national: bool = False

    @property
    def status(self) -> SlotStatus:
        if self.exempt_reason is not None:
            return SlotStatus.EXEMPT
        return SlotStatus.REUSED if self.reused else SlotStatus.DIGITISED


@dataclass(frozen=True, slots=True)
class SlotState:
    """One slot of a procedure as it stands in a dossier; `reason` says why it is exempt."""

    slot: str
    title: str
    state: SlotStatus
    reason: str | None = None
    national: bool = False


@dataclass(frozen=True, slots=True)
class Completeness:
    """The slots of a dossier, in the order of its procedure."""

    slots: tuple[SlotState, ...]

    @property
    def digitised(self) -> int:
        return self.number_of(SlotStatus.DIGITISED)

    @property
    def exempt(self) -> int:
        return self.number_of(SlotStatus.EXEMPT)

    @property
    def show_only(self) -> int:
        return self.number_of(SlotStatus.SHOW_ONLY)

    @property
    def reused(self) -> int:
        return self.number_of(SlotStatus.REUSED)

    @property
    def reused_national(self) -> int:
        return sum(slot.national for slot in self.slots)

    def number_of(self, state: SlotStatus) -> int:
        """Return how many slots are in a state."""
        return sum(slot.state is state for slot in self.slots)

    @property
    def missing(self) -> tuple[SlotState, ...]:
        return tuple(slot for slot in self.slots if slot.state is SlotStatus.MISSING)

    @property
    def required(self) -> int:
        """The denominator: slots that are digitised or still have to be."""
        return self.digitised + len(self.missing)

    @property
    def complete(self) -> bool:
        return not self.missing


# Of papers that could fill the same slot, the one that says most counts.
PREFERENCE: Final = (SlotStatus.DIGITISED, SlotStatus.REUSED, SlotStatus.EXEMPT)


def completeness(procedure: Procedure, facts: Collection[str], present: Collection[Present]) -> Completeness:
    """Return the state of every slot; `facts` are condition codes.

    Each paper fills at most one slot and as many slots as possible are filled, so the order of the papers
    does not matter and one more paper never takes a filled slot away.
    """
    filled = filling(procedure, facts, present)
    return Completeness(tuple(_state(slot, facts, filled.get(slot.slot)) for slot in procedure.requirements))


def filling(procedure: Procedure, facts: Collection[str], present: Collection[Present]) -> dict[str, Present]:
    """Return the paper that fills each filled slot, by the slot's code; equal papers may change places."""
    active = [slot for slot in procedure.requirements if _counts(slot, facts)]
    papers = _sorted(present)
    # First which papers are used (the best ones), then by which slots (the first ones). Both choices can
    # always be had at once (Mendelsohn and Dulmage), and neither depends on the order of the papers.
    used = [papers[index] for index in sorted(_pair(papers, active, _fills).values())]
    return {active[index].slot: used[number] for number, index in _pair(active, used, _takes).items()}


def result_digitised(procedure: Procedure, present: Collection[Present], facts: Collection[str] = ()) -> bool:
    """Tell whether any one of the procedure's results is there beside the components.

    A paper that can be both (the old land certificate handed in, the new one handed out) first fills the slot
    of the component: only one more of it is the result. An exempt copy is no result, but fills a slot.
    """
    active = [slot for slot in procedure.requirements if _counts(slot, facts)]
    papers = _sorted(present)
    filled = len(_pair(papers, active, _fills))
    # A result can be had where some paper may be it and the others still fill as many slots.
    return any(
        len(_pair([*papers[:number], *papers[number + 1 :]], active, _fills)) == filled
        for number, paper in enumerate(papers)
        if paper.exempt_reason is None and paper.type in procedure.results
    )


def _counts(slot: Requirement, facts: Collection[str]) -> bool:
    if slot.rule is Rule.WHEN:
        return slot.condition in facts
    return slot.rule is not Rule.SHOW_ONLY


def _state(slot: Requirement, facts: Collection[str], paper: Present | None) -> SlotState:
    if slot.rule is Rule.SHOW_ONLY:
        return SlotState(slot.slot, slot.title, SlotStatus.SHOW_ONLY)
    if not _counts(slot, facts):
        return SlotState(slot.slot, slot.title, SlotStatus.NOT_REQUIRED)
    if paper is None:
        return SlotState(slot.slot, slot.title, SlotStatus.MISSING)
    national = paper.national and paper.status is SlotStatus.REUSED
    return SlotState(slot.slot, slot.title, paper.status, paper.exempt_reason, national)


def _sorted(present: Collection[Present]) -> list[Present]:
    return sorted(
        present,
        key=lambda p: (PREFERENCE.index(p.status), p.type, p.exempt_reason or "", p.reused, p.national),
    )


def _fills(paper: Present, slot: Requirement) -> bool:
    return paper.type in slot.types


def _takes(slot: Requirement, paper: Present) -> bool:
    return _fills(paper, slot)


def _pair(
    left: Sequence[Left], right: Sequence[Right], fits: Callable[[Left, Right], bool]
) -> dict[int, int]:
    """Pair one to one, as many as possible, earlier `left` first; return indexes left by right.

    Augmenting paths: a newcomer may push an earlier one on to another place, never out.
    """
    owner: dict[int, int] = {}

    def settle(newcomer: int, tried: set[int]) -> bool:
        for place, candidate in enumerate(right):
            if place in tried or not fits(left[newcomer], candidate):
                continue
            tried.add(place)
            if place not in owner or settle(owner[place], tried):
                owner[place] = newcomer
                return True
        return False

    for newcomer in range(len(left)):
        settle(newcomer, set())
    return owner
