"""A dossier as its page shows it: each slot with what fills it, the papers left over, who it is about."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalogue.completeness import Completeness, Present, SlotState, completeness, filling
from catalogue.dossier import Dossier
from catalogue.model import Catalogue, ComponentType, FieldSpec, Procedure, Requirement, Role, Rule
from pipeline.contradictions import contradictions
from pipeline.contradictions.dossier import Paper, Papers, applicant_of
from storage.facts import in_force
from storage.model import Origin, Reuse, StatedFact
from storage.papers import Content, DossierPaper

NEVER: Final = "-"  # a form's empty value would be none at all
APPLICANT: Final = "nguoi_yeu_cau"


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot, its state, and what fills it: a scanned paper, or one that is reused."""

    requirement: Requirement
    state: SlotState
    paper: DossierPaper | None = None
    reuse: Reuse | None = None


@dataclass(frozen=True, slots=True)
class Switch:
    """A condition of the procedure: what the register says, what a clerk said (None: nothing)."""

    code: str
    words: str
    by_register: bool
    stated: StatedFact | None

    @property
    def holds(self) -> bool:
        return self.by_register if self.stated is None else self.stated.stated


@dataclass(frozen=True, slots=True)
class Clash:
    """Papers that contradict each other, the one to look at first."""

    text: str
    papers: tuple[DossierPaper, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A type that a loose paper may be given, and the slot it would fill."""

    type: str
    slot: str
    words: str
    likelihood: float = 0.0


@dataclass(frozen=True, slots=True)
class Sorted:
    """The papers of a dossier in their places; `counted` is None where nobody knows the procedure."""

    counted: Completeness | None
    slots: tuple[Slot, ...]
    results: tuple[DossierPaper, ...]
    loose: tuple[DossierPaper, ...]


def sort_papers(
    procedure: Procedure | None,
    facts: Collection[str],
    catalogue: Catalogue,
    papers: Sequence[DossierPaper],
    reuses: Sequence[Reuse],
) -> Sorted:
    """Put each paper where it counts; papers that only lead (covers) are left out."""
    kept = [paper for paper in papers if not _leads(catalogue, paper)]
    if procedure is None:
        return Sorted(None, (), (), tuple(kept))
    pool: list[tuple[Present, DossierPaper | Reuse]] = [
        *_scanned(kept),
        *((_reused(each), each) for each in reuses),
    ]
    present = [each for each, _ in pool]
    filled = filling(procedure, facts, present)
    counted = completeness(procedure, facts, present)
    slots = tuple(
        _slot(slot, state, _taken(pool, filled.get(slot.slot)))
        for slot, state in zip(procedure.requirements, counted.slots, strict=True)
    )
    left = [thing for _, thing in pool if isinstance(thing, DossierPaper)]
    results = tuple(each for each in left if each.component and each.component.type in procedure.results)
    placed = {id(slot.paper) for slot in slots} | {id(each) for each in results}
    return Sorted(counted, slots, results, tuple(each for each in kept if id(each) not in placed))


def switches(
    procedure: Procedure | None, catalogue: Catalogue, dossier: Dossier, stated: Sequence[StatedFact]
) -> tuple[Switch, ...]:
    """Return the conditions that this procedure asks about, in the order of its slots."""
    said = {each.fact: each for each in stated}
    asked = dict.fromkeys(
        slot.condition
        for slot in (procedure.requirements if procedure else ())
        if slot.rule is Rule.WHEN and slot.condition
    )
    return tuple(
        Switch(code, catalogue.conditions.get(code, code), code in dossier.facts, said.get(code))
        for code in asked
    )


def seen_of(stated: StatedFact | None) -> str:
    """Return what tells whether somebody stated a condition anew."""
    return f"{stated.set_at.isoformat()} {stated.stated:d}" if stated else NEVER


def facts_of(dossier: Dossier, stated: Sequence[StatedFact]) -> frozenset[str]:
    """Return the conditions that hold."""
    return in_force(dossier.facts, stated)


def clashes(
    dossier: Dossier,
    catalogue: Catalogue,
    papers: Sequence[DossierPaper],
    contents: Mapping[tuple[int, int], Content],
) -> tuple[Clash, ...]:
    """Return what the papers of a dossier contradict each other in, as they are now."""
    mine = [each for each in papers if not _leads(catalogue, each)]
    held = tuple(_held(catalogue, each, contents) for each in mine)
    named = applicant_of(each.part for each in papers)
    found = contradictions(Papers(held, dossier.received_on, named))
    return tuple(Clash(remark.text, tuple(mine[number] for number in numbers)) for remark, numbers in found)


def choices_of(procedure: Procedure | None, catalogue: Catalogue, paper: DossierPaper) -> tuple[Choice, ...]:
    """Return the types a paper may be given, those it looks most like first within a slot."""
    likely = {each.type: each.score for each in paper.part.candidates}
    found: list[Choice] = []
    for number, slot in enumerate(procedure.requirements if procedure else (), 1):
        if slot.rule is Rule.SHOW_ONLY:
            continue
        likeliest = sorted(slot.types, key=lambda each: -likely.get(each, 0.0))
        found += [
            Choice(code, slot.slot, f"{number}. {_name(catalogue, code)}", likely.get(code, 0.0))
            for code in likeliest
        ]
    results = procedure.results if procedure else ()
    return (*found, *(Choice(code, "", f"Kết quả: {_name(catalogue, code)}") for code in results))


def applicant(catalogue: Catalogue, papers: Sequence[DossierPaper]) -> tuple[tuple[str, str], ...]:
    """Return who a dossier is about as (title, value) of names and numbers; empty where nothing is read.

    It is the applicant where a paper names one, else the first person named.
    """
    named = [(spec, paper) for paper in papers for spec in _personal(catalogue, paper)]
    chosen = next((each for each in named if each[0].person == APPLICANT), named[0] if named else None)
    if chosen is None:
        return ()
    first, paper = chosen
    same = [spec for spec, other in named if other is paper and spec.person == first.person]
    return tuple((spec.title, paper.part.fields[spec.name].value) for spec in same)


def initials(name: str) -> str:
    """Return a name as it is shown to who has not asked for it: “N… T… Á…”."""
    return " ".join(f"{word[0]}…" for word in name.split())


def _personal(catalogue: Catalogue, paper: DossierPaper) -> Iterator[FieldSpec]:
    kind = catalogue.types.get(paper.part.type or "")
    for spec in kind.fields if kind else ():
        value = paper.part.fields.get(spec.name)
        if spec.kind in {"name", "personal_id"} and value is not None and value.value:
            yield spec


def _scanned(papers: Sequence[DossierPaper]) -> Iterator[tuple[Present, DossierPaper]]:
    for paper in papers:
        if paper.component is not None:
            yield Present(paper.component.type, paper.component.exempt_reason, paper.component.reused), paper


def _reused(each: Reuse) -> Present:
    return Present(each.type, reused=True, national=each.origin == Origin.NATIONAL)


def _taken(
    pool: list[tuple[Present, DossierPaper | Reuse]], wanted: Present | None
) -> DossierPaper | Reuse | None:
    """Take the first thing that is such a paper out of the pool."""
    for at, (present, thing) in enumerate(pool):
        if present == wanted:
            del pool[at]
            return thing
    return None


def _slot(slot: Requirement, state: SlotState, thing: DossierPaper | Reuse | None) -> Slot:
    if isinstance(thing, Reuse):
        return Slot(slot, state, reuse=thing)
    return Slot(slot, state, paper=thing)


def _held(catalogue: Catalogue, each: DossierPaper, contents: Mapping[tuple[int, int], Content]) -> Paper:
    mine = [contents[key] for key in each.keys if key in contents]
    text = "\n".join(content.text for content in mine)
    by_hand = any(content.by_hand for content in mine)
    return Paper(each.part, catalogue.types.get(each.part.type or ""), text, each.file_name, by_hand)


def _leads(catalogue: Catalogue, paper: DossierPaper) -> bool:
    kind: ComponentType | None = catalogue.types.get(paper.part.type or "")
    return kind is not None and not {Role.COMPONENT, Role.RESULT} & set(kind.roles)


def _name(catalogue: Catalogue, code: str) -> str:
    known = catalogue.types.get(code)
    return known.name if known else code
