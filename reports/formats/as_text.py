"""A report as lines of text, columns aligned and nothing else: it reads well in a pipe, a mail or a log."""

import unicodedata
from collections.abc import Iterator, Sequence

from reports.formats.words import in_words
from reports.model import Kind, Table

GAP = "  "
NUMBERS = frozenset({Kind.COUNT, Kind.RATIO})


def render(table: Table) -> str:
    """Return the title, the period, a line a row, the total and the notes."""
    return "\n".join([*heading(table), "", *_body(table), "", *table.notes, ""])


def heading(table: Table) -> list[str]:
    """Return what stands above the columns."""
    unit = f"Đơn vị: {table.unit} và các đơn vị trực thuộc" if table.unit else "Đơn vị: tất cả"
    period = f"Kỳ báo cáo: từ {table.period.first:%d/%m/%Y} đến {table.period.last:%d/%m/%Y}"
    return [table.title, f"{period}. {unit}"]


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: marks that combine take none."""
    return sum(not unicodedata.combining(letter) for letter in text)


def _body(table: Table) -> Iterator[str]:
    rows = table.rows if table.total is None else (*table.rows, table.total)
    lines = [list(map(in_words, table.columns, row)) for row in rows]
    titles = [column.title for column in table.columns]
    widths = [max(map(width, column)) for column in zip(titles, *lines, strict=True)]
    yield _line(table, titles, widths)
    yield GAP.join("-" * size for size in widths)
    yield from (_line(table, line, widths) for line in lines)


def _line(table: Table, cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for column, cell, size in zip(table.columns, cells, widths, strict=True):
        blanks = " " * (size - width(cell))
        padded.append(blanks + cell if column.kind in NUMBERS else cell + blanks)
    return GAP.join(padded).rstrip()
