"""What the page of figures shows: both ratios with their targets, units ranked, what waits, who is silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal
from typing import Final, NamedTuple
from urllib.parse import urlencode

from catalogue.kinds import kind_of
from catalogue.model import Catalogue, Target
from reports.behind import query
from reports.model import Line, Table
from storage.overview import Station

LIST: Final = "/so-lieu/ho-so"
FULL: Final = Decimal(100)


class Way(NamedTuple):
    """One of the two ratios: the keys of its columns, and of the count of what is lacking to it."""

    title: str
    numerator: str
    denominator: str
    ratio: str
    lacking: str


INPUT: Final = Way("Số hóa thành phần hồ sơ", "complete", "received", "complete_ratio", "incomplete")
OUTPUT: Final = Way("Số hóa kết quả giải quyết", "results", "resolved", "results_ratio", "without_result")


@dataclass(frozen=True, slots=True)
class Measure:
    """A ratio of a unit, or of all: its parts, its target (None: no plan sets one), the list behind it."""

    name: str
    numerator: int
    denominator: int
    ratio: Decimal | None
    target: Decimal | None
    dossiers: str
    lacking: str

    @property
    def reached(self) -> bool | None:
        return None if self.ratio is None or self.target is None else self.ratio >= self.target


def whole(table: Table, way: Way) -> Measure | None:
    """Return a ratio of all units of the ratio table together; the target where all have the same."""
    if table.sum is None:
        return None
    targets = {_target(table.question.catalogue, code, table.period.last, way) for code in _units(table)}
    return _measure(table, table.sum, way, targets.pop() if len(targets) == 1 else None)


def ranked(table: Table, way: Way) -> list[Measure]:
    """Return a ratio of each unit that has any dossiers, best first."""
    catalogue, day = table.question.catalogue, table.period.last
    measures = [
        _measure(table, line, way, _target(catalogue, code, day, way))
        for code, line in zip(_units(table), table.lines, strict=True)
    ]
    there = [each for each in measures if each.ratio is not None]
    return sorted(there, key=lambda each: (-(each.ratio or 0), each.name))


def silent(stations: Sequence[Station], today: date, zone: tzinfo) -> list[Station]:
    """Return the stations from which nothing has come today, the longest silent first."""
    mine = [each for each in stations if each.last_arrival.astimezone(zone).date() < today]
    return sorted(mine, key=lambda each: each.last_arrival)


def _units(table: Table) -> list[str]:
    return [str(line.cells[0]) for line in table.lines]


def _measure(table: Table, line: Line, way: Way, target: Decimal | None) -> Measure:
    cells = dict(zip((column.key for column in table.columns), line.cells, strict=True))
    ratio = cells[way.ratio]
    return Measure(
        name=str(cells["name"]),
        numerator=_count(cells[way.numerator]),
        denominator=_count(cells[way.denominator]),
        ratio=ratio if isinstance(ratio, Decimal) else None,
        target=target,
        dossiers=_list(table, line, way.denominator, way.denominator),
        lacking=_list(table, line, way.denominator, way.lacking),
    )


def _count(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _list(table: Table, line: Line, key: str, of: str) -> str:
    """Return the address of the dossiers that are behind a count of a line."""
    column = next(each for each in table.columns if each.key == key)
    return f"{LIST}?{urlencode((query(table, line, column) or {}) | {'of': of})}"


def _target(catalogue: Catalogue, code: str, on: date, way: Way) -> Decimal | None:
    found: Target | None = catalogue.target(kind_of(catalogue.unit_on(code, on)), on, code)
    if found is None:
        return None
    return found.complete if way is INPUT else found.results
