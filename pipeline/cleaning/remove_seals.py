"""Take round seals off pages that were scanned or copied without colours, not the print under them.

Where the seal is lighter than the print, its tone tells it from print. On a page of black and white its shape
does: see `seal_strokes`.
"""

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import to_grey
from pipeline.cleaning.rings import Floats, Ring, find_rings, places, unrolled
from pipeline.cleaning.seal_strokes import Bits, print_about
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


def remove_seals(page: PageImage) -> PageImage:
    """Return the page grey, without its seals, the print under them kept.

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
        share, _ = places(own, (part.shape[0], part.shape[1]))
        gone = _by_tone(part, own, share, float(paper))
        if gone is None:
            gone = _by_shape(part, own, share, part < INK * paper, page.dpi)
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


def _by_shape(part: Pixels, ring: Ring, share: Floats, ink: Bits, dpi: int) -> Bits:
    """Return the strokes of a seal, and the pale edges about them."""
    within = share < OUTER
    kept = ink & print_about(part, (ring.x, ring.y), dpi)
    gone = (ink & ~kept & within).astype(np.uint8)
    near = np.asarray(cv2.dilate(gone, np.ones((3, 3), np.uint8)), np.bool_)
    return np.asarray(near & ~kept & within, np.bool_)
