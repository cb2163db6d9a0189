"""The layout of an administrative document: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I.

Each constant and function names the point of the annex that it follows; docs/nd30.md is the whole checklist.
Sizes are points, lengths are named by their unit.
"""

from typing import Final, cast

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT: Final = "Times New Roman"  # I.4
WIDTH_MM: Final = 210.0  # I.1
HEIGHT_MM: Final = 297.0
MARGINS_MM: Final = {
    "top": 20.0,
    "bottom": 20.0,
    "left": 30.0,
    "right": 16.0,
}  # I.3; 15 mm would be less by a hair in a file
TEXT_WIDTH_MM: Final = WIDTH_MM - MARGINS_MM["left"] - MARGINS_MM["right"]
BODY_SIZE: Final = 14.0  # II.6e
INDENT_MM: Final = 12.7  # II.6e
AFTER: Final = 6.0  # II.6e: at least 6pt between paragraphs
LINES: Final = 1.1  # II.6e: single to 1.5
# Mean width of a bold letter of Times New Roman, in parts of its size.
CAPITAL: Final = 0.62
SMALL: Final = 0.43
PART: Final = 5 / 12  # between 1/3 and 1/2: the rules under the issuing body and the subject
MM_OF_POINT: Final = 25.4 / 72


def set_up(document: Document) -> None:
    """Make paper, margins and typeface those of an official document."""
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(BODY_SIZE)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    page(document.sections[0])


def page(section: Section, *, across: bool = False) -> None:
    """Set a section's paper (A4, upright or across), margins and page numbers, which begin with 1."""
    sides = (Mm(HEIGHT_MM), Mm(WIDTH_MM)) if across else (Mm(WIDTH_MM), Mm(HEIGHT_MM))
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    for side, length in MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(length))
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True  # I.7: no number on the first page
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    number_pages(section)


def number_pages(section: Section) -> None:
    """Put the page number into the middle of the upper margin, size 14; it begins with 1 (I.7, III.1đ)."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    style(run, BODY_SIZE)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            piece = OxmlElement("w:fldChar")
            piece.set(qn("w:fldCharType"), kind)
        else:
            piece = OxmlElement("w:instrText")
            piece.text = text
        run._r.append(piece)  # noqa: SLF001 - python-docx has no fields
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.append(numbers)  # noqa: SLF001 - nor page numbers that begin anew


def style(run: Run, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    """Give a run its size and kind."""
    run.font.name, run.font.size = FONT, Pt(size)
    run.bold, run.italic = bold, italic
    return run


def centred(
    paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False
) -> Paragraph:
    """Write a text into the middle of a paragraph."""
    paragraph.alignment = ALIGN.CENTER
    style(paragraph.add_run(text), size, bold=bold, italic=italic)
    return paragraph


def body(paragraph: Paragraph, text: str, *, bold: bool = False) -> Paragraph:
    """Write a paragraph of the contents: justified, first line indented, spaced (II.6e)."""
    shape = paragraph.paragraph_format
    shape.alignment = ALIGN.JUSTIFY
    shape.first_line_indent = Mm(INDENT_MM)
    shape.space_after = Pt(AFTER)
    shape.line_spacing = LINES
    style(paragraph.add_run(text), BODY_SIZE, bold=bold)
    return paragraph


def rule(paragraph: Paragraph, length_mm: float, room_mm: float) -> Paragraph:
    """Draw an unbroken line of a length in the middle of a room, as the upper edge of a low paragraph."""
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((room_mm - length_mm) / 2)
    shape.line_spacing = Pt(4)
    shape.space_before = Pt(1)
    edges = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    edges.append(top)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders
    properties.insert_element_before(edges, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    return paragraph


def text_width_mm(text: str, size: float) -> float:
    """Return about how long a bold text is."""
    letter = CAPITAL if text.isupper() else SMALL
    return len(text) * letter * size * MM_OF_POINT


def columns(document: Document, *widths_mm: float) -> tuple[WordCell, ...]:
    """Add a row of invisible cells side by side, together as wide as the text; return them."""
    table = cast(WordTable, document.add_table(rows=1, cols=len(widths_mm)))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    edge_to_edge(table)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - nor rows kept whole
    for n, width in enumerate(widths_mm):
        table.columns[n].width = Length(Mm(width))
        table.rows[0].cells[n].width = Length(Mm(width))
    return tuple(table.rows[0].cells)


def edge_to_edge(table: WordTable) -> None:
    """Take the room at the sides of all cells away, so that a text begins at the margin."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx has no cell margins
