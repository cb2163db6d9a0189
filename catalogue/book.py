"""Reads the catalogue from a workbook such as `reports.catalogue_book` writes, changed in Excel."""

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from catalogue.amendments import Amendment
from catalogue.difference import changed
from catalogue.errors import CatalogueError, Place
from catalogue.grid import GRIDS, INNER, OUTER, Grid, Row, read_entries
from catalogue.sheet import ZIP
from catalogue.spelling import tidy
from catalogue.worksheet import BROKEN, FAULTS
from catalogue.written import Section, Sections

MOST_BYTES: Final = 100 * 1024 * 1024  # unpacked: more is no catalogue, but meant to exhaust the memory
MOST_ROWS: Final = 60_000
FILE: Final = Place("Tệp danh mục")


@dataclass(frozen=True, slots=True)
class BookRead:
    """What a workbook changes, what is wrong with its rows, of which tables it has a sheet."""

    amendments: tuple[Amendment, ...]
    problems: tuple[CatalogueError, ...]
    tables: tuple[str, ...]


def read_book(content: bytes, before: Sections) -> BookRead:
    """Return how a workbook differs from the catalogue as it stands. Raises CatalogueError.

    Codes that it does not have stay as they are. A code that it has is wholly as its rows say.
    """
    found = dict(_sheets(content))
    if not found:
        titles = ", ".join(f"“{grid.title}”" for grid in GRIDS)
        raise FILE.error(f"không có trang tính nào của danh mục; tên trang phải là một trong: {titles}")
    amendments: list[Amendment] = []
    problems: list[CatalogueError] = []
    for section in Section:
        outer, inner = found.get(OUTER[section].title), found.get(_inner_title(section))
        if outer is None and inner is not None:
            raise FILE.error(f"có trang “{_inner_title(section)}” thì phải có trang “{OUTER[section].title}”")
        entries, errors = read_entries(section, outer or (), inner, before)
        problems += errors
        if outer is not None and not errors:
            amendments += changed(before, section, entries)
    return BookRead(tuple(amendments), tuple(problems), tuple(found))


def _inner_title(section: Section) -> str:
    return INNER[section].title if section in INNER else ""


def _sheets(content: bytes) -> Iterator[tuple[str, tuple[Row, ...]]]:
    book = _opened(content)
    try:
        for grid in GRIDS:
            sheet = next((each for each in book.worksheets if tidy(each.title) == grid.title), None)
            if sheet is not None:
                sheet.reset_dimensions()
                yield grid.title, tuple(_rows(grid, sheet))
    except FAULTS as error:
        raise FILE.error(BROKEN) from error
    finally:
        book.close()


def _opened(content: bytes) -> Any:  # noqa: ANN401 - its class depends on how it is read
    if not content.startswith(ZIP):
        raise FILE.error("không phải tệp Excel (.xlsx). Hãy lưu lại dạng .xlsx.")
    from openpyxl import load_workbook  # noqa: PLC0415 - 12 MiB that the pages need only now and then
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if size > MOST_BYTES:
            raise FILE.error(f"quá lớn khi giải nén ({size // 1024**2} MB)")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that hold no data
            return load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, *FAULTS) as error:
        raise FILE.error(BROKEN) from error


def _rows(grid: Grid, sheet: Any) -> Iterator[Row]:  # noqa: ANN401 - its class is private to the library
    lines = enumerate(sheet.iter_rows(values_only=True), start=1)
    _, head = next(lines, (1, ()))
    places = {tidy(_written(value)): number for number, value in enumerate(head)}
    missing = [column.heading for column in grid.columns if column.heading not in places]
    if missing:
        raise Place(grid.title).at("dòng tiêu đề").error(f"thiếu cột {', '.join(missing)}")
    for line, values in lines:
        if line > MOST_ROWS:
            raise Place(grid.title).error(f"quá nhiều dòng: tối đa {MOST_ROWS}")
        cells = [_written(value) for value in values]
        if any(cells):
            padded = cells + [""] * len(head)
            named = {column.key: padded[places[column.heading]] for column in grid.columns}
            yield Row(Place(grid.title, f"dòng {line}"), named)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()
