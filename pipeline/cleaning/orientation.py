"""Which way up a page lies: 0, 90, 180, 270.

Lines of print run where the feet of letters fall into few rows. Which way up their letters stand, a small
network tells, window by window (`pipeline.cleaning.upright`); all that it sees on a page is summed up.
"""

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.letters import letters_of
from pipeline.cleaning.pixels import WHITE, marks, overview, reduced, to_grey
from pipeline.cleaning.skew import CLEAR, Lines, lines_of
from pipeline.cleaning.text_strips import strips_along
from pipeline.cleaning.upright import judge
from pipeline.geometry import turning
from pipeline.image import PageImage

COARSE_DPI: Final = 75
FINE_DPI: Final = 150
LEVEL: Final = 0.3  # degrees: letters fall no further from their lines
SURE_OF_AXIS: Final = 1.5  # times clearer than lines the other way
WINDOWS: Final = 320  # more would tell nothing new
SURE: Final = 30.0  # logarithm of the odds against any other turn; windows overlap: true odds are lower
EXPECTED: Final = (0, 90, 270, 180)  # where nothing tells


@dataclass(frozen=True, slots=True)
class Orientation:
    """Clockwise turns (0, 90, 180, 270) that may make a page upright, likeliest first; one alone is sure.

    `sureness` is the logarithm of the odds of the first against the next.
    """

    turns: tuple[int, ...]
    sureness: float = 0.0


def guess_orientation(page: PageImage) -> Orientation:
    """Guess from the lines and their letters; where more than one turn is left, a reader must choose."""
    small = overview(page, FINE_DPI)
    across, along = _both_ways(small)
    clearer, other = max(across.clearness, along.clearness), min(across.clearness, along.clearness)
    level = levelled(small, across if across.clearness >= along.clearness else along)
    sure_of_axis = clearer >= max(CLEAR, SURE_OF_AXIS * other)
    if not sure_of_axis:
        axes: tuple[int, ...] = (0, 90)
    else:
        axes = (0,) if across.clearness >= along.clearness else (90,)
    return _weighed(_evidence(level, axes))


def levelled(page: PageImage, lines: Lines) -> PageImage:
    """Return the page grey, its lines level; as it is where it shows none or they are level enough."""
    if lines.clearness < CLEAR or abs(lines.angle) <= LEVEL:
        return replace(page, pixels=to_grey(page))
    matrix, size = turning(-lines.angle, page.width, page.height)
    pixels = cv2.warpAffine(to_grey(page), matrix[:2], size, flags=cv2.INTER_LINEAR, borderValue=WHITE)
    return replace(page, pixels=np.asarray(pixels, np.uint8))


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


def clearer_lines(page: PageImage) -> Lines:
    """Return the lines of a page that runs either way."""
    return max(_both_ways(page), key=lambda lines: lines.clearness)


def _both_ways(page: PageImage) -> tuple[Lines, Lines]:
    """Look for lines that run across the page, and for lines that run along it."""
    mask = letters_of(marks(reduced(page, COARSE_DPI), COARSE_DPI), COARSE_DPI)
    return lines_of(mask), lines_of(np.ascontiguousarray(np.rot90(mask, -1)))


def _evidence(level: PageImage, axes: tuple[int, ...]) -> dict[int, float]:
    """Return for every turn that these axes leave the logarithm of how likely it makes what is seen."""
    seen = {axis: judge(strips_along(turned(level, axis), WINDOWS)) for axis in axes}
    lying = sum(evidence.neither for evidence in seen.values())
    found = {}
    for axis, evidence in seen.items():
        found[axis] = lying - evidence.neither + evidence.standing
        found[axis + 180] = lying - evidence.neither + evidence.hanging
    return found


def _weighed(found: dict[int, float]) -> Orientation:
    ranked = sorted(found, key=lambda turn: (-found[turn], EXPECTED.index(turn)))
    best = found[ranked[0]]
    turns = tuple(turn for turn in ranked if best - found[turn] < SURE)
    return Orientation(turns, best - found[ranked[1]])
