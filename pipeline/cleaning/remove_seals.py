"""Take round seals off pages that were scanned or copied without colours, not the print under them.

Where the seal is lighter than the print, its tone tells it from print. On a page of black and white its shape
does: rings go, but for the strokes that run through them, and so do stars, which are thicker than print. The
letters of such a seal stay, and hide words.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.pixels import MM_PER_INCH, WHITE, millimetres, to_grey
from pipeline.cleaning.rings import Floats, Ring, find_rings, places, unrolled
from pipeline.image import PageImage, Pixels

OUTER: Final = 1.08  # of a ring's radius: there the seal and its blur end
AROUND: Final = (2.5, 1.3)  # of the radius, across and down: what tells how print looks here
PAPER_RANK: Final = 80  # percentiles of lightness
PRINT_RANK: Final = 20
SEAL_RANK: Final = 35
TELLING: Final = 18  # grey levels between print and seal that tell one from the other
BETWEEN: Final = 0.65  # of the way from print to seal: darker is print
INK: Final = 0.62  # of the paper: darker is ink

ON_RING: Final = np.linspace(0.985, 1.015, 7, dtype=np.float32)
INNERMOST: Final = 0.3  # of the radius
ROW: Final = 0.0035  # of the radius: a row of what is unrolled, about half a pixel at 200 dpi
SHARES: Final = np.arange(INNERMOST, 1.1, ROW, dtype=np.float32)
COVERED: Final = 0.6  # of a circle that is ink: a ring
THICK_MM: Final = 1.1  # of a ring
BESIDE: Final = 3  # rows on either side of a ring that show what runs through it
SLOPES: Final = (-0.6, 0.0, 0.6)  # of strokes through a ring, from straight outward
STAR_MM: Final = 1.8  # no stroke of print is so thick
RIM: Final = 5  # pixels about the inside of a star

Bits = NDArray[np.bool_]


def remove_seals(page: PageImage) -> PageImage:
    """Return the page grey, without the rings and stars of its seals, without all of a paler seal.

    A page that bears no closed ring is returned as it is.
    """
    grey = to_grey(page)
    rings = find_rings(grey, page.dpi)
    if not rings:
        return page
    cleared = grey.copy()
    for ring in rings:
        rows, columns = _window(ring, grey.shape)
        part = cleared[rows, columns]
        own = replace(ring, x=ring.x - columns.start, y=ring.y - rows.start)
        paper = np.percentile(part, PAPER_RANK).astype(np.uint8)
        where = places(own, (part.shape[0], part.shape[1]))
        gone = _by_tone(part, own, where[0], float(paper))
        if gone is None:
            gone = _by_shape(part < INK * paper, own, where, page.dpi)
        cleared[rows, columns] = np.where(gone, np.maximum(part, paper), part)
    return replace(page, pixels=cleared)


def _window(ring: Ring, size: tuple[int, ...]) -> tuple[slice, slice]:
    across, down = (times * ring.radius for times in AROUND)
    return (
        slice(max(0, int(ring.y - down)), min(size[0], int(ring.y + down) + 1)),
        slice(max(0, int(ring.x - across)), min(size[1], int(ring.x + across) + 1)),
    )


def _by_tone(part: Pixels, ring: Ring, share: Floats, paper: float) -> Bits | None:
    """Return what is lighter than print and not at its edge; None where the seal is as dark as print."""
    outside = part[(share > OUTER) & (part < INK * paper)]
    if not outside.size:
        return None
    black = float(np.percentile(outside, PRINT_RANK))
    seal = float(np.percentile(unrolled(part, ring, ON_RING).min(axis=0), SEAL_RANK))
    if seal - black < TELLING:
        return None
    core = (part < black + BETWEEN * (seal - black)).astype(np.uint8)
    near = np.asarray(cv2.dilate(core, np.ones((3, 3), np.uint8)), np.bool_)
    return ~near & (share < OUTER)


def _by_shape(ink: Bits, ring: Ring, where: tuple[Floats, Floats], dpi: int) -> Bits:
    """Return the rings and stars of a seal, and the pale edges about them; `where` as of `places`."""
    share, angle = where
    inked = ink.astype(np.uint8)
    laid = unrolled(inked * np.uint8(WHITE), ring, SHARES) > WHITE // 2
    rolled = _rings(laid, THICK_MM * dpi / MM_PER_INCH / (ROW * ring.radius))
    row = np.rint((share - INNERMOST) / ROW).astype(np.int32)
    column = (angle * ring.radius).astype(np.int32) % laid.shape[1]
    within = (row >= 0) & (row < len(SHARES))
    gone = rolled[np.where(within, row, 0), column] & within
    gone |= (_stars(inked & ~gone.astype(np.uint8), dpi) > 0) & (share < 1)
    near = np.asarray(cv2.dilate(gone.astype(np.uint8), np.ones((3, 3), np.uint8)), np.bool_)
    kept = ink & ~gone
    return np.asarray(near & ~kept & (share < OUTER), np.bool_)


def _rings(laid: Bits, thickest: float) -> Bits:
    """Return the rows of unrolled ink that are rings, without the strokes that run through them."""
    gone = np.zeros_like(laid)
    for first, last in _bands(laid.mean(axis=1), thickest):
        gone[first : last + 1] = ~_through(laid, first, last)
    return gone


def _bands(covered: NDArray[np.float64], thickest: float) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each ring."""
    rows = np.flatnonzero(covered > COVERED)
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        if 0 < run.size <= thickest:
            yield max(0, int(run[0]) - 1), min(len(covered) - 1, int(run[-1]) + 1)


def _through(laid: Bits, first: int, last: int) -> Bits:
    """Return, for these rows, where straight strokes run from one side to the other."""
    outer = laid[last + 1 : last + 1 + BESIDE].any(axis=0)
    inner = laid[max(0, first - BESIDE) : first].any(axis=0)
    middle, reach = (first + last) / 2, (last - first) / 2 + BESIDE / 2
    through = np.zeros((last + 1 - first, laid.shape[1]), np.bool_)
    for slope in SLOPES:
        end = round(slope * reach / 2)  # a column is two rows wide
        both = np.roll(outer, -end) & np.roll(inner, end)
        for place in range(len(through)):
            through[place] |= np.roll(both, round(slope * (first + place - middle) / 2))
    return through


def _stars(ink: Pixels, dpi: int) -> Pixels:
    """Return what is thicker than any stroke of print."""
    side = millimetres(STAR_MM, dpi)
    core = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    return np.asarray(cv2.bitwise_and(cv2.dilate(core, np.ones((RIM, RIM), np.uint8)), ink), np.uint8)
