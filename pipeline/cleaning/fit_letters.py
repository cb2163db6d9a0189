"""Bring the page to the size at which the reader reads best: the height of letters decides, not the dpi."""

from math import sqrt
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.pixels import marks, reduced
from pipeline.connected import components
from pipeline.geometry import moved, scaling
from pipeline.image import PageImage, Pixels

MEASURE_DPI: Final = 150
FEWEST_LETTERS: Final = 30
SMALLEST: Final = 4  # pixels
LARGEST_INCH: Final = 0.35
NARROWEST: Final = 0.25  # width over height
WIDEST: Final = 3.0
USUAL_INCH: Final = 0.1  # letters of 13 to 14 points, as measured here
LEAST_CHANGE: Final = 0.15  # a smaller one is not worth its blur
MOST_SHRINK: Final = 0.4
MOST_GROWTH: Final = 5.0
MOST_PIXELS: Final = 25_000_000


def fit_letters(page: PageImage, *, height: float = 20.0) -> PageImage:
    """Return the page scaled so that its usual letter is about `height` pixels high; `dpi` follows."""
    scale = _scale(page, height)
    if abs(scale - 1) < LEAST_CHANGE:
        return page
    width, tall = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    pixels = np.asarray(cv2.resize(page.pixels, (width, tall), interpolation=how), np.uint8)
    matrix = scaling(width / page.width, tall / page.height)
    return moved(page, pixels, matrix, max(1, round(page.dpi * scale)))


def letter_height(page: PageImage) -> float | None:
    """Return the pixels of height of the page's usual letter, attached marks included; None where few."""
    small = reduced(page, MEASURE_DPI)
    times = page.height / small.shape[0]
    usual = usual_height(marks(small, page.dpi / times), page.dpi / times)
    return None if usual is None else times * usual


def usual_height(mask: Pixels, dpi: float) -> float | None:
    """Return the pixels of height of the usual letter among a page's marks (0, 255); None where few."""
    heights = _heights(mask, dpi)
    if heights.size < FEWEST_LETTERS:
        return None
    tall = float(np.percentile(heights, 80))
    return float(np.median(heights[heights >= tall / 2]))


def _heights(mask: Pixels, dpi: float) -> NDArray[np.float64]:
    _, stats = components(mask)
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    shape = width / np.maximum(height, 1)
    fits = (height >= SMALLEST) & (height < LARGEST_INCH * dpi) & (shape > NARROWEST) & (shape < WIDEST)
    return np.asarray(height[fits], np.float64)


def _scale(page: PageImage, height: float) -> float:
    usual = letter_height(page) or USUAL_INCH * page.dpi
    largest = sqrt(MOST_PIXELS / (page.width * page.height))
    return min(max(height / usual, MOST_SHRINK), MOST_GROWTH, largest)
