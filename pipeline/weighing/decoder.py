"""Picks the likeliest text of a line of slots: what explains the witnesses, and is Vietnamese."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf
from typing import Final, NamedTuple

from pipeline.language import counts
from pipeline.weighing.candidates import LONGEST
from pipeline.weighing.evidence import Weighed

LANGUAGE: Final = 0.5  # weight of the language's log probability
BEAM: Final = 8
REACH: Final = 12.0  # log of how much likelier than another the most usual word is, weighted
STRANGE_LETTER: Final = -1.5  # log probability of each letter of an unknown word beyond those of a syllable


class Path(NamedTuple):
    """A way through the slots so far."""

    score: float
    text: str
    last: str  # token
    before: "Path | None" = None

    def texts(self) -> list[str]:
        """Return all its texts."""
        path, found = self, list[str]()
        while path.before is not None:
            found.append(path.text)
            path = path.before
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Choice:
    """A text chosen for a place.

    `margin`: log of how much likelier it is than the next candidate, if the others stay; `language`: how
    usual it is between its neighbours, log probability a token.
    """

    text: str
    margin: float
    language: float


def decode(places: Sequence[Sequence[Weighed]]) -> list[Choice]:
    """Return the likeliest way through places, a choice for each. Every place needs a candidate."""
    paths = [Path(0.0, "", "")]
    for place in places:
        paths = _best([_further(path, candidate) for candidate in _in_reach(place) for path in paths])
    texts = paths[0].texts()
    return [_choice(texts, number, place) for number, place in enumerate(places)]


def _choice(texts: Sequence[str], number: int, place: Sequence[Weighed]) -> Choice:
    before = next(
        (tokens[-1] for text in texts[max(0, number - 1) : number] if (tokens := _tokens(text))), ""
    )
    behind = "".join(texts[number + 1 : number + 2])
    own = texts[number]
    language = {each.text: _between(before, each.text, behind) for each in place}
    scores = {each.text: each.evidence + LANGUAGE * language[each.text] for each in place}
    best = scores.pop(own)
    usual = language[own] / (len(_tokens(own)) + 1)
    return Choice(own, best - max(scores.values()) if scores else inf, usual)


def _between(before: str, text: str, behind: str) -> float:
    score, last = language_score(before, text)
    tokens = _tokens(behind)
    return score + (_pair(last, tokens[0]) if tokens else 0.0)


@lru_cache(maxsize=1 << 16)
def language_score(before: str, text: str) -> tuple[float, str]:
    """Return the log probability of a text after a token ("" for none), and its own last token."""
    score = 0.0
    for token in _tokens(text):
        score += _pair(before, token)
        before = token
    return score, before


def _in_reach(place: Sequence[Weighed]) -> list[Weighed]:
    """Return the candidates that language could still make the likeliest."""
    best = max(candidate.evidence for candidate in place)
    return [candidate for candidate in place if candidate.evidence > best - REACH]


def _further(path: Path, candidate: Weighed) -> Path:
    language, last = language_score(path.last, candidate.text)
    return Path(path.score + candidate.evidence + LANGUAGE * language, candidate.text, last, path)


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
    strange = 0 if token in known.words else max(0, len(token) - LONGEST) * STRANGE_LETTER
    return strange + (known.bigram(before, token) if before else known.unigram(token))
