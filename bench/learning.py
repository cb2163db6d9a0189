"""What the learned matcher adds to the rules, by how many decisions of clerks it has seen.

    python -m bench.learning [--papers N] [--level 0|1|2]

Some types lose their titles and anchors, as a local form has none in the catalogue; two more are forms that
the catalogue does not know at all. Clerks decide on papers of all types of which the rules are unsure;
then N other papers of every type are named by the rules alone, and with what was learned.
"""

import argparse
import random
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from bench.matching.printed import printed
from catalogue.load import load_catalogue
from catalogue.model import ComponentType
from pipeline.learning.evaluate import learn
from pipeline.learning.file import to_bytes
from pipeline.learning.join import joined
from pipeline.learning.model import OTHER, Decision, Model
from pipeline.learning.text import paper_text
from pipeline.learning.train import primers
from pipeline.matching.parts import assemble
from pipeline.model import PageReading, Part
from pipeline.verdict import SURE
from samples.forms import FORMS, STRANGE
from samples.generate import PageTruth
from samples.people import make_case
from samples.typeset import typeset

CATALOGUE: Final = Path(__file__).parents[1] / "configs" / "catalogue"
STEPS: Final = (0, 5, 20, 100)
ROUGH: Final = 50  # dots an inch: only the words and their places are wanted
WEAKENED: Final = 8  # types whose words the rules do not know
LEARNED_SEED: Final = 41_000
TRIED_SEED: Final = 97_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it was read, and what it is."""

    pages: tuple[PageReading, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Score:
    """How papers were named: rightly or not, and whether surely."""

    right: int
    wrong: int
    sure_wrong: int
    changed_for_the_worse: int


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=150)
    parser.add_argument("--level", type=int, choices=range(3), default=1)
    asked = parser.parse_args()
    types = weakened(tuple(load_catalogue(CATALOGUE).types.values()))
    tried = [*papers([*FORMS, *STRANGE], TRIED_SEED, asked.papers, asked.level)]
    ruled = [rules(paper, types) for paper in tried]
    unknown = [kind.code for kind in types if not kind.titles and kind.code in FORMS] + [*STRANGE]
    stream = [*decisions(types, unknown, max(STEPS), asked.level)]
    print("decisions  trusted types  right    with learned  wrong  sure and wrong  worse  CPU s  KB")
    for count in STEPS:
        start = time.process_time()
        model, evaluation = learn(stream[:count], primers(types))
        seconds = time.process_time() - start
        score = scored(tried, ruled, model, types)
        size = len(to_bytes(model)) / 1024 if model else 0
        alone = sum(part.type == named(paper) for paper, part in zip(tried, ruled, strict=True))
        print(
            f"{count:9}  {len(evaluation.trusted):13}  {share(alone, tried)}  {share(score.right, tried):>12}"
            f"  {share(score.wrong, tried)}  {score.sure_wrong:14}  {score.changed_for_the_worse:5}"
            f"  {seconds:5.1f}  {size:.0f}"
        )


def share(count: int, of: list[Paper]) -> str:
    """Return a share as it is printed."""
    return f"{100 * count / len(of):5.1f} %"


def named(paper: Paper) -> str | None:
    """Return what a paper should be named: nothing for one that no type fits."""
    return paper.label or None


def weakened(types: tuple[ComponentType, ...]) -> tuple[ComponentType, ...]:
    """Return the types, some of which have lost the words that the rules know them by."""
    known = sorted(kind.code for kind in types if kind.code in FORMS)
    bare = set(random.Random(1).sample(known, WEAKENED))  # noqa: S311 - for a reproducible bench
    return tuple(replace(kind, titles=(), anchors=()) if kind.code in bare else kind for kind in types)


def papers(forms: Iterable[str], seed: int, count: int, level: int) -> Iterator[Paper]:
    """Generate papers of each form in turn, as they were read."""
    rng = random.Random(seed)  # noqa: S311 - for a reproducible bench
    kinds = sorted(forms)
    for number in range(count):
        if number % len(kinds) == 0:
            rng.shuffle(kinds)
        kind = kinds[number % len(kinds)]
        form = {**FORMS, **STRANGE}[kind](make_case(seed + number))
        sheets = typeset(form, ROUGH, np.random.default_rng([seed + number, zlib.crc32(kind.encode())]))
        truths = [
            PageTruth(kind, place, level, words=tuple(sheet.words)) for place, sheet in enumerate(sheets, 1)
        ]
        pages = tuple(printed(truth, level, truth.page_of_paper, None, rng) for truth in truths)
        yield Paper(pages, kind if kind in FORMS else OTHER)


def decisions(
    types: tuple[ComponentType, ...], forms: Iterable[str], count: int, level: int
) -> Iterator[Decision]:
    """Generate what clerks decide on papers of these forms of which the rules are unsure, `count` of them."""
    left = count
    for paper in papers(forms, LEARNED_SEED, 4 * count, level):
        part = rules(paper, types)
        if left and (part.type is None or part.confidence < SURE):
            left -= 1
            yield Decision(paper_text(paper.pages), paper.label, part.type)
        if not left:
            return


def rules(paper: Paper, types: tuple[ComponentType, ...]) -> Part:
    """Return the paper as the rules alone name it, its pages taken as one paper."""
    parts = assemble(paper.pages, types)
    return parts[0] if parts else Part(tuple(page.number for page in paper.pages), None, 0.0)


def scored(
    tried: list[Paper], ruled: list[Part], model: Model | None, types: tuple[ComponentType, ...]
) -> Score:
    """Name the papers with what was learned, and compare with the rules."""
    codes = {kind.code for kind in types}
    parts = [
        joined(part, paper_text(paper.pages), model, codes) if model else part
        for paper, part in zip(tried, ruled, strict=True)
    ]
    outcomes = [*zip(tried, parts, ruled, strict=True)]
    return Score(
        right=sum(part.type == named(paper) for paper, part, _ in outcomes),
        wrong=sum(part.type not in {named(paper), None} for paper, part, _ in outcomes),
        sure_wrong=sum(
            part.type != named(paper) and part.type is not None and part.confidence >= SURE
            for paper, part, _ in outcomes
        ),
        changed_for_the_worse=sum(
            before.type == named(paper) != part.type for paper, part, before in outcomes
        ),
    )


if __name__ == "__main__":
    main()
