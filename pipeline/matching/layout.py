"""The printed lines of a page, as matching looks at them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from math import cos, radians, sin
from statistics import median
from typing import Final

from pipeline.matching.fold import fold
from pipeline.model import Box, PageReading, Word

COLUMN_GAP: Final = 2.5  # blanks wider than this many line heights part two columns
_STRAIGHT: Final = 0.05  # degrees


@dataclass(frozen=True)
class Line:
    """Words that stand side by side. Not slotted: its views are computed once, when asked."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def box(self) -> Box:
        return _around([word.box for word in self.words])

    @cached_property
    def height(self) -> float:
        """Middle height of the words: one tall speck does not make a tall line."""
        return max(1.0, median(word.box.h for word in self.words))

    @cached_property
    def upper(self) -> float:
        """Share of capitals among the letters, 0..1; 0 without letters."""
        return upper_share(self.text)


def upper_share(text: str) -> float:
    """Return the share of capitals among the letters of `text`, 0..1; 0 without letters."""
    letters = [character for character in text if character.isalpha()]
    return sum(character.isupper() for character in letters) / len(letters) if letters else 0.0


def rows(page: PageReading) -> tuple[Line, ...]:
    """Return the page's lines as its reader gave them, in its order, boxes as on a straight page."""
    words = page.words if abs(page.skew) < _STRAIGHT else _straightened(page)
    return tuple(Line(tuple(line)) for _, line in groupby(words, key=lambda word: word.line))


def _straightened(page: PageReading) -> tuple[Word, ...]:
    """Turn the boxes about the page's middle: where it slants, a line's end lies below the next one."""
    turn = radians(page.skew)
    across, down = cos(turn), sin(turn)

    def straight(box: Box) -> Box:
        x, y = box.x + box.w / 2 - page.width / 2, box.y + box.h / 2 - page.height / 2
        left = x * across - y * down + page.width / 2 - box.w / 2
        top = x * down + y * across + page.height / 2 - box.h / 2
        return box._replace(x=round(left), y=round(top))

    return tuple(replace(word, box=straight(word.box)) for word in page.words)


def columns(row: Line) -> Iterator[Line]:
    """Part a row where a gap is too wide to stand within one column."""
    start = 0
    for index, (left, right) in enumerate(pairwise(row.words), start=1):
        gap = right.box.x - (left.box.x + left.box.w)
        if gap > COLUMN_GAP * row.height:
            yield Line(row.words[start:index])
            start = index
    yield Line(row.words[start:])


def below(upper: Line, lower: Line) -> float | None:
    """Return the gap from `upper` down to `lower` in line heights; None where it is not straight below."""
    overlap = min(upper.box.x + upper.box.w, lower.box.x + lower.box.w) - max(upper.box.x, lower.box.x)
    if overlap <= 0.3 * min(upper.box.w, lower.box.w):
        return None
    height = max(upper.height, lower.height)
    if lower.box.y + lower.box.h / 2 <= upper.box.y + upper.box.h:
        return None
    return (lower.box.y - (upper.box.y + upper.box.h)) / height


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
    return Box(left, top, right - left, bottom - top)
