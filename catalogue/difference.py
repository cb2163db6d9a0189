"""What is different between two states of the catalogue, as rows and cells of its tables."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from catalogue.amendments import Amendment
from catalogue.cells import Shown
from catalogue.grid import GRIDS, LAST, OUTER, Cells, Grid, raws, rows
from catalogue.grid import cells_of as shown
from catalogue.written import Section, Sections, Written

Key = tuple[Any, ...]


class Way(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    VERSION = "version"  # a version from another day: what it says otherwise than the one before it


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
    starts = _new_versions(before, after, grid.section, codes)
    for key in dict.fromkeys([*old, *new]):
        was, is_now = old.get(key), new.get(key)
        if was == is_now:
            continue
        earlier = starts.get(_version(grid, key)) if was is None else None
        if earlier is None:
            way = Way.ADDED if was is None else Way.REMOVED if is_now is None else Way.CHANGED
            yield Difference(grid.title, _name(key), way, tuple(_cells(grid, was, is_now)))
        else:
            yield from _since(grid, key, old.get(_at(grid, key, earlier)), is_now)
    for (code, first), earlier in starts.items() if grid.inside else ():
        for key in old:
            gone = (
                key[0] == code and _version(grid, key)[1:] == earlier and _at(grid, key, (first,)) not in new
            )
            if gone:
                yield Difference(grid.title, _name(_at(grid, key, (first,))), Way.REMOVED, ())


def _since(grid: Grid, key: Key, was: Cells | None, is_now: Cells | None) -> Iterator[Difference]:
    """Yield how a row of a new version differs from that of the version before, if it does."""
    cells = tuple(cell for cell in _cells(grid, was, is_now) if cell.heading != LAST.heading)
    if was is None:
        yield Difference(grid.title, _name(key), Way.ADDED, cells)
    elif cells or not grid.inside:
        yield Difference(grid.title, _name(key), Way.CHANGED if grid.inside else Way.VERSION, cells)


def _new_versions(
    before: Sections, after: Sections, section: Section, codes: Collection[tuple[Section, str]]
) -> dict[Key, Key]:
    """Return code and first day of each version that is new, with the first day of the one before it."""
    if "valid_from" not in OUTER[section].keys:
        return {}
    known = [(e.code, e.raw.get("valid_from")) for e in before[section] if (section, e.code) in codes]
    found: dict[Key, Key] = {}
    for entry in after[section]:
        first = entry.raw.get("valid_from")
        earlier = [
            day for code, day in known if code == entry.code and (day or date.min) < (first or date.min)
        ]
        if (section, entry.code) in codes and (entry.code, first) not in known and earlier:
            found[entry.code, first] = (max(earlier, key=lambda day: day or date.min),)
    return found


def _version(grid: Grid, key: Key) -> Key:
    """Return code and first day of the version that a row is of."""
    named = dict(zip(grid.keys, key, strict=True))
    code = named.get("unit") or named.get("kind") if grid.section is Section.TARGETS else named["code"]
    return code, named.get("valid_from")


def _at(grid: Grid, key: Key, first: Key) -> Key:
    """Return the key that a row has in the version from another day."""
    return tuple(
        first[0] if name == "valid_from" else part for name, part in zip(grid.keys, key, strict=True)
    )


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
