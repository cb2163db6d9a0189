"""Tells a misread wording from another one.

Readers take one letter for another, lose one, or join two words; they do not take one whole word for another.
"""

from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

_LONG: Final = 30  # letters of a wording
_SPARE: Final = 3  # letters of a word


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording's letters and digits without blanks, and the lengths of its words in them."""

    letters: str
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a text departs from a wording: whether a whole word is another; most letters added in a row."""

    word_lost: bool
    added: int


def wording(text: str) -> Wording:
    """Prepare a text."""
    words = [letters for letters in map(letters_of, text.split()) if letters]
    return Wording("".join(words), tuple(map(len, words)))


def letters_of(text: str) -> str:
    """Return the letters and digits of `text`."""
    return "".join(character for character in text if character.isalnum())


def difference(expected: Wording, read: str) -> Difference:
    """Compare the letters read with those expected."""
    hit = [False] * len(expected.letters)
    added = 0
    for step in Levenshtein.opcodes(expected.letters, read):
        if step.tag == "equal":
            hit[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
        elif step.tag == "insert":
            added = max(added, step.dest_end - step.dest_start)
    return Difference(_word_lost(expected.words, hit), added)


def _word_lost(words: tuple[int, ...], hit: list[bool]) -> bool:
    """Tell whether some word was mostly not met; a long wording may lose one short word."""
    start, lost = 0, []
    for length in words:
        if sum(hit[start : start + length]) < length / 2:
            lost.append(length)
        start += length
    return bool(lost) and (len(lost) > 1 or lost[0] > _SPARE or len(hit) < _LONG)
