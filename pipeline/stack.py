"""Makes papers of a stack of pages: whose they are, what they are, what a clerk must be told."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from catalogue.model import ComponentType, Procedure
from pipeline.finding.binding import Binding, bind
from pipeline.finding.labels import Finder, Labels, find_labels
from pipeline.learning.text import paper_text
from pipeline.matching.asked import Asked, asked_by
from pipeline.matching.parts import EXEMPT, match
from pipeline.matching.split import Paper, gather, is_separator, lay
from pipeline.matching.types import Index, prepare
from pipeline.model import Candidate, FieldValue, PageFacts, PageReading, Part, PartFacts, Remark, Stack

TypesFor = Callable[[str | None], Sequence[ComponentType]]  # those that compete in a dossier; None: all
Learned = Callable[[Part, str, Collection[str]], Part]

# Papers that only lead, known by their codes: nobody need be asked what they are.
COVER: Final = Candidate("to_bia", 1.0, "Tờ bìa có mã của hồ sơ")
SEPARATOR: Final = Candidate("to_phan_cach", 1.0, "Tờ phân cách có mã vạch PATCH")
CHOSEN: Final = "Công chức đã chọn"


@dataclass(frozen=True, slots=True)
class Competing:
    """The same types whatever the dossier: for stacks read without a register. It can be pickled."""

    types: tuple[ComponentType, ...] = ()

    def __call__(self, _dossier: str | None) -> Sequence[ComponentType]:
        return self.types


@dataclass(frozen=True, slots=True)
class Rules:
    """What else papers are made by: how dossiers are found, a dossier's procedure, what clerks decided.

    `learned` names papers of which the rules are unsure: part, its text, the types that compete -> part.
    """

    finder: Finder = field(default_factory=Finder)
    procedure_for: Callable[[str | None], Procedure | None] | None = None
    part_facts: Sequence[PartFacts] = ()
    learned: Learned | None = None


def assemble(
    pages: Sequence[PageReading],
    types_for: TypesFor,
    facts: Sequence[PageFacts] = (),
    rules: Rules = Rules(),
) -> Stack:
    """Return the papers of a stack, in the order in which they lie; blank pages stand in none.

    `facts` and `rules.part_facts` are what clerks decided: the machine keeps to it. The same pages and
    decisions always make the same stack.
    """
    index = prepare(tuple(types_for(None)))
    laid = lay(pages, index, facts)
    labels = find_labels([page for page in laid.pages if not page.blank], rules.finder)
    bound = bind(laid.pages, labels, rules.finder, duplex=laid.duplex)
    papers = gather(laid, index, _cut_at_covers(laid.pages, labels, facts))
    return Stack(_parts(_groups(papers, labels, bound, rules), index, types_for, rules), bound.remarks)


def _cut_at_covers(
    ordered: Sequence[PageReading], labels: Labels, facts: Sequence[PageFacts]
) -> tuple[PageFacts, ...]:
    """Let a cover and what follows it each begin a paper, unless a clerk said otherwise."""
    said = {fact.number: fact for fact in facts}
    before: PageReading | None = None
    for page in (page for page in ordered if not page.blank):
        if page.number in labels.covers or (before and before.number in labels.covers):
            fact = said.get(page.number, PageFacts(page.number))
            said[page.number] = fact if fact.starts is not None else replace(fact, starts=True)
        before = page
    return tuple(said.values())


@dataclass(frozen=True, slots=True)
class _Owned:
    """A paper, whose it is, what a clerk decided about it; `leads` where it is a cover or parts papers."""

    paper: Paper
    dossier: str | None
    leads: Candidate | None
    fact: PartFacts | None


def _groups(papers: Sequence[Paper], labels: Labels, bound: Binding, rules: Rules) -> list[_Owned]:
    places: dict[int, int] = {}
    found = []
    for paper in papers:
        first = paper.pages[0]
        place = places.get(first, 0)
        places[first] = place + 1
        fact = next((one for one in rules.part_facts if (one.page, one.place) == (first, place)), None)
        dossier = fact.dossier if fact and fact.dossier else bound.of(paper.pages, labels)
        found.append(_Owned(paper, dossier, _leads(paper, labels), fact))
    return found


def _leads(paper: Paper, labels: Labels) -> Candidate | None:
    if paper.pages[0] in labels.covers:
        return COVER
    return SEPARATOR if is_separator(paper.sheets[0].look.page) else None


def _parts(owned: Sequence[_Owned], index: Index, types_for: TypesFor, rules: Rules) -> tuple[Part, ...]:
    """Match the papers of each dossier against what its procedure asks for."""
    made: dict[int, Part] = {at: _leader(one, one.leads) for at, one in enumerate(owned) if one.leads}
    for dossier in dict.fromkeys(one.dossier for one in owned if not one.leads):
        places = [at for at, one in enumerate(owned) if not one.leads and one.dossier == dossier]
        procedure = rules.procedure_for(dossier) if rules.procedure_for else None
        kinds = types_for(dossier)
        among = frozenset(kind.code for kind in kinds)
        asked = asked_by(procedure, kinds) if procedure else Asked(among)
        papers = [owned[at].paper for at in places]
        parts = match(papers, index, asked)
        if rules.learned:
            parts = [rules.learned(*each, among) for each in zip(parts, map(_text, papers), strict=True)]
        made |= {at: replace(part, dossier=dossier) for at, part in zip(places, parts, strict=True)}
    return tuple(_settled(made[at], one.fact) for at, one in enumerate(owned))


def _text(paper: Paper) -> str:
    return paper_text([sheet.look.page for sheet in paper.sheets])


def _leader(one: _Owned, kind: Candidate) -> Part:
    return Part(one.paper.pages, kind.type, 1.0, (kind,), dossier=one.dossier)


def _settled(part: Part, fact: PartFacts | None) -> Part:
    """Return a part as a clerk decided; what the machine thought stays among the candidates."""
    if fact is None:
        return part
    said = {
        name: FieldValue(value, 1.0, part.pages[0], source="clerk") for name, value in fact.fields.items()
    }
    settled = replace(part, fields={**part.fields, **said})
    if fact.type:
        others = tuple(one for one in part.candidates if one.type != fact.type)
        settled = replace(
            settled, type=fact.type, confidence=1.0, candidates=(Candidate(fact.type, 1.0, CHOSEN), *others)
        )
    if fact.exempt is not None:
        kept = tuple(remark for remark in part.remarks if remark.code not in EXEMPT)
        why = (Remark("exempt", fact.exempt, part.pages),) if fact.exempt else ()
        settled = replace(settled, remarks=(*kept, *why))
    return settled
