"""Views of a page for measuring: grey, reduced, and its marks (what is darker than the paper around)."""

from typing import Final

import cv2
import numpy as np

from pipeline.image import PageImage, Pixels

cv2.setNumThreads(1)  # one page, one thread: the workers are as many as the cores

GREY: Final = 2  # dimensions of a grey picture's array
WHITE: Final = 255
HALF: Final = 0.5
OVERVIEW_DPI: Final = 150  # shows all that measuring needs
NEIGHBOURHOOD_MM: Final = 8.0  # what "around" means for a mark
MM_PER_INCH: Final = 25.4


def is_grey(page: PageImage) -> bool:
    """Tell whether a page has no colour channels."""
    return page.pixels.ndim == GREY


def to_grey(page: PageImage) -> Pixels:
    """Return (height, width) luminance."""
    if is_grey(page):
        return page.pixels
    return np.asarray(cv2.cvtColor(page.pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def reduced(page: PageImage, dpi: int) -> Pixels:
    """Return the page's grey pixels at about `dpi`, never enlarged."""
    return shrunk(to_grey(page), dpi / page.dpi)


def overview(page: PageImage, dpi: int = OVERVIEW_DPI) -> PageImage:
    """Return the page at about `dpi`, never enlarged, for measuring only: it does not know its way home."""
    scale = min(1.0, dpi / page.dpi)
    return PageImage(shrunk(page.pixels, scale), max(1, round(page.dpi * scale)), page.number)


def shrunk(pixels: Pixels, scale: float) -> Pixels:
    """Return the pixels at `scale` (at most 1) of their size, each about the mean of those it stands for."""
    if scale >= 1:
        return pixels
    height, width = pixels.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    # Down to a half, the four nearest pixels are all there are to a mean, and much quicker to find.
    how = cv2.INTER_LINEAR if scale >= HALF else cv2.INTER_AREA
    while scale < HALF and min(pixels.shape[:2]) > 1:
        pixels, scale = _halved(pixels), 2 * scale
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)


def _halved(pixels: Pixels) -> Pixels:
    """Return the means of two by two pixels; an odd row or column is left out: it would take eight times."""
    height, width = pixels.shape[0] // 2, pixels.shape[1] // 2
    even = pixels[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def millimetres(length: float, dpi: float) -> int:
    """Return a length in mm as pixels, at least 1."""
    return max(1, round(length / MM_PER_INCH * dpi))


def marks(grey: Pixels, dpi: float, contrast: float = 0.25) -> Pixels:
    """Return 255 where a pixel is darker than the paper around by `contrast` of the page's span, else 0.

    Uneven light does not matter, and the inside of a large dark area is no mark.
    """
    dark, light = np.percentile(grey[::4, ::4], (0.5, 75))
    depth = max(12.0, contrast * (light - dark))
    side = millimetres(NEIGHBOURHOOD_MM, dpi) | 1
    around = cv2.blur(grey, (side, side), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.compare(cv2.add(grey, depth), around, cv2.CMP_LT), np.uint8)
