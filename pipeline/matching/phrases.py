"""Finds known phrases in read text, misreadings tolerated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from pipeline.matching.fold import fold
from pipeline.matching.grams import Postings, grams, post
from pipeline.matching.wording import Wording, difference, letters_of, wording

SHORT: Final = 12  # folded characters; a shorter phrase resembles too much to be found by resemblance
_GRAM: Final = 4
_SHARED: Final = 0.45  # of a phrase's grams; one misread letter in ten leaves about two thirds of them
_ALIKE: Final = 86.0
_ROOM: Final = 4  # letters that a reader may have added


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase ready to be looked for; `exact` where it is short or bears digits."""

    text: str
    folded: str
    wording: Wording
    exact: re.Pattern[str] | None
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """Folded text ready to be searched."""

    folded: str
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Many phrases, ready to be looked for in one go; `tiny` are too short to have grams."""

    phrases: tuple[Phrase, ...]
    postings: Postings
    tiny: tuple[int, ...]

    def standing(self, text: Text) -> frozenset[int]:
        """Return the numbers of the phrases that stand in a text."""
        near = self.postings.alike(text.grams, _SHARED)
        return frozenset(number for number in (*near, *self.tiny) if found(self.phrases[number], text))


def phrase_book(phrases: Sequence[Phrase]) -> PhraseBook:
    """Prepare many phrases."""
    tiny = tuple(number for number, one in enumerate(phrases) if not one.grams)
    return PhraseBook(tuple(phrases), post([one.grams for one in phrases]), tiny)


def phrase(text: str) -> Phrase:
    """Prepare a phrase as it is printed."""
    folded = fold(text)
    exact = None
    if len(folded) < SHORT or any(character.isdigit() for character in folded):
        exact = re.compile(
            rf"(?<!\w){re.escape(folded)}(?!\w)" if folded[:1].isalnum() else re.escape(folded)
        )
    return Phrase(text, folded, wording(folded), exact, grams(folded, _GRAM))


def searchable(folded: str) -> Text:
    """Prepare folded text."""
    return Text(folded, grams(folded, _GRAM))


def found(wanted: Phrase, text: Text) -> bool:
    """Tell whether a phrase stands in a text: to the letter where it is exact, else nearly so."""
    if not wanted.folded:
        return False
    if wanted.exact is not None:
        return wanted.exact.search(text.folded) is not None
    return wanted.folded in text.folded or _found_nearly(wanted, text)


def _found_nearly(wanted: Phrase, text: Text) -> bool:
    if len(wanted.grams & text.grams) < _SHARED * len(wanted.grams):
        return False
    near = fuzz.partial_ratio_alignment(wanted.folded, text.folded, score_cutoff=_ALIKE)
    if near is None:
        return False
    end = near.dest_start + len(wanted.folded)  # the part found may be shorter, and leave out a last word
    if fuzz.ratio(wanted.folded, text.folded[near.dest_start : end]) < _ALIKE:
        return False
    return not difference(wanted.wording, letters_of(text.folded[near.dest_start : end + _ROOM])).word_lost
