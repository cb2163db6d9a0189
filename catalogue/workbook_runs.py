"""Reads long worksheets by calamine a run of rows at a time, so that memory does not grow with their length.

calamine gives a worksheet only whole. So each run of rows is put into a workbook of its own, with the texts,
formats and calendar of the long one, and is read from there.
"""

import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from catalogue.record import SheetError
from catalogue.workbook_parts import ROW, is_worksheet, tags_of
from catalogue.worksheet import FAULTS, Values, Worksheet, reason_of

ROWS: Final = 40_000  # of a run, about
_END: Final = b"</sheetData>"


def long_worksheets(path: Path, archive: zipfile.ZipFile, folder: Path) -> list[Worksheet]:
    """Return the worksheets of a workbook, also given as an open archive; their runs are put into `folder`.

    Raises what openpyxl and zipfile raise where the workbook is broken.
    """
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - see catalogue.workbook

    reader = ExcelReader(path, read_only=True)
    reader.read_manifest()
    reader.read_workbook()
    frame = folder / "frame.xlsx"
    with zipfile.ZipFile(frame, "w") as kept:
        for part in archive.infolist():
            if not is_worksheet(part):
                with archive.open(part) as content, kept.open(part.filename, "w") as copy:
                    shutil.copyfileobj(content, copy)
    size = path.stat().st_size
    return [
        _Long(archive, archive.getinfo(found.target), sheet.name, frame, size).worksheet()
        for sheet, found in reader.parser.find_sheets()
        if found.target in archive.namelist() and is_worksheet(archive.getinfo(found.target))
    ]


@dataclass(slots=True)
class _Long:
    """A worksheet by its part of the archive; `frame` is the workbook without worksheets."""

    archive: zipfile.ZipFile
    part: zipfile.ZipInfo
    name: str
    frame: Path
    size: int
    read: int = 0

    def worksheet(self) -> Worksheet:
        return Worksheet(self.name, self.rows, lambda: self.read)

    def rows(self) -> Iterator[Values]:
        line, seen = 0, 0
        try:
            for run in runs(self.archive, self.part):
                start, rows = self._read(run, line)
                yield from ([] for _ in range(line, start))
                yield from rows
                line = max(line, start) + len(rows)
                seen += len(run)
                self.read = round(self.size * seen / self.part.file_size)
        except (CalamineError, *FAULTS) as error:
            raise SheetError(line + 1, reason_of(error)) from error
        self.read = self.size

    def _read(self, run: bytes, line: int) -> tuple[int, Sequence[Values]]:
        """Return how many lines stand before a run, and its rows from the first column on."""
        piece = self.frame.with_name("run.xlsx")
        shutil.copyfile(self.frame, piece)
        with zipfile.ZipFile(piece, "a") as book:
            book.writestr(self.part.filename, run)
        sheet = CalamineWorkbook.from_path(piece).get_sheet_by_name(self.name)
        if sheet.start is None:
            return line, []
        before, left = sheet.start
        rows = sheet.to_python()
        return before, [[*[""] * left, *row] for row in rows] if left else rows


def runs(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield worksheets that hold the rows of a long one in turn, not many more than ROWS at a time."""
    head, held, rows = b"", b"", 0
    for tags in tags_of(archive, part):
        held += tags
        rows += tags.count(ROW)
        if not head and rows:
            cut = held.index(ROW)
            head, held = held[:cut], held[cut:]
        if rows > ROWS:
            cut = held.rindex(ROW)
            yield _worksheet(head, held[:cut])
            held, rows = held[cut:], 1
    yield _worksheet(head, held)


def _worksheet(head: bytes, rows: bytes) -> bytes:
    return head + rows.partition(_END)[0] + _END + b"</worksheet>"
