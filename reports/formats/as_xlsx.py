"""A report as a workbook: real numbers under a head that prints well, and a sheet that explains them."""

import io
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.formats.heading import STATE, period_line, unit_line
from reports.formats.words import in_words
from reports.letterhead import letterhead
from reports.model import NUMBERS, Cell, Column, Kind, Table
from reports.percent import rule

# The locale makes dots between thousands and a comma before decimals, whatever the machine's own is.
FORMATS: Final = {Kind.COUNT: "[$-42A]#,##0", Kind.MEASURE: "[$-42A]#,##0.00", Kind.DAY: "dd/mm/yyyy"}
FONT: Final = "Times New Roman"
PLAIN: Final = Font(name=FONT, size=11)
BOLD: Final = Font(name=FONT, size=11, bold=True)
ITALIC: Final = Font(name=FONT, size=10, italic=True)
STATE_FONT: Final = Font(name=FONT, size=12, bold=True)
TITLE_FONT: Final = Font(name=FONT, size=14, bold=True)
SIDE: Final = Side(style="thin", color="FF808080")
BOX: Final = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
SHADE: Final = PatternFill("solid", start_color="FFEDEDED")
MIDDLE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
CENTRED: Final = Alignment(horizontal="center", vertical="center")
LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
RIGHT: Final = Alignment(horizontal="right", vertical="center", indent=1)
NUMBER_WIDTH: Final = 9.0
WIDEST: Final = 34.0  # more, and a sheet as wide as a page would have to be printed too small
TALLEST: Final = 409.0  # points: Excel shows no more of a row, on paper neither
WIDEST_LONG: Final = 90.0  # where a text would be cut off otherwise
LEAST_SUM: Final = 110.0  # letters: the names of the issuing body and of the state fit side by side
STATE_WIDTH: Final = 48.0  # letters
LETTER: Final = 0.87  # of Times New Roman, in the letters that widths are told in
LINE_HEIGHT: Final = 15.0  # points
HEAD_ROWS: Final = 5
CENTIMETRE: Final = 1 / 2.54
RATIO_SCALE: Final = 100


def render(table: Table) -> bytes:
    """Return the workbook: A4 across, fit to its width, heads repeated on each page."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Báo cáo"
    texts = _texts(table)
    widths = _widths(table, texts)
    _head(sheet, table, widths)
    first = _column_heads(sheet, table)
    _body(sheet, table, first)
    _sizes(sheet, texts, widths, first)
    _print_set_up(sheet, first)
    _explain(book.create_sheet("Giải thích"), table)
    book.properties.title = table.title
    book.properties.creator = "Sohoa"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _head(sheet: Worksheet, table: Table, widths: Sequence[float]) -> None:
    """Write who reports, the name of the state, the title, the period: rows 1 to 4; row 5 stays empty."""
    count = len(widths)
    half = (count + 1) // 2
    while half > 1 and sum(widths[half:]) < STATE_WIDTH:
        half -= 1
    body = letterhead(table.question).body if table.unit else ("",)
    names = (*(line.upper() for line in body), "", "")
    for row, state in enumerate(STATE, start=1):
        _across(sheet, (row, 1, half), names[row - 1], STATE_FONT)
        _across(sheet, (row, half + 1, count), state, STATE_FONT)
    _across(sheet, (3, 1, count), table.title.upper(), TITLE_FONT)
    _across(sheet, (4, 1, count), f"{period_line(table)}. {unit_line(table)}", ITALIC)
    for row, height in ((1, 18), (2, 18), (3, 36), (4, 18)):
        sheet.row_dimensions[row].height = height


def _across(sheet: Worksheet, place: tuple[int, int, int], text: str, font: Font) -> None:
    """Write a text in the middle of some cells of a row: place is (row, first column, last column)."""
    row, first, last = place
    cell = sheet.cell(row, first, text)
    cell.font, cell.alignment = font, MIDDLE
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _column_heads(sheet: Worksheet, table: Table) -> int:
    """Write the heads of the columns, groups above them, numbers below; return the first row of the body."""
    row = HEAD_ROWS + 1
    place = 1
    for group, members in groupby(table.columns, key=lambda column: column.group):
        columns = list(members)
        if group:
            _across(sheet, (row, place, place + len(columns) - 1), group, BOLD)
        for n, column in enumerate(columns, start=place):
            sheet.cell(row + 1 if group else row, n, column.title)
            if not group:
                sheet.merge_cells(start_row=row, end_row=row + 1, start_column=n, end_column=n)
            sheet.cell(row + 2, n, f"({n})")
        place += len(columns)
    for line in range(row, row + 3):
        for n in range(1, len(table.columns) + 1):
            cell = sheet.cell(line, n)
            cell.font, cell.alignment, cell.border, cell.fill = BOLD, MIDDLE, BOX, SHADE
    sheet.row_dimensions[row + 1].height = 48
    return row + 3


def _body(sheet: Worksheet, table: Table, first: int) -> None:
    lines = [*table.lines, *([table.sum] if table.sum else [])]
    for row, line in enumerate(lines, start=first):
        for n, (column, value) in enumerate(zip(table.columns, line.cells, strict=True), start=1):
            _write(sheet.cell(row, n), table, column, value)
            sheet.cell(row, n).font = BOLD if line.strong else PLAIN
    for row, note in enumerate(table.notes, start=first + len(lines) + 1):
        sheet.cell(row, 1, f"Ghi chú: {note}" if row == first + len(lines) + 1 else note).font = ITALIC


def _write(cell: XlsxCell | MergedCell, table: Table, column: Column, value: Cell) -> None:
    """Write one value as what it is: numbers as numbers, days as days, text never as a formula."""
    cell.border, cell.alignment = BOX, RIGHT if column.kind in NUMBERS else LEFT
    if isinstance(value, Decimal) and column.kind is Kind.RATIO:
        cell.value = value / RATIO_SCALE
        cell.number_format = f"[$-42A]0.{'0' * table.question.places}%" if table.question.places else "0%"
    elif value is None or isinstance(value, tuple | str):
        cell.value = in_words(column, value)
        cell.data_type = "s"
    else:
        cell.value = value
        cell.number_format = FORMATS.get(column.kind, "General")


def _texts(table: Table) -> list[list[str]]:
    """Return, for each column, its cells as people read them."""
    lines = [*table.lines, *([table.sum] if table.sum else [])]
    return [[in_words(column, line.cells[n]) for line in lines] for n, column in enumerate(table.columns)]


def _widths(table: Table, texts: Sequence[Sequence[str]]) -> list[float]:
    """Return columns as wide as they need, in letters, all together wide enough for the head."""
    wanted = [_width(column, some) for column, some in zip(table.columns, texts, strict=True)]
    scale = max(1.0, LEAST_SUM / sum(wanted))
    return [width * scale for width in wanted]


def _sizes(sheet: Worksheet, texts: Sequence[Sequence[str]], widths: Sequence[float], first: int) -> None:
    """Make the columns of the sheet so wide, and its rows as high as their texts need."""
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    room = [(width - 2) / LETTER for width in widths]
    for row, cells in enumerate(zip(*texts, strict=True), start=first):
        deep = max(math.ceil(len(text) / letters) for text, letters in zip(cells, room, strict=True))
        sheet.row_dimensions[row].height = min(max(deep, 1) * LINE_HEIGHT, TALLEST)


def _width(column: Column, texts: Sequence[str]) -> float:
    """Return how many letters wide a column should be."""
    plain = column.kind in {Kind.TEXT, Kind.LIST}
    word = max(map(len, column.title.split()), default=0) + 2
    least = max(word, 5 if plain else NUMBER_WIDTH)
    longest = max(map(len, texts), default=0)
    fitting = math.ceil(longest / (TALLEST // LINE_HEIGHT)) * LETTER + 2
    return float(min(max(least, longest + 3), max(WIDEST, min(fitting, WIDEST_LONG))))


def _print_set_up(sheet: Worksheet, first: int) -> None:
    sheet.freeze_panes = f"C{first}"
    sheet.print_title_rows = f"{HEAD_ROWS + 1}:{first - 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right = 3 * CENTIMETRE, 1.5 * CENTIMETRE  # bound on the left, as the texts are
    margins.top = margins.bottom = 2 * CENTIMETRE
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="Trang &P/&N"))
    sheet.sheet_view.showGridLines = False


def _explain(sheet: Worksheet, table: Table) -> None:
    """Write the definition of each column, the notes, and the rule of rounding."""
    for row, cells in enumerate(_explanations(table), start=1):
        for n, text in enumerate(cells, start=1):
            cell = sheet.cell(row, n, text)
            cell.data_type = "s"
            cell.font, cell.alignment = BOLD if row == 1 else PLAIN, LEFT
    for letter, width in (("A", 9), ("B", 38), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _explanations(table: Table) -> Iterator[tuple[str, str, str]]:
    yield "Cột", "Tên", "Cách tính"
    for n, column in enumerate(table.columns, start=1):
        name = f"{column.group} – {column.title}" if column.group else column.title
        yield f"({n})", name, column.meaning
    yield "", "Làm tròn", rule(table.question.rounding, table.question.places)
    for note in table.notes:
        yield "", "Ghi chú", note
