"""Words by which the zones of an official document are known, though some letters are misread.

The zones are those of Decree 30/2020/NĐ-CP, annex I: the motto, the number, the recipients.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

from pipeline.ordering.lines import Line

MOTTO: Final = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc")
ALIKE: Final = 0.75
SHARED: Final = 3  # words of a motto that are read rightly
_OF_NUMBERS: Final = frozenset("0123456789:/")
_OTHER: Final = re.compile("[^a-z0-9]")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return the letters and digits of a word without case and marks."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _OTHER.sub("", letters)


def motto_start(line: Line) -> int | None:
    """Return the place of the word with which a line of the motto begins that ends this line, if any does."""
    words = [folded(word.text) for word in line.words]
    for motto in MOTTO:
        whole = motto.split()
        if len(set(words) & set(whole)) >= SHARED:
            near = max(range(len(words)), key=lambda place: (_alike(words[place:], motto), place))
            return near if _alike(words[near:], motto) >= ALIKE else None
    return None


def is_number(line: Line) -> bool:
    """Tell whether a line begins as a document's number does ("Số: …"), or its subject ("V/v …")."""
    first = folded(line.words[0].text)
    return first == "vv" or (
        first.startswith("so") and any(set(word.text) & _OF_NUMBERS for word in line.words)
    )


def is_addressee(line: Line) -> bool:
    """Tell the line that says to whom a paper goes ("Kính gửi: …"): it ends the head."""
    return _begins(line, "kinhgui")


def is_recipients(line: Line) -> bool:
    """Tell the heading of the list of recipients ("Nơi nhận:")."""
    return _begins(line, "noinhan")


def is_filing(line: Line) -> bool:
    """Tell the last recipient: "- Lưu: …" ends each list."""
    words = [folded(word.text) for word in line.words]
    return "luu" in words[:2] and words.index("luu") == (0 if words[0] else 1)


def is_item(line: Line) -> bool:
    """Tell a line of a list, which begins with a dash."""
    return line.words[0].text[0] in "-–—~•+"


def signer_start(line: Line) -> int | None:
    """Return the place where the note of an electronic signature begins ("Ký bởi: …")."""
    words = [folded(word.text) for word in line.words]
    pairs = enumerate(pairwise(words))
    return next((place for place, pair in pairs if pair == ("ky", "boi")), None)


def letters(line: Line) -> str:
    """Return the letters and digits of a line, folded, without blanks."""
    return "".join(folded(word.text) for word in line.words)


def _begins(line: Line, sign: str) -> bool:
    words = "".join(folded(word.text) for word in line.words[:3])[: len(sign)]
    return SequenceMatcher(None, words, sign).ratio() >= ALIKE


def _alike(words: Sequence[str], motto: str) -> float:
    return SequenceMatcher(None, "".join(words), motto.replace(" ", ""), autojunk=False).ratio()
