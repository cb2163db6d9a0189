"""Splits and matches stacks that were read, and judges every paper."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.matching.draw import Paper
from bench.matching.stacks import Stack
from bench.matching.titles import filled_up
from catalogue.model import Catalogue, ComponentType, Procedure
from pipeline.finding.labels import Finder
from pipeline.matching.types import prepare
from pipeline.model import Part
from pipeline.stack import Rules
from pipeline.stack import assemble as assemble_stack
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


def assemble(stack: Stack, catalogue: Catalogue, everything: tuple[ComponentType, ...]) -> Sequence[Part]:
    """Return the parts of a stack, each matched among the types of its dossier's procedure."""
    places = {code: place for place, code in enumerate(stack.codes)}

    def procedure(code: str | None) -> Procedure | None:
        if code not in places:
            return None
        return catalogue.procedure(stack.procedures[places[code]], stack.days[places[code]])

    def types_for(code: str | None) -> tuple[ComponentType, ...]:
        found = procedure(code)
        return catalogue.types_of(found) if found else everything

    given = stack.codes[0] if stack.known == "folder" else None
    return assemble_stack(stack.pages, types_for, rules=Rules(Finder(given), procedure)).parts


def _judged(stack: Stack, found: Sequence[Part], seconds: float) -> Judged:
    rest = list(found)
    outcomes = []
    for paper in stack.papers:
        at = next((place for place, part in enumerate(rest) if part.pages == paper.pages), None)
        outcomes.append(Outcome(paper, None if at is None else rest.pop(at)))
    return Judged(stack, tuple(outcomes), tuple(rest), seconds)
