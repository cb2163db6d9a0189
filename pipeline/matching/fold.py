"""Forms of a text in which spellings that mean the same are equal."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        "đ": "d",
        "ð": "d",
    }
)
_VIETNAMESE: Final = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_BARE: Final = {**_SIGNS, **{ord(letter): unicodedata.normalize("NFD", letter)[0] for letter in _VIETNAMESE}}
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_QUALITIES: Final = "\u0302\u0306\u031b"  # â ê ô, ă, ơ ư
_SYLLABLE: Final = re.compile(
    rf"(?P<onset>[^\W\d_aeiouy]*)(?P<nucleus>(?:[aeiouy][{_QUALITIES}{_TONES}]*)+)(?P<coda>[^\W\d_aeiouy]*)",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(rf"[aeiouy][{_QUALITIES}{_TONES}]*", re.IGNORECASE)


@lru_cache(maxsize=16_384)  # the lines of a page are looked at again and again
def fold(text: str) -> str:
    """Return `text` in lower case without marks, đ as d, one kind of dash and quote, single blanks."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_BARE)
    return " ".join((plain if plain.isascii() else _bared(plain)).split())


def _bared(text: str) -> str:
    """Take away the marks of any letter, Vietnamese or not."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", bare).translate(_SIGNS)


def settle(text: str) -> str:
    """Return `text` in NFC with every tone on the letter where the older placement puts it (hoà -> hòa)."""
    return unicodedata.normalize("NFC", _SYLLABLE.sub(_settled, unicodedata.normalize("NFD", text)))


def _settled(syllable: re.Match[str]) -> str:
    onset, nucleus, coda = syllable["onset"], syllable["nucleus"], syllable["coda"]
    tones = [character for character in nucleus if character in _TONES]
    if len(tones) != 1:
        return syllable[0]
    letters = _LETTER.findall(nucleus.replace(tones[0], ""))
    place = _tone_place(onset.lower(), letters, closed=bool(coda))
    letters[place] += tones[0]
    return onset + "".join(letters) + coda


def _tone_place(onset: str, letters: list[str], *, closed: bool) -> int:
    """Return the index of the letter that bears the tone; the u of qu and the i of gi bear none."""
    qualified = [index for index, letter in enumerate(letters) if any(mark in letter for mark in _QUALITIES)]
    if qualified:
        return qualified[-1]
    glide = len(letters) > 1 and (onset + letters[0].lower())[-2:] in {"qu", "gi"}
    first, count = int(glide), len(letters) - int(glide)
    if count == 1:
        return first
    return first + (1 if closed or count > 2 else 0)  # noqa: PLR2004 - three vowels: the middle one
