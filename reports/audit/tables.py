"""Rows of numbers: the totals of a table's columns, and the sums of form II.06a within each row.

The form's counts are, after the row's number and unit: received (all, online, direct or by post, carried
over), resolved (all, early, on time, late), open (all, in time, overdue). Form II.06a/VPCP/KSTT.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from reports.audit.figures import parse_number
from reports.audit.finding import Finding, Weight
from reports.audit.flow import Flow
from reports.audit.masks import blanked
from reports.audit.numerals import number, signed, total

LEAST_CELLS: Final = 3
ROW: Final = re.compile(r"(?P<label>.*?)(?P<cells>(?:(?:^|\s)\d[\d.]*(?=\s|$)){3,})\s*")
TOTAL: Final = re.compile(r"(?:tổng(?: số| cộng)?|cộng|toàn (?:tỉnh|huyện|xã|ngành))\b", re.IGNORECASE)
SUBTOTAL: Final = re.compile(r"(?:[IVX]+|[A-Z])[.)]?\s")
FORM: Final = 11  # counts in a row of II.06a
# whole and parts, as places among the counts of a row
FORM_SUMS: Final = (
    ("tiếp nhận", (0,), (1, 2, 3)),
    ("đã giải quyết", (4,), (5, 6, 7)),
    ("đang giải quyết", (8,), (9, 10)),
    ("tiếp nhận", (0,), (4, 8)),
)
HEADER: Final = re.compile(r"II\.06|trực tuyến.*trước hạn", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: where it stands, what it is of, its numbers."""

    start: int
    end: int
    label: str
    cells: tuple[Decimal, ...]


def find_rows(whole: Flow, masked: str) -> list[Row]:
    """Return the lines that end in at least three numbers and nothing else."""
    starts = [offset for offset, _ in whole.lines]
    spans = pairwise([*starts, len(masked) + 1])
    return [row for start, end in spans if (row := _row(masked, start, end - 1)) is not None]


def _row(masked: str, start: int, end: int) -> Row | None:
    found = ROW.fullmatch(masked, start, end)
    if found is None:
        return None
    cells = [parse_number(printed) for printed in found["cells"].split()]
    values = tuple(cell for cell in cells if cell is not None)
    return Row(start, end, found["label"].strip(), values) if len(values) == len(cells) else None


def without_rows(masked: str, rows: Iterable[Row]) -> str:
    """Return the text, as long as it was, with the rows blank: their numbers belong to no sentence."""
    return blanked(masked, ((row.start, row.end) for row in rows), lambda words: " " * len(words))


def check_tables(whole: Flow, rows: Sequence[Row]) -> Iterator[Finding]:
    """Hold every total row against the rows above it, every row of II.06a against the form's sums."""
    form = HEADER.search(whole.text) is not None
    above: list[Row] = []
    for row in rows:
        if form and len(row.cells) == FORM:
            yield from _form_sums(row)
        if above and len(above[-1].cells) != len(row.cells):
            above = []
        if TOTAL.match(row.label):
            yield from _columns(row, above)
            above = []
        else:
            above.append(row)


def _form_sums(row: Row) -> Iterator[Finding]:
    for name, wholes, parts in FORM_SUMS:
        values = [row.cells[place] for place in parts]
        yield _compared(row, f"Hàng “{row.label}”, {name}", row.cells[wholes[0]], values)


def _columns(last: Row, above: Sequence[Row]) -> Iterator[Finding]:
    """Compare a total row; subtotals of groups may stand among the rows, or stand for them."""
    groups = [row for row in above if SUBTOTAL.match(row.label)]
    single = [row for row in above if row not in groups]
    if len(above) < 2:  # noqa: PLR2004 - a total of one row says nothing
        return
    for place, printed in enumerate(last.cells):
        readings = [[row.cells[place] for row in rows] for rows in (above, single, groups) if rows]
        nearest = min(readings, key=lambda values: abs(sum(values, Decimal(0)) - printed))
        yield _compared(last, f"Hàng “{last.label}”, cột số thứ {place + 1}", printed, nearest)


def _compared(row: Row, name: str, printed: Decimal, values: Sequence[Decimal]) -> Finding:
    follows = sum(values, Decimal(0))
    gap = printed - follows
    message = f"{name}: in là {number(printed)}, cộng được {total(values)}"
    message += f" (lệch {signed(gap)})." if gap else ": khớp."
    weight = Weight.BREACH if gap else Weight.FIT
    return Finding(
        "table", weight, row.start, row.end, number(printed), number(follows), message, gap or None
    )
