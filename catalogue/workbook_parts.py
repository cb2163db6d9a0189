"""Looks through the parts of an Excel file (.xlsx) before anything reads them: how large, how written."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path
from typing import Final, Self

from catalogue.worksheet import FAULTS

MOST_CELLS: Final = 2_500_000  # of a worksheet held whole: about 200 MiB
MOST_BYTES: Final = 200_000_000  # of worksheets and shared texts held whole, unpacked
MOST_TEXTS: Final = 100_000_000  # of shared texts, which every run of rows needs
MOST_COLUMNS: Final = 256  # of a worksheet read in runs
MOST_BLANK: Final = 10_000  # lines without a row: a run holds them as empty ones
ROW: Final = b"<row "
_CHUNK: Final = 1 << 20
_WORKSHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_TEXTS: Final = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})\d+"')
_LINE: Final = re.compile(rb'<row [^>]*?\br="(\d+)"')
_ANY: Final = re.compile(rb"<(?:[^<>/\s:]+:)?(?:c|row)[\s/>]")  # however it is written: <c>, <x:c r="A1">
_NOT_PLAIN: Final = (b't="e"', b't="d"', b"<!")  # errors, days as texts; comments, which may hold anything


class Way(Enum):
    """How a workbook is read: by calamine, whole or in runs of rows, or cell by cell by openpyxl."""

    WHOLE = auto()
    RUNS = auto()
    STREAMED = auto()


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a worksheet reaches: columns, its last line, its rows; whether both libraries read it alike."""

    width: int
    last: int
    rows: int
    plain: bool = True

    @classmethod
    def of(cls, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Self:
        """Measure a worksheet; one that is not plain is looked through no further."""
        columns: set[bytes] = set()
        last = rows = 0
        for tags in tags_of(archive, part):
            cells, lines = _CELL.findall(tags), [last, *map(int, _LINE.findall(tags))]
            if not _all_are_usual(tags, len(cells), len(lines) - 1):
                return cls(0, 0, 0, plain=False)  # some do not say where they stand, or not as is usual
            if any(sign in tags for sign in _NOT_PLAIN) or any(one >= two for one, two in pairwise(lines)):
                return cls(0, 0, 0, plain=False)
            columns.update(cells)
            last, rows = lines[-1], rows + len(lines) - 1
        from openpyxl.utils.cell import column_index_from_string  # noqa: PLC0415 - see catalogue.workbook

        return cls(max((column_index_from_string(each.decode()) for each in columns), default=0), last, rows)

    @property
    def is_even(self) -> bool:
        """Whether any run of its rows is about as large as any other."""
        return self.width <= MOST_COLUMNS and self.last - self.rows <= MOST_BLANK


def _all_are_usual(tags: bytes, cells: int, rows: int) -> bool:
    """Tell whether a piece has no more cells and rows than these."""
    if (
        tags.count(b"<c") == cells
        and tags.count(b"<row") == rows
        and b":c" not in tags
        and b":row" not in tags
    ):
        return True  # told quickly, but for the ends of a worksheet and texts with a colon
    return len(_ANY.findall(tags)) == cells + rows


def way_of(path: Path) -> Way:
    """Tell how a workbook is to be read so that memory is bounded and nothing is lost."""
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = [part for part in archive.infolist() if _WORKSHEET.fullmatch(part.filename)]
            texts = sum(part.file_size for part in archive.infolist() if _TEXTS.fullmatch(part.filename))
            extents = [Extent.of(archive, part) for part in sheets]
    except FAULTS:
        return Way.STREAMED  # packed otherwise, or damaged, which is told there
    if not all(each.plain for each in extents):
        return Way.STREAMED
    unpacked = texts + sum(part.file_size for part in sheets)
    if unpacked <= MOST_BYTES and all(each.width * each.last <= MOST_CELLS for each in extents):
        return Way.WHOLE
    return Way.RUNS if texts <= MOST_TEXTS and all(each.is_even for each in extents) else Way.STREAMED


def is_worksheet(part: zipfile.ZipInfo) -> bool:
    """Tell whether a part is a worksheet."""
    return _WORKSHEET.fullmatch(part.filename) is not None


def tags_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the text of a part in pieces that cut no tag in two."""
    rest = b""
    with archive.open(part) as text:
        while more := text.read(_CHUNK):
            piece = rest + more
            cut = piece.rfind(b"<")
            yield piece[:cut]
            rest = piece[cut:]
    yield rest
