"""Splits and matches generated stacks: how often a paper is put together and named rightly, at what cost.

    python -m bench.matching [--read] [--level 0|1|2] [--stacks N] [--seed S]

A stack is a paper of every form in random order, all types of the catalogue competing. By default pages
are what was printed, a share of letters misread (0, 5 or 10 % by level), handwriting left as dots; with
--read they go through the whole reading. Exits with 1 if any paper is surely named wrong.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from catalogue.load import load_catalogue
from catalogue.model import ComponentType
from pipeline.model import Box, PageReading, Part, Word
from pipeline.run import assemble, read_page
from pipeline.verdict import SURE
from samples.forms import FORMS, STRANGE
from samples.generate import Page, PageTruth, Scanning, make_paper
from samples.sheet import A4, TrueWord

CATALOGUE: Final = Path(__file__).parents[1] / "configs" / "catalogue"
MISREAD: Final = (0.0, 0.05, 0.1)  # share of letters, by level
DPI: Final = 200
PER_MM: Final = DPI / 25.4
MISREADINGS: Final = "aeiou1l0dnt.,"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a stack as it should come out."""

    type: str | None
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a paper."""

    paper: Paper
    part: Part | None  # None where its pages were put together otherwise

    @property
    def word(self) -> str:
        if self.part is None:
            return "split otherwise"
        if self.part.type == self.paper.type:
            return "right" if self.paper.type is None or self.part.confidence >= SURE else "right, unsure"
        if self.part.type is None:
            return "unknown"
        return "wrong" if self.part.confidence >= SURE else "wrong, unsure"


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--level", type=int, choices=range(len(MISREAD)), default=1)
    parser.add_argument("--stacks", type=int, default=3)
    parser.add_argument("--seed", type=int, default=9000)
    asked = parser.parse_args()
    types = tuple(load_catalogue(CATALOGUE).types.values())
    words: Counter[str] = Counter()
    seconds, pages = 0.0, 0
    for seed in range(asked.seed, asked.seed + asked.stacks):
        papers, readings = stack(seed, asked.level, read=asked.read)
        start = time.process_time()
        parts = assemble(readings, types)
        seconds, pages = seconds + time.process_time() - start, pages + len(readings)
        outcomes = [*judge(papers, parts)]
        words.update(outcome.word for outcome in outcomes)
        _show(seed, outcomes, types)
    total = sum(words.values())
    for word, count in words.most_common():
        print(f"{word:16} {count:5} {100 * count / total:6.2f} %")
    print(
        f"{total} papers, {pages} pages, {1000 * seconds / pages:.2f} CPU ms a page of splitting and matching"
    )
    return 1 if words["wrong"] else 0


def stack(seed: int, level: int, *, read: bool) -> tuple[list[Paper], list[PageReading]]:
    """Generate a stack: the papers as they should come out, and the pages as they were read."""
    rng = random.Random(seed)  # noqa: S311 - for a reproducible stack
    kinds = [*FORMS, *STRANGE]
    rng.shuffle(kinds)
    papers: list[Paper] = []
    readings: list[PageReading] = []
    for kind in kinds:
        made = make_paper(kind, seed, Scanning(level if read else 0))
        first = len(readings) + 1
        papers.append(Paper(made[0][1].type, tuple(range(first, first + len(made)))))
        for page in made:
            reading = read_page(page[0]) if read else printed(page, MISREAD[level], rng)
            readings.append(replace(reading, number=len(readings) + 1))
    return papers, readings


def judge(papers: Sequence[Paper], parts: Sequence[Part]) -> Iterator[Outcome]:
    """Find every paper of a stack among the parts."""
    by_pages = {part.pages: part for part in parts}
    for paper in papers:
        yield Outcome(paper, by_pages.get(paper.pages))


def printed(page: Page, misread: float, rng: random.Random) -> PageReading:
    """Return a page as a reader would that misreads some letters and sees dots where a hand wrote."""
    words = tuple(_word(word, line, misread, rng) for line, row in enumerate(_rows(page[1])) for word in row)
    width, height = (round(length * PER_MM) for length in A4)
    return PageReading(1, width, height, DPI, 0, 0.0, not words, "", words)


def _rows(truth: PageTruth) -> list[list[TrueWord]]:
    """Gather words whose middles lie on one height, left to right."""
    rows: list[list[TrueWord]] = []
    for word in sorted(truth.words, key=lambda word: word.box[1] + word.box[3] / 2):
        if rows and _middle(word) - _middle(rows[-1][0]) < word.box[3] / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.box[0]) for row in rows]


def _middle(word: TrueWord) -> float:
    return word.box[1] + word.box[3] / 2


def _word(word: TrueWord, line: int, misread: float, rng: random.Random) -> Word:
    x, y, width, height = (round(length * PER_MM) for length in word.box)
    letters = "....." if word.hand else "".join(_letter(letter, misread, rng) for letter in word.text)
    return Word(letters or ".", Box(x, y, max(1, width), max(1, height)), 0.9, line)


def _letter(letter: str, misread: float, rng: random.Random) -> str:
    if rng.random() >= misread:
        return letter
    other = rng.choice(("", rng.choice(MISREADINGS), letter + rng.choice(MISREADINGS)))
    return other.upper() if letter.isupper() else other


def _show(seed: int, outcomes: Sequence[Outcome], types: Sequence[ComponentType]) -> None:
    names = {kind.code for kind in types}
    for outcome in outcomes:
        paper, part = outcome.paper, outcome.part
        if outcome.word != "right":
            unknown = "" if paper.type in names or paper.type is None else " (not in the catalogue)"
            best = part.candidates[0] if part and part.candidates else None
            print(f"  {seed} {paper.type}{unknown}, pages {paper.pages}: {outcome.word}; {best}")


if __name__ == "__main__":
    sys.exit(main())
