"""A report as an official document: the layout of Nghị định 30/2020/NĐ-CP, the table as its annex."""

import io
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph

from reports import prose
from reports.formats import official
from reports.formats.grid import grid
from reports.formats.heading import STATE, period_line, unit_line
from reports.formats.official import body, centred
from reports.letterhead import Letterhead, day_line, letterhead, open_day
from reports.model import Table

LEFT_MM: Final = 70.0
RIGHT_MM: Final = official.TEXT_WIDTH_MM - LEFT_MM
MOTTO_EM: Final = 12.224  # the width of "Độc lập - Tự do - Hạnh phúc" in bold Times New Roman, in its size
SIZE: Final = 13.0
SMALL_SIZE: Final = 12.0
ANNEX_WIDTH_MM: Final = official.HEIGHT_MM - official.MARGINS_MM["left"] - official.MARGINS_MM["right"]
HEADING: Final = "# "
NO_TEXT: Final = "Số liệu chi tiết tại Phụ lục kèm theo."


def render(table: Table) -> bytes:
    """Return the document: head, text, recipients and signature, then the table as an annex across."""
    document = docx.Document()
    official.set_up(document)
    head = letterhead(table.question)
    _head(document, head)
    _title(document, table, head)
    _contents(document, table, head)
    _foot(document, head)
    _annex(document, table, head)
    document.core_properties.title = table.title
    document.core_properties.author = "Sohoa"
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _head(document: Document, head: Letterhead) -> None:
    """Write issuing body and number on the left (II.2, II.3), state and day on the right (II.1, II.4)."""
    left, right = official.columns(document, LEFT_MM, RIGHT_MM)
    if head.superior:
        centred(_next(left), head.superior.upper(), SMALL_SIZE)
    for line in head.body:
        centred(_next(left), line.upper(), SMALL_SIZE, bold=True)
    longest = max(official.text_width_mm(line.upper(), SMALL_SIZE) for line in head.body)
    official.rule(_next(left), longest * official.PART, LEFT_MM)
    centred(_next(right), STATE[0], SMALL_SIZE, bold=True)
    centred(_next(right), STATE[1], SIZE, bold=True)
    official.rule(_next(right), MOTTO_EM * SIZE * official.MM_OF_POINT, RIGHT_MM)
    left, right = official.columns(document, LEFT_MM, RIGHT_MM)  # a row of its own: number and day are level
    number = centred(_next(left), f"Số:        /{head.symbol}", SIZE)
    place = centred(_next(right), day_line(head), SIZE, italic=True)
    number.paragraph_format.space_before = place.paragraph_format.space_before = Pt(official.AFTER)


def _title(document: Document, table: Table, head: Letterhead) -> None:
    """Write the kind of document, its subject with the rule below (II.5), and whom it is for (II.9)."""
    kind = centred(document.add_paragraph(), "BÁO CÁO", official.BODY_SIZE, bold=True)
    kind.paragraph_format.space_before = Pt(18)
    centred(document.add_paragraph(), table.title, official.BODY_SIZE, bold=True)
    period = f"({prose.period_words(table.period)})"
    centred(document.add_paragraph(), period, official.BODY_SIZE, bold=True)
    length = min(official.text_width_mm(table.title, official.BODY_SIZE), official.TEXT_WIDTH_MM)
    official.rule(document.add_paragraph(), length * official.PART, official.TEXT_WIDTH_MM)
    to = centred(document.add_paragraph(), f"Kính gửi: {head.addressee}", official.BODY_SIZE)
    to.paragraph_format.space_before, to.paragraph_format.space_after = Pt(12), Pt(12)


def _contents(document: Document, table: Table, head: Letterhead) -> None:
    who = f"{head.issuer} báo cáo" if table.unit else "Cơ quan báo cáo"
    body(document.add_paragraph(), f"{who} {_inside(table.title)} như sau:")
    for paragraph in table.text or (NO_TEXT,):
        if paragraph.startswith(HEADING):
            body(document.add_paragraph(), paragraph.removeprefix(HEADING), bold=True)
        else:
            body(document.add_paragraph(), paragraph)
    body(document.add_paragraph(), "(Chi tiết tại Phụ lục kèm theo)")
    end = f"Trên đây là báo cáo của {head.issuer}./." if table.unit else "Trên đây là báo cáo của cơ quan./."
    body(document.add_paragraph(), end)


def _foot(document: Document, head: Letterhead) -> None:
    """Write the recipients on the left (II.9, place 9b), who signs on the right (II.7)."""
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)
    left, right = official.columns(document, LEFT_MM + 10, RIGHT_MM - 10)
    official.style(_next(left).add_run("Nơi nhận:"), SMALL_SIZE, bold=True, italic=True)
    for line in ("- Như trên;", "- Lưu: VT."):
        official.style(_next(left).add_run(line), 11)
    for line in head.authority:
        centred(_next(right), line, official.BODY_SIZE, bold=True)
    for _ in range(4):  # room for the signature
        centred(_next(right), "", official.BODY_SIZE)
    centred(_next(right), "………………………", official.BODY_SIZE, bold=True)


def _annex(document: Document, table: Table, head: Letterhead) -> None:
    """Write the table on sheets across, with what an annex must say (III.1); its pages are numbered anew."""
    official.page(document.add_section(WD_SECTION.NEW_PAGE), across=True)
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)  # else a blank page below a full one
    centred(document.add_paragraph(), "Phụ lục", official.BODY_SIZE, bold=True)
    centred(document.add_paragraph(), table.title.upper(), official.BODY_SIZE, bold=True)
    issuer = head.issuer if table.unit else "cơ quan báo cáo"
    origin = f"(Kèm theo Báo cáo số        /{head.symbol} {open_day(head.on)} của {issuer})"
    centred(document.add_paragraph(), origin, SIZE, italic=True)
    asked = centred(document.add_paragraph(), f"{period_line(table)}. {unit_line(table)}", SIZE, italic=True)
    asked.paragraph_format.space_after = Pt(official.AFTER)
    document.element.body.insert(len(document.element.body) - 1, grid(table, ANNEX_WIDTH_MM))
    for note in table.notes:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.space_before = Pt(3)
        paragraph.paragraph_format.left_indent = Mm(0)
        official.style(paragraph.add_run(note), 11, italic=True)


def _next(cell: WordCell) -> Paragraph:
    """Return the next empty paragraph of a cell: each cell is born with one."""
    first: Paragraph = cell.paragraphs[0]
    added: Paragraph | None = cell.add_paragraph() if first.runs or len(cell.paragraphs) > 1 else None
    return added or first


def _inside(title: str) -> str:
    """Return a title as it stands within a sentence."""
    return title[:1].lower() + title[1:]
