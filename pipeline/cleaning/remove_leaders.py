"""Take the dotted lines and thin rules of forms off the page: readers skip whole lines that bear them."""

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import millimetres, to_grey
from pipeline.connected import components, darker_than, picked
from pipeline.image import PageImage, Pixels

INK: Final = 160
LOW_MM: Final = 0.65  # dots, dashes and rules are no higher; letters are
GAP_MM: Final = 2.0  # between two dots, one or two of which may be written over
LEADER_MM: Final = 7.0  # three dots that end a sentence are shorter


def remove_leaders(page: PageImage) -> PageImage:
    """Return the page grey, without rows of dots, dashes and rules that touch nothing."""
    grey = to_grey(page)
    low = _low(grey, millimetres(LOW_MM, page.dpi))
    rows = cv2.morphologyEx(low, cv2.MORPH_CLOSE, np.ones((1, millimetres(GAP_MM, page.dpi)), np.uint8))
    long = cv2.morphologyEx(rows, cv2.MORPH_OPEN, np.ones((1, millimetres(LEADER_MM, page.dpi)), np.uint8))
    high = 2 * millimetres(LOW_MM, page.dpi) + 1  # from its one row that runs through to all of a dot
    whole = cv2.bitwise_and(cv2.dilate(long, np.ones((high, 1), np.uint8)), low)
    leaders = cv2.dilate(whole, np.ones((3, 3), np.uint8))
    return replace(page, pixels=np.asarray(cv2.max(grey, leaders), np.uint8))


def _low(grey: Pixels, height: int) -> Pixels:
    """Return the marks that are no higher than `height` pixels, as 255."""
    numbers, stats = components(darker_than(INK, grey))
    return picked(numbers, stats[:, cv2.CC_STAT_HEIGHT] <= height)
