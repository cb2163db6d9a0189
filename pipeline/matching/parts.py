"""Papers of a dossier as parts: which component each is, how sure that is, and why."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from catalogue.model import ComponentType, Procedure
from pipeline.matching.assign import assign
from pipeline.matching.fields.take import take_fields
from pipeline.matching.split import Paper, split
from pipeline.matching.types import Index, candidates, choose, prepare
from pipeline.model import Candidate, PageFacts, PageReading, Part

__all__ = ["Paper", "assemble", "match", "split"]


def assemble(
    pages: Sequence[PageReading], types: Sequence[ComponentType], facts: Sequence[PageFacts] = ()
) -> tuple[Part, ...]:
    """Return the papers of a file whose dossier is known: every page that is not blank stands in one."""
    index = prepare(tuple(types))
    return tuple(match(split(pages, index, facts), index))


def seats_of(procedure: Procedure | None) -> dict[str, int]:
    """Return how many papers of each type the slots and results of a procedure have room for."""
    if procedure is None:
        return {}
    return Counter([kind for slot in procedure.requirements for kind in slot.types] + [*procedure.results])


def match(
    papers: Sequence[Paper],
    index: Index,
    among: Collection[str] | None = None,
    seats: Mapping[str, int] | None = None,
) -> list[Part]:
    """Return the parts that papers of one dossier are.

    `among` are the codes of the types that compete, all of the index if None; `seats` as for `assign`.
    """
    numbers = None if among is None else frozenset(index.numbers[code] for code in among)
    ranked = [candidates([sheet.evidence for sheet in paper.sheets], index, numbers) for paper in papers]
    chosen = assign(ranked, seats or {})
    return [_part(*each, index) for each in zip(papers, ranked, chosen, strict=True)]


def _part(paper: Paper, ranked: tuple[Candidate, ...], given: str | None, index: Index) -> Part:
    code, confidence = choose(ranked)
    if given != code:
        code, confidence = given, min(confidence, 0.6)
    looks = [sheet.look for sheet in paper.sheets]
    kind = index.entries[index.numbers[code]].type if code else None
    return Part(
        pages=paper.pages,
        type=code,
        confidence=round(min(confidence, paper.certainty), 4),
        candidates=ranked,
        fields=take_fields(kind, looks),
        certified_copy=any(look.copy_stamp for look in looks),
        region=paper.region,
    )
