"""The text of a report that somebody wrote: plain text, DOCX, or a PDF that brings its text."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from pipeline.errors import ScanError
from pipeline.intake.poppler import plain_text

PARAGRAPH: Final = "\u2029\n"
TIMEOUT: Final = 60.0  # seconds
MOST_BYTES: Final = 64 * 1024 * 1024  # of a file, and of what a DOCX unpacks to


class UnreadableDocumentError(Exception):
    """A file has no text that can be had; the message says in Vietnamese what to do."""


def read_text(path: Path) -> str:
    """Return a document's text, a line a row of a table; UnreadableDocumentError, OSError."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableDocumentError(
            f"Chỉ kiểm được tệp {', '.join(READERS)}. Hãy lưu lại thành một loại đó."
        )
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableDocumentError("Tệp quá lớn (trên 64 MB).")
    text = reader(path)
    if not text.strip():
        raise UnreadableDocumentError(
            "Tệp không có chữ (bản quét hoặc rỗng). Hãy đọc bằng “sohoa read”, rồi kiểm tệp .txt."
        )
    return text


def _plain(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError("Tệp không phải văn bản UTF-8. Hãy lưu lại dạng UTF-8.") from error


def _pdf(path: Path) -> str:
    try:
        return plain_text(path, TIMEOUT)
    except ScanError as error:
        raise UnreadableDocumentError(error.message) from error


def _docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise UnreadableDocumentError("Tệp DOCX quá lớn khi giải nén.")
        document = Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableDocumentError("Tệp DOCX bị hỏng, không mở được.") from error
    return PARAGRAPH.join(
        line
        for block in document.iter_inner_content()
        for line in (_rows(block) if isinstance(block, Table) else [block.text])
    )


def _rows(table: Table) -> Iterator[str]:
    """Yield a line a row; a cell that spans columns or rows stands once."""
    for row in table.rows:
        cells = dict.fromkeys((id(cell._tc), cell.text) for cell in row.cells)  # noqa: SLF001 - a cell's identity
        yield " ".join(" ".join(text.split()) for _, text in cells)


READERS: Final[dict[str, Callable[[Path], str]]] = {".txt": _plain, ".docx": _docx, ".pdf": _pdf}
