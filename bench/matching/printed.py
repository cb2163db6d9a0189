"""Pages as told by a reader that misreads some letters and sees dots where a hand wrote: no pixels."""

import random
from typing import Final

from pipeline.model import Box, Code, PageReading, Word
from samples.generate import PageTruth
from samples.sheet import A4, TrueWord

MISREAD: Final = (0.0, 0.05, 0.1)  # share of letters, by level
DPI: Final = 200
PER_MM: Final = DPI / 25.4
MISREADINGS: Final = "aeiou1l0dnt.,"
CODE_PLACE: Final = Box(1320, 140, 173, 173)


def printed(
    truth: PageTruth, level: int, number: int, code: tuple[str, str] | None, rng: random.Random
) -> PageReading:
    """Return a page with the words that are on it, letters misread as often as the level says."""
    rows = enumerate(_rows(truth))
    words = tuple(_word(word, line, MISREAD[level], rng) for line, row in rows for word in row)
    width, height = (round(length * PER_MM) for length in A4)
    codes = (Code(code[0], CODE_PLACE, code[1]),) if code else ()
    return PageReading(number, width, height, DPI, 0, 0.0, not words, "", words, codes=codes)


def _rows(truth: PageTruth) -> list[list[TrueWord]]:
    """Gather words whose middles lie on one height, left to right."""
    rows: list[list[TrueWord]] = []
    for word in sorted(truth.words, key=_middle):
        if rows and _middle(word) - _middle(rows[-1][0]) < word.box[3] / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.box[0]) for row in rows]


def _middle(word: TrueWord) -> float:
    return word.box[1] + word.box[3] / 2


def _word(word: TrueWord, line: int, misread: float, rng: random.Random) -> Word:
    x, y, width, height = (round(length * PER_MM) for length in word.box)
    letters = "....." if word.hand else "".join(_letter(letter, misread, rng) for letter in word.text)
    return Word(letters or ".", Box(x, y, max(1, width), max(1, height)), 0.9, line)


def _letter(letter: str, misread: float, rng: random.Random) -> str:
    if rng.random() >= misread:
        return letter
    other = rng.choice(("", rng.choice(MISREADINGS), letter + rng.choice(MISREADINGS)))
    return other.upper() if letter.isupper() else other
