"""Which of a page's marks may be letters."""

from typing import Final

import cv2
import numpy as np

from pipeline.connected import components
from pipeline.image import Pixels

HIGHEST_INCH: Final = 0.5  # of a letter
WIDEST_INCH: Final = 1.5  # of a word whose letters touch
DASH_INCH: Final = 0.15  # a longer thin mark is a piece of a rule
DASH_SHAPE: Final = 6  # length over thickness


def letters_of(mask: Pixels, dpi: float) -> Pixels:
    """Return the marks no larger than words: frames and rules would outweigh letters."""
    numbers, stats = components(mask)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    longest, thinnest = np.maximum(width, height), np.minimum(width, height)
    small = (height < HIGHEST_INCH * dpi) & (width < WIDEST_INCH * dpi)
    small &= (longest < DASH_INCH * dpi) | (longest < DASH_SHAPE * thinnest)
    small[0] = True  # the paper
    left = mask.copy()
    for number in np.flatnonzero(~small).tolist():  # few: quicker than to look up every pixel's number
        x, y, wide, high, _ = stats[number].tolist()
        place = slice(y, y + high), slice(x, x + wide)
        left[place][numbers[place] == number] = 0
    return left
