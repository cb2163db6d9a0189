"""The text that is learned from: the beginning of a paper, without what tells one citizen from another."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.matching.fold import fold
from pipeline.model import PageReading

LETTERS: Final = 1600  # of the first page: the headings, and the first labels of the body
GROUP: Final = (3, 5)  # letters that are looked at together, at least and at most
_DIGITS: Final = re.compile(r"\d+")
_SIGNS: Final = re.compile(r"[^\w\s]|_")


def paper_text(pages: Sequence[PageReading]) -> str:
    """Return the words of a paper's first page from its top; "" for a paper without pages."""
    return " ".join(word.text for word in pages[0].words)[:LETTERS] if pages else ""


def plain(text: str) -> str:
    """Return the text as it is compared: lower case without marks, every number one 0, no other signs."""
    bare = _SIGNS.sub(" ", fold(text))
    return f" {' '.join(_DIGITS.sub('0', bare).split())} "
