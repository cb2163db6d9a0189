"""Texts that a spreadsheet would take for formulas: made harmless in files, and read back as they were.

What begins like a formula gets an apostrophe before it, by which spreadsheets know a text.
"""

from typing import Final

MARK: Final = "'"
STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_MARKED: Final = tuple(MARK + start for start in STARTS)


def harmless(text: str) -> str:
    """Return a text as it may stand in a CSV file that a spreadsheet opens."""
    return MARK + text if text.startswith(STARTS) else text


def restored(text: str) -> str:
    """Return a text as it was before `harmless`."""
    return text[1:] if text.startswith(_MARKED) else text
