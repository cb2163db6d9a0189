"""Splits and matches stacks that were read, and judges every paper."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.matching.draw import Paper
from bench.matching.stacks import Stack
from bench.matching.titles import filled_up
from catalogue.dossier import DOSSIER_CODE
from catalogue.model import Catalogue, ComponentType
from pipeline.matching import parts
from pipeline.matching.asked import asked_by
from pipeline.matching.split import Paper as Found
from pipeline.matching.split import split
from pipeline.matching.types import Index, prepare
from pipeline.model import PageReading, Part
from pipeline.verdict import SURE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a paper; `part` is None where its pages were put together otherwise."""

    paper: Paper
    part: Part | None

    @property
    def found(self) -> str | None:
        return self.part.type if self.part else None

    @property
    def right(self) -> bool:
        return self.part is not None and self.part.type == self.paper.type

    @property
    def asked(self) -> bool:
        """Tell whether a clerk is asked about it."""
        return self.part is None or self.part.type is None or self.part.confidence < SURE


@dataclass(frozen=True, slots=True)
class Judged:
    """One stack: what became of its papers, of the parts that are no paper, and at what cost."""

    stack: Stack
    outcomes: tuple[Outcome, ...]
    strays: tuple[Part, ...]  # put together as no paper is
    seconds: float  # of CPU
    strangers: int = field(default=0)

    @property
    def exact(self) -> bool:
        return not self.strays and all(outcome.part for outcome in self.outcomes)

    @property
    def pages_right(self) -> int:
        """Count the pages that stand in the same paper as they should, first to last."""
        return sum(len(outcome.paper.pages) for outcome in self.outcomes if outcome.part)


def measure(stacks: Iterable[Stack], catalogue: Catalogue, types: int = 0) -> Iterator[Judged]:
    """Judge stacks, the catalogue filled up to so many types."""
    everything = filled_up(tuple(catalogue.types.values()), types)
    prepare(everything)
    for stack in stacks:
        started = time.process_time()
        found = assemble(stack, catalogue, everything)
        seconds = time.process_time() - started
        yield _judged(stack, found, seconds)


def assemble(stack: Stack, catalogue: Catalogue, everything: Sequence[ComponentType]) -> list[Part]:
    """Return the parts of a stack, each matched among the types of its dossier's procedure."""
    index = prepare(tuple(everything))
    papers = split(stack.pages, index)
    found: list[Part] = []
    group: list[Found] = []
    place = 0 if stack.known == "folder" else None
    for paper in papers:
        lead = _dossier(stack, [sheet.look.page for sheet in paper.sheets])
        if lead is not None:
            found += _matched(group, stack, place, catalogue, index)
            group, place = [], lead
        group.append(paper)
    return [*found, *_matched(group, stack, place, catalogue, index)]


def _matched(
    group: Sequence[Found], stack: Stack, place: int | None, catalogue: Catalogue, index: Index
) -> list[Part]:
    if place is None:
        return parts.match(group, index)
    procedure = catalogue.procedure(stack.procedures[place], stack.days[place])
    return parts.match_asked(group, index, asked_by(procedure, catalogue.types_of(procedure)))


def _dossier(stack: Stack, pages: Sequence[PageReading]) -> int | None:
    if stack.known != "codes":
        return None
    texts = [code.text for page in pages for code in page.codes]
    for text in texts:
        match = DOSSIER_CODE.search(text)
        if match and match[0] in stack.codes:
            return stack.codes.index(match[0])
    return None


def _judged(stack: Stack, found: Sequence[Part], seconds: float) -> Judged:
    rest = list(found)
    outcomes = []
    for paper in stack.papers:
        at = next((place for place, part in enumerate(rest) if part.pages == paper.pages), None)
        outcomes.append(Outcome(paper, None if at is None else rest.pop(at)))
    return Judged(stack, tuple(outcomes), tuple(rest), seconds)
