"""How often words, and pairs of words, stand in administrative text: log probabilities from a counted table.

The table (`tables/words.tsv.xz`, made by `python -m bench.count_words`) has a line for each word: the word,
its count, and what followed it how often. Probabilities come by absolute discounting (Ney, Essen and Kneser,
1994): what is taken off the pairs goes to the single words, and what is taken off these goes to words never
seen, nearly all of it to syllables that Vietnamese can write.
"""

import lzma
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.language.syllables import canonical, is_possible, spelled

TABLE: Final = Path(__file__).parent / "tables" / "words.tsv.xz"
START: Final = "<s>"  # what a sentence's first word follows; a line that goes on needs none
END: Final = "</s>"  # what follows a sentence's last word
NUMBER: Final = "<0>"  # whatever holds a digit: numbers, days, codes
PAIR_DISCOUNT: Final = 0.75  # off each pair's count, usual for tables of this size
WORD_DISCOUNT: Final = 0.25  # off each word's: few everyday words were never counted
IMPOSSIBLE: Final = 0.1  # share of the unseen that are no syllables: abbreviations, foreign names, misprints
STRANGERS: Final = 1_000_000  # so many of those are thought to be, all alike
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_DIGIT: Final = re.compile(r"\d")

Followers = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Natural log probabilities of tokens, as `tokens` makes them; all are below 0."""

    words: Mapping[str, float]
    pairs: Mapping[str, Mapping[str, float]]  # second by first, where seen together
    left: Mapping[str, float]  # by first: log share of all seconds that were never seen after it
    unseen: float  # of one possible syllable that was never counted
    strange: float  # of one other token that was never counted

    def unigram(self, word: str) -> float:
        """Return the log probability of a token, whatever stands before it."""
        known = self.words.get(word)
        if known is not None:
            return known
        return self.unseen if is_possible(word) else self.strange

    def bigram(self, first: str, second: str) -> float:
        """Return the log probability of `second` after `first`; alone where nothing is known of that."""
        followers = self.pairs.get(first)
        if followers is None:
            return self.unigram(second)
        known = followers.get(second)
        return self.left[first] + self.unigram(second) if known is None else known


def tokens(text: str) -> tuple[str, ...]:
    """Return the tokens of a text: runs of letters, lower case, canonical; NUMBER for what holds a digit."""
    return tuple(
        token
        for printed in text.split()
        for token in ([NUMBER] if _DIGIT.search(printed) else _LETTERS.findall(canonical(printed).lower()))
    )


@cache
def load() -> Counts:
    """Return the shipped counts, read once. Raises OSError where the table is missing."""
    words: dict[str, int] = {}
    followers: dict[str, dict[str, int]] = {}
    for line in lzma.decompress(TABLE.read_bytes()).decode().splitlines():
        word, count, after = line.split("\t")
        words[word] = int(count)
        fields = after.split()
        followers[word] = dict(zip(fields[::2], map(int, fields[1::2]), strict=True))
    return smooth(words, followers)


def smooth(words: Mapping[str, int], followers: Followers) -> Counts:
    """Make probabilities of counts: of each word, and by first word of what followed it.

    A first word's count may be more than the sum of its followers (rare ones left out): what is missing
    is shared like what was discounted. START counts as a first word only.
    """
    total = sum(words.values()) - words.get(START, 0)
    counted = {word: count for word, count in words.items() if word != START}
    single = {word: math.log((count - WORD_DISCOUNT) / total) for word, count in counted.items()}
    rest = WORD_DISCOUNT * len(counted) / total
    unseen = len(spelled().difference(counted))
    pairs: dict[str, dict[str, float]] = {}
    left: dict[str, float] = {}
    for first, after in followers.items():
        if after:
            pairs[first], left[first] = _after(max(words[first], sum(after.values())), after, single)
    return Counts(
        words=single,
        pairs=pairs,
        left=left,
        unseen=math.log(rest * (1 - IMPOSSIBLE) / unseen),
        strange=math.log(rest * IMPOSSIBLE / STRANGERS),
    )


def _after(
    total: int, after: Mapping[str, int], single: Mapping[str, float]
) -> tuple[dict[str, float], float]:
    """Return log probabilities of what followed a word `total` times, and the log share left to others."""
    left = 1 - (sum(after.values()) - PAIR_DISCOUNT * len(after)) / total
    return {
        second: math.log((count - PAIR_DISCOUNT) / total + left * math.exp(single[second]))
        for second, count in after.items()
    }, math.log(left)
