"""Poppler, through pdf2image and pdfimages: the only module that knows their arguments and errors."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError
from PIL import Image

from pipeline.errors import ScanError
from pipeline.intake.resolution import PageSize, Placed

A4: Final = PageSize(595.0, 842.0)
LOCKED: Final = ("incorrect password", "security handler", "encrypt")  # in the words of poppler's errors
# page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
# "object ID" is one word for a picture in the page's own stream, so the last columns count from the end.
COLUMNS: Final = (3, 4, -4, -3)
LEAST_COLUMNS: Final = 14


def count_pages(path: Path, timeout: float) -> int:
    """Return how many pages a PDF has; ScanError "encrypted", "damaged", "timeout"."""
    return int(_info(path, timeout)["Pages"])


def page_size(path: Path, number: int, timeout: float) -> PageSize:
    """Return a page's size in points; A4 where the page does not tell it. ScanError as above."""
    info = _info(path, timeout, first_page=number, last_page=number)
    stated = next((value for key, value in info.items() if key.split() == ["Page", str(number), "size"]), "")
    try:
        width, _, height = stated.split()[:3]
        size = PageSize(float(width), float(height))
    except ValueError:
        return A4
    return size if size.area > 0 else A4


def placed_images(path: Path, number: int, timeout: float) -> tuple[Placed, ...]:
    """Return the pictures drawn on a page; none where they cannot be listed."""
    rows = (line.split() for line in _lines(["pdfimages", "-list"], path, number, timeout)[2:])
    return tuple(_placed(row) for row in rows if len(row) > LEAST_COLUMNS)


def has_fonts(path: Path, number: int, timeout: float) -> bool:
    """Return whether a page uses any font: text is drawn on it, or hidden in it."""
    return len(_lines(["pdffonts"], path, number, timeout)) > len(("names", "rule"))


def render(path: Path, number: int, dpi: int, timeout: float) -> Image.Image:
    """Draw a page as it is shown, RGB; ScanError "damaged", "timeout".

    Small errors are forgiven. A page with errors that comes out empty is damaged, not blank.
    """
    try:
        return _drawn(path, number, dpi, timeout, strict=True)
    except PDFSyntaxError as error:
        picture = _drawn(path, number, dpi, timeout, strict=False)
        if not np.ptp(np.asarray(picture), axis=(0, 1)).any():
            raise ScanError("damaged", str(error)[:500]) from error
        return picture


def _drawn(path: Path, number: int, dpi: int, timeout: float, *, strict: bool) -> Image.Image:
    with _errors():
        pictures = convert_from_path(
            path.absolute(),
            dpi=dpi,
            first_page=number,
            last_page=number,
            use_cropbox=True,
            strict=strict,
            timeout=timeout,  # type: ignore[arg-type]
        )
        if not pictures:
            raise ScanError("damaged", f"page {number}: poppler drew nothing")
        pictures[0].load()
        return pictures[0]


def _info(path: Path, timeout: float, **pages: int) -> dict[str, Any]:
    with _errors():
        info: dict[str, Any] = pdfinfo_from_path(str(path.absolute()), timeout=timeout, **pages)  # type: ignore[arg-type]
        return info


@contextmanager
def _errors() -> Iterator[None]:
    """Turn the library's errors into ours; a picture cut off comes as ValueError or OSError."""
    try:
        yield
    except PDFPopplerTimeoutError as error:
        raise ScanError("timeout", "poppler") from error
    except PDFPageCountError as error:
        words = str(error)
        locked = any(word in words.lower() for word in LOCKED)
        raise ScanError("encrypted" if locked else "damaged", words[:500]) from error
    except (ValueError, OSError) as error:
        raise ScanError("damaged", str(error)[:500]) from error


def _lines(command: list[str], path: Path, number: int, timeout: float) -> list[str]:
    page = str(number)
    try:
        done = subprocess.run(  # noqa: S603 - poppler's own programs; the path is absolute, so never an option
            [*command, "-f", page, "-l", page, str(path.absolute())],
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return []
    return done.stdout.decode("utf-8", "replace").splitlines()


def _placed(row: list[str]) -> Placed:
    """Read one row; a cell that is no number counts as 0."""
    cells = (row[column] for column in COLUMNS)
    return Placed(*(float(cell) if cell.replace(".", "", 1).isdigit() else 0.0 for cell in cells))
