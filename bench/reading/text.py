"""The one form in which texts are compared, and without its marks."""

import re
import unicodedata
from typing import Final

# As it is written beside the transcribed pages: curly quotes are ", long dashes are -.
PLAIN: Final = str.maketrans("“”„‟‘’‚‛–—―‒", '""""""""----')
CELL: Final = re.compile(r"[\t\n\v\f\r]+")


def normal(text: str) -> str:
    """Return a text as it is compared: NFC, plain quotes and dashes, runs of white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).translate(PLAIN).split())


def bare(text: str) -> str:
    """Return a text without its marks, đ as d."""
    letters = unicodedata.normalize("NFD", text)
    without = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", without.replace("đ", "d").replace("Đ", "D"))


def lines(text: str) -> list[str]:
    """Return the lines of a text, a table's cells each as one, in their normal form; empty ones left out."""
    return [line for line in map(normal, CELL.split(text)) if line]
