"""Take grain and specks off the page, but no dot of an i, no tone mark, no full stop."""

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import WHITE, millimetres, to_grey
from pipeline.connected import components, darker_than, picked
from pipeline.image import PageImage, Pixels

GRAIN: Final = 5.0  # standard deviation of grey levels on bare paper from which smoothing pays
MEDIAN_OF_DIFFERENCES: Final = 0.954  # of two neighbours, for normal grain of standard deviation 1
PAPER: Final = 170
PAPER_SHARE: Final = 0.3  # of the paper that must show grain at all
INK: Final = 160
SPECK_MM: Final = 0.4  # a full stop of 12 points is about as large
REACH_MM: Final = 2.0  # a mark, a dot, a full stop stand nearer than this to their letter


def denoise(page: PageImage, *, smooth: bool = True, specks: bool = True) -> PageImage:
    """Return the page grey: its grain, where it has any, smoothed; dots that stand far from letters white."""
    pixels = to_grey(page)
    if smooth and grain(pixels) > GRAIN:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (3, 3), 0), np.uint8)
    if specks:
        pixels = _without_specks(pixels, page.dpi)
    return replace(page, pixels=pixels)


def grain(grey: Pixels) -> float:
    """Return the standard deviation of the paper's grain in grey levels: 0 where most paper is pure white."""
    rows = grey[::8]
    left, right = rows[:, :-1], rows[:, 1:]
    paper = (left > PAPER) & (right > PAPER)
    seen = cv2.absdiff(left, right)[paper & ((left < WHITE) | (right < WHITE))] if left.size else left
    if seen.size < PAPER_SHARE * np.count_nonzero(paper):
        return 0.0
    return float(np.median(seen)) / MEDIAN_OF_DIFFERENCES if seen.size else 0.0


def _without_specks(grey: Pixels, dpi: int) -> Pixels:
    ink = darker_than(INK, grey)
    numbers, stats = components(ink)
    large = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) > millimetres(SPECK_MM, dpi)
    reach = 2 * millimetres(REACH_MM, dpi) + 1
    near = cv2.dilate(picked(numbers, large), np.ones((reach, reach), np.uint8))
    specks = cv2.subtract(ink, near)
    return np.asarray(cv2.max(grey, cv2.dilate(specks, np.ones((3, 3), np.uint8))), np.uint8)
