"""What is different between two states of the catalogue, as rows and cells of its tables."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from catalogue.amendments import Amendment
from catalogue.cells import Shown
from catalogue.grid import GRIDS, OUTER, Cells, Grid, raws, rows
from catalogue.grid import cells_of as shown
from catalogue.written import Section, Sections, Written


class Way(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell that is not what it was, by its column's heading."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that came, went or changed: of which table, what it is called there."""

    table: str
    name: str
    way: Way
    cells: tuple[CellDifference, ...]


def differences(
    before: Sections, after: Sections, codes: Collection[tuple[Section, str]]
) -> tuple[Difference, ...]:
    """Return what is different of these codes, table by table."""
    return tuple(each for grid in GRIDS for each in _of_grid(grid, before, after, codes))


def changed(
    before: Sections, section: Section, entries: Iterable[Written], *, missing_too: bool = False
) -> tuple[Amendment, ...]:
    """Return the amendments by which a section comes to say what these entries do.

    Codes that are not among them stay as they are, unless `missing_too`: then they are taken out.
    """
    old, new = _by_code(before[section]), _by_code(entries)
    wanted = [code for code in new if _all_rows(section, old.get(code, ())) != _all_rows(section, new[code])]
    gone = [code for code in old if code not in new] if missing_too else []
    return (
        *(Amendment(section, code, tuple(new[code])) for code in wanted),
        *(Amendment(section, code, ()) for code in gone),
    )


def _by_code(entries: Iterable[Written]) -> dict[str, list[Written]]:
    found: dict[str, list[Written]] = {}
    for entry in entries:
        found.setdefault(entry.code, []).append(entry)
    return found


def _all_rows(section: Section, entries: Iterable[Written]) -> list[list[Cells]]:
    kept = list(entries)
    return [sorted(rows(grid, kept), key=repr) for grid in GRIDS if grid.section is section]


def _of_grid(
    grid: Grid, before: Sections, after: Sections, codes: Collection[tuple[Section, str]]
) -> Iterator[Difference]:
    old = _named_rows(grid, before[grid.section], codes)
    new = _named_rows(grid, after[grid.section], codes)
    for key in dict.fromkeys([*old, *new]):
        was, is_now = old.get(key), new.get(key)
        if was == is_now:
            continue
        way = Way.ADDED if was is None else Way.REMOVED if is_now is None else Way.CHANGED
        yield Difference(grid.title, _name(key), way, tuple(_cells(grid, was, is_now)))


def _named_rows(
    grid: Grid, entries: Iterable[Written], codes: Collection[tuple[Section, str]]
) -> dict[tuple[Any, ...], Cells]:
    return {
        tuple(raw.get(key) for key in grid.keys): shown(grid, raw)
        for entry in entries
        if (grid.section, entry.code) in codes
        for raw in raws(grid, entry.raw)
    }


def _cells(grid: Grid, was: Cells | None, is_now: Cells | None) -> Iterator[CellDifference]:
    blank: Cells = (None,) * len(grid.columns)
    for column, old, new in zip(grid.columns, was or blank, is_now or blank, strict=True):
        if old != new and column.key not in grid.keys:
            yield CellDifference(column.heading, in_words(old), in_words(new))


def _name(key: tuple[Any, ...]) -> str:
    words = [
        f"từ {in_words(part)}" if isinstance(part, date) else str(part) for part in key if part is not None
    ]
    return ", ".join(words)


def in_words(cell: Shown) -> str:
    """Return a cell as people read it: days as 01/07/2025, several lines as one."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell).replace("\n", "; ")


def section_title(section: Section) -> str:
    """Return what a section is called."""
    return OUTER[section].title
