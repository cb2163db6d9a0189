"""Picks the likeliest text of a line of slots: what explains the witnesses, and is Vietnamese."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.language import counts
from pipeline.weighing.evidence import Weighed

LANGUAGE: Final = 0.5  # weight of the language's log probability
BEAM: Final = 8


@dataclass(frozen=True, slots=True)
class Path:
    """A way through the slots so far."""

    score: float
    texts: tuple[str, ...]
    last: str  # token


def decode(places: Sequence[Sequence[Weighed]]) -> tuple[str, ...]:
    """Return the texts of the likeliest way through places, one for each. Every place needs a candidate."""
    paths = [Path(0.0, (), "")]
    for place in places:
        paths = _best([_further(path, candidate) for candidate in place for path in paths])
    return paths[0].texts


def language_score(before: str, text: str) -> tuple[float, str]:
    """Return the log probability of a text after a token ("" for none), and its own last token."""
    score = 0.0
    for token in _tokens(text):
        score += _pair(before, token)
        before = token
    return score, before


def _further(path: Path, candidate: Weighed) -> Path:
    language, last = language_score(path.last, candidate.text)
    return Path(path.score + candidate.evidence + LANGUAGE * language, (*path.texts, candidate.text), last)


def _best(paths: list[Path]) -> list[Path]:
    """Keep the best path to each token, and of those the best few."""
    best: dict[str, Path] = {}
    for path in paths:
        if path.last not in best or path.score > best[path.last].score:
            best[path.last] = path
    return sorted(best.values(), key=lambda path: -path.score)[:BEAM]


@cache
def _tokens(text: str) -> tuple[str, ...]:
    return counts.tokens(text)


@cache
def _pair(before: str, token: str) -> float:
    known = counts.load()
    return known.bigram(before, token) if before else known.unigram(token)
