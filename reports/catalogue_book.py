"""The catalogue as a workbook: what an office hands round, looks through, changes, and hands in again."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Final

from catalogue.cells import LEVELS, RULES, Shown
from catalogue.grid import GRIDS, Cells, Column, rows
from catalogue.written import Sections

__all__ = ["LEVELS", "MEDIA_TYPE", "RULES", "catalogue_book"]

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def catalogue_book(sections: Sections) -> bytes:
    """Return the catalogue as an XLSX file: a sheet for each table, each version of an entry a row.

    The units of an imported list are not in it: they come in by a list of their own.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - 12 MiB that the pages need only now and then

    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in GRIDS:
        _fill(book.create_sheet(grid.title), grid.columns, rows(grid, sections[grid.section]))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _fill(sheet: "Worksheet", columns: Iterable[Column], lines: Iterable[Cells]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        _put(sheet, 1, number, column.heading)
        sheet.cell(1, number).font = Font(bold=True)
    for line, row in enumerate(lines, start=2):
        for number, value in enumerate(row, start=1):
            _put(sheet, line, number, value)


def _put(sheet: "Worksheet", line: int, number: int, value: Shown) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell = sheet.cell(line, number)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it begins with: no text becomes a formula
        cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
