"""One page of a file as pixels, as its file means it to be seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image

from pipeline.errors import ScanError
from pipeline.image import PageImage
from pipeline.intake import picture as pictures
from pipeline.intake import poppler
from pipeline.intake.kind import HEAD_BYTES, JPEG, PDF, PNG, TIFF, media_type
from pipeline.intake.resolution import (
    MAX_DPI,
    MIN_DPI,
    POINTS,
    PageSize,
    choose,
    guess_dpi,
    scale_to_fit,
    scan_resolution,
    stated_dpi,
)
from pipeline.model import Limits

LOW_DPI: Final = 150
COARSE_SIDE: Final = 1000  # pixels
STRETCHED: Final = 1.2  # a fax of 204 x 98 dots an inch


def load_page(path: Path, number: int, limits: Limits) -> PageImage:
    """Return page `number` (from 1): RGB or grey uint8, upright as far as the file says, at most MAX_PIXELS.

    Pages are shrunk to MAX_DPI and to what can be read, and stretched pixels made square: width, height and
    dpi are those of the pixels returned. Raises ScanError; OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        kind = media_type(file.read(HEAD_BYTES))
    if kind is None:
        raise ScanError("unsupported")
    return LOADERS[kind](path, number, limits)


def _pdf_page(path: Path, number: int, limits: Limits) -> PageImage:
    timeout = limits.page_timeout
    size = poppler.page_size(path, number, timeout)
    scanned = scan_resolution(size, poppler.placed_images(path, number, timeout))
    if scanned and scanned < LOW_DPI and (_coarse(size, scanned) or poppler.has_fonts(path, number, timeout)):
        scanned = None  # a background behind sharp letters
    resolution = choose(size, scanned, limits.max_page_pixels)
    drawn = poppler.render(path, number, resolution.drawn, timeout)
    return PageImage(pictures.pixels(drawn), resolution.true, number)


def _coarse(size: PageSize, scanned: float) -> bool:
    """Tell whether a picture of the whole page has too few pixels to be a scan of letters."""
    return max(size.width, size.height) / POINTS * scanned < COARSE_SIDE


def _picture_page(path: Path, number: int, limits: Limits) -> PageImage:
    with pictures.opened(path) as picture:
        picture.seek(pictures.pages(picture)[number - 1])
        width, height = picture.size
        if width * height > limits.max_page_pixels:
            raise ScanError("too_many_pixels", f"page {number}: {width} x {height}")
        stated = stated_dpi(picture.info.get("dpi"), picture.size)
        page, on_its_side = pictures.upright(picture)
        if stated and on_its_side:
            stated = stated[1], stated[0]
        page, dpi = _sized(pictures.plain(page), stated)
        return PageImage(pictures.pixels(page), dpi, number)


def _sized(page: Image.Image, stated: tuple[float, float] | None) -> tuple[Image.Image, int]:
    """Make the pixels square and few enough; return them with their resolution."""
    width, height = float(page.width), float(page.height)
    x, y = stated or (0.0, 0.0)
    if stated and max(x, y) > STRETCHED * min(x, y):
        width, height = width * max(x, y) / x, height * max(x, y) / y
    dpi = max(x, y) or guess_dpi(max(width, height))
    scale = min(scale_to_fit(width, height), MAX_DPI / dpi)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    if size != page.size:
        page = page.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
    return page, max(MIN_DPI // 2, round(dpi * scale))


LOADERS: Final[dict[str, Callable[[Path, int, Limits], PageImage]]] = {
    PDF: _pdf_page,
    TIFF: _picture_page,
    JPEG: _picture_page,
    PNG: _picture_page,
}
