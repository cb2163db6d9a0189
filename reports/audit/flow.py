"""A report's text as one run of words, with a way back to its lines: sentences there run over line ends."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PARAGRAPH: Final = "\u2029"  # at the end of a line: a paragraph ends here, whatever its last sign
MARKUP: Final = re.compile(r"<sup>.*?</sup>|<[a-z/][^<>]*>|^#+|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
PAGE_NUMBER: Final = re.compile(r"\d{1,3}")
HEADING: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,5}\.|[a-zđ][.)])(?=\s|[A-ZĐÂÊÔƯĂ])")
BULLET: Final = re.compile(r"[-+•–](?=\s|[^\W\d])")
ENDS: Final = (".", ":", ";", "!", "?", "…", ")", PARAGRAPH)
MANY: Final = 0.45  # share of empty lines from which they mean nothing
UNWRAPPED: Final = 200  # letters: a line this long is a whole paragraph
SHORT: Final = 60  # letters: a line this short was not broken for want of room


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole text in NFC with single blanks; offsets of where lines and blocks begin.

    A block is a paragraph, a heading or an entry of a list. `lines` pairs an offset with a line's number.
    """

    text: str
    lines: tuple[tuple[int, int], ...]
    blocks: tuple[int, ...]

    def line(self, offset: int) -> int:
        """Return the number, from 1, of the line that an offset lies in."""
        return self.lines[max(0, bisect_right(self.lines, (offset, 1 << 60)) - 1)][1]

    def block(self, offset: int) -> int:
        """Return the index of the block that an offset lies in."""
        return max(0, bisect_right(self.blocks, offset) - 1)

    def span(self, index: int) -> tuple[int, int]:
        """Return where a block begins and ends."""
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else len(self.text)
        return self.blocks[index], following

    def quote(self, start: int, end: int, around: int = 60) -> str:
        """Return the words from `start` to `end` with some before and after, whole words only."""
        low, high = self.span(self.block(start))
        left = max(low, start - around)
        right = min(max(high, end), end + around // 2)
        before = self.text[left:start]
        after = self.text[end:right]
        if left > low:
            before = "…" + before.partition(" ")[2]
        if right < high:
            after = after.rpartition(" ")[0] + "…"
        return (before + self.text[start:end] + after).strip()


def flow(text: str) -> Flow:
    """Return the text as one run; an empty text has one empty block."""
    pieces: list[str] = []
    lines: list[tuple[int, int]] = []
    blocks: list[int] = []
    offset, before = 0, PARAGRAPH
    for number, line, apart in _lines(text):
        if begins_block(line, before, apart=apart):
            blocks.append(offset)
        lines.append((offset, number))
        shown = line.rstrip(PARAGRAPH)
        pieces.append(shown)
        offset += len(shown) + 1
        before = line
    return Flow(" ".join(pieces), tuple(lines) or ((0, 1),), tuple(blocks) or (0,))


def begins_block(line: str, before: str, *, apart: bool) -> bool:
    """Tell whether a line begins a block, given the line before it; `apart`: an empty line that means it."""
    if before.endswith(PARAGRAPH) or BULLET.match(line):
        return True
    if HEADING.match(line):
        return apart or before.endswith(ENDS) or len(before) < SHORT
    return (apart or before.endswith(ENDS[:-2]) or len(before) < SHORT) and line[0].isupper()


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the lines that hold words, cleaned, with their numbers and whether an empty line sets them apart.

    In text taken from a PDF an empty line may follow every line: there it means nothing.
    """
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\f", "\n").split("\n")
    empty = [not line.strip() for line in whole]
    meant = sum(empty) < MANY * len(empty) or max(map(len, whole)) > UNWRAPPED
    for number, raw in enumerate(whole, 1):
        titled = raw.lstrip().startswith("#")
        line = " ".join(MARKUP.sub("", raw.replace(PARAGRAPH, "")).replace("|", " ").split())
        if line and not PAGE_NUMBER.fullmatch(line):
            yield (
                number,
                line + PARAGRAPH * (titled or PARAGRAPH in raw),
                meant and number > 1 and empty[number - 2],
            )
