"""Cover sheets (tờ bìa): one A4 page a dossier, to be laid upon its papers before they are scanned."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import zxingcpp
from fpdf import FPDF

from configs.typefaces import PRINT, PRINT_BOLD, font_file
from pipeline.finding.cover import Cover
from reports.in_words import in_words

WIDTH: Final = 210.0  # mm
MARGIN: Final = 20.0
CODE_SIDE: Final = 60.0
CODE_TOP: Final = 78.0
SMALL_SIDE: Final = 25.0  # the same code at the foot, for where the large one is torn or stained
ADVICE: Final = "Đặt tờ này lên trên các giấy tờ của hồ sơ rồi quét cùng một lượt. Không viết lên mã vuông."
UNCOUNTED: Final = "Không ghi số tờ: hệ thống không kiểm được thừa, thiếu."


def cover_sheets(covers: Sequence[Cover]) -> bytes:
    """Return the PDF of these cover sheets, in their order."""
    document = FPDF(unit="mm", format="A4")
    document.set_auto_page_break(auto=False)
    document.set_title("Tờ bìa hồ sơ")
    for style, name in (("", PRINT), ("B", PRINT_BOLD)):
        document.add_font("print", style, font_file(name))
    for cover in covers:
        _sheet(document, cover)
    return bytes(document.output())


def _sheet(document: FPDF, cover: Cover) -> None:
    document.add_page()
    _line(document, 30, 26, "TỜ BÌA HỒ SƠ", bold=True)
    _line(document, 48, 14, "Mã hồ sơ:")
    _line(document, 60, _fitting(document, cover.dossier), cover.dossier, bold=True)
    _code(document, cover.text, ((WIDTH - CODE_SIDE) / 2, CODE_TOP), CODE_SIDE)
    for top, text in zip((158, 170, 182), _told(cover), strict=True):
        _line(document, top, 16, text)
    _line(document, 204, 13, ADVICE)
    _code(document, cover.text, (WIDTH - MARGIN - SMALL_SIDE, 297 - MARGIN - SMALL_SIDE), SMALL_SIDE)


def _told(cover: Cover) -> Iterator[str]:
    """Say in words what the code holds."""
    if cover.sheets is None:
        yield UNCOUNTED
        yield "Các giấy sau tờ này, đến tờ bìa kế tiếp, thuộc hồ sơ này."
    else:
        yield f"Sau tờ này có: {cover.sheets} tờ giấy"
        yield f"(bằng chữ: {in_words(cover.sheets)} tờ)"
    yield f"Mã kiểm tra: {cover.check}"


def _fitting(document: FPDF, text: str) -> float:
    """Return the size in points at which a code fills a line, at most 34."""
    document.set_font("print", "B", 34)
    return min(34.0, 34.0 * (WIDTH - 2 * MARGIN) / document.get_string_width(text))


def _line(document: FPDF, top: float, points: float, text: str, *, bold: bool = False) -> None:
    document.set_font("print", "B" if bold else "", points)
    document.set_xy(MARGIN, top)
    document.cell(WIDTH - 2 * MARGIN, 10, text, align="C")


def _code(document: FPDF, text: str, corner: tuple[float, float], side: float) -> None:
    """Draw a QR code, each run of black modules a rectangle: sharp at any resolution."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    picture: Any = code.to_image(add_quiet_zones=False)  # a buffer, which its type does not say
    rows: Any = memoryview(picture).tolist()
    module = side / len(rows)
    document.set_fill_color(0)
    for row, cells in enumerate(rows):
        for start, length in _runs(cells):
            x, y = corner[0] + start * module, corner[1] + row * module
            document.rect(x, y, length * module, module, style="F")


def _runs(cells: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where runs of black cells (0) begin, and how long they are."""
    start: int | None = None
    for at, cell in enumerate([*cells, 255]):
        if cell == 0 and start is None:
            start = at
        elif cell != 0 and start is not None:
            yield start, at - start
            start = None
