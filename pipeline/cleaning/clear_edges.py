"""Paint out the black that a scanner sees beside the paper, and the shadow lines at its edges."""

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import WHITE, millimetres, shrunk, to_grey
from pipeline.image import PageImage, Pixels

EDGE_DPI: Final = 50
DARK: Final = 0.5  # of the paper's lightness
THICK_MM: Final = 1.5  # thicker than any stroke of print that could touch the edge
RIM_MM: Final = 4.0  # where a scanner's lines stand
LINE_SHARE: Final = 0.3  # of a side: no letters at the rim are so long
MOST: Final = 0.5  # of the page: more than this is no edge but a dark picture


def clear_edges(page: PageImage) -> PageImage:
    """Return the page grey, with dark areas that reach its edge, and lines along its edge, made white."""
    grey = to_grey(page)
    small = shrunk(grey, EDGE_DPI / page.dpi)
    dark = (small < DARK * np.percentile(small, 75)).astype(np.uint8) * np.uint8(WHITE)
    dpi = page.dpi * dark.shape[1] / page.width
    beside = _touching(dark, millimetres(THICK_MM, dpi) + 1) | _lines(dark, millimetres(RIM_MM, dpi))
    if not 0 < np.count_nonzero(beside) < MOST * beside.size:
        return replace(page, pixels=grey)
    wide = cv2.resize(beside, (page.width, page.height), interpolation=cv2.INTER_NEAREST)
    return replace(page, pixels=np.asarray(cv2.max(grey, wide), np.uint8))


def _touching(dark: Pixels, thick: int) -> Pixels:
    """Return the thick dark areas that touch the picture's edge, a little widened."""
    outside = cv2.copyMakeBorder(dark, thick, thick, thick, thick, cv2.BORDER_REPLICATE)
    areas = cv2.morphologyEx(outside, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    _, labels = cv2.connectedComponents(areas[thick:-thick, thick:-thick])
    rim = np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))
    found = np.isin(labels, np.unique(rim[rim > 0])).astype(np.uint8) * np.uint8(WHITE)
    return np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)), np.uint8)


def _lines(dark: Pixels, rim: int) -> Pixels:
    """Return the rows and columns of the rim that are dark over much of the side, and all beyond them."""
    found = np.zeros_like(dark)
    for turns in range(4):
        side, seen = np.rot90(dark, turns), np.rot90(found, turns)
        long = np.flatnonzero((side[:rim] > 0).mean(axis=1) > LINE_SHARE)
        if long.size:
            seen[: long[-1] + 2] = WHITE
    return found
