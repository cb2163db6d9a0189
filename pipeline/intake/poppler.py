"""Poppler, through pdf2image and its own programs: the only module that knows their arguments and errors."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from threading import Timer
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
MASKS: Final = frozenset({"mask", "smask"})  # belong to the picture in the row before, and cover the same
# name type encoding emb sub uni object ID; a name may hold blanks, a type does.
FONT: Final = re.compile(
    r"(?:[A-Z]{6}\+)?(?P<name>.*?)\s+(?P<kind>(?:CID )?(?:Type|TrueType).*?|unknown)\s+(?P<encoding>\S+)"
    r"\s+(?:yes|no)\s+(?:yes|no)\s+(?P<unicode>yes|no)\s+\d+\s+\d+\s*"
)
NUMBER: Final = r"(-?[0-9.]+)"
TEXT_PAGE: Final = re.compile(rf'<page width="{NUMBER}" height="{NUMBER}">')
TEXT: Final = re.compile(
    r"<(?P<mark>block|line) |"
    rf'<word xMin="{NUMBER}" yMin="{NUMBER}" xMax="{NUMBER}" yMax="{NUMBER}">(?P<text>[^<]*)</word>'
)
MOST_OUTPUT: Final = 8 * 1024 * 1024  # bytes: twenty pages' worth of words

Edges = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Font:
    """A font that a page names: without the tag of its subset, its kind, and how its letters are known."""

    name: str
    kind: str  # "TrueType", "CID TrueType", "Type 1C", "Type 3", ...
    encoding: str
    unicode: bool  # it brings a map of its codes to Unicode


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a page's own text; `line` counts from 0, one number is left out where a block ends."""

    text: str
    edges: Edges
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """A page's own text in reading order.

    Edges are points on the page as it is shown; `size` is before any turn that the file asks for.
    """

    size: PageSize
    words: tuple[TextWord, ...]


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


def fonts(path: Path, number: int, timeout: float) -> tuple[Font, ...]:
    """Return the fonts that a page names; none where they cannot be listed."""
    rows = (FONT.fullmatch(line) for line in _lines(["pdffonts"], path, number, timeout)[2:])
    return tuple(
        Font(row["name"].strip(), row["kind"], row["encoding"], row["unicode"] == "yes")
        for row in rows
        if row
    )


def own_text(path: Path, number: int, timeout: float) -> Text | None:
    """Return a page's own text, visible or not; None where it has none, too much, or the program fails."""
    command = ["pdftotext", "-q", "-cropbox", "-bbox-layout", "-enc", "UTF-8"]
    told = _output([*command, "-f", str(number), "-l", str(number), str(path.absolute()), "-"], timeout)
    page = TEXT_PAGE.search(told)
    words = tuple(_text_words(told))
    if not page or not words:
        return None
    return Text(PageSize(float(page[1]), float(page[2])), words)


def plain_text(path: Path, timeout: float) -> str:
    """Return the text of all pages in reading order, "" where the file brings none; ScanError as above."""
    _info(path, timeout)
    return _output(["pdftotext", "-enc", "UTF-8", str(path.absolute()), "-"], timeout)


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


def _output(command: list[str], timeout: float) -> str:
    """Return what a program prints; nothing where it fails or would fill the memory with it."""
    with subprocess.Popen(  # noqa: S603 - as above
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        alarm = Timer(timeout, process.kill)
        alarm.start()
        try:
            told = process.stdout.read(MOST_OUTPUT) if process.stdout else b""
            if len(told) == MOST_OUTPUT:
                process.kill()
            failed = process.wait() != 0
        finally:
            process.kill()
            alarm.cancel()
    return "" if failed else told.decode("utf-8", "replace")


def _text_words(told: str) -> Iterator[TextWord]:
    line = -1
    for found in TEXT.finditer(told):
        if found["mark"]:
            # A block begins with a line of its own, so it leaves a number out, but for the first.
            line += found["mark"] == "line" or line >= 0
        else:
            left, top, right, bottom = (float(edge) for edge in found.groups()[1:5])
            yield TextWord(unescape(found["text"]), (left, top, right, bottom), max(0, line))


def _placed(row: list[str]) -> Placed:
    """Read one row; a cell that is no number counts as 0."""
    cells = (row[column] for column in COLUMNS)
    width, height, x_ppi, y_ppi = (
        float(cell) if cell.replace(".", "", 1).isdigit() else 0.0 for cell in cells
    )
    return Placed(width, height, x_ppi, y_ppi, mask=row[2] in MASKS)
