"""Words as people type them into spreadsheets, made comparable."""

import unicodedata


def tidy(cell: str) -> str:
    """Return a cell's text in NFC with single blanks."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell)
    return " ".join(cell.split())


def fold(text: str) -> str:
    """Return text in lower case without marks, đ as d, all but letters and digits as single blanks."""
    apart = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    bare = (letter for letter in apart if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())
