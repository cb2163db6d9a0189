"""Writes pages into the files that stations make: PDF of pictures, TIFF, JPEG, PNG; PDF made by a program.

The same pages give the same bytes: no file tells when it
was made.
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Final, Literal

import cv2
import numpy as np
from fpdf import FPDF
from PIL import Image

from pipeline.image import PageImage
from samples.sheet import Sheet
from samples.typefaces import FOLDER

Style = Literal["colour", "grey", "bitonal"]
WHEN: Final = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
QUALITY: Final = 50  # of JPEG, as office scanners set it


def picture(page: PageImage, style: Style) -> Image.Image:
    """Return a page as Pillow knows it, in the style of a scanner's setting."""
    if style == "colour":
        return Image.fromarray(page.pixels)
    grey = cv2.cvtColor(page.pixels, cv2.COLOR_RGB2GRAY)
    if style == "grey":
        return Image.fromarray(grey)
    light = cv2.GaussianBlur(cv2.dilate(grey, np.ones((15, 15), np.uint8)), (0, 0), 12)
    return Image.fromarray(np.where(grey < light * 0.74, 0, 255).astype(np.uint8)).convert(
        "1", dither=Image.Dither.NONE
    )


def pdf(pages: Sequence[PageImage], style: Style) -> bytes:
    """Return a PDF with one picture a page, each at its page's own resolution."""
    stamp = time.gmtime(WHEN.timestamp())
    first, *others = [picture(page, style) for page in pages]
    file = BytesIO()
    how: dict[str, int] = {} if style == "bitonal" else {"quality": QUALITY}
    about = {"creationDate": stamp, "modDate": stamp, "producer": "Scanner", "resolution": pages[0].dpi}
    first.save(file, "PDF", save_all=True, append_images=others, **about, **how)
    return file.getvalue()


def tiff(pages: Sequence[PageImage], style: Style) -> bytes:
    """Return a TIFF of several pages: fax compression if bitonal, else JPEG."""
    first, *others = [picture(page, style) for page in pages]
    file = BytesIO()
    how = {"compression": "group4"} if style == "bitonal" else {"compression": "jpeg", "quality": QUALITY}
    first.save(file, "TIFF", save_all=True, append_images=others, dpi=(pages[0].dpi, pages[0].dpi), **how)
    return file.getvalue()


def jpeg(pages: Sequence[PageImage], style: Style) -> bytes:
    """Return the first page as a JPEG."""
    file = BytesIO()
    picture(pages[0], style).save(file, "JPEG", quality=QUALITY, dpi=(pages[0].dpi, pages[0].dpi))
    return file.getvalue()


def png(pages: Sequence[PageImage], style: Style) -> bytes:
    """Return the first page as a PNG; colours are rounded to 32, as scanner programs do to save room."""
    file = BytesIO()
    image = picture(pages[0], style)
    small = image.quantize(32, dither=Image.Dither.NONE) if style == "colour" else image
    small.save(file, "PNG", optimize=True, dpi=(pages[0].dpi, pages[0].dpi))
    return file.getvalue()


def born_digital(sheets: Sequence[Sheet], password: str | None = None) -> bytes:
    """Return a PDF whose text is text, as an office program makes it; locked if a password is given."""
    document = FPDF(format="A4")
    document.set_creation_date(WHEN)
    document.set_auto_page_break(auto=False)
    for name in sorted({run.letters.file for sheet in sheets for run in sheet.runs}):
        document.add_font(name, fname=FOLDER / f"{name}.ttf")
    for sheet in sheets:
        document.add_page()
        for run in sheet.runs:
            document.set_font(run.letters.file, size=run.letters.points)
            document.text(run.x, run.baseline, run.text)
    if password is not None:
        document.set_encryption(owner_password=f"{password}-chu", user_password=password)
    return bytes(document.output())


WRITERS: Final[dict[str, Callable[[Sequence[PageImage], Style], bytes]]] = {
    "pdf": pdf,
    "tif": tiff,
    "jpg": jpeg,
    "png": png,
}
