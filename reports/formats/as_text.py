"""A report as lines of text, columns aligned and nothing else: it reads well in a pipe, a mail or a log."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from reports.formats.heading import period_line, unit_line
from reports.formats.words import full_title, in_words
from reports.model import NUMBERS, Table

GAP = "  "
TITLE_WIDTH = 14  # longer titles are broken, if what stands below is not as long


def render(table: Table) -> bytes:
    """Return the title, the period, a line a row, the total and the notes, in UTF-8."""
    return "\n".join([*heading(table), "", *_body(table), "", *table.notes, ""]).encode()


def heading(table: Table) -> list[str]:
    """Return what stands above the columns."""
    return [table.title, f"{period_line(table)}. {unit_line(table)}"]


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: marks that combine take none."""
    return sum(not unicodedata.combining(letter) for letter in text)


def _body(table: Table) -> Iterator[str]:
    rows = table.rows if table.total is None else (*table.rows, table.total)
    lines = [list(map(in_words, table.columns, row)) for row in rows]
    cells = zip(*lines, strict=True) if lines else [()] * len(table.columns)
    needed = [max(map(width, column), default=0) for column in cells]
    titles = [
        wrap(full_title(column), max(size, TITLE_WIDTH))
        for column, size in zip(table.columns, needed, strict=True)
    ]
    widths = [max(size, *map(width, title)) for size, title in zip(needed, titles, strict=True)]
    for parts in zip_longest(*titles, fillvalue=""):
        yield _line(table, parts, widths)
    yield GAP.join("-" * size for size in widths)
    yield from (_line(table, line, widths) for line in lines)


def _line(table: Table, cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for column, cell, size in zip(table.columns, cells, widths, strict=True):
        blanks = " " * (size - width(cell))
        padded.append(blanks + cell if column.kind in NUMBERS else cell + blanks)
    return GAP.join(padded).rstrip()
