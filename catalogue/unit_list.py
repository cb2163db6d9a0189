"""A list of units as a table (CSV or XLSX): how a country's units come in, beside those of `units.toml`.

Its columns: ma, ten, cap (tỉnh, huyện, xã), ma_cha, hieu_luc_tu, hieu_luc_den, ke_thua. The days are the
first and the last on which the unit existed, blank where open; `ke_thua` names those that follow it, by `;`.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from catalogue.days import DayError, read_day
from catalogue.draft import Entry
from catalogue.errors import Place
from catalogue.model import Unit, UnitLevel
from catalogue.record import Record, SheetError
from catalogue.shapes import UNIT
from catalogue.sheet import open_sheet

COLUMNS: Final = ("ma", "ten", "cap", "ma_cha", "hieu_luc_tu", "hieu_luc_den", "ke_thua")
LEVEL_WORDS: Final = {
    UnitLevel.PROVINCE: "tỉnh",
    UnitLevel.DISTRICT: "huyện",
    UnitLevel.COMMUNE: "xã",
}
_LEVELS: Final = {word: level for level, word in LEVEL_WORDS.items()}


def read_unit_list(path: Path) -> Iterator[Entry[Unit]]:
    """Yield the units of a list with the lines they stand on. Raises CatalogueError."""
    file = Place(path.name)
    try:
        with open_sheet(path) as sheet:
            header = next(sheet.records, Record(1, []))
            missing = [name for name in COLUMNS if name not in header.cells]
            if missing:
                raise file.at("dòng tiêu đề").error(f"thiếu cột {', '.join(missing)}")
            for record in sheet.records:
                padded = record.cells + [""] * len(header.cells)
                yield _unit(dict(zip(header.cells, padded, strict=False)), file.at(f"dòng {record.line}"))
    except SheetError as error:
        raise file.at(f"dòng {error.line}").error(str(error)) from error


def _unit(cells: dict[str, str], place: Place) -> Entry[Unit]:
    raw: dict[str, Any] = {
        "code": cells["ma"],
        "name": cells["ten"],
        "level": _LEVELS.get(cells["cap"].casefold(), cells["cap"]),
        "parent": cells["ma_cha"],
        "valid_from": _day(cells["hieu_luc_tu"], place),
        "valid_to": _day(cells["hieu_luc_den"], place),
        "successors": [code.strip() for code in cells["ke_thua"].split(";") if code.strip()],
    }
    given = {key: value for key, value in raw.items() if value or key in {"code", "name", "level"}}
    own = UNIT.place(given, place)
    return Entry(own, UNIT.read(given, place))


def kept_units(path: Path) -> tuple[Unit, ...]:
    """Return the units of a list that `write_unit_list` wrote: quickly, as they were checked before.

    Raises CatalogueError where it is no such list.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(_kept(row) for row in csv.DictReader(file))
    except (KeyError, ValueError, TypeError) as error:
        raise Place(path.name).error("hỏng; hãy chạy lại “sohoa units import”") from error


def _kept(row: dict[str, str]) -> Unit:
    starts, ends = (date.fromisoformat(row[name]) if row[name] else None for name in COLUMNS[4:6])
    successors = tuple(row["ke_thua"].split(";")) if row["ke_thua"] else ()
    return Unit(row["ma"], row["ten"], _LEVELS[row["cap"]], row["ma_cha"] or None, starts, ends, successors)


def _day(cell: str, place: Place) -> date | None:
    try:
        return read_day(cell) if cell else None
    except DayError as error:
        raise place.error(str(error)) from error


def write_unit_list(units: Iterable[Unit], into: Path) -> None:
    """Write a list of units as `read_unit_list` reads it."""
    with into.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for unit in units:
            days = (day.isoformat() if day else "" for day in (unit.valid_from, unit.valid_to))
            level = LEVEL_WORDS[unit.level]
            writer.writerow(
                [unit.code, unit.name, level, unit.parent or "", *days, ";".join(unit.successors)]
            )
