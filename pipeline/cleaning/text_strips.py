"""Lines of print cut out of a page, all to one size.

A letter's body, where most ink lies, tells where a line runs and how large it is printed; marks and tails
stand out above and below. Nothing here prefers one way up: from a page on its head come the same strips on
theirs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.letters import letters_of
from pipeline.cleaning.pixels import WHITE, marks, shrunk, to_grey
from pipeline.image import PageImage, Pixels

SIDE: Final = 32  # rows of a strip, columns of its windows
RIM: Final = 4  # rows and columns more on every side
STRIDE: Final = 16  # columns from one window to the next
BODIES: Final = 3.6  # heights of a letter's body that SIDE rows show
NARROWED: Final = 4  # columns taken together to find lines
FEW_LETTERS_INCH: Final = 0.27  # what is looked at together to tell how much ink lies in a row
NEAR_INCH: Final = 0.05  # rows up and down with which a row's ink is compared
BODY_SHARE: Final = 0.5  # of the most ink in a row near
LEAST_INK: Final = 0.08  # of a stretch of a row
BODY_INCH: Final = (0.03, 0.22)  # lowest and highest
LEAST_WIDTH: Final = 1.5  # bodies
LONGEST: Final = 24.0  # bodies: lines bend
COARSEST: Final = 0.6  # a smaller scale would leave pixels out


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line: the rectangle of its letters' bodies, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def scale(self) -> float:
        """How much larger its strip shows it."""
        return SIDE / (BODIES * self.height)

    @property
    def windows(self) -> int:
        """How many windows its strip has."""
        return max(0, round((self.width * self.scale - SIDE) / STRIDE)) + 1


def strips_along(page: PageImage, most: int) -> list[Pixels]:
    """Cut the lines that run across a page into strips (see `strips_of`) of about `most` windows."""
    grey = to_grey(page)
    lines = stretches_of(letters_of(marks(grey, page.dpi), page.dpi), page.dpi)
    return strips_of(grey, spread(lines, most))


def stretches_of(mask: Pixels, dpi: float) -> list[Stretch]:
    """Find the lines that run across a mask (0, 255) of letters; long ones come in parts."""
    bodies = _bodies(mask, dpi)
    _, _, stats, _ = cv2.connectedComponentsWithStats(bodies, connectivity=4, ltype=cv2.CV_32S)
    lowest, highest = (size * dpi for size in BODY_INCH)
    found: list[Stretch] = []
    for x, y, width, height, _ in stats[1:].tolist():
        if lowest <= height <= highest and width * NARROWED >= LEAST_WIDTH * height:
            found += _parts(bodies, Stretch(x, y, width, height))
    return found


def spread(stretches: Sequence[Stretch], most: int) -> list[Stretch]:
    """Choose stretches from all over the page that have about `most` windows, all if they have fewer."""
    total = sum(stretch.windows for stretch in stretches)
    if total <= most:
        return list(stretches)
    chosen, due = [], 0.0
    for stretch in stretches:
        due += stretch.windows * most / total
        if due >= stretch.windows / 2:
            chosen.append(stretch)
            due -= stretch.windows
    return chosen


def strips_of(grey: Pixels, stretches: Sequence[Stretch]) -> list[Pixels]:
    """Cut out strips, (SIDE + 2 RIM, width) grey: window k of a strip begins at column RIM + k STRIDE."""
    sizes = [grey, shrunk(grey, 0.5), shrunk(grey, 0.25)]
    return [_strip(sizes, stretch) for stretch in stretches]


def _bodies(mask: Pixels, dpi: float) -> Pixels:
    """Return 255 where a row holds about as much ink as any near it; one column stands for NARROWED."""
    ink = cv2.blur(mask, (round(FEW_LETTERS_INCH * dpi) | 1, 3), borderType=cv2.BORDER_CONSTANT)
    ink = cv2.resize(ink, (-(-mask.shape[1] // NARROWED), mask.shape[0]), interpolation=cv2.INTER_AREA)
    most = cv2.dilate(ink, np.ones((2 * round(NEAR_INCH * dpi) + 1, 1), np.uint8))
    least = np.maximum(cv2.convertScaleAbs(most, alpha=BODY_SHARE), np.uint8(LEAST_INK * WHITE))
    return np.asarray(cv2.compare(ink, least, cv2.CMP_GT), np.uint8)


def _parts(bodies: Pixels, whole: Stretch) -> Iterator[Stretch]:
    """Cut a stretch of `bodies` into parts, in pixels of the page."""
    count = max(1, round(whole.width * NARROWED / (LONGEST * whole.height)))
    edges = np.round(np.linspace(whole.x, whole.x + whole.width, count + 1)).astype(int).tolist()
    for left, right in pairwise(edges):
        ink = bodies[whole.y : whole.y + whole.height, left:right].sum(axis=1, dtype=np.int64)
        rows = np.flatnonzero(2 * ink >= ink.max())  # capitals and figures among the letters reach further
        top, height = whole.y + int(rows[0]), int(rows[-1] - rows[0]) + 1
        yield Stretch(left * NARROWED, top, (right - left) * NARROWED, height)


def _strip(sizes: Sequence[Pixels], stretch: Stretch) -> Pixels:
    scale, size = stretch.scale, 0
    x, y = stretch.x + stretch.width / 2, stretch.y + stretch.height / 2
    while scale < COARSEST and size + 1 < len(sizes):
        scale, x, y, size = 2 * scale, x / 2, y / 2, size + 1
    rows, columns = SIDE + 2 * RIM, SIDE + STRIDE * (stretch.windows - 1) + 2 * RIM
    # OpenCV measures from the middle of the first pixel.
    matrix = np.array(
        [[scale, 0, (columns - 1) / 2 - scale * (x - 0.5)], [0, scale, (rows - 1) / 2 - scale * (y - 0.5)]]
    )
    strip = cv2.warpAffine(
        sizes[size], matrix, (columns, rows), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(strip, np.uint8)
