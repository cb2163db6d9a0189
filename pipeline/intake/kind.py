"""What a file is, by its content; names and suffixes lie."""

from typing import Final

HEAD_BYTES: Final = 1024  # a PDF may begin with that much junk; the others begin with their mark

PDF: Final = "application/pdf"
TIFF: Final = "image/tiff"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"

MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),  # BigTIFF
    (b"MM\x00+", TIFF),
)


def media_type(head: bytes) -> str | None:
    """Return the media type of a file that begins with `head` (HEAD_BYTES of it); None: not one we read."""
    for mark, kind in MARKS:
        if head.startswith(mark):
            return kind
    return PDF if b"%PDF-" in head[:HEAD_BYTES] else None
