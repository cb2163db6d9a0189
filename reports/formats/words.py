"""A cell as a person reads it."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from reports.model import Cell, Column, Kind
from reports.percent import vietnamese, vietnamese_percent

# Signs that no XML holds, so no workbook either; names of files and what people type may have them.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text without the signs that a file of an office program cannot hold."""
    return _UNPRINTABLE.sub("", text)


def in_words(column: Column, cell: Cell) -> str:
    """Return a cell the Vietnamese way: 10.674; 97,17%; 05/10/2026; lists joined by semicolons."""
    match cell:
        case None:
            return vietnamese_percent(None) if column.kind in {Kind.RATIO, Kind.MEASURE} else ""
        case Decimal():
            return vietnamese(cell) if column.kind is Kind.MEASURE else vietnamese_percent(cell)
        case int():
            return vietnamese(cell)
        case date():
            return f"{cell:%d/%m/%Y}"
        case tuple():
            return printable("; ".join(cell))
        case str():
            return printable(cell)


def full_title(column: Column) -> str:
    """Return a column's title with the heading it stands under: Tiếp nhận: Tổng số."""
    return f"{column.group}: {column.title}" if column.group else column.title
