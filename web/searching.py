"""What a search page shows of a hit: the line with the words, which of them to mark, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from configs.personal import hide_numbers
from pipeline.model import Box, PageReading, Word
from storage.search import Question
from storage.search_index import folded_words

MARGIN: Final = 30  # pixels around a line that is shown
NARROWEST: Final = 900


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; `marked`: they were asked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The line of a page that holds most of what was asked, and the place to be shown of the picture."""

    pieces: tuple[Piece, ...]
    box: Box | None


def has_personal_number(words: str) -> bool:
    """Tell whether a question holds what could be a personal number: it must not stand in an address."""
    return hide_numbers(words, lambda _: "") != words


def excerpt(page: PageReading, question: Question) -> Excerpt:
    """Return the first of the lines that hold most of the words asked for."""
    lines: dict[int, list[Word]] = {}
    for word in page.words:
        lines.setdefault(word.line, []).append(word)
    wanted = frozenset(question.folded)
    best = max(lines.values(), key=lambda line: _held(line, wanted), default=[])
    if not best or not _held(best, wanted):
        return Excerpt((), None)
    pieces = tuple(Piece(word.text, not wanted.isdisjoint(_folded(word.text))) for word in best)
    return Excerpt(pieces, _around(best, page))


def _held(line: Sequence[Word], wanted: frozenset[str]) -> int:
    return len(wanted.intersection(each for word in line for each in _folded(word.text)))


@lru_cache(maxsize=16_384)  # the same words stand on page after page
def _folded(text: str) -> tuple[str, ...]:
    return tuple(folded_words(text))


def _around(line: Sequence[Word], page: PageReading) -> Box:
    """Return the place of a line with some paper around it, inside the page."""
    left = max(min(word.box.x for word in line) - MARGIN, 0)
    top = max(min(word.box.y for word in line) - MARGIN, 0)
    right = min(max(word.box.x + word.box.w for word in line) + MARGIN, page.width)
    bottom = min(max(word.box.y + word.box.h for word in line) + MARGIN, page.height)
    width = min(max(right - left, NARROWEST), page.width)
    return Box(min(left, page.width - width), top, width, bottom - top)
