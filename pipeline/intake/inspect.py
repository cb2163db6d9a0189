"""What a file is and whether it may be read at all, found without decoding its pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from pipeline.errors import ScanError
from pipeline.intake import picture as pictures
from pipeline.intake import poppler
from pipeline.intake.kind import HEAD_BYTES, JPEG, PDF, PNG, TIFF, media_type
from pipeline.intake.whole import is_whole
from pipeline.model import Inspection, Limits


def inspect(path: Path, limits: Limits) -> Inspection:
    """Return a file's media type and number of pages.

    Raises ScanError with any code but "out_of_memory" and "crashed"; OSError where the file cannot be read.
    """
    size = path.stat().st_size
    if size == 0:
        raise ScanError("empty")
    if size > limits.max_bytes:
        raise ScanError("too_many_bytes", f"{size} bytes")
    with path.open("rb") as file:
        kind = media_type(file.read(HEAD_BYTES))
    if kind is None:
        raise ScanError("unsupported")
    if not is_whole(path):
        raise ScanError("truncated")
    return Inspection(kind, _within(COUNTERS[kind](path, limits), limits))


def _within(count: int, limits: Limits) -> int:
    if count < 1:
        raise ScanError("no_pages")
    if count > limits.max_pages:
        raise ScanError("too_many_pages", f"{count} pages")
    return count


def _pdf_pages(path: Path, limits: Limits) -> int:
    return poppler.count_pages(path, limits.page_timeout)


def _picture_pages(path: Path, limits: Limits) -> int:
    """Count the pages, each looked at for its size."""
    with pictures.opened(path) as picture:
        frames = pictures.pages(picture)
        for frame in frames[: limits.max_pages]:
            picture.seek(frame)
            if picture.width * picture.height > limits.max_page_pixels:
                raise ScanError("too_many_pixels", f"frame {frame}: {picture.width} x {picture.height}")
        return len(frames)


COUNTERS: Final[dict[str, Callable[[Path, Limits], int]]] = {
    PDF: _pdf_pages,
    TIFF: _picture_pages,
    JPEG: _picture_pages,
    PNG: _picture_pages,
}
