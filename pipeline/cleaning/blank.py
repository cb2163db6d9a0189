"""Is there anything on the page? A tick or a pale stamp is; what dirt, folds, holes, edges leave is not."""

from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.clear_edges import clear_edges
from pipeline.cleaning.pixels import WHITE, is_grey, millimetres, overview, to_grey
from pipeline.image import PageImage, Pixels

BLANK_DPI: Final = 75
DEPTH: Final = 40  # grey levels under the paper around: print from the back shows through more faintly
TINT: Final = 25  # more colour than the paper around
AROUND_MM: Final = 12.0
RIM_MM: Final = 4.0  # edges of paper and scanner
CONTENT_MM: Final = 2.0  # the height of a small letter; dust is smaller
HOLE_MM: Final = (4.0, 9.0)  # smallest and largest punch hole
HOLE_FILL: Final = 0.65  # of its square that a hole fills
MARGIN_MM: Final = 20.0  # where holes are punched
FOLD_SHARE: Final = 0.5  # of the page's shorter side: straight and thin and longer than this is no writing
FOLD_MM: Final = 1.2
SLIVER_MM: Final = 0.8  # what is left of a dark edge, or of a hole at it, is as thin
EDGE_MM: Final = 4.0  # within the rim


def is_blank(page: PageImage) -> bool:
    """Tell whether nobody wrote, printed or stamped anything on the page."""
    small = overview(page, BLANK_DPI)
    found = _darker(to_grey(clear_edges(small)), DEPTH, small.dpi)
    if not is_grey(page):
        found |= _tinted(small.pixels, small.dpi)
    rim = millimetres(RIM_MM, small.dpi)
    return not _has_content(np.ascontiguousarray(found[rim:-rim, rim:-rim]), small.dpi)


def _darker(grey: Pixels, depth: int, dpi: float) -> Pixels:
    side = millimetres(AROUND_MM, dpi) | 1
    paper = cv2.blur(grey, (side, side), borderType=cv2.BORDER_REPLICATE)
    return (cv2.subtract(paper, grey) > depth).astype(np.uint8) * np.uint8(WHITE)


def _tinted(colour: Pixels, dpi: float) -> Pixels:
    """Return where a page is more colourful than around: a pale stamp is no darker than show-through."""
    red, green, blue = cv2.split(colour)
    tint = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return _darker(np.asarray(cv2.bitwise_not(tint), np.uint8), TINT, dpi)


def _has_content(found: Pixels, dpi: float) -> bool:
    if not found.size:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    x, y, width, height, area = (stats[1:, column].astype(float) for column in range(5))
    longest, thinnest = np.maximum(width, height), np.minimum(width, height)
    tall, wide = found.shape
    fold = (longest > FOLD_SHARE * min(tall, wide)) & (thinnest < millimetres(FOLD_MM, dpi))
    inside = np.minimum.reduce([x, y, wide - x - width, tall - y - height])
    least, most = (millimetres(size, dpi) for size in HOLE_MM)
    round_ = (thinnest >= least) & (longest <= most) & (area > HOLE_FILL * width * height)
    hole = round_ & (inside < millimetres(MARGIN_MM, dpi))
    sliver = (thinnest <= millimetres(SLIVER_MM, dpi)) & (inside < millimetres(EDGE_MM, dpi))
    return bool(np.any((longest >= millimetres(CONTENT_MM, dpi)) & ~fold & ~hole & ~sliver))
