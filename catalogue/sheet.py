"""Reads a CSV file as spreadsheets save it: rows by column name, each with its line."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Final

DELIMITERS: Final = (",", ";", "\t")
BYTE_ORDER_MARK: Final = "\ufeff"
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What some programs write above the header for Excel.
SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t])"?[ ,;\t]*\r?\n', re.IGNORECASE)


class SheetError(Exception):
    """What stops the reading of a file, in Vietnamese, and the line where it does."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank: its first line (the header is 1), its cells, whether some are left over."""

    line: int
    cells: dict[str, str]
    overfull: bool


def decode(raw: bytes) -> str:
    """Return the text of a file saved as UTF-8, or as UTF-16 with its mark. Raises UnicodeDecodeError."""
    return raw.decode("utf-16" if raw.startswith(UTF_16) else "utf-8-sig")


def read_rows(text: str, required: Collection[str]) -> Iterator[Row]:
    """Yield the rows below the header, cells in NFC with single blanks; raise SheetError."""
    records = _records(unicodedata.normalize("NFC", text.removeprefix(BYTE_ORDER_MARK)))
    first, header = next(records, (1, []))
    columns = [_tidy(name).casefold() for name in header]
    missing = [name for name in required if name not in columns]
    if missing:
        raise SheetError(first, f"dòng tiêu đề thiếu cột {', '.join(missing)}")
    repeated = sorted({name for name in columns if name and columns.count(name) > 1})
    if repeated:
        raise SheetError(first, f"dòng tiêu đề lặp lại cột {', '.join(repeated)}")
    for line, record in records:
        cells = [_tidy(cell) for cell in record]
        if any(cells):
            padded = cells + [""] * (len(columns) - len(cells))
            yield Row(line, dict(zip(columns, padded, strict=False)), overfull=any(cells[len(columns) :]))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    named = SEPARATOR_LINE.match(text)
    skipped = 1 if named else 0
    body = text[named.end() :] if named else text
    delimiter = named[1] if named else max(DELIMITERS, key=body.partition("\n")[0].count)
    reader = csv.reader(StringIO(body, newline=""), delimiter=delimiter, strict=True)
    line = 1 + skipped
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        # A quote that never closes would swallow every row after it: nothing from here on can be trusted.
        raise SheetError(line, "dấu nháy kép sai chỗ hoặc không đóng; từ dòng này trở đi chưa đọc") from error


def _tidy(cell: str) -> str:
    return " ".join(cell.split())
