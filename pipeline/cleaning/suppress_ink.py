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
from pipeline.cleaning.rings import find_rings, unrolled
from pipeline.image import PageImage, Pixels

CHANNEL: Final[dict[str, int]] = {"red": 0, "blue": 2}
PURE: Final = 60  # how much a channel must exceed the others for the pixel to show an ink's own colour
DARK_PURE: Final = 24  # the same for an ink that is nearly black, if it is
DARK_PURITY: Final = 0.25  # of the channel
BLACK: Final = 0.3  # for each pixel of it, of neutral print; else it is no ink but how a scanner sees black
FEWEST: Final = 25  # such pixels, of one in sixteen, below which a page bears no ink of that colour
NEUTRAL: Final = 12  # what JPEG and sensors add of colour to grey
MOST_SHARE: Final = 3.5  # of the redness that is given back: beyond it, noise of colour would grow
INK_LEFT: Final = (90, 200)  # under ink, what stays darker is print, what became lighter is paper
DARK_INK: Final = 0.7  # an ink of which a larger share must be given back leaves darker strokes
DARK_INK_LEFT: Final = (70, 170)

ON_RING: Final = np.linspace(0.98, 1.02, 9, dtype=np.float32)  # shares of a ring's radius
DARK_BLACK: Final = 90  # lightness of print, once a dark ink over it is taken off
SEAL_INK: Final = 0.3  # of a seal's disc that is inked
SEAL_EDGE: Final = 5  # pixels at REGION_DPI

REGION_DPI: Final = 75
INKED: Final = 40  # more of a colour than this is ink, even mixed with paper by shrinking
TRACE: Final = 12  # more of a colour than this, even mixed with print
GAP_MM: Final = 2.0  # between the letters of a word, the words of a line
LINE_MM: Final = 12.0  # a title of two lines is no higher
LINE_SHAPE: Final = 2.5  # a line of print is so much wider than high, a seal is not
DARK: Final = 150  # print, even mixed with paper by shrinking
CROSSED: Final = 0.07  # of an ink's area: so much black in it lies under it
BLACK_SHARE: Final = 0.03  # of a line of coloured print that may be black: more, and the ink lies over text


def suppress_ink(
    page: PageImage, *, colours: Sequence[str] = ("red",), over_print: Sequence[str] = ()
) -> PageImage:
    """Return the page grey, inks of these colours ("red", "blue") turned to paper; a grey page as it is.

    Lines printed in colour on bare paper (titles, certificates, the words of stamps) stay. Inks of the
    colours `over_print` go only where something higher than a line of writing (a signature, a stamp) lies
    over black print. A seal that was scanned without colours, in greys or in black and white, stays as it
    is: see `remove_seals`.
    """
    if is_grey(page):
        return page
    grey = to_grey(page)
    channels = [np.asarray(channel, np.uint8) for channel in cv2.split(_balanced(page.pixels))]
    for colour in (*colours, *over_print):
        grey = _without(grey, channels, CHANNEL[colour], page.dpi, over_print=colour not in colours)
    return replace(page, pixels=grey)


def _balanced(pixels: Pixels) -> Pixels:
    """Make the paper neutral: a photo's blue cast is no ink."""
    paper = np.percentile(pixels[::8, ::8].reshape(-1, 3), 75, axis=0)
    if np.ptp(paper) <= NEUTRAL:
        return pixels
    table = np.arange(256)[:, None] * (paper.max() / np.maximum(paper, 1.0))
    return np.asarray(cv2.LUT(pixels, np.clip(table, 0, 255).astype(np.uint8)[None]), np.uint8)


def _without(grey: Pixels, channels: list[Pixels], colour: int, dpi: int, *, over_print: bool) -> Pixels:
    first, second = (channel for number, channel in enumerate(channels) if number != colour)
    own, others = channels[colour], np.asarray(cv2.max(first, second), np.uint8)
    share = _share(own, others)
    if share is None:
        return grey
    areas = _over_print((grey, own, others), share, dpi) if over_print else None
    if areas is not None and share > DARK_INK:
        areas = np.maximum(areas, _seals((grey, own, others), share, dpi, areas.shape))
    if areas is not None and not areas.any():
        return grey
    excess, lit = _lit(grey, own, others, share)
    inked = cv2.dilate(excess, np.ones((3, 3), np.uint8)) > 0
    cleared = np.where(inked, cv2.LUT(lit, _paper_or_print(share)), grey)
    if areas is not None:
        return np.where(cv2.resize(areas, grey.shape[::-1], interpolation=cv2.INTER_NEAREST), cleared, grey)
    for rows, columns in _coloured_print(excess, lit, dpi):
        cleared[rows, columns] = grey[rows, columns]
    return cleared


def _lit(grey: Pixels, own: Pixels, others: Pixels, share: float) -> tuple[Pixels, Pixels]:
    """Return how much of the ink's colour each pixel has, and its lightness without the ink."""
    excess = np.maximum(cv2.subtract(own, others), NEUTRAL) - np.uint8(NEUTRAL)
    return excess, np.asarray(cv2.max(grey, cv2.scaleAdd(excess, share, own)), np.uint8)


def _share(own: Pixels, others: Pixels) -> float | None:
    """Return (255 - r) / (r - g) of the page's ink, r and g being what its fully inked pixels show."""
    own, others = own[::4, ::4], others[::4, ::4]
    excess = cv2.subtract(own, others)
    pure = excess > PURE
    if np.count_nonzero(pure) < FEWEST:
        pure = (excess > DARK_PURE) & (excess > DARK_PURITY * own)
        black = (excess < NEUTRAL) & (own < np.median(own[pure])) if pure.any() else pure
        if np.count_nonzero(black) < BLACK * np.count_nonzero(pure):
            return None  # all print has this colour
    if np.count_nonzero(pure) < FEWEST:
        return None
    r, g = float(np.percentile(own[pure], 50)), float(np.percentile(others[pure], 25))
    return min(MOST_SHARE, (WHITE - r) / max(1.0, r - g))


def _paper_or_print(share: float) -> Pixels:
    """Return what each lightness under ink becomes: what is left of the ink's own strokes is paper."""
    low, high = INK_LEFT if share < DARK_INK else DARK_INK_LEFT
    levels = np.arange(256)
    return np.clip(np.maximum(levels, (levels - low) * WHITE / (high - low)), 0, WHITE).astype(np.uint8)


def _regions(ink: NDArray[np.bool_], gap: Pixels) -> tuple[NDArray[Any], list[list[int]]]:
    """Return areas of ink, joined by `gap`, numbered from 1, with [x, y, width, height, area] of each."""
    joined = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, gap)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_32S)
    return labels, stats[1:].tolist()


def _over_print(layers: tuple[Pixels, Pixels, Pixels], share: float, dpi: int) -> Pixels:
    """Return, at REGION_DPI, 1 where something high lies over black print; `layers`: grey, own, others."""
    scale = min(1.0, REGION_DPI / dpi)
    step = 2 if 2 * scale <= 1 else 1  # of four pixels one tells enough
    grey, own, others = (shrunk(layer[::step, ::step], scale * step) for layer in layers)
    excess, lit = _lit(grey, own, others, share)
    gap = millimetres(GAP_MM, dpi * scale)
    labels, found = _regions(excess > TRACE, np.ones((gap, gap), np.uint8))
    touched = cv2.dilate(labels.astype(np.uint16), np.ones((5, 5), np.uint8))  # the print between strokes
    black = np.bincount(touched[lit < DARK], minlength=len(found) + 1)
    high = [False] + [
        h > millimetres(LINE_MM, dpi * scale) and black[number] > CROSSED * area
        for number, (_, _, _, h, area) in enumerate(found, 1)
    ]
    return np.asarray(np.array(high, np.uint8)[touched], np.uint8)


def _seals(layers: tuple[Pixels, Pixels, Pixels], share: float, dpi: int, size: tuple[int, ...]) -> Pixels:
    """Return, in an array of `size`, 1 where a round seal of a dark ink lies over black print.

    Such an ink shows too little colour, mixed with paper or print, to be followed from stroke to stroke.
    """
    grey, own, others = layers
    excess, lit = _lit(grey, own, others, share)
    scale = size[0] / grey.shape[0]
    areas = np.zeros(size[:2], np.uint8)
    for ring in find_rings(grey, dpi):
        colour = unrolled(excess, ring, ON_RING).max(axis=0)
        disc = np.zeros(grey.shape, np.uint8)
        cv2.circle(disc, (round(ring.x), round(ring.y)), round(0.9 * ring.radius), 1, cv2.FILLED)
        black = np.count_nonzero((lit < DARK_BLACK) & (disc > 0))
        if np.median(colour) > 0 and black > CROSSED * np.count_nonzero(disc) * SEAL_INK:
            middle = round(ring.x * scale), round(ring.y * scale)
            cv2.circle(areas, middle, round(ring.radius * scale) + SEAL_EDGE, 1, cv2.FILLED)
    return areas


def _coloured_print(excess: Pixels, lit: Pixels, dpi: int) -> list[tuple[slice, slice]]:
    """Return where lines of coloured print stand on bare paper, in pixels of the page."""
    scale = min(1.0, REGION_DPI / dpi)
    black = shrunk(lit, scale) < DARK
    gap = millimetres(GAP_MM, dpi * scale)
    beside = np.ones((gap // 2 + 1, 2 * gap + 1), np.uint8)
    found = []
    for x, y, w, h, _area in _regions(shrunk(excess, scale) > INKED, beside)[1]:
        is_line = h <= millimetres(LINE_MM, dpi * scale) and w >= LINE_SHAPE * h
        if is_line and black[y : y + h, x : x + w].mean() < BLACK_SHARE:
            found.append((_wide(y, h, scale), _wide(x, w, scale)))
    return found


def _wide(start: int, length: int, scale: float) -> slice:
    return slice(max(0, int((start - 1) / scale)), int((start + length + 1) / scale) + 1)
