"""Prints what was measured."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from bench.matching.measure import Judged, Outcome
from pipeline.verdict import SURE

BANDS: Final = (0.0, 0.6, 0.7, SURE, 0.85, 0.95, 1.01)


def report(judged: Iterable[Judged], *, wrong: bool) -> int:
    """Print the figures; return 1 if any paper is surely named wrong."""
    stacks = [*judged]
    outcomes = [outcome for stack in stacks for outcome in stack.outcomes]
    pages = sum(len(stack.stack.pages) for stack in stacks)
    if wrong:
        _list_wrong(stacks)
    for name, group in _groups(stacks):
        _figures(name, group)
    sure = [outcome for outcome in outcomes if not outcome.asked]
    strays = [part for stack in stacks for part in stack.strays]
    false = [part for part in strays if part.type and part.confidence >= SURE]
    milliseconds = 1000 * sum(stack.seconds for stack in stacks) / pages
    print(f"{milliseconds:.1f} CPU ms a page of splitting and matching")
    print(_work(stacks, pages))
    _reliability(outcomes)
    print(f"certified copies told: {_certified(outcomes)}")
    confusions = Counter(
        (outcome.paper.type or f"({outcome.paper.kind})", outcome.found or "unknown")
        for outcome in outcomes
        if outcome.part and not outcome.right
    )
    for (true, found), count in confusions.most_common():
        print(f"  {count:3} x {true} taken for {found}")
    wrongly = sum(not outcome.right for outcome in sure) + len(false)
    return 1 if wrongly else 0


def _groups(stacks: Sequence[Judged]) -> Iterable[tuple[str, list[Judged]]]:
    yield "all", [*stacks]
    for level in range(3):
        yield f"level {level}", [stack for stack in stacks if stack.stack.level == level]
    for feeding in ("simplex", "duplex", "two passes"):
        yield feeding, [stack for stack in stacks if stack.stack.feeding == feeding]
    for known in ("codes", "folder", "nothing"):
        yield f"known by {known}", [stack for stack in stacks if stack.stack.known == known]


def _figures(name: str, stacks: Sequence[Judged]) -> None:
    outcomes = [outcome for stack in stacks for outcome in stack.outcomes]
    if not outcomes:
        return
    strays = [part for stack in stacks for part in stack.strays if part.type and part.confidence >= SURE]
    sure = [outcome for outcome in outcomes if not outcome.asked]
    decided = len(sure) + len(strays)
    pages = sum(len(outcome.paper.pages) for outcome in outcomes)
    print(
        f"{name:18} {len(stacks):4} stacks {pages:5} pages {len(outcomes):5} papers | type right "
        f"{_share(sum(outcome.right for outcome in outcomes), len(outcomes))} | pages in the right paper "
        f"{_share(sum(stack.pages_right for stack in stacks), pages)} | stacks exact "
        f"{_share(sum(stack.exact for stack in stacks), len(stacks))} | without asking "
        f"{_share(len(sure), len(outcomes))}, of these right {_share(sum(o.right for o in sure), decided)}"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f} %" if whole else "     -  "


def _work(stacks: Sequence[Judged], pages: int) -> str:
    outcomes = [outcome for stack in stacks for outcome in stack.outcomes]
    cuts = sum(len(stack.strays) for stack in stacks)
    names = sum(outcome.part is not None and outcome.asked and not outcome.right for outcome in outcomes)
    nods = sum(outcome.asked and outcome.right and outcome.paper.type is not None for outcome in outcomes)
    strange = sum(outcome.right and outcome.paper.type is None for outcome in outcomes)
    return (
        f"left to a clerk per 100 pages: {100 * cuts / pages:.2f} papers to cut or join, "
        f"{100 * names / pages:.2f} types to choose, {100 * nods / pages:.2f} right guesses to nod at, "
        f"{100 * strange / pages:.2f} papers that nothing asks for to look at"
    )


def _reliability(outcomes: Sequence[Outcome]) -> None:
    """Print how many of the papers named so surely are named rightly."""
    named = [(o.part.confidence, o.right) for o in outcomes if o.part and o.part.type]
    for low, high in pairwise(BANDS):
        rights = [right for confidence, right in named if low <= confidence < high]
        if rights:
            share = _share(sum(rights), len(rights))
            print(f"named with {low:.2f} to {high:.2f}: {len(rights):5}, of these right {share}")


def _certified(outcomes: Sequence[Outcome]) -> str:
    there = [o for o in outcomes if o.paper.certified and o.part]
    told = sum(o.part.certified_copy for o in there if o.part)
    false = sum(o.part.certified_copy for o in outcomes if o.part and not o.paper.certified)
    return f"{told} of {len(there)}, {false} others taken for one"


def _list_wrong(stacks: Sequence[Judged]) -> None:
    for stack in stacks:
        told = f"{stack.stack.seed} level {stack.stack.level} {stack.stack.feeding} {stack.stack.known}"
        for outcome in stack.outcomes:
            if not outcome.right or outcome.asked:
                _tell(told, outcome)
        for part in stack.strays:
            print(f"  {told}: put together {part.pages} as {part.type} {part.confidence:.3f}")


def _tell(told: str, outcome: Outcome) -> None:
    paper, part = outcome.paper, outcome.part
    best = part.candidates[:2] if part else ()
    found = f"{part.type} {part.confidence:.3f}" if part else "split otherwise"
    print(f"  {told}: {paper.kind} ({paper.type}) {paper.pages}: {found}")
    for one in best:
        print(f"      {one.type} {one.score:.3f} {one.reason}")
