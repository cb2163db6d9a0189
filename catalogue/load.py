"""Reads `configs/catalogue` and refuses it whole if one entry is wrong.

A section is `<section>.toml`, or a folder `<section>/` of such files, or both.
"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from catalogue.checks import CHECKS
from catalogue.draft import Draft, Entry
from catalogue.errors import CatalogueError, Place
from catalogue.model import Catalogue, Unit
from catalogue.shapes import PROCEDURE, TARGET, TYPE, UNIT, Shape
from catalogue.unit_list import kept_units
from catalogue.values import SLUG, code, text

SECTIONS: Final = ("units", "conditions", "types", "procedures", "targets")
OPTIONAL: Final = ("targets",)

__all__ = ["CatalogueError", "load_catalogue"]


def load_catalogue(folder: Path, unit_list: Path | None = None) -> Catalogue:
    """Return the catalogue that a folder describes; raise CatalogueError naming file, entry and key.

    The units of `unit_list`, where that file is there, stand beside those of the folder; they were checked
    when they were imported (`check_units`).
    """
    draft = _read(folder)
    for check in CHECKS:
        for error in check(draft):
            raise error
    listed = kept_units(unit_list) if unit_list is not None and unit_list.is_file() else ()
    return Catalogue(
        units=(*(entry.value for entry in draft.units), *listed),
        procedures=tuple(entry.value for entry in draft.procedures),
        types={entry.value.code: entry.value for entry in draft.types},
        conditions={entry.value[0]: entry.value[1] for entry in draft.conditions},
        targets=tuple(entry.value for entry in draft.targets),
    )


def check_units(units: Iterable[Entry[Unit]]) -> None:
    """Raise CatalogueError where units do not fit to one another."""
    draft = Draft(tuple(units), (), (), ())
    for check in CHECKS:
        for error in check(draft):
            raise error


def _read(folder: Path) -> Draft:
    files = {section: tuple(_files(folder, section)) for section in SECTIONS}
    known = {file for found in files.values() for file in found}
    for file in sorted(folder.rglob("*.toml")):
        if file not in known:
            raise Place(str(file.relative_to(folder))).error(f"tệp lạ; chỉ đọc {', '.join(SECTIONS)}")
    return Draft(
        units=tuple(_listed(folder, files["units"], "unit", UNIT)),
        conditions=tuple(_conditions(folder, files["conditions"])),
        types=tuple(_types(folder, files["types"])),
        procedures=tuple(_listed(folder, files["procedures"], "procedure", PROCEDURE)),
        targets=tuple(_listed(folder, files["targets"], "target", TARGET)),
    )


def _files(folder: Path, section: str) -> Iterator[Path]:
    single = folder / f"{section}.toml"
    found = [single] if single.is_file() else []
    found += sorted((folder / section).glob("*.toml"))
    if not found and section not in OPTIONAL:
        raise Place(f"{section}.toml").error(f"không có tệp này trong {folder}")
    yield from found


def _tables(folder: Path, files: tuple[Path, ...]) -> Iterator[tuple[Place, dict[str, Any]]]:
    for file in files:
        place = Place(file.relative_to(folder).as_posix())
        try:
            yield place, tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise place.error(f"không đọc được TOML ({error})") from error


def _listed(folder: Path, files: tuple[Path, ...], word: str, shape: Shape) -> Iterator[Entry[Any]]:
    """Read `[[unit]]` and `[[procedure]]`: a code may stand several times, once for each version."""
    for place, table in _tables(folder, files):
        for key in table:
            if key != word:
                raise place.at(key).error(f"khóa lạ; mỗi mục bắt đầu bằng [[{word}]]")
        if not isinstance(table.get(word, []), list):
            raise place.at(word).error(f"mỗi mục bắt đầu bằng [[{word}]]")
        for number, raw in enumerate(table.get(word, []), start=1):
            own = place.at(f"[[{word}]] thứ {number}")
            yield Entry(shape.place(raw, own), shape.read(raw, own))


def _types(folder: Path, files: tuple[Path, ...]) -> Iterator[Entry[Any]]:
    """Read `[code]` tables: the code is the table's name."""
    for place, table in _tables(folder, files):
        for name, body in table.items():
            if not isinstance(body, dict):
                raise place.at(name).error("phải nằm trong một bảng [mã loại giấy tờ]")
            if "code" in body:
                raise TYPE.place({"code": name}, place).at("code").error("khóa lạ; mã là tên của bảng")
            raw = {"code": name, **body}
            yield Entry(TYPE.place(raw, place), TYPE.read(raw, place))


def _conditions(folder: Path, files: tuple[Path, ...]) -> Iterator[Entry[tuple[str, str]]]:
    for place, table in _tables(folder, files):
        for name, words in table.items():
            own = place.within(f"điều kiện {name}")
            yield Entry(own, (str(code(SLUG)(name, own)), text(words, own)))
