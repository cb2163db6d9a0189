"""A table of figures in a Word document, with heads that are repeated on every page.

Written as elements: python-docx looks a cell up anew each time, which takes minutes for a long list.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.formats.words import in_words
from reports.model import NUMBERS, Column, Kind, Line, Table

TWIPS_OF_MM: Final = 1440 / 25.4
HALF_POINTS: Final = 2
MANY_COLUMNS: Final = 9
SHADE: Final = "EDEDED"
MOST_WIDE: Final = 26.0  # em: some 60 letters in a line; what is longer has several
MM_OF_POINT: Final = 25.4 / 72
# Widths of bold Times New Roman in parts of its size (em), the widest letters of each kind.
NARROW: Final = " .,;:'|()/-–ijlt"
PAD: Final = 0.8  # em: the room at both sides of a cell


def grid(table: Table, width_mm: float) -> Any:  # noqa: ANN401 - lxml's elements of docx have no type of their own
    """Return the element of a table as wide as the text: two rows of heads, numbers of columns, the lines."""
    size = 10.0 if len(table.columns) > MANY_COLUMNS else 11.0
    widths = list(_widths(table, width_mm, size * MM_OF_POINT))
    element = OxmlElement("w:tbl")
    element.append(_properties(width_mm))
    element.append(_columns(widths))
    for row in _heads(table.columns, size):
        element.append(row)
    lines = [*table.lines, *([table.sum] if table.sum else [])]
    for line in lines:
        element.append(_line(table.columns, line, size))
    return element


def _heads(columns: Sequence[Column], size: float) -> Iterator[Any]:
    """Yield the rows of heads; a head without a group is as high as both."""
    if any(column.group for column in columns):
        yield _row([cell for group in _groups(columns) for cell in _upper(group, size)], head=True)
        yield _row([_lower(column, size) for column in columns], head=True)
    else:
        yield _row([_title(column, size) for column in columns], head=True)
    numbers = range(1, len(columns) + 1)
    yield _row([_cell(f"({n})", "center", size) for n in numbers], head=True)


def _groups(columns: Sequence[Column]) -> Iterator[list[Column]]:
    return (list(members) for _, members in groupby(columns, key=lambda column: column.group))


def _upper(group: list[Column], size: float) -> list[Any]:
    if group[0].group:
        return [_cell(group[0].group, "center", size, bold=True, span=len(group))]
    return [_title(column, size, merge="restart") for column in group]


def _lower(column: Column, size: float) -> Any:  # noqa: ANN401
    return _title(column, size) if column.group else _cell("", "center", size, merge="continue")


def _title(column: Column, size: float, merge: str | None = None) -> Any:  # noqa: ANN401
    return _cell(column.title, "center", size, bold=True, merge=merge)


def _line(columns: Sequence[Column], line: Line, size: float) -> Any:  # noqa: ANN401
    cells = zip(columns, line.cells, strict=True)
    return _row(
        [_cell(in_words(column, cell), _side(column), size, bold=line.strong) for column, cell in cells]
    )


def _side(column: Column) -> str:
    return "right" if column.kind in NUMBERS else "center" if column.kind is Kind.DAY else "left"


def _row(cells: Sequence[Any], *, head: bool = False) -> Any:  # noqa: ANN401
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    row.extend(cells)
    return row


def _cell(
    text: str, side: str, size: float, *, bold: bool = False, span: int = 1, merge: str | None = None
) -> Any:  # noqa: ANN401
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    if span > 1:
        properties.append(_valued("w:gridSpan", str(span)))
    if merge:
        properties.append(_valued("w:vMerge", merge))
    properties.append(_valued("w:vAlign", "center"))
    cell.append(properties)
    cell.append(_paragraph(text, side, size, bold=bold))
    return cell


def _paragraph(text: str, side: str, size: float, *, bold: bool) -> Any:  # noqa: ANN401
    paragraph = OxmlElement("w:p")
    shape = OxmlElement("w:pPr")
    shape.append(_valued("w:jc", side))
    mark = OxmlElement("w:rPr")  # else an empty cell is as high as the text of the document
    mark.append(_valued("w:sz", str(round(HALF_POINTS * size))))
    shape.append(mark)
    paragraph.append(shape)
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    if bold:
        look.append(OxmlElement("w:b"))
    look.append(_valued("w:sz", str(round(HALF_POINTS * size))))
    run.append(look)
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    paragraph.append(run)
    return paragraph


def _properties(width_mm: float) -> Any:  # noqa: ANN401
    properties = OxmlElement("w:tblPr")
    width = OxmlElement("w:tblW")
    width.set(qn("w:w"), str(round(width_mm * TWIPS_OF_MM)))
    width.set(qn("w:type"), "dxa")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    properties.append(width)
    properties.append(_valued("w:jc", "center"))
    properties.append(borders)
    layout = OxmlElement("w:tblLayout")
    layout.set(qn("w:type"), "fixed")
    properties.append(layout)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "57")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.append(margins)
    return properties


def _columns(widths: Sequence[float]) -> Any:  # noqa: ANN401
    element = OxmlElement("w:tblGrid")
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(round(width * TWIPS_OF_MM)))
        element.append(column)
    return element


def _widths(table: Table, width_mm: float, em_mm: float) -> Iterator[float]:
    """Give each column room for its longest word, and share the rest out by what stands in them."""
    lines = [*table.lines, *([table.sum] if table.sum else [])]
    texts = [{in_words(column, line.cells[n]) for line in lines} for n, column in enumerate(table.columns)]
    least = [
        max(map(_em, " ".join([column.title, *some]).split()), default=0) + PAD
        for column, some in zip(table.columns, texts, strict=True)
    ]
    wanted = [
        max(room, min(max(map(_em, some), default=0) + PAD, MOST_WIDE))
        for room, some in zip(least, texts, strict=True)
    ]
    spare = max(width_mm / em_mm - sum(least), 0)
    more = [want - room + 1 / len(least) for want, room in zip(wanted, least, strict=True)]
    whole = [room + spare * part / sum(more) for room, part in zip(least, more, strict=True)]
    return (width_mm * room / sum(whole) for room in whole)


def _em(text: str) -> float:
    """Return how wide a text is at most, in parts of its size."""
    return sum(0.34 if c in NARROW else 0.5 if c.isdigit() else 0.75 if c.isupper() else 0.54 for c in text)


def _valued(tag: str, value: str) -> Any:  # noqa: ANN401
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element
