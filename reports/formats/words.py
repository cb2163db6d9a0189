"""A cell as a person reads it."""

from datetime import date
from decimal import Decimal

from reports.model import Cell, Column, Kind
from reports.percent import vietnamese, vietnamese_percent


def in_words(column: Column, cell: Cell) -> str:
    """Return a cell the Vietnamese way: 10.674; 97,17%; 05/10/2026; lists joined by semicolons."""
    match cell:
        case None:
            return vietnamese_percent(None) if column.kind is Kind.RATIO else ""
        case Decimal():
            return vietnamese_percent(cell)
        case int():
            return vietnamese(cell)
        case date():
            return f"{cell:%d/%m/%Y}"
        case tuple():
            return "; ".join(cell)
        case str():
            return cell


def full_title(column: Column) -> str:
    """Return a column's title with the heading it stands under: Tiếp nhận: Tổng số."""
    return f"{column.group}: {column.title}" if column.group else column.title
