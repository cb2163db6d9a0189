"""Reads tables as spreadsheets and provincial systems save them, CSV or XLSX, a row at a time."""

import csv
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from catalogue.encoding import EncodingError, encoding_of
from catalogue.formulas import restored
from catalogue.record import Record, SheetError
from catalogue.spelling import tidy
from catalogue.workbook import open_workbook
from catalogue.worksheet import Values, Worksheet

DELIMITERS: Final = (",", ";", "\t")
BYTE_ORDER_MARK: Final = "\ufeff"
SNIFFED: Final = 30  # lines that the delimiter is told by
_KEPT: Final = 100_000  # cells: most stand in many rows,
_SHORT: Final = 64  # letters; longer ones are notes, which seldom come again and would fill the memory
LOOKED_AT: Final = 30  # rows that a worksheet is chosen by
# What some programs write above the header for Excel.
SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t])"?[ ,;\t]*\r?\n', re.IGNORECASE)

ZIP: Final = b"PK\x03\x04"
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
MARKUP: Final = b"<"
NOT_OURS: Final = {
    OLD_EXCEL: "Tệp Excel kiểu cũ (.xls) hoặc đặt mật khẩu. Hãy mở bằng Excel và lưu lại dạng .xlsx.",
    MARKUP: "Tệp là trang web (HTML, XML) mang tên bảng tính. Hãy mở bằng Excel và lưu lại dạng .xlsx.",
}

Holds = Callable[[list[Record]], bool]  # whether the first rows of a worksheet are those of the wanted table


@dataclass(slots=True)
class Sheet:
    """An open file: its rows, its size in bytes, and how many of them have been read so far.

    Text has a `delimiter`; a workbook, the name of the worksheet that is read and of those that are not.
    """

    records: Iterator[Record]
    size: int
    _position: Callable[[], int] = field(repr=False)
    delimiter: str = ","
    name: str | None = None
    others: tuple[str, ...] = ()

    @property
    def position(self) -> int:
        return min(self._position(), self.size)


@contextmanager
def open_sheet(path: Path, holds: Holds | None = None) -> Generator[Sheet]:
    """Open a CSV or XLSX file, told apart by its content. Raises SheetError, here or while rows are read.

    Of a workbook the first worksheet is read that `holds` the table (else the first): before it may stand a
    cover, a guide.
    """
    with path.open("rb") as file:
        start = file.read(len(ZIP))
        refused = next((why for magic, why in NOT_OURS.items() if start.startswith(magic)), None)
        if refused:
            raise SheetError(0, refused)
        file.seek(0)
        if start == ZIP:
            with _worksheet(path, file, holds) as sheet:
                yield sheet
        else:
            with _text(path) as text:
                delimiter, records = split_csv(text)
                yield Sheet(records, path.stat().st_size, text.buffer.tell, delimiter)


@contextmanager
def _text(path: Path) -> Generator[TextIO]:
    try:
        encoding = encoding_of(path)
    except EncodingError as error:
        raise SheetError(0, str(error)) from error
    with path.open(encoding=encoding, newline="") as text:
        yield text


def csv_records(lines: Iterable[str]) -> Iterator[Record]:
    """Yield the rows of a CSV text, given by lines; blank ones are left out. Raises SheetError."""
    return split_csv(lines)[1]


def split_csv(lines: Iterable[str]) -> tuple[str, Iterator[Record]]:
    """Return the delimiter of a CSV text, given by lines, and its rows, which raise SheetError.

    The delimiter is the one that a `sep=` line names, else the one that stands oftenest in one of the first
    lines.
    """
    coming = iter(lines)
    first = list(islice(coming, SNIFFED))
    if first:
        first[0] = first[0].removeprefix(BYTE_ORDER_MARK)
    named = SEPARATOR_LINE.match(first[0]) if first else None
    if named:
        del first[0]
    delimiter = named[1] if named else max(DELIMITERS, key=lambda sign: _most(first, sign))
    return delimiter, _records(chain(first, coming), delimiter, skipped=1 if named else 0)


def _records(lines: Iterable[str], delimiter: str, *, skipped: int) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1 + skipped
    try:
        for row in reader:
            cells = list(map(_read, row))
            if any(cells):
                yield Record(line, cells)
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        # A quote that never closes would swallow every row after it: nothing from here on can be trusted.
        raise SheetError(line, "dấu nháy kép sai chỗ hoặc không đóng; từ dòng này trở đi chưa đọc") from error


def _read(cell: str) -> str:
    return _read_before(cell) if len(cell) <= _SHORT else restored(tidy(cell))


@lru_cache(maxsize=_KEPT)
def _read_before(cell: str) -> str:
    return restored(tidy(cell))


_tidied_before: Final = lru_cache(maxsize=_KEPT)(tidy)


def _most(lines: list[str], sign: str) -> int:
    return max((line.count(sign) for line in lines), default=0)


@contextmanager
def _worksheet(path: Path, file: BinaryIO, holds: Holds | None) -> Generator[Sheet]:
    with open_workbook(path, file) as worksheets:
        chosen, records = _choose(worksheets, holds)
        others = tuple(each.name for each in worksheets if each is not chosen)
        yield Sheet(records, path.stat().st_size, chosen.position, name=chosen.name, others=others)


def _choose(worksheets: list[Worksheet], holds: Holds | None) -> tuple[Worksheet, Iterator[Record]]:
    """Return the first worksheet that holds the table, else the first, with its rows."""
    for worksheet in worksheets if holds and len(worksheets) > 1 else ():
        records = _rows(worksheet.rows())
        first = list(islice(records, LOOKED_AT))
        if holds and holds(first):
            return worksheet, chain(first, records)
    return worksheets[0], _rows(worksheets[0].rows())


def _rows(rows: Iterator[Values]) -> Iterator[Record]:
    for line, row in enumerate(rows, 1):
        cells = [_written(value) for value in row]
        while cells and not cells[-1]:
            del cells[-1]
        if cells:
            yield Record(line, cells, grid=True)


def _written(value: object) -> str:
    """Return a cell of a workbook as a program would have written it into a CSV file."""
    if isinstance(value, str):
        return _tidied_before(value) if len(value) <= _SHORT else tidy(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
