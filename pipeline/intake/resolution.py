"""At how many dots an inch a page is looked at. Pure arithmetic.

A scanned page is drawn at the resolution of its own picture: more would only blur it, less would lose print.
A logo of 1292 dpi does not decide, nor does a page size that cannot be true.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

POINTS: Final = 72  # points in an inch
A4_LONG_INCHES: Final = 297 / 25.4

DEFAULT_DPI: Final = 300  # for pages that are drawn, not scanned
MIN_DPI: Final = 100  # below it a stated resolution is a default nobody set: 72 and 96 of phones and programs
MAX_DPI: Final = 400  # the reader gains nothing above it
TRUE_DPI: Final = 1250  # above it no scanner scanned: the page size is wrong
MAX_SIDE: Final = 10_000  # pixels
MAX_PIXELS: Final = 32_000_000  # A3 at 400 dpi, A0 at 145
CARD_INCHES: Final = 3.0  # an identity card is 3.4 wide: a page smaller than that is not told truly
COVERS: Final = 0.5  # of the page: what a scan's own picture, or its strips together, must fill


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page of a PDF, in points."""

    width: float
    height: float

    @property
    def area(self) -> float:
        """Square inches."""
        return self.width * self.height / POINTS**2


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture drawn on a page of a PDF: its pixels, and how many of them go to an inch there."""

    width: float
    height: float
    x_ppi: float
    y_ppi: float
    mask: bool = False  # no picture of its own, but what is transparent in another

    @property
    def ppi(self) -> float:
        return max(self.x_ppi, self.y_ppi)

    @property
    def area(self) -> float:
        """Square inches; 0 where it is not known."""
        density = self.x_ppi * self.y_ppi
        return self.width * self.height / density if density else 0.0


@dataclass(frozen=True, slots=True)
class Resolution:
    """`drawn`: dots an inch of the page as its file sizes it; `true`: of the paper, as far as known."""

    drawn: int
    true: int


def scan_resolution(page: PageSize, pictures: Iterable[Placed]) -> float | None:
    """Return the resolution of the page's scan; None where no picture or row of strips covers it."""
    areas: dict[int, float] = {}
    for picture in pictures:
        areas[round(picture.ppi)] = areas.get(round(picture.ppi), 0.0) + picture.area
    # Strips of one scan may differ by a dot: neighbours count together.
    covering = [ppi for ppi in areas if ppi and _around(areas, ppi) >= COVERS * page.area]
    return max(covering, default=None)


def choose(page: PageSize, scanned: float | None, max_pixels: int = MAX_PIXELS) -> Resolution:
    """Choose a page's resolution from that of its scan (None: no scan). Large pages get less."""
    if scanned is None:
        drawn = _fitting(page, DEFAULT_DPI, max_pixels)
        return Resolution(drawn, drawn)
    if MIN_DPI <= scanned <= TRUE_DPI and max(page.width, page.height) >= CARD_INCHES * POINTS:
        drawn = _fitting(page, min(scanned, MAX_DPI), max_pixels)
        return Resolution(drawn, drawn)
    drawn = _fitting(page, scanned, max_pixels)
    return Resolution(drawn, guess_dpi(max(page.width, page.height) / POINTS * drawn))


def guess_dpi(long_side: float) -> int:
    """Return the resolution at which `long_side` pixels are the long side of A4, within sense."""
    return round(min(MAX_DPI, max(MIN_DPI / 2, long_side / A4_LONG_INCHES)))


def stated_dpi(stated: object, size: tuple[int, int]) -> tuple[float, float] | None:
    """Return what a picture of `size` pixels says of its resolution, (x, y); None where it cannot be true."""
    if not isinstance(stated, tuple) or len(stated) != len(size):
        return None
    x, y = (float(value) for value in stated)
    told = min(x, y) >= MIN_DPI / 2 and MIN_DPI <= max(x, y) <= TRUE_DPI
    return (x, y) if told and max(size[0] / x, size[1] / y) >= CARD_INCHES else None


def scale_to_fit(width: float, height: float, max_pixels: int = MAX_PIXELS) -> float:
    """Return by how much a picture must shrink to be read; 1.0 where it need not."""
    return min(1.0, MAX_SIDE / max(width, height), math.sqrt(min(max_pixels, MAX_PIXELS) / (width * height)))


def _around(areas: dict[int, float], ppi: int) -> float:
    return sum(areas.get(near, 0.0) for near in (ppi - 1, ppi, ppi + 1))


def _fitting(page: PageSize, dpi: float, max_pixels: int) -> int:
    scale = scale_to_fit(page.width / POINTS * dpi, page.height / POINTS * dpi, max_pixels)
    return max(1, math.floor(dpi * scale) if scale < 1 else round(dpi))
