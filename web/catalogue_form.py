"""The form of one entry of the catalogue: what stands in its boxes, what was written, which row is wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from catalogue.amendments import Amendment
from catalogue.cells import Look
from catalogue.errors import CatalogueError, Place
from catalogue.grid import INNER, OUTER, Column, Grid, Row, read_entries
from catalogue.told import column_of, told
from catalogue.written import LISTED, Section, Written
from storage.catalogue_in_force import InForce
from web.cataloguing import CatalogueRefusedError, corrected, dated, version_from, without

BLANK_ROWS: Final = 3
INNER_NAME: Final = "trong."  # before the names of the boxes of a row
# How sections stand in addresses.
ADDRESSES: Final[dict[str, Section]] = {
    "thu-tuc": Section.PROCEDURES,
    "loai-giay-to": Section.TYPES,
    "dieu-kien": Section.CONDITIONS,
    "don-vi": Section.UNITS,
    "chi-tieu": Section.TARGETS,
}
NAMED: Final = {section: address for address, section in ADDRESSES.items()}
_ROW: Final = re.compile(r"^dòng (\d+)")
_NAMED: Final = re.compile(r"(?:thành phần|trường) ([^,]+)$")
_NUMBERED: Final = re.compile(r"ở \w+\[(\d+)\]$")
NO_DAY: Final = "hãy chọn ngày bắt đầu áp dụng"
GONE: Final = "không còn bản này; hãy tải lại trang"

Texts = dict[str, str]


class How(StrEnum):
    """What is to become of the version that was opened."""

    FROM_DAY = "tu-ngay"
    CORRECT = "dinh-chinh"
    REMOVE = "xoa"


@dataclass(slots=True)
class EntryForm:
    """The boxes of an entry and of the rows inside of it; `wrong` holds the numbers of rows that are."""

    section: Section
    boxes: Texts
    rows: list[Texts]
    code: str = ""  # of the entry that was opened; "": a new one
    first: date | None = None  # the day on which the opened version began
    base: int = 0
    how: How = How.CORRECT
    on: str = ""
    said: str = ""
    problems: list[str] = field(default_factory=list)
    wrong: set[int] = field(default_factory=set)

    @property
    def outer(self) -> Grid:
        return OUTER[self.section]

    @property
    def inner(self) -> Grid | None:
        return INNER.get(self.section)

    @property
    def has_days(self) -> bool:
        return self.section in LISTED

    @property
    def address(self) -> str:
        return NAMED[self.section]


def opened(before: InForce, section: Section, code: str, first: date | None) -> EntryForm | None:
    """Return the form of a version, or of a new entry for the code ""; None: there is no such version."""
    if not code:
        return EntryForm(section, {}, _with_blank(section, []), base=before.version)
    entry = version_from(before, section, code, first)
    if entry is None:
        return None
    inner = INNER.get(section)
    below = entry.raw.get(inner.inside, []) if inner else []
    how = How.FROM_DAY if section in LISTED else How.CORRECT
    return EntryForm(
        section,
        _texts(OUTER[section].columns, entry.raw),
        _with_blank(section, [_texts(inner.own, raw) for raw in below] if inner else []),
        code,
        first,
        before.version,
        how,
    )


def written(section: Section, values: Mapping[str, Sequence[str]]) -> EntryForm:
    """Return the form as it was sent: the values of each name, in the order of the page."""

    def one(name: str) -> str:
        return next(iter(values.get(name, ())), "")

    inner, outer = INNER.get(section), OUTER[section]
    rows = list(_rows(inner, values)) if inner else []
    how = next((each for each in How if each == one("cach")), How.CORRECT)
    first, base = _day(one("ban")), one("goc")
    boxes = {column.key: ";".join(values.get(column.key, ())) for column in outer.columns}
    number = int(base) if base.isascii() and base.isdecimal() and len(base) < 9 else -1  # noqa: PLR2004
    return EntryForm(section, boxes, rows, one("ma"), first, number, how, one("tu_ngay"), one("ghi_chu"))


def amendment_of(form: EntryForm, before: InForce) -> Amendment:
    """Return the change that a form asks for. Raises CatalogueRefusedError: what is wrong in its boxes."""
    replaced = version_from(before, form.section, form.code, form.first) if form.code else None
    if form.code and replaced is None:
        raise CatalogueRefusedError([Place(form.outer.title).error(GONE)])
    if form.how is How.REMOVE and replaced is not None:
        return without(before, form.section, replaced)
    new = _entry(form, before)
    if form.how is not How.FROM_DAY or not form.has_days or replaced is None:
        return corrected(before, form.section, new, replaced)
    on = _day(form.on)
    if on is None:
        raise CatalogueRefusedError([Place(form.outer.title).at("valid_from").error(NO_DAY)])
    return dated(before, form.section, new, on)


def mark(form: EntryForm, problems: Iterable[CatalogueError]) -> EntryForm:
    """Put what is wrong into the form, beside the rows that it is about."""
    for problem in problems:
        form.problems.append(told(problem))
        if (number := _row_of(form, problem)) is not None:
            form.wrong.add(number)
    form.rows = _with_blank(form.section, form.rows)
    return form


def heading_of(problem: CatalogueError) -> str:
    """Return the heading of the column that an error is about."""
    return column_of(problem.place)


def _entry(form: EntryForm, before: InForce) -> Written:
    place = Place(form.outer.title)
    # The opened version ends as the form says; a new one from a day on takes its own days.
    keyed = {key: form.boxes.get(key, "") for key in form.outer.keys}
    rows = [
        Row(Place(form.inner.title, f"dòng {number}"), {**row, **_keys(form, keyed)})
        for number, row in enumerate(form.rows, start=1)
        if form.inner and any(row.values())
    ]
    inner = rows if form.inner else None
    entries, errors = read_entries(form.section, [Row(place, form.boxes)], inner, before.sections)
    if errors or not entries:
        raise CatalogueRefusedError(errors)
    return entries[0]


def _keys(form: EntryForm, keyed: Texts) -> Texts:
    return {key: keyed[key] for key in form.inner.keys[:-1]} if form.inner else {}


def _row_of(form: EntryForm, problem: CatalogueError) -> int | None:
    if form.inner is None:
        return None
    place = problem.place
    if place.file == form.inner.title and (found := _ROW.match(place.entry)):
        return int(found[1]) - 1
    filled = [number for number, row in enumerate(form.rows) if any(row.values())]
    if (found := _NUMBERED.search(place.entry)) and int(found[1]) <= len(filled):
        return filled[int(found[1]) - 1]
    named = _NAMED.search(place.entry)
    own = form.inner.keys[-1]
    return next((n for n in filled if named and form.rows[n].get(own) == named[1]), None)


def _rows(inner: Grid, values: Mapping[str, Sequence[str]]) -> Iterator[Texts]:
    columns = {column.key: list(values.get(INNER_NAME + column.key, ())) for column in inner.own}
    for number in range(max(map(len, columns.values()))):
        row = {key: cells[number] if number < len(cells) else "" for key, cells in columns.items()}
        if any(cell.strip() for cell in row.values()):
            yield row


def _with_blank(section: Section, rows: list[Texts]) -> list[Texts]:
    if section not in INNER:
        return []
    return [*rows, *({} for _ in range(BLANK_ROWS))]


def _texts(columns: Iterable[Column], raw: Mapping[str, Any]) -> Texts:
    return {column.key: text_of(column, raw.get(column.key)) for column in columns}


def text_of(column: Column, value: Any) -> str:  # noqa: ANN401 - as the column's cell has it
    """Return what stands in the box of a value: days as forms want them, choices by their code."""
    if value is None or value == []:
        return ""
    if column.cell.look is Look.DAY:
        return str(value.isoformat())
    if column.cell.look is Look.CHOICE:
        return str(value)
    return ";".join(map(str, value)) if column.cell.look is Look.CHOICES else str(column.cell.show(value))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
