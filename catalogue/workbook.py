"""Reads the worksheets of an Excel file (.xlsx), a row at a time, with the quicker of two libraries that can.

calamine is ten times as fast as openpyxl, but it holds a whole worksheet, as a rectangle as large as its
farthest cell asks for, and gives nothing for the errors of formulas. So the parts are looked through first:
what is too large or not plain is streamed by openpyxl. See docs/decisions/0025.md.
"""

import re
import warnings
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from catalogue.record import SheetError

BROKEN: Final = "Tệp Excel hỏng hoặc chưa chép xong. Hãy mở bằng Excel và lưu lại dạng .xlsx."
NO_TABLE: Final = "Tệp Excel chỉ có biểu đồ, không có trang tính nào."
MOST_CELLS: Final = 2_500_000  # of a worksheet held whole: about 200 MiB
MOST_BYTES: Final = 200_000_000  # of worksheets and shared texts, unpacked
_CHUNK: Final = 1 << 20
_PARTS: Final = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})\d+"')
_ROW: Final = re.compile(rb'<row [^>]*?\br="(\d+)"')
_ANY: Final = re.compile(rb"<(?:[^<>/\s:]+:)?(?:c|row)[\s/>]")  # however it is written: <c>, <x:c r="A1">
_NOT_PLAIN: Final = (b't="e"', b't="d"')  # errors, days as texts

Values = Sequence[Any]  # None, "", str, bool, numbers, dates and times


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet: its name; its rows from the first line on, to be asked for once; how far reading has come.

    `rows` raises SheetError, at once or later on; `position` returns a number of bytes of the file.
    """

    name: str
    rows: Callable[[], Iterator[Values]]
    position: Callable[[], int]


@contextmanager
def open_workbook(path: Path, file: BinaryIO) -> Generator[list[Worksheet]]:
    """Open a workbook, also given as an open file. Raises SheetError, here or while rows are read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that hold no data
        whole = _whole(path) if is_plain(path) else None
        if whole:
            yield whole
        else:
            with _streamed(file) as streamed:
                yield streamed


def is_plain(path: Path) -> bool:
    """Tell whether every worksheet may be held in memory, and holds only what both libraries read alike."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if _PARTS.fullmatch(part.filename)]
            if sum(part.file_size for part in parts) > MOST_BYTES:
                return False
            return all(_is_plain(archive, part) for part in parts)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError):  # cut off, packed otherwise
        return False


def _is_plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if part.filename.lower().endswith("sharedstrings.xml"):
        return True
    columns: set[bytes] = set()
    last = 0
    for tags in _tags(archive, part):
        cells, rows = _CELL.findall(tags), _ROW.findall(tags)
        if len(cells) + len(rows) != len(_ANY.findall(tags)):
            return False  # some do not say where they stand, or not as is usual
        if any(sign in tags for sign in _NOT_PLAIN):
            return False
        columns |= set(cells)
        last = max([last, *map(int, rows)])
    from openpyxl.utils.cell import column_index_from_string  # noqa: PLC0415 - see _streamed

    width = max((column_index_from_string(column.decode()) for column in columns), default=0)
    return width * last <= MOST_CELLS


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the text of a part in pieces that cut no tag in two."""
    rest = b""
    with archive.open(part) as text:
        while more := text.read(_CHUNK):
            piece = rest + more
            cut = piece.rfind(b"<")
            yield piece[:cut]
            rest = piece[cut:]
    yield rest


def _whole(path: Path) -> list[Worksheet]:
    """Return the worksheets by calamine; none where it cannot read the file."""
    try:
        book = CalamineWorkbook.from_path(path)
    except CalamineError:
        return []
    size = path.stat().st_size
    sheets = (each.name for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet)
    return [_Held(book, name, size).worksheet() for name in sheets]


@dataclass(slots=True)
class _Held:
    """A worksheet that calamine reads whole when its first row is asked for."""

    book: CalamineWorkbook
    name: str
    size: int
    read: int = 0

    def worksheet(self) -> Worksheet:
        return Worksheet(self.name, self.rows, lambda: self.read)

    def rows(self) -> Iterator[Values]:
        try:
            sheet = self.book.get_sheet_by_name(self.name)
        except CalamineError as error:
            raise SheetError(1, BROKEN) from error
        each = self.size / max(sheet.total_height, 1)
        for number, row in enumerate(sheet.iter_rows(), 1):
            self.read = round(number * each)
            yield row


@contextmanager
def _streamed(file: BinaryIO) -> Generator[list[Worksheet]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - 12 MiB: for who reads a workbook, not a list kept
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    # AttributeError: parts that others should lead to are not there.
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, AttributeError) as error:
        raise SheetError(0, BROKEN) from error
    try:
        if not book.worksheets:
            raise SheetError(0, NO_TABLE)
        yield [
            Worksheet(each.title, lambda each=each: _rows_of(each), file.tell)  # type: ignore[misc]
            for each in book.worksheets
        ]
    finally:
        book.close()


def _rows_of(worksheet: Any) -> Iterator[Values]:  # noqa: ANN401 - its class is private to the library
    worksheet.reset_dimensions()  # programs that write long files state them wrongly
    line = 1
    try:
        for row in worksheet.iter_rows(values_only=True):
            yield row
            line += 1
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise SheetError(line, BROKEN) from error
