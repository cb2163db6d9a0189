"""Whether a PDF's own text is what its reader sees: Vietnamese in Unicode, not the code of an old font.

A letter of TCVN3 (.VnTime) or VNI comes out as another letter of Western Europe, one whose map to Unicode is
broken as nothing known. Foreign recognition of Vietnamese print has the marks wrong, so that few words are
possible syllables. Text in another language is not told from that, nor is a page of very few words: neither
is believed, both are read from their pixels.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MAX_ODD: Final = 0.02  # of the words: a name from abroad
SYLLABLES: Final = (
    0.85  # of the words, numbers and abbreviations left out; true text has 0.98, bad recognition 0.65
)
MARKED: Final = 0.5  # of the syllables: true text has three of four
FEWEST: Final = 5  # syllables with marks: fewer prove nothing

VOWELS: Final = "aăâeêioôơuưy"
TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
LETTERS: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzđăâêôơư"
    + "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES)
)
UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Lm", "Lo", "Lt", "Mc", "Me", "Mn", "Sk"})
UNKNOWN: Final = "\ufffd"
ABBREVIATION: Final = 5  # letters at most: UBND, HĐND, TTHC, CCCD

TOKEN: Final = re.compile(r"[^\W\d_]+")
SYLLABLE: Final = re.compile(
    "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    "(?:"
    "(?:a|ă|â|e|ê|i|iê|yê|o|oa|oă|oe|oo|ô|ơ|u|uâ|uê|uô|uy|uyê|ư|ươ|y)(?:ch|c|m|nh|ng|n|p|t)"
    "|a[iouy]?|â[uy]|eo?|êu?|i[au]?|iêu|yêu|o[aei]?|oa[iouy]|oeo|ôi?|ơi?|u[aêiơy]?|uâ[uy]?|uôi|uy[aêu]"
    "|ư[aiu]?|ươ[iu]|y"
    ")"
)
STOPPED: Final = re.compile("(?:ch|c|p|t)$")
RISING: Final = frozenset("\u0301\u0323")  # the tones of a syllable that ends in a stop


def is_vietnamese(words: Iterable[str]) -> bool:
    """Tell whether words (NFC) are Vietnamese as it is written, all but a few of them."""
    words = tuple(words)
    if sum(is_odd(word) for word in words) > MAX_ODD * len(words):
        return False
    # A letter that stands all alone is counted: words fall to pieces where a font's widths are wrong.
    tokens = [
        token
        for word in words
        for token in TOKEN.findall(word)
        if len(word) == 1 or not _is_abbreviation(token)
    ]
    syllables = [token for token in tokens if is_syllable(token)]
    marked = sum(not token.isascii() for token in syllables)
    return marked >= max(FEWEST, MARKED * len(syllables)) and len(syllables) >= SYLLABLES * len(tokens)


def is_odd(word: str) -> bool:
    """Tell whether a word has a sign that Vietnamese text has not: a foreign letter, one of no meaning."""
    return any(
        sign == UNKNOWN
        or (sign.lower() not in LETTERS if sign.isalpha() else unicodedata.category(sign) in UNSEEN)
        for sign in word
    )


def is_syllable(token: str) -> bool:
    """Tell whether a run of letters (NFC) can be one syllable of Vietnamese, marks and all."""
    letters, tone = "", ""
    for sign in unicodedata.normalize("NFD", token.lower()):
        if sign in TONES:
            tone += sign
        else:
            letters += sign
    plain = unicodedata.normalize("NFC", letters)
    if len(tone) > 1 or not SYLLABLE.fullmatch(plain):
        return False
    return tone in RISING or not STOPPED.search(plain)


def _is_abbreviation(token: str) -> bool:
    return len(token) == 1 or (len(token) <= ABBREVIATION and token.isupper() and not is_syllable(token))
