"""The printed lines of a page, as matching looks at them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median

from pipeline.matching.fold import fold
from pipeline.model import Box, PageReading, Word

COLUMN_GAP = 2.5  # blanks wider than this many line heights part two columns


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
    """Return the page's lines as its reader gave them, in its order."""
    return tuple(Line(tuple(words)) for _, words in groupby(page.words, key=lambda word: word.line))


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
