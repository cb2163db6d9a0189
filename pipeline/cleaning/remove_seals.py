"""Take round seals off pages that were scanned or copied without colours, not the print under them.

Where the seal is lighter than the print, its tone tells it from print. Its shape tells the rest, and all of it
on a page of black and white: rings, and marks that stand between two rings.
"""

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import WHITE, millimetres, to_grey
from pipeline.cleaning.rings import Floats, Ring, find_rings, places, unrolled
from pipeline.image import PageImage, Pixels

OUTER: Final = 1.08  # of a ring's radius: the seal and its blur end before
SHARES: Final = np.arange(0.3, 1.1, 0.0035, dtype=np.float32)  # about half a pixel each at 200 dpi
PAPER_RANK: Final = 80  # percentiles
PRINT_RANK: Final = 20
SEAL_RANK: Final = 20
TELLING: Final = 18  # grey levels between print and seal that tell one from the other
INK: Final = 0.62  # of the paper: darker is ink
RING: Final = 0.6  # of a circle that is ink: a ring
THICK_MM: Final = 1.1  # of a ring: the thickest


def remove_seals(page: PageImage) -> PageImage:
    """Return the page grey, without the seals on it; a page that bears none as it is."""
    grey = to_grey(page)
    rings = find_rings(grey, page.dpi)
    if not rings:
        return page
    cleared = grey.copy()
    for ring in rings:
        rows, columns = _window(ring, grey.shape)
        part = cleared[rows, columns]
        share, angle = places(ring, columns.start, rows.start, (part.shape[0], part.shape[1]))
        paper = float(np.percentile(part, PAPER_RANK))
        local = replace(ring, x=ring.x - columns.start, y=ring.y - rows.start)
        lit = _by_tone(part, local, share, paper)
        cleared[rows, columns] = _by_shape(lit, local, (share, angle), (paper, page.dpi))
    return replace(page, pixels=cleared)


def _window(ring: Ring, size: tuple[int, ...]) -> tuple[slice, slice]:
    edge = 1.3 * ring.radius
    return (
        slice(max(0, int(ring.y - edge)), min(size[0], int(ring.y + edge) + 1)),
        slice(max(0, int(ring.x - edge)), min(size[1], int(ring.x + edge) + 1)),
    )


def _by_tone(part: Pixels, ring: Ring, share: Floats, paper: float) -> Pixels:
    """Clear what is lighter than print and not at its edge, where the seal is that much lighter."""
    along = unrolled(part, ring, np.linspace(0.985, 1.015, 7, dtype=np.float32)).min(axis=0)
    seal = float(np.percentile(along, SEAL_RANK))
    outside = part[(share > OUTER) & (part < INK * paper)]
    if not outside.size:
        return part
    print_ = float(np.percentile(outside, PRINT_RANK))
    if seal - print_ < TELLING:
        return part
    core = (part < (print_ + seal) / 2).astype(np.uint8)
    near = cv2.dilate(core, np.ones((3, 3), np.uint8)) > 0
    return np.where(near | (share > OUTER), part, np.maximum(part, np.uint8(paper)))


def _by_shape(
    part: Pixels, ring: Ring, where: tuple[Floats, Floats], how: tuple[float, int]
) -> Pixels:
    (share, angle), (paper, dpi) = where, how
    laid = unrolled(part, ring, SHARES)
    ink = laid < INK * paper
    covered = ink.mean(axis=1)
    gone = np.zeros_like(ink)
    step = float(SHARES[1] - SHARES[0]) * ring.radius
    for first, last in _bands(covered, THICK_MM * dpi / 25.4 / step):
        outer, inner = ink[last + 1 : last + 4].any(axis=0), ink[max(0, first - 3) : first].any(axis=0)
        through = cv2.dilate((outer & inner).astype(np.uint8)[None], np.ones((1, 3), np.uint8))[0] > 0
        gone[first : last + 1] |= ~through
    row = np.rint((share - SHARES[0]) / (SHARES[1] - SHARES[0])).astype(int)
    column = (angle * ring.radius).astype(int) % gone.shape[1]
    inside = (row >= 0) & (row < len(SHARES))
    cleared = gone[np.where(inside, row, 0), column] & inside
    return np.where(cleared, np.maximum(part, np.uint8(paper)), part)


def _bands(covered, most):
    """Yield first and last row of each ring."""
    rows = np.flatnonzero(covered > RING)
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        if run.size and run.size <= most:
            first, last = int(run[0]), int(run[-1])
            while first > 0 and covered[first - 1] > 0.75 * covered[first:last+1].max() * 0.6 and last - first < most:
                first -= 1
            while last < len(covered) - 1 and covered[last + 1] > 0.75 * 0.6 and last - first < most:
                last += 1
            yield first, last
