"""Make the paper evenly white, whatever the light, the shadow, the tint, what shows through from the back."""

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import MM_PER_INCH, WHITE, shrunk, to_grey
from pipeline.image import PageImage, Pixels

PAPER_DPI: Final = 25  # enough to see light, too little to see letters
HOLE_MM: Final = 9.0  # dark things narrower than this stand on the paper and are not part of it
DARKEST: Final = 0.4  # of the page's paper: what is darker is ink over a wide area, not shadow


def divide_background(page: PageImage, *, white: float = 0.95, darken: float = 1.5) -> PageImage:
    """Return the page grey, its paper at 255, its ink darkened.

    What is at least `white` (0..1) as light as the paper is paper. `darken` (1 = not) is the power to which
    lightness is raised: readers lose tone marks because these are printed thin, hence pale.
    """
    grey = to_grey(page)
    wide = cv2.resize(_paper(grey, page.dpi), (page.width, page.height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, wide, scale=WHITE)
    lightness = np.clip(np.arange(256) / (WHITE * white), 0, 1) ** darken
    return replace(page, pixels=np.asarray(cv2.LUT(even, (WHITE * lightness).astype(np.uint8)), np.uint8))


def _paper(grey: Pixels, dpi: int) -> Pixels:
    """Return the light of the bare paper, at PAPER_DPI."""
    small = shrunk(grey, PAPER_DPI / dpi)
    side = round(HOLE_MM / MM_PER_INCH * PAPER_DPI) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    bridged = cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc)
    smooth = cv2.medianBlur(bridged, side)
    floor = max(1, round(DARKEST * float(np.percentile(smooth, 90))))
    return np.maximum(smooth, np.uint8(floor))
