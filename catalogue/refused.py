"""Writes the refused rows of a register into a table of their own, to be mended and read again."""

import csv
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from catalogue.sheet import SheetError, open_sheet

LINE: Final = "Dòng"
REASON: Final = "Lý do không nhập"

Write = Callable[[Sequence[str]], None]


def write_refused(register: Path, header_line: int, reasons: Mapping[int, str], into: Path) -> int:
    """Write the header and the rows of these lines, each with its line and reason; return how many.

    The kind of table is told by the ending of `into`: .xlsx, else CSV that spreadsheets open.
    """
    written = width = 0
    with open_sheet(register) as sheet, _table(into) as write:
        try:
            for record in sheet.records:
                if record.line == header_line:
                    write([*record.cells, LINE, REASON])
                    width = len(record.cells)
                elif record.line in reasons and record.line > header_line:
                    padded = record.cells + [""] * (width - len(record.cells))
                    write([*padded, str(record.line), reasons[record.line]])
                    written += 1
        except SheetError:
            pass  # told before, as the reason of its line
    return written


@contextmanager
def _table(into: Path) -> Generator[Write]:
    if into.suffix.lower() == ".xlsx":
        book = Workbook(write_only=True)
        worksheet = book.create_sheet("Dòng không nhập")

        def write(cells: Sequence[str]) -> None:
            worksheet.append([_text(worksheet, cell) for cell in cells])

        yield write
        book.save(into)
    else:
        with into.open("w", encoding="utf-8-sig", newline="") as file:
            yield csv.writer(file).writerow


def _text(worksheet: Any, words: str) -> Any:  # noqa: ANN401 - the library gives its cells no type
    cell = WriteOnlyCell(worksheet, value=words)
    cell.data_type = "s"  # what begins with "=" is text, too
    return cell
