"""Which way up a page lies: 0, 90, 180, 270.

Lines of print run where the feet of letters fall into few rows. And letters stand on their line: their feet
lie level, while their heads, with ascenders and Vietnamese marks, do not.
"""

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import WHITE, marks, reduced
from pipeline.cleaning.skew import CLEAR, FINE_DPI, Lines, feet_of, lines_of
from pipeline.image import PageImage, Pixels

COARSE_DPI: Final = 75
HIGHEST_INCH: Final = 0.5  # of a letter
WIDEST_INCH: Final = 1.5  # of a word whose letters touch
DASH_INCH: Final = 0.15  # a longer thin mark is a piece of a rule
DASH_SHAPE: Final = 6  # length over thickness
SURE_OF_AXIS: Final = 1.5  # times clearer than lines the other way
SURE_OF_FEET: Final = 1.1  # times more level than the heads


@dataclass(frozen=True, slots=True)
class Orientation:
    """Clockwise turns (0, 90, 180, 270) that may make a page upright, likeliest first; one alone is sure."""

    turns: tuple[int, ...]


def guess_orientation(page: PageImage) -> Orientation:
    """Guess from the shapes of lines; where more than one turn is left, a reader must choose."""
    mask = _letters(marks(reduced(page, COARSE_DPI), COARSE_DPI), COARSE_DPI)
    across, along = lines_of(mask), lines_of(np.ascontiguousarray(np.rot90(mask, -1)))
    if max(across.clearness, along.clearness) < CLEAR:
        return Orientation((0, 90, 270, 180))
    turn, lines, other = (0, across, along) if across.clearness >= along.clearness else (90, along, across)
    ratio = _feet_to_heads(turned(page, turn), lines)
    likely, unlikely = (turn, turn + 180) if ratio >= 1 else (turn + 180, turn)
    if lines.clearness < SURE_OF_AXIS * other.clearness:
        return Orientation((likely, unlikely, (likely + 90) % 360, (unlikely + 90) % 360))
    # Most pages come upright: that a page stands on its head is never believed without a reader's word.
    if ratio >= SURE_OF_FEET and likely == 0:
        return Orientation((likely,))
    return Orientation((likely, unlikely))


def turned(page: PageImage, turn: int) -> PageImage:
    """Return the page turned clockwise by 0, 90, 180 or 270 degrees."""
    return replace(page, pixels=np.ascontiguousarray(np.rot90(page.pixels, -turn // 90)))


def sample(page: PageImage, share: float) -> PageImage:
    """Return the band across the page, of this share of its height, that holds most marks."""
    mask = marks(reduced(page, COARSE_DPI), COARSE_DPI)
    height = max(1, round(mask.shape[0] * share))
    above = np.concatenate(([0], np.cumsum((mask > 0).sum(axis=1))))
    top = int(np.argmax(above[height:] - above[:-height]))
    scale = page.height / mask.shape[0]
    return replace(page, pixels=page.pixels[round(top * scale) : round((top + height) * scale)])


def _feet_to_heads(page: PageImage, lines: Lines) -> float:
    """Return how much more level the feet of marks are than their heads."""
    mask = _letters(marks(reduced(page, FINE_DPI), FINE_DPI), FINE_DPI)
    heads = np.ascontiguousarray(mask[::-1, ::-1])  # upside down, feet are heads and the angle stays
    return _most_level(mask, lines.angle) / max(1.0, _most_level(heads, lines.angle))


def _most_level(mask: Pixels, angle: float) -> float:
    feet = feet_of(mask)
    if not feet.x.size:
        return 0.0
    return max(feet.concentration(each) for each in np.arange(angle - 0.5, angle + 0.51, 0.1))


def _letters(mask: Pixels, dpi: float) -> Pixels:
    """Return the marks no larger than words: frames and rules have no feet, and would outweigh letters."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    longest, thinnest = np.maximum(width, height), np.minimum(width, height)
    small = (height < HIGHEST_INCH * dpi) & (width < WIDEST_INCH * dpi)
    small &= (longest < DASH_INCH * dpi) | (longest < DASH_SHAPE * thinnest)
    small[0] = False  # the paper
    return np.asarray((small.astype(np.uint8) * np.uint8(WHITE))[labels], np.uint8)
