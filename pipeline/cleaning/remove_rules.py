"""Take the rules of forms off the page, not the strokes of letters that touch or cross them.

The rules of tables may stay: Tesseract parts cells by them, and reads fewer words of a table without them.
"""

from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import WHITE, millimetres, to_grey
from pipeline.image import PageImage, Pixels

INK: Final = 160
ACROSS_MM: Final = 20.0  # the tops of "TTTT" run together to 12 mm
DOWN_MM: Final = 10.0  # no stroke of print is so high
GAP_MM: Final = 0.3  # in a worn rule
THICK_MM: Final = 0.7  # of a rule at most, its steps where it falls a little included
RIM: Final = 1  # pixel by which a stroke that touches a rule is higher at least: dots below letters are small


def remove_rules(page: PageImage, *, tables: bool = True) -> PageImage:
    """Return the page grey, without long thin lines across or down; letters through them stay whole.

    Without `tables` lines that meet lines of the other direction stay.
    """
    grey = to_grey(page)
    ink = np.where(grey < INK, np.uint8(WHITE), np.uint8(0))
    gap = millimetres(GAP_MM, page.dpi) + 1
    across = _lines(ink, (millimetres(ACROSS_MM, page.dpi), 1), (gap, 1))
    if not (tables or across.any()):
        return replace(page, pixels=grey)
    down = _lines(ink, (1, millimetres(DOWN_MM, page.dpi)), (1, gap))
    if not tables:
        across, down = _lone(across, down), np.zeros_like(down)
    if not (across.any() or down.any()):
        return replace(page, pixels=grey)
    thick = min(millimetres(THICK_MM, page.dpi) + 1, _thickness(across, down) + RIM)
    one_way = cv2.subtract(across, _through(ink, (1, thick)))
    other_way = cv2.subtract(down, _through(ink, (thick, 1)))
    crossings = np.asarray(cv2.bitwise_and(across, down), np.uint8)
    thin = cv2.subtract(crossings, _through(crossings, (thick, thick)))
    rules = cv2.bitwise_or(cv2.bitwise_or(one_way, other_way), thin)
    rims = cv2.subtract(cv2.dilate(rules, np.ones((3, 3), np.uint8)), cv2.subtract(ink, rules))
    return replace(page, pixels=np.asarray(cv2.max(grey, rims), np.uint8))


def _lines(ink: Pixels, long: tuple[int, int], gap: tuple[int, int]) -> Pixels:
    """Return runs of ink of at least `long` (width, height), broken by less than `gap`, a little wider."""
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _box(gap))
    lines = cv2.morphologyEx(whole, cv2.MORPH_OPEN, _box(long))
    return np.asarray(cv2.bitwise_and(cv2.dilate(lines, np.ones((3, 3), np.uint8)), ink), np.uint8)


def _thickness(across: Pixels, down: Pixels) -> int:
    """Return how many pixels thick rules usually are: what stands on their upper or left edges."""
    edges = cv2.countNonZero(across[1:] & ~across[:-1]) + cv2.countNonZero(down[:, 1:] & ~down[:, :-1])
    return round((cv2.countNonZero(across) + cv2.countNonZero(down)) / max(1, edges))


def _lone(across: Pixels, down: Pixels) -> Pixels:
    """Return the lines across that no line down touches."""
    if not (across.any() and down.any()):
        return across
    count, labels = cv2.connectedComponents(across, connectivity=8, ltype=cv2.CV_32S)
    lone = np.full(count, WHITE, np.uint8)
    lone[0] = 0  # the paper
    lone[np.asarray(labels)[cv2.dilate(down, np.ones((3, 3), np.uint8)) > 0]] = 0
    return np.asarray(lone.take(np.asarray(labels, np.int32)), np.uint8)


def _through(ink: Pixels, thick: tuple[int, int]) -> Pixels:
    """Return what is thicker than a rule: strokes of letters that run through one."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, _box(thick)), np.uint8)


def _box(size: tuple[int, int]) -> Pixels:
    return np.ones(size[::-1], np.uint8)
