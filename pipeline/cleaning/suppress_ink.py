"""Take the ink of seals off the page without losing the black print under it, nor what is printed in colour.

Ink is a filter: where it covers the paper by a share a, and the print under it lets through a share k of the
light, a red ink of colour (r, g) gives R = k (255 - a (255 - r)) and R - G = k a (r - g). Hence the page
without the ink, 255 k = R + (R - G) (255 - r) / (r - g): the red channel, and a share of the redness for what
a dark ink takes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.pixels import WHITE, is_grey, millimetres, shrunk, to_grey
from pipeline.image import PageImage, Pixels

CHANNEL: Final[dict[str, int]] = {"red": 0, "blue": 2}
PURE: Final = 60  # how much a channel must exceed the others for the pixel to show an ink's own colour
FEWEST: Final = 25  # such pixels, of one in sixteen, below which a page bears no ink of that colour
NEUTRAL: Final = 12  # what JPEG and sensors add of colour to grey
MOST_SHARE: Final = 1.0  # of the redness that is given back: beyond it, noise of colour would grow

REGION_DPI: Final = 75
INKED: Final = 40  # more of a colour than this is ink, even mixed with paper by shrinking
GAP_MM: Final = 2.0  # between the letters of a word, the words of a line
LINE_MM: Final = 12.0  # a title of two lines is no higher
LINE_SHAPE: Final = 2.5  # a line of print is so much wider than high, a seal is not
DARK: Final = 150  # print, even mixed with paper by shrinking
BLACK_SHARE: Final = 0.03  # of a line of coloured print that may be black: more, and the ink lies over text


def suppress_ink(page: PageImage, *, colours: Sequence[str] = ("red",)) -> PageImage:
    """Return the page grey, inks of these colours ("red", "blue") turned to paper; a grey page as it is.

    Lines printed in colour on bare paper (titles, certificates, the words of stamps) stay.
    """
    if is_grey(page):
        return page
    grey = to_grey(page)
    red, green, blue = cv2.split(_balanced(page.pixels))
    channels = [np.asarray(channel, np.uint8) for channel in (red, green, blue)]
    for colour in colours:
        grey = _without(grey, channels, CHANNEL[colour], page.dpi)
    return replace(page, pixels=grey)


def _balanced(pixels: Pixels) -> Pixels:
    """Make the paper neutral: a photo's blue cast is no ink."""
    paper = np.percentile(pixels[::8, ::8].reshape(-1, 3), 75, axis=0)
    if np.ptp(paper) <= NEUTRAL:
        return pixels
    table = np.arange(256)[:, None] * (paper.max() / np.maximum(paper, 1.0))
    return np.asarray(cv2.LUT(pixels, np.clip(table, 0, 255).astype(np.uint8)[None]), np.uint8)


def _without(grey: Pixels, channels: list[Pixels], own: int, dpi: int) -> Pixels:
    first, second = (channel for number, channel in enumerate(channels) if number != own)
    others = cv2.max(first, second)
    pure = cv2.subtract(channels[own][::4, ::4], others[::4, ::4]) > PURE
    if np.count_nonzero(pure) < FEWEST:
        return grey
    share = _share(channels[own][::4, ::4][pure], others[::4, ::4][pure])
    excess = np.maximum(cv2.subtract(channels[own], others), NEUTRAL) - np.uint8(NEUTRAL)
    lit = np.asarray(cv2.max(grey, cv2.scaleAdd(excess, share, channels[own])), np.uint8)
    inked = cv2.dilate(excess, np.ones((3, 3), np.uint8)) > 0
    cleared = np.where(inked, lit, grey)
    for rows, columns in _coloured_print(excess, lit, dpi):
        cleared[rows, columns] = grey[rows, columns]
    return cleared


def _share(own: NDArray[Any], others: NDArray[Any]) -> float:
    """Return (255 - r) / (r - g) of the page's ink, r and g being what its fully inked pixels show."""
    r, g = float(np.percentile(own, 50)), float(np.percentile(others, 25))
    return min(MOST_SHARE, (WHITE - r) / max(1.0, r - g))


def _coloured_print(excess: Pixels, lit: Pixels, dpi: int) -> list[tuple[slice, slice]]:
    """Return where lines of coloured print stand on bare paper, in pixels of the page."""
    scale = min(1.0, REGION_DPI / dpi)
    ink = (shrunk(excess, scale) > INKED).astype(np.uint8)
    black = shrunk(lit, scale) < DARK
    gap = millimetres(GAP_MM, dpi * scale)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((gap // 2 + 1, 2 * gap + 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for x, y, w, h, _area in stats[1:].tolist():
        is_line = h <= millimetres(LINE_MM, dpi * scale) and w >= LINE_SHAPE * h
        if is_line and black[y : y + h, x : x + w].mean() < BLACK_SHARE:
            found.append((_wide(y, h, scale), _wide(x, w, scale)))
    return found


def _wide(start: int, length: int, scale: float) -> slice:
    return slice(max(0, int((start - 1) / scale)), int((start + length + 1) / scale) + 1)
