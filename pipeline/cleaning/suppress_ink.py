"""Take coloured ink (seals, stamps, pens) off the page without losing the black print under it.

Ink is a filter: where it covers the paper by a share a, and the print under it lets through a share k of
the light, a red ink of colour (r, g) gives R = k (255 - a (255 - r)) and R - G = k a (r - g). Hence the page
without the ink, 255 k = R + (R - G) (255 - r) / (r - g): the red channel, and a share of the redness for what
a dark ink takes of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.pixels import WHITE, is_grey, to_grey
from pipeline.image import PageImage, Pixels

CHANNEL: Final[dict[str, int]] = {"red": 0, "blue": 2}
PURE: Final = 60  # how much a channel must exceed the others for the pixel to show an ink's own colour
FEWEST: Final = 25  # such pixels, of one in sixteen, below which a page bears no ink of that colour
NEUTRAL: Final = 12  # what JPEG and sensors add of colour to grey
MOST_SHARE: Final = 1.0  # of the redness that is given back: beyond it, noise of colour would grow


def suppress_ink(page: PageImage, *, colours: Sequence[str] = ("red",)) -> PageImage:
    """Return the page grey, inks of these colours ("red", "blue") turned to paper; a grey page as it is."""
    if is_grey(page):
        return page
    grey = to_grey(page)
    channels = cv2.split(_balanced(page.pixels))
    for colour in colours:
        grey = _without(grey, [np.asarray(channel, np.uint8) for channel in channels], CHANNEL[colour])
    return replace(page, pixels=grey)


def _balanced(pixels: Pixels) -> Pixels:
    """Make the paper neutral: a photo's blue cast is no ink."""
    paper = np.percentile(pixels[::8, ::8].reshape(-1, 3), 75, axis=0)
    if np.ptp(paper) <= NEUTRAL:
        return pixels
    table = np.arange(256)[:, None] * (paper.max() / np.maximum(paper, 1.0))
    return np.asarray(cv2.LUT(pixels, np.clip(table, 0, 255).astype(np.uint8)[None]), np.uint8)


def _without(grey: Pixels, channels: list[Pixels], own: int) -> Pixels:
    first, second = (channel for number, channel in enumerate(channels) if number != own)
    others = cv2.max(first, second)
    pure = cv2.subtract(channels[own][::4, ::4], others[::4, ::4]) > PURE
    if np.count_nonzero(pure) < FEWEST:
        return grey
    share = _share(channels[own][::4, ::4][pure], others[::4, ::4][pure])
    excess = np.maximum(cv2.subtract(channels[own], others), NEUTRAL) - np.uint8(NEUTRAL)
    lit = cv2.scaleAdd(excess, share, channels[own])
    inked = cv2.dilate(excess, np.ones((3, 3), np.uint8)) > 0
    return np.where(inked, cv2.max(grey, lit), grey)


def _share(own: NDArray[Any], others: NDArray[Any]) -> float:
    """Return (255 - r) / (r - g) of the page's ink, r and g being what its fully inked pixels show."""
    r, g = float(np.percentile(own, 50)), float(np.percentile(others, 25))
    return min(MOST_SHARE, (WHITE - r) / max(1.0, r - g))
