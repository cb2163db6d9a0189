"""Reads tables as spreadsheets and provincial systems save them, CSV or XLSX, a row at a time."""

import csv
import re
import warnings
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from catalogue.encoding import EncodingError, encoding_of
from catalogue.spelling import tidy

DELIMITERS: Final = (",", ";", "\t")
BYTE_ORDER_MARK: Final = "\ufeff"
SNIFFED: Final = 30  # lines that the delimiter is told by
# What some programs write above the header for Excel.
SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t])"?[ ,;\t]*\r?\n', re.IGNORECASE)

ZIP: Final = b"PK\x03\x04"
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
MARKUP: Final = b"<"
NOT_OURS: Final = {
    OLD_EXCEL: "Tệp Excel kiểu cũ (.xls) hoặc đặt mật khẩu. Hãy mở bằng Excel và lưu lại dạng .xlsx.",
    MARKUP: "Tệp là trang web (HTML, XML) mang tên bảng tính. Hãy mở bằng Excel và lưu lại dạng .xlsx.",
}
BROKEN: Final = "Tệp Excel hỏng hoặc chưa chép xong. Hãy mở bằng Excel và lưu lại dạng .xlsx."
NO_TABLE: Final = "Tệp Excel chỉ có biểu đồ, không có trang tính nào."


class SheetError(Exception):
    """What stops the reading of a file, in Vietnamese, and the line where it does (0: the whole file)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in the file: its first line (from 1) and its cells, tidied."""

    line: int
    cells: list[str]


@dataclass(slots=True)
class Sheet:
    """An open file: its rows, its size in bytes, and how many of them have been read so far."""

    records: Iterator[Record]
    size: int
    _position: Callable[[], int] = field(repr=False)

    @property
    def position(self) -> int:
        return min(self._position(), self.size)


@contextmanager
def open_sheet(path: Path) -> Generator[Sheet]:
    """Open a CSV or XLSX file, told apart by its content. Raises SheetError, here or while rows are read."""
    with path.open("rb") as file:
        start = file.read(len(ZIP))
        refused = next((why for magic, why in NOT_OURS.items() if start.startswith(magic)), None)
        if refused:
            raise SheetError(0, refused)
        file.seek(0)
        if start == ZIP:
            with _workbook(file) as worksheet:
                yield Sheet(_rows(worksheet), path.stat().st_size, file.tell)
        else:
            with _text(path) as text:
                yield Sheet(csv_records(text), path.stat().st_size, text.buffer.tell)


@contextmanager
def _text(path: Path) -> Generator[TextIO]:
    try:
        encoding = encoding_of(path)
    except EncodingError as error:
        raise SheetError(0, str(error)) from error
    with path.open(encoding=encoding, newline="") as text:
        yield text


def csv_records(lines: Iterable[str]) -> Iterator[Record]:
    """Yield the rows of a CSV text, given by lines; blank ones are left out. Raises SheetError.

    The delimiter is the one that a `sep=` line names, else the one that stands oftenest in one of the first
    lines.
    """
    coming = iter(lines)
    first = list(islice(coming, SNIFFED))
    skipped = 0
    if first:
        first[0] = first[0].removeprefix(BYTE_ORDER_MARK)
    named = SEPARATOR_LINE.match(first[0]) if first else None
    if named:
        del first[0]
        skipped = 1
    delimiter = named[1] if named else max(DELIMITERS, key=lambda sign: _most(first, sign))
    reader = csv.reader(chain(first, coming), delimiter=delimiter, strict=True)
    line = 1 + skipped
    try:
        for row in reader:
            cells = [tidy(cell) for cell in row]
            if any(cells):
                yield Record(line, cells)
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        # A quote that never closes would swallow every row after it: nothing from here on can be trusted.
        raise SheetError(line, "dấu nháy kép sai chỗ hoặc không đóng; từ dòng này trở đi chưa đọc") from error


def _most(lines: list[str], sign: str) -> int:
    return max((line.count(sign) for line in lines), default=0)


@contextmanager
def _workbook(file: BinaryIO) -> Generator[Any]:
    from openpyxl import load_workbook  # noqa: PLC0415 - 12 MiB: for who reads a workbook, not a list kept
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that hold no data
        try:
            book = load_workbook(file, read_only=True, data_only=True)
        # AttributeError: parts that others should lead to are not there.
        except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, AttributeError) as error:
            raise SheetError(0, BROKEN) from error
        try:
            if not book.worksheets:
                raise SheetError(0, NO_TABLE)
            worksheet = book.worksheets[0]
            worksheet.reset_dimensions()  # programs that write long files state them wrongly
            yield worksheet
        finally:
            book.close()


def _rows(worksheet: Any) -> Iterator[Record]:  # noqa: ANN401 - its class is private to the library
    line = 0
    try:
        for line, row in enumerate(worksheet.iter_rows(values_only=True), 1):
            cells = [_written(value) for value in row]
            if any(cells):
                yield Record(line, cells)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise SheetError(line + 1, BROKEN) from error


def _written(value: object) -> str:
    """Return a cell of a workbook as a program would have written it into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
