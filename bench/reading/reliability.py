"""How much a profile's confidence is worth: words by confidence against the share that is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bench.reading.align import right
from bench.reading.text import normal
from pipeline.model import Word

EDGES: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A read word: how sure its reader was (0..1), whether it is trusted, whether it is right."""

    confidence: float
    trusted: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The words whose confidence is at least `low` and, but for the last bin, less than `high`."""

    low: float
    high: float
    words: int
    right: float  # share, 0..1; 0 without words
    confidence: float  # mean


def judged(true: str, words: Sequence[Word]) -> list[Judged]:
    """Judge the words that were read of a page with this truth; one that holds blanks is several."""
    read = [(form, word) for word in words for form in normal(word.text).split()]
    verdicts = right(normal(true).split(), [form for form, _ in read])
    return [
        Judged(word.confidence, word.trusted, verdict)
        for (_, word), verdict in zip(read, verdicts, strict=True)
    ]


def curve(words: Sequence[Judged]) -> list[Bin]:
    """Return the words by their confidence, a bin for each two neighbours of EDGES."""
    bins = []
    for low, high in pairwise(EDGES):
        last = high == EDGES[-1]
        mine = [word for word in words if low <= word.confidence and (last or word.confidence < high)]
        bins.append(
            Bin(
                low,
                high,
                len(mine),
                share([word.right for word in mine]),
                sum(word.confidence for word in mine) / max(1, len(mine)),
            )
        )
    return bins


def trust(words: Sequence[Judged]) -> tuple[float, float]:
    """Return the share of the words that are trusted, and the share of those that are right."""
    return share([word.trusted for word in words]), share([word.right for word in words if word.trusted])


def share(marks: Sequence[bool]) -> float:
    """Return the share of marks that are set; 0 without any."""
    return sum(marks) / max(1, len(marks))
