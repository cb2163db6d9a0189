"""Writes the refused rows of a register into a table of their own, to be mended and read again."""

import csv
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from catalogue.formulas import harmless
from catalogue.record import SheetError
from catalogue.sheet import Holds, open_sheet

LINE: Final = "Dòng"
REASON: Final = "Lý do không nhập"

Write = Callable[[Sequence[str]], object]


def write_refused(
    register: Path, header_line: int, reasons: Mapping[int, str], into: Path, holds: Holds | None = None
) -> int:
    """Write the header and the rows of these lines, each with its line and reason; return how many.

    The kind of table is told by the ending of `into`: .xlsx, else CSV that spreadsheets open, with the
    delimiter of the register; `holds` chooses the worksheet as it was chosen before.
    """
    written = width = 0
    with open_sheet(register, holds) as sheet, _table(into, sheet.delimiter) as write:
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
def _table(into: Path, delimiter: str) -> Generator[Write]:
    if into.suffix.lower() == ".xlsx":
        book = Workbook(write_only=True)
        worksheet = book.create_sheet("Dòng không nhập")

        def write(cells: Sequence[str]) -> None:
            worksheet.append([_text(worksheet, cell) for cell in cells])

        yield write
        book.save(into)
    else:
        with into.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            yield lambda cells: writer.writerow(map(harmless, cells))


def _text(worksheet: Any, words: str) -> Any:  # noqa: ANN401 - the library gives its cells no type
    # What no workbook can hold is often why the row was refused: it must not lose the whole list.
    cell = WriteOnlyCell(worksheet, value=ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", words))
    cell.data_type = "s"  # what begins with "=" is text, too
    return cell
