"""Whether a file is all there: a look at its structure that decodes nothing.

A scanner pauses, a share shows a size before the bytes: a file that has not changed for a while may still be
cut off. Each format says where it ends. Memory and work are bounded whatever the file claims; only a JPEG is
read through, at the speed of a search.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from pipeline.intake.jpeg import pictures_inside
from pipeline.intake.kind import HEAD_BYTES, JPEG, PDF, PNG, TIFF, media_type
from pipeline.intake.tiff import tables_inside

PADDING: Final = b"\x00\t\n\x0c\r \x1a"
MAX_PADDING: Final = 4 * 1024 * 1024
PDF_TAIL: Final = 2048
UNFINISHED: Final = re.compile(rb"\d\s+obj\b")
NO_TABLE: Final = re.compile(rb"startxref\s+0\s*$")
PNG_HEAD: Final = 8  # length and type of a chunk; the signature is as long
MAX_PNG_CHUNKS: Final = 200_000


def is_whole(path: Path) -> bool:
    """Return whether the file's structure ends inside the file.

    True for a file of unknown type (it will never become more whole), False for an empty one. Never raises on
    junk; OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(HEAD_BYTES)
        kind = media_type(head)
        return size > 0 if kind is None else CHECKS[kind](file, size)


def _pdf(file: BinaryIO, size: int) -> bool:
    """Look for the last `%%EOF`, with no unfinished revision after it."""
    end = _end_of_content(file, size)
    start = max(0, end - PDF_TAIL)
    file.seek(start)
    before, mark, after = file.read(end - start).rpartition(b"%%EOF")
    if not mark or UNFINISHED.search(after):
        return False
    # A linearized file has a first `%%EOF` near its beginning, known by this offset; its true one comes last.
    return NO_TABLE.search(before) is None


def _end_of_content(file: BinaryIO, size: int) -> int:
    """Return where the file ends without its trailing padding, of which MAX_PADDING is forgiven."""
    end = size
    while end > max(0, size - MAX_PADDING):
        start = max(0, end - 65536)
        file.seek(start)
        content = file.read(end - start).rstrip(PADDING)
        if content:
            return start + len(content)
        end = start
    return end


def _png(file: BinaryIO, size: int) -> bool:
    """Walk from chunk to chunk until IEND."""
    position = PNG_HEAD
    for _ in range(MAX_PNG_CHUNKS):
        file.seek(position)
        head = file.read(PNG_HEAD)
        if len(head) < PNG_HEAD or not head[4:].isalpha():
            return False
        position += 12 + int.from_bytes(head[:4], "big")
        if position > size:
            return False
        if head[4:] == b"IEND":
            return True
    return True


CHECKS: Final[dict[str, Callable[[BinaryIO, int], bool]]] = {
    PDF: _pdf,
    TIFF: tables_inside,
    JPEG: pictures_inside,
    PNG: _png,
}
