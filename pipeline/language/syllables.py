"""The syllables that Vietnamese can write: onset, glide, nucleus, coda, tone, by the rules of its spelling.

The rules are those of the national alphabet (chữ quốc ngữ) as school teaches: c, g, ng before back vowels are
k, gh, ngh before front ones; q stands before the glide u only; gi loses its i before another; a syllable
that ends in p, t, c, ch bears sắc or nặng; after a glide, the tone of an open syllable is on either letter
(hòa, hoà). The spellings with i and with y (mĩ, mỹ) are different words here, as they are in names.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple


class Tone(StrEnum):
    """A tone; the value is the combining mark that writes it."""

    NGANG = ""
    HUYEN = "\u0300"
    SAC = "\u0301"
    NGA = "\u0303"
    HOI = "\u0309"
    NANG = "\u0323"


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable's parts in lower case, as they are written; all but the nucleus may be empty."""

    onset: str
    glide: str
    nucleus: str
    coda: str
    tone: Tone


class Shape(NamedTuple):
    """A syllable without its tone: its parts, and the letter (from 0) that bears the tone, in both ways."""

    onset: str
    glide: str
    nucleus: str
    coda: str
    older: int  # hòa
    newer: int  # hoà


ONSETS: Final = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
    "ph", "q", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
STOPS: Final = frozenset(("p", "t", "c", "ch"))
STOPPED_TONES: Final = (Tone.SAC, Tone.NANG)

# Codas by glide and nucleus; "-" is none.
_RIMES: Final = {
    ("", "a"): "- c ch i m n ng nh o p t u y",
    ("", "ă"): "c m n ng p t",
    ("", "â"): "c m n ng p t u y",
    ("", "e"): "- c m n ng o p t",
    ("", "ê"): "- ch m n nh p t u",
    ("", "i"): "- ch m n nh p t u",
    ("", "ia"): "-",
    ("", "iê"): "c m n ng p t u",
    ("", "yê"): "m n ng t u",
    ("", "y"): "-",
    ("", "o"): "- c i m n ng p t",
    ("", "oo"): "c ng",
    ("", "ô"): "- c i m n ng p t",
    ("", "ơ"): "- i m n p t",
    ("", "u"): "- c i m n ng p t",
    ("", "ua"): "-",
    ("", "uô"): "c i m n ng t",
    ("", "ư"): "- c i m ng t u",
    ("", "ưa"): "-",
    ("", "ươ"): "c i m n ng p t u",
    ("o", "a"): "- c ch i m n ng nh o p t y",
    ("o", "ă"): "c m n ng t",
    ("o", "e"): "- m n o t",
    ("u", "â"): "n ng t y",
    ("u", "ê"): "- ch n nh",
    ("u", "ơ"): "-",
    ("u", "y"): "- ch n nh p t u",
    ("u", "ya"): "-",
    ("u", "yê"): "n t",
}
_RIMES_AFTER_Q: Final = {
    ("u", "a"): "- c ch i m n ng nh o p t u y",
    ("u", "ă"): "c m n ng p t",
    ("u", "â"): "n ng t y",
    ("u", "e"): "- n o t",
    ("u", "ê"): "- ch n nh t",
    ("u", "i"): "- ch n nh t",
    ("u", "y"): "- ch n nh t",
    ("u", "yê"): "n t",
    ("u", "ô"): "c",
    ("u", "ơ"): "- i n t",
}
_FRONT: Final = frozenset("eêiy")
_OPEN_Y: Final = frozenset(("", "h", "k", "l", "m", "n", "s", "t", "th", "v", "x"))
_WITHOUT_GLIDE: Final = frozenset(
    ("b", "c", "gi", "k", "m", "p", "ph", "v")
)  # but for a few words taken over:
_TAKEN_OVER: Final = frozenset(("buyt", "phuy", "voan", "moay"))
_TONE_ON_FIRST: Final = frozenset(("ia", "ya", "ua", "ưa"))
_TONES: Final = {str(tone): tone for tone in Tone if tone}
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_possible(syllable: str) -> bool:
    """Tell whether a word, in any case, composed or decomposed, can be a Vietnamese syllable."""
    return _nfc(syllable).lower() in _spelled()


def parse(syllable: str) -> Syllable | None:
    """Return the parts of a syllable; None of what cannot be one."""
    word = _nfc(syllable).lower()
    if word not in _spelled():
        return None
    rest, tone = split_tone(word)
    shape = shapes()[rest]
    return Syllable(shape.onset, shape.glide, shape.nucleus, shape.coda, tone)


def canonical(word: str) -> str:
    """Return a word, or a text of words, in NFC, tones where the older placement has them (hoà -> hòa).

    The case stays. What is no syllable stays as it is.
    """
    return _WORD.sub(_older, _nfc(word))


def placements(syllable: str) -> tuple[str, ...]:
    """Return the ways to write a syllable, the canonical one first; empty for what cannot be a syllable."""
    if not is_possible(syllable):
        return ()
    older = canonical(syllable)
    rest, tone = split_tone(older)
    newer = put_tone(rest, tone, shapes()[rest.lower()].newer)
    return (older,) if newer == older else (older, newer)


def split_tone(word: str) -> tuple[str, Tone]:
    """Return a word without its tone, in NFC, and that tone: the first, if it bears several."""
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in _TONES]
    if not tones:
        return _nfc(word), Tone.NGANG
    return _nfc("".join(letter for letter in letters if letter not in _TONES)), _TONES[tones[0]]


def put_tone(word: str, tone: Tone, place: int) -> str:
    """Return a word in NFC with a tone on the letter at `place`."""
    return _nfc(word[: place + 1] + tone + word[place + 1 :])


def spelled() -> frozenset[str]:
    """Return all syllables in lower case, each in its canonical spelling."""
    return frozenset(form for form in _spelled() if form not in _moved())


@cache
def shapes() -> Mapping[str, Shape]:
    """Return all syllables without tones, by how they are written (lower case, NFC)."""
    return {written: shape for onset in ONSETS for written, shape in _shapes(onset)}


def tones_of(shape: Shape) -> tuple[Tone, ...]:
    """Return the tones that a syllable of this shape may bear."""
    return STOPPED_TONES if shape.coda in STOPS else tuple(Tone)


def _shapes(onset: str) -> Iterator[tuple[str, Shape]]:
    for (glide, nucleus), codas in (_RIMES_AFTER_Q if onset == "q" else _RIMES).items():
        for coda in codas.replace("-", "_").split():
            shape = _shape(onset, glide, nucleus, coda.strip("_"))
            if _fits(onset, glide, nucleus) or shape[0] in _TAKEN_OVER:
                yield shape


def _shape(onset: str, glide: str, nucleus: str, coda: str) -> tuple[str, Shape]:
    start = onset[:-1] if onset == "gi" and nucleus.startswith("i") else onset
    written = start + glide + nucleus + coda
    newer = len(start + glide) + (0 if nucleus in _TONE_ON_FIRST else len(nucleus) - 1)
    moves = onset != "q" and not coda and glide + nucleus in {"oa", "oe", "uy"}
    return written, Shape(onset, glide, nucleus, coda, newer - 1 if moves else newer, newer)


def _fits(onset: str, glide: str, nucleus: str) -> bool:
    """Tell whether an onset is written so before a glide and nucleus, as the module's rules say."""
    if glide and onset in _WITHOUT_GLIDE:
        return False
    first = (glide + nucleus)[0]
    rules = {
        "": nucleus != "iê",
        "c": first not in _FRONT,
        "k": first in _FRONT,
        "g": first not in _FRONT,
        "gh": first in _FRONT,
        "ng": first not in _FRONT,
        "ngh": first in _FRONT,
        "gi": first not in "êy" and nucleus != "ia",
    }
    return rules.get(onset, True) and (bool(glide) or _y_fits(onset, nucleus))


def _y_fits(onset: str, nucleus: str) -> bool:
    return {"y": onset in _OPEN_Y, "yê": not onset}.get(nucleus, True)


@cache
def _spelled() -> frozenset[str]:
    """Return all syllables in lower case, in both spellings."""
    return frozenset(
        put_tone(written, tone, place)
        for written, shape in shapes().items()
        for tone in tones_of(shape)
        for place in {shape.older, shape.newer}
    )


@cache
def _moved() -> Mapping[str, int]:
    """Return the syllables written the newer way, by where the older way puts the tone."""
    return {
        put_tone(written, tone, shape.newer): shape.older
        for written, shape in shapes().items()
        if shape.older != shape.newer
        for tone in tones_of(shape)
        if tone
    }


def _older(word: re.Match[str]) -> str:
    written = word[0]
    place = _moved().get(written.lower())
    return written if place is None else put_tone(*split_tone(written), place)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
