"""Takes the marks of Vietnamese letters off and puts them on: tones, and the marks of â ê ô, ă, ơ ư, đ."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from pipeline.language.syllables import Tone, canonical, put_tone, shapes, spelled, split_tone

__all__ = ["Tone", "bare", "tone", "toneless", "variants", "with_tone"]

_VOWELS: Final = frozenset("aăâeêioôơuưy")
_MARKED: Final = frozenset("ăâêôơư")
_TONES: Final = frozenset(tone for tone in Tone if tone)


class _Bare(dict[int, str]):
    """What is left of each letter, by its code point; learnt letter by letter."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code))
        self[code] = "".join(part for part in parts if not unicodedata.combining(part))
        return self[code]


_BARE: Final = _Bare({ord("đ"): "d", ord("Đ"): "D"})


def bare(text: str) -> str:
    """Return a text without tones and letter marks, đ as d; the case stays."""
    return text.translate(_BARE)


def toneless(text: str) -> str:
    """Return a text in NFC without its tones; letters keep their other marks (Tổng -> Tông)."""
    letters = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))


def tone(word: str) -> Tone:
    """Return a word's tone: the first, if it bears several."""
    return split_tone(word)[1]


def with_tone(word: str, new: Tone) -> str:
    """Return a word with this tone in place of its own, in the canonical placement; the case stays.

    Where the word is no syllable, the tone goes to its last vowel that has a mark, else to its first; a word
    without vowels bears none. Syllables that end in p, t, c, ch get what tone is asked for.
    """
    rest = toneless(word)
    place = _place(rest.lower())
    return rest if place is None else put_tone(rest, new, place)


@lru_cache(maxsize=1 << 14)
def variants(word: str) -> tuple[str, ...]:
    """Return the possible syllables that differ from a word by tone or letter marks only, not itself.

    Canonical placement, the word's case by letter, sorted; empty where no syllable has these bare letters.
    """
    own = canonical(word)
    same = _by_bare().get(bare(own).lower(), ())
    return tuple(form for form in (_in_case(own, form) for form in same) if form != own)


def _place(rest: str) -> int | None:
    shape = shapes().get(rest)
    if shape:
        return shape.older
    vowels = [index for index, letter in enumerate(rest) if letter in _VOWELS]
    marked = [index for index in vowels if rest[index] in _MARKED]
    return marked[-1] if marked else next(iter(vowels), None)


def _in_case(pattern: str, word: str) -> str:
    letters = zip(pattern, word, strict=True)
    return "".join(letter.upper() if like.isupper() else letter for like, letter in letters)


@cache
def _by_bare() -> Mapping[str, tuple[str, ...]]:
    """Return all syllables by their bare letters."""
    return _gathered(sorted(spelled()))


def _gathered(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        found[bare(word)].append(word)
    return {letters: tuple(same) for letters, same in found.items()}
