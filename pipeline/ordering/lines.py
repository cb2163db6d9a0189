"""Lines and paragraphs of a page, and how they are taken apart and put together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, groupby, pairwise
from statistics import median
from typing import Final

from pipeline.model import Box, Word

HOLE: Final = 1.0  # heights of a line: more white than this ends a paragraph


@dataclass(frozen=True)
class Line:
    """Words side by side; `at` is the place of their line in the reading. Not slotted: its views are kept."""

    at: int
    words: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        left, top = min(word.box.x for word in self.words), min(word.box.y for word in self.words)
        right = max(word.box.x + word.box.w for word in self.words)
        bottom = max(word.box.y + word.box.h for word in self.words)
        return Box(left, top, right - left, bottom - top)

    @cached_property
    def height(self) -> float:
        """Middle height of the words, pixels: a tall speck does not make a tall line."""
        letters = [word.box.h for word in self.words if len(word.text) > 1]
        return max(1.0, float(median(letters or [word.box.h for word in self.words])))

    @cached_property
    def middle(self) -> float:
        """Where the words lie, from the top of the page."""
        return float(median(word.box.y + word.box.h / 2 for word in self.words))

    @property
    def left(self) -> int:
        return self.box.x

    @property
    def right(self) -> int:
        return self.box.x + self.box.w

    @property
    def centre(self) -> float:
        return self.box.x + self.box.w / 2

    @property
    def top(self) -> float:
        return self.middle - self.height / 2

    @property
    def bottom(self) -> float:
        return self.middle + self.height / 2

    def cut(self, place: int) -> "tuple[Line, Line]":
        """Part the line before a word; both parts keep its place."""
        return Line(self.at, self.words[:place]), Line(self.at, self.words[place:])


Paragraph = tuple[Line, ...]


def paragraphs_of(words: Iterable[Word]) -> list[Paragraph]:
    """Return the paragraphs of a reading: one ends where a number of a line is left out."""
    lines = [tuple(line) for _, line in groupby(words, key=lambda word: word.line)]
    paragraphs: list[list[Line]] = []
    last = -2
    for at, line in enumerate(lines):
        if line[0].line == last + 1:
            paragraphs[-1].append(Line(at, line))
        else:
            paragraphs.append([Line(at, line)])
        last = line[0].line
    return [tuple(paragraph) for paragraph in paragraphs]


def numbered(paragraphs: Iterable[Paragraph]) -> Iterator[Word]:
    """Yield the words of paragraphs, lines numbered from 0, one number left out after each paragraph."""
    number = 0
    for paragraph in paragraphs:
        for line in paragraph:
            yield from (replace(word, line=number) for word in line.words)
            number += 1
        number += 1


def gaps(line: Line) -> list[tuple[int, int]]:
    """Return the blanks of a line: the place of the word after each, and how wide it is."""
    pairs = enumerate(pairwise(line.words), start=1)
    return [(place, right.box.x - (left.box.x + left.box.w)) for place, (left, right) in pairs]


def widest_gap(line: Line) -> tuple[int, int]:
    """Return the place of the word after the widest blank, and how wide that is; (0, 0) for a single word."""
    return max(gaps(line), key=lambda gap: gap[1], default=(0, 0))


def sorted_lines(page: Iterable[Paragraph]) -> list[Line]:
    """Return the lines of a page from top to bottom."""
    return sorted((line for paragraph in page for line in paragraph), key=lambda line: line.middle)


def column(lines: Iterable[Line]) -> list[Paragraph]:
    """Put the lines of one column from top to bottom, as paragraphs that white parts."""
    ordered = sorted(lines, key=lambda line: line.middle)
    paragraphs: list[list[Line]] = []
    for line in ordered:
        if paragraphs and line.top - paragraphs[-1][-1].bottom <= HOLE * line.height:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [tuple(paragraph) for paragraph in paragraphs]


def put(page: Sequence[Paragraph], block: Sequence[Paragraph], here: Line) -> list[Paragraph]:
    """Put a block of paragraphs where one of its lines stood; all of them are taken from elsewhere.

    A line that was cut is gone from its place, so the block has to hold all of its parts.
    """
    gone = {line.at for paragraph in block for line in paragraph}
    result: list[Paragraph] = []
    for paragraph in page:
        places = [line.at for line in paragraph]
        middle = places.index(here.at) if here.at in places else len(places)
        before = tuple(line for line in paragraph[:middle] if line.at not in gone)
        after = tuple(line for line in paragraph[middle:] if line.at not in gone)
        result += [before, *(block if here.at in places else ()), after]
    return [paragraph for paragraph in result if paragraph]


def counted(page: Iterable[Paragraph]) -> list[Paragraph]:
    """Give each line, or part of a line, a place of its own."""
    places = count()
    return [tuple(Line(next(places), line.words) for line in paragraph) for paragraph in page]
