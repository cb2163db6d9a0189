"""A row of a page as text whose every stretch knows its box, its sureness, and whether a hand wrote there."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, pairwise
from math import prod
from typing import Final

from pipeline.matching.fields.grammar import Found
from pipeline.matching.fold import fold
from pipeline.matching.layout import COLUMN_GAP, Line
from pipeline.matching.look import Look
from pipeline.model import Box, FieldValue, PageReading, Word

_SHARED: Final = 0.4  # of a stroke's height that lies within a row
_LEAST: Final = 0.25  # row heights: a stroke that reaches less far into a slot belongs beside it


@dataclass(frozen=True, slots=True)
class RowText:
    """A row's text, a TAB where a column ends; where each word begins; `flat` is folded letter for letter.

    `width` is where the page's boxes lie straight: `turned` gives a box as it stands on the page.
    """

    text: str
    flat: str
    starts: tuple[int, ...]
    line: Line
    words: tuple[Word, ...]  # as they stand on the page, in the same order as the line's
    page: PageReading

    def confidence(self, start: int, end: int) -> float:
        """Return how likely all words that text[start:end] touches were read rightly (0..1)."""
        touched = [word.confidence for _, word in self._touched(start, end)]
        return prod(touched) if touched else 0.0

    def least(self, start: int, end: int) -> float:
        """Return the least sureness of the words that text[start:end] touches."""
        return min((word.confidence for _, word in self._touched(start, end)), default=0.0)

    def box(self, start: int, end: int) -> Box | None:
        """Return where text[start:end] stands on the page; None where it touches no word."""
        boxes = [_share(word, start - at, end - at) for at, word in self._touched(start, end)]
        return reduce(around, boxes) if boxes else None

    def _touched(self, start: int, end: int) -> Iterator[tuple[int, Word]]:
        for at, word in zip(self.starts, self.words, strict=True):
            if at < end and at + len(word.text) > start:
                yield at, word


def rows_of(look: Look) -> list[RowText]:
    """Prepare a page's rows."""
    texts, at = [], 0
    for row in look.rows:
        texts.append(row_text(row, look.page.words[at : at + len(row.words)], look.page))
        at += len(row.words)
    return texts


def row_text(row: Line, words: Sequence[Word], page: PageReading) -> RowText:
    """Prepare a row; `words` are its words as they stand on the page."""
    letters = [unicodedata.normalize("NFC", word.text) for word in row.words]
    gaps = ["\t" if _wide(row, left, right) else " " for left, right in pairwise(range(len(letters)))]
    text = "".join(word + gap for word, gap in zip(letters, [*gaps, ""], strict=True))
    starts = tuple(accumulate((len(word) + 1 for word in letters[:-1]), initial=0))
    return RowText(text, "".join(map(_flat, text)), starts, row, tuple(words), page)


def printed(found: Found, row: RowText, offset: int = 0) -> FieldValue:
    """Return a value that stands printed in a row, `offset` letters behind where it was looked for."""
    start, end = found.start + offset, found.end + offset
    return FieldValue(found.value, row.confidence(start, end), row.page.number, row.box(start, end))


def written(page: PageReading, slot: Box, remark: str = "") -> FieldValue | None:
    """Return a value that a hand wrote into a slot of a page: shown, never read; None where it is empty."""
    strokes = [box for box in page.hand if _reaches_into(box, slot)]
    if not strokes:
        return None
    cut = reduce(around, (clipped(box, slot) for box in strokes))
    return FieldValue("", 0.0, page.number, cut, "hand", remark)


def slot_between(row: RowText, start: int, end: int) -> Box:
    """Return the place in a row between the end of text[:start] and the beginning of text[end:]."""
    before, after = row.box(0, start), row.box(end, len(row.text))
    whole = reduce(around, (word.box for word in row.words))
    left = before.x + before.w if before else whole.x
    right = after.x if after else row.page.width
    rim = round(0.4 * row.line.height)
    return Box(left, whole.y - rim, max(1, right - left), whole.h + 2 * rim)


def around(one: Box, other: Box) -> Box:
    """Return the rectangle around two."""
    x, y = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.x + one.w, other.x + other.w), max(one.y + one.h, other.y + other.h)
    return Box(x, y, right - x, bottom - y)


def clipped(box: Box, slot: Box) -> Box:
    """Return the part of a box that lies in the width of a slot."""
    left, right = max(box.x, slot.x), min(box.x + box.w, slot.x + slot.w)
    return Box(left, box.y, max(1, right - left), box.h)


def _reaches_into(box: Box, slot: Box) -> bool:
    across = min(box.x + box.w, slot.x + slot.w) - max(box.x, slot.x)
    down = min(box.y + box.h, slot.y + slot.h) - max(box.y, slot.y)
    return down >= _SHARED * min(box.h, slot.h) and across >= min(0.5 * box.w, _LEAST * slot.h)


def _share(word: Word, start: int, end: int) -> Box:
    """Return the share of a word's box that its letters from `start` to `end` take."""
    length = max(1, len(word.text))
    first, last = max(0, start), min(length, end)
    left, right = word.box.w * first // length, -(-word.box.w * last // length)
    return Box(word.box.x + left, word.box.y, max(1, right - left), word.box.h)


def _wide(row: Line, left: int, right: int) -> bool:
    first, second = row.words[left].box, row.words[right].box
    return second.x - (first.x + first.w) > COLUMN_GAP * row.height


def _flat(character: str) -> str:
    folded = fold(character)
    return folded if len(folded) == 1 else " "
