"""The entries of the catalogue as somebody wrote them, before anybody looked whether they are right.

A section is `<section>.toml`, or a folder `<section>/` of such files, or both.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from catalogue.errors import Place


class Section(StrEnum):
    """What the catalogue consists of."""

    UNITS = "units"
    CONDITIONS = "conditions"
    TYPES = "types"
    PROCEDURES = "procedures"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Written:
    """An entry: where it stands, the code that names it, what it says by key as in TOML."""

    place: Place
    code: str
    raw: Any


Sections = Mapping[Section, tuple[Written, ...]]
OPTIONAL: Final = frozenset({Section.TARGETS})
# The word of `[[…]]`: a code may stand several times, once for each version.
LISTED: Final = {Section.UNITS: "unit", Section.PROCEDURES: "procedure", Section.TARGETS: "target"}
DAYS: Final = ("valid_from", "valid_to")


def read_written(folder: Path) -> Sections:
    """Return what the files of a folder hold. Raises CatalogueError naming file, entry and key."""
    files = {section: tuple(_files(folder, section)) for section in Section}
    known = {file for found in files.values() for file in found}
    for file in sorted(folder.rglob("*.toml")):
        if file not in known:
            raise Place(str(file.relative_to(folder))).error(f"tệp lạ; chỉ đọc {', '.join(Section)}")
    return {section: tuple(_entries(section, folder, files[section])) for section in Section}


def named(section: Section, raw: Any, place: Place) -> Written:  # noqa: ANN401 - whatever stands there
    """Return an entry by the code that it gives itself: a target's is its unit's, or its kind of unit."""
    keys = ("unit", "kind") if section is Section.TARGETS else ("code",)
    given = raw if isinstance(raw, dict) else {}
    return Written(place, str(next((given[key] for key in keys if given.get(key)), "")), raw)


def as_plain(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry as JSON can hold it: days as 2025-07-01."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in raw.items()}


def from_plain(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry that was kept as JSON; what is no day stays as it is, and is refused as such."""
    return {key: _day(value) if key in DAYS else value for key, value in plain.items()}


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _files(folder: Path, section: Section) -> Iterator[Path]:
    single = folder / f"{section}.toml"
    found = [single] if single.is_file() else []
    found += sorted((folder / section).glob("*.toml"))
    if not found and section not in OPTIONAL:
        raise Place(f"{section}.toml").error(f"không có tệp này trong {folder}")
    yield from found


def _entries(section: Section, folder: Path, files: tuple[Path, ...]) -> Iterator[Written]:
    for file in files:
        place = Place(file.relative_to(folder).as_posix())
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise place.error(f"không đọc được TOML ({error})") from error
        if section in LISTED:
            yield from _listed(section, table, place)
        elif section is Section.TYPES:
            yield from _types(table, place)
        else:
            yield from (Written(place, code, {"code": code, "words": said}) for code, said in table.items())


def _listed(section: Section, table: dict[str, Any], place: Place) -> Iterator[Written]:
    word = LISTED[section]
    for key in table:
        if key != word:
            raise place.at(key).error(f"khóa lạ; mỗi mục bắt đầu bằng [[{word}]]")
    if not isinstance(table.get(word, []), list):
        raise place.at(word).error(f"mỗi mục bắt đầu bằng [[{word}]]")
    for number, raw in enumerate(table.get(word, []), start=1):
        yield named(section, raw, place.at(f"[[{word}]] thứ {number}"))


def _types(table: dict[str, Any], place: Place) -> Iterator[Written]:
    """Read `[code]` tables: the code is the table's name."""
    for code, body in table.items():
        if not isinstance(body, dict):
            raise place.at(code).error("phải nằm trong một bảng [mã loại giấy tờ]")
        if "code" in body:
            raise place.within(f"loại giấy tờ {code}").at("code").error("khóa lạ; mã là tên của bảng")
        yield Written(place, code, {"code": code, **body})
