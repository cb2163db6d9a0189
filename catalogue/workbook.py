"""Reads the worksheets of an Excel file (.xlsx), a row at a time, with the quicker of two libraries that can.

calamine is ten times as fast as openpyxl, but it holds a whole worksheet, as a rectangle as large as its
farthest cell asks for, and gives nothing for the errors of formulas. So the parts are looked through first:
a long worksheet is read in runs, what is not plain is streamed by openpyxl. See docs/decisions/0025.md.
"""

import warnings
import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from catalogue.record import SheetError
from catalogue.workbook_parts import Way, way_of
from catalogue.workbook_runs import long_worksheets
from catalogue.worksheet import BROKEN, FAULTS, Values, Worksheet, reason_of

NO_TABLE: Final = "Tệp Excel chỉ có biểu đồ, không có trang tính nào."


@contextmanager
def open_workbook(path: Path, file: BinaryIO) -> Generator[list[Worksheet]]:
    """Open a workbook, also given as an open file. Raises SheetError, here or while rows are read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that hold no data
        way = way_of(path)
        whole = _whole(path) if way is Way.WHOLE else None
        if whole:
            yield whole
        else:
            with _in_runs(path) if way is Way.RUNS else _streamed(file) as worksheets:
                yield worksheets


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
        left = [""] * (sheet.start[1] if sheet.start else 0)
        for number, row in enumerate(sheet.iter_rows(), 1):
            self.read = round(number * each)
            yield left + row


@contextmanager
def _in_runs(path: Path) -> Generator[list[Worksheet]]:
    with TemporaryDirectory(prefix="sohoa-") as folder, zipfile.ZipFile(path) as archive:
        try:
            worksheets = long_worksheets(path, archive, Path(folder))
        except FAULTS as error:
            raise SheetError(0, reason_of(error)) from error
        if not worksheets:
            raise SheetError(0, NO_TABLE)
        yield worksheets


@contextmanager
def _streamed(file: BinaryIO) -> Generator[list[Worksheet]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - 12 MiB: for who reads a workbook, not a list kept
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, *FAULTS) as error:
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
    line = 1
    try:
        worksheet.reset_dimensions()  # programs that write long files state them wrongly
        for row in worksheet.iter_rows(values_only=True):
            yield row
            line += 1
    except FAULTS as error:
        raise SheetError(line, BROKEN) from error
