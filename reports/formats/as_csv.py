"""A report as CSV that Excel opens with the right letters (its encoding puts a byte order mark first)."""

import csv
import io
from collections.abc import Iterable

from catalogue.formulas import harmless
from reports.formats.words import full_title, in_words
from reports.model import Cell, Column, Kind, Table


def render(table: Table) -> bytes:
    """Return a heading, a line a row and the total. Counts are bare digits, ratios as printed (97,17%).

    UTF-8 with a byte order mark: without it Excel takes the letters for another alphabet's.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(full_title(column) for column in table.columns)
    writer.writerows(_cells(table.columns, row) for row in table.rows)
    if table.total is not None:
        writer.writerow(_cells(table.columns, table.total))
    return text.getvalue().encode("utf-8-sig")


def _cells(columns: Iterable[Column], row: Iterable[Cell]) -> list[str]:
    return [_cell(column, cell) for column, cell in zip(columns, row, strict=True)]


def _cell(column: Column, cell: Cell) -> str:
    """Write one cell; a text that a spreadsheet would take for a formula is made a text by an apostrophe."""
    if column.kind is Kind.COUNT:
        return "" if cell is None else str(cell)
    return harmless(in_words(column, cell))
