"""Paint out the black that scanners see beside the paper and in punched holes, and shadow lines at edges."""

from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.pixels import MM_PER_INCH as INCH
from pipeline.cleaning.pixels import WHITE, millimetres, shrunk, to_grey
from pipeline.image import PageImage, Pixels

EDGE_DPI: Final = 50
DARK: Final = 0.5  # of the paper's lightness
THICK_MM: Final = 1.5  # thicker than any stroke of print that could touch the edge
RIM_MM: Final = 4.0  # where a scanner's lines stand
LINE_SHARE: Final = 0.3  # of a side: no letters at the rim are so long
MARGIN_MM: Final = 20.0  # where holes are punched
HOLE_MM: Final = (3.5, 9.0)  # ISO 838: 6 mm
ROUND: Final = 0.7  # of its box that a hole fills (a disc: 0.79), and its width of its height
CORNER_MM: Final = 25.0  # where papers are stapled
STAPLE_MM: Final = (7.0, 16.0)  # its shadow; a word is as long
THIN_MM: Final = 1.5  # but higher
MOST: Final = 0.5  # of the page: more than this is no edge but a dark picture


def clear_edges(page: PageImage) -> PageImage:
    """Return the page grey, with dark areas that reach its edge, and lines along its edge, made white.

    So are punched holes and the shadows of staples in its margins.
    """
    grey = to_grey(page)
    small = shrunk(grey, EDGE_DPI / page.dpi)
    dark = (small < DARK * np.percentile(small, 75)).astype(np.uint8) * np.uint8(WHITE)
    dpi = page.dpi * dark.shape[1] / page.width
    beside = _touching(dark, millimetres(THICK_MM, dpi) + 1) | _lines(dark, millimetres(RIM_MM, dpi))
    beside |= _holes_and_staples(np.where(beside, np.uint8(0), dark), dpi)
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


def _holes_and_staples(dark: Pixels, dpi: float) -> Pixels:
    """Return what in the margins has the shape of a punched hole or of a staple, a little widened."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=cv2.CV_32S)
    large = np.flatnonzero(stats[1:, cv2.CC_STAT_AREA] >= millimetres(HOLE_MM[0], dpi)) + 1
    found = np.zeros_like(dark)
    for number in large.tolist():
        across, down = np.minimum(centres[number], np.array(dark.shape[::-1]) - centres[number]) / dpi * INCH
        hole = min(across, down) < MARGIN_MM and _is_hole(stats[number], dpi)
        if hole or (max(across, down) < CORNER_MM and _is_staple(labels == number, dpi)):
            found[labels == number] = WHITE
    return np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)), np.uint8)


def _is_hole(stats: NDArray[Any], dpi: float) -> bool:
    _, _, width, height, area = stats.tolist()
    small, large = min(width, height), max(width, height)
    least, most = (millimetres(length, dpi) for length in HOLE_MM)
    return bool(least <= small and large <= most and small > ROUND * large and area > ROUND * width * height)


def _is_staple(mask: NDArray[np.bool_], dpi: float) -> bool:
    _, sides, _ = cv2.minAreaRect(np.argwhere(mask).astype(np.float32))
    thin, long = sorted((side + 1) / dpi * INCH for side in sides)
    return bool(thin <= THIN_MM and STAPLE_MM[0] <= long <= STAPLE_MM[1])
