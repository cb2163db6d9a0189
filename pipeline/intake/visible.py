"""Whether words of a page's own text are what one sees on the page: each has ink, and what is seen has words.

It needs no knowledge of how a file hides text: a word without ink is hidden, or covered; print without words
is a picture, or letters drawn as lines.
"""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import PageImage, Pixels
from pipeline.model import Box

INK_DPI: Final = 100
MM_PER_INCH: Final = 25.4
DEPTH: Final = 40  # grey levels between ink and the paper around
AROUND_MM: Final = 12.0  # what "around" means
RULE_MM: Final = 12.0  # straight for so long, or filled so wide: a table's rule, a coloured field; no letter
CELL_MM: Final = 4.0  # about a line of print
INKED: Final = 0.03  # of a cell: what a rest of a rule does not fill, and letters do
MARGIN: Final = 0.2  # of a word's height: marks stand out of what a font calls its height

Mask = NDArray[np.uint8]


class Ink:
    """A page's ink; boxes are told in pixels of the page."""

    def __init__(self, page: PageImage) -> None:
        self.scale = min(1.0, INK_DPI / page.dpi)
        self.dpi = page.dpi * self.scale
        self.grey = _grey(page, self.scale)

    def shows(self, box: Box) -> bool:
        """Tell whether anything is seen inside a box, dark on light or light on dark."""
        inside = self.grey[self._slices(box, 0)]
        return inside.size > 0 and int(inside.max()) - int(inside.min()) > DEPTH

    def shares(self, boxes: Sequence[Box]) -> tuple[float, float]:
        """Return the shares of the page's cells that hold ink inside these boxes, and outside of them."""
        ink = _without_rules(_ink(self.grey, self.dpi), self.dpi)
        inside = np.zeros_like(ink)
        for box in boxes:
            inside[self._slices(box, MARGIN * min(box.w, box.h) + 1)] = 1
        side = _pixels(CELL_MM, self.dpi)
        return _cells(ink & inside, side), _cells(ink & (1 - inside), side)

    def _slices(self, box: Box, margin: float) -> tuple[slice, slice]:
        left, top = max(0, int(box.x * self.scale - margin)), max(0, int(box.y * self.scale - margin))
        right, bottom = (box.x + box.w) * self.scale + margin, (box.y + box.h) * self.scale + margin
        return slice(top, max(top, round(bottom))), slice(left, max(left, round(right)))


def overlap(boxes: Sequence[Box], width: int, height: int) -> float:
    """Return which share of the boxes' area lies under other boxes: about half where all is told twice."""
    scale = min(1.0, 1000 / max(width, height))
    covered = np.zeros((round(height * scale) + 1, round(width * scale) + 1), np.uint8)
    total = 0
    for box in boxes:
        left, top = round(box.x * scale), round(box.y * scale)
        part = covered[top : round((box.y + box.h) * scale), left : round((box.x + box.w) * scale)]
        part[:] = 1
        total += part.size
    return 1 - int(covered.sum()) / total if total else 0.0


def _grey(page: PageImage, scale: float) -> Pixels:
    pixels = page.pixels
    if scale < 1:
        size = max(1, round(page.width * scale)), max(1, round(page.height * scale))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    # The darkest channel: red and yellow letters are ink as well.
    return pixels if pixels.ndim == 2 else np.asarray(pixels.min(axis=2), np.uint8)  # noqa: PLR2004 - grey


def _ink(grey: Pixels, dpi: float) -> Mask:
    """Return 1 where a pixel is darker than the paper around."""
    side = _pixels(AROUND_MM, dpi) | 1
    paper = cv2.blur(grey, (side, side), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.subtract(paper, grey) > DEPTH, np.uint8)


def _without_rules(ink: Mask, dpi: float) -> Mask:
    length = _pixels(RULE_MM, dpi)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.subtract(ink, rules), np.uint8)


def _cells(ink: Mask, side: int) -> float:
    """Return the share of a page's cells that hold ink, letters' worth of it."""
    height, width = ink.shape
    whole = np.pad(ink, ((0, -height % side), (0, -width % side)))
    filled = whole.reshape(whole.shape[0] // side, side, whole.shape[1] // side, side).mean(axis=(1, 3))
    return float((filled > INKED).mean())


def _pixels(length: float, dpi: float) -> int:
    return max(1, round(length / MM_PER_INCH * dpi))
