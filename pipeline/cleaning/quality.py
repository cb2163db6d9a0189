"""Is the picture of a page good enough to be read? If not, what the person at the scanner should do.

Every threshold lies where the reader begins to lose words (`python -m bench.quality` prints the curves).
A flaw is told only where it is sure: the pixels show it, on enough print, and the reader was unsure, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.blank import DEPTH
from pipeline.cleaning.fit_letters import usual_height
from pipeline.cleaning.flatten import flatten
from pipeline.cleaning.pixels import GREY, WHITE, marks, millimetres, overview, to_grey
from pipeline.connected import components
from pipeline.image import PageImage, Pixels
from pipeline.model import Word

DARK: Final = 60  # levels: nothing but a few specks of a page is lighter
FAINT: Final = 0.3  # of the paper's lightness that print takes away
SHOWN_THROUGH: Final = DEPTH / WHITE  # of it: what is no darker may be the sheet's other side
SMALL: Final = 9.0  # pixels of height of a letter, attached marks included
SOFT_PIXELS: Final = 4.5  # width of a letter's edge: 2.7 to 3.9 in sharp scans of any resolution
SOFT_SHARE: Final = 0.21  # of a letter's height
SHORTEST: Final = 12.0  # pixels of height of letters whose edges can be measured

FEWEST: Final = 150  # letters: with fewer, a page is not judged
BAND: Final = 0.2  # of a page's height, where most print is: enough to measure edges in
STROKES_MM: Final = 3.0  # strokes and dots are narrower
SURE: Final = 0.9  # mean confidence of letters, and
READ_SHARE: Final = 0.85  # of the letters seen: readers so sure of so many have found nine words in ten

PLENTY: Final = 800  # letters, which a page full of print has
CLEAN: Final = 0.7  # of the paper's lightness
BLACK: Final = 0.5  # of a side: print is never so dense

CUT_WORDS: Final = 6  # that run into the left or right edge
CUT_LETTERS: Final = 12  # that the upper or lower edge cuts through
WORD: Final = 3.0  # letters' heights: joined letters so wide are a word


@dataclass(frozen=True, slots=True)
class Print:
    """What the print of a page looks like, lengths in pixels of the page."""

    letter: float  # height of the usual letter
    paper: float  # lightness of the paper, grey levels
    depth: float  # by how much print is darker, grey levels
    edge: float  # width of a letter's edge


def flaws(page: PageImage, words: Sequence[Word] | None = None) -> tuple[str, ...]:
    """Return why an upright page should be scanned again, as keys of FLAWS, worst first; () on a good one.

    `words`: what was read of it, None where it was not. What was read surely has no flaw but to be cut off.
    """
    if is_read(words, PLENTY) and _is_clean_at_rim(page):
        return ()
    page = flatten(page)  # the table around a photographed sheet is no print
    small = overview(page)
    grey = to_grey(small)
    if float(np.percentile(grey[::4, ::4], 90)) < DARK:
        return () if is_read(words, 1) else ("too_dark",)
    mask = marks(grey, small.dpi)
    height = usual_height(mask, small.dpi)
    if height is None:
        return ()
    letters = _letters(mask, height)
    cut = ("cut_off",) if letters.count >= FEWEST and letters.cut else ()
    if letters.count < FEWEST or is_read(words, letters.count):
        return cut
    times = page.height / small.height
    edge = _edge_width(_densest(page, mask), times * height)
    return (*unreadable(Print(times * height, *_paper_and_depth(grey, small.dpi), edge)), *cut)


def unreadable(seen: Print) -> tuple[str, ...]:
    """Return what makes print hard to read, worst first."""
    contrast = seen.depth / max(seen.paper, 1.0)
    if contrast < SHOWN_THROUGH:
        return ()
    soft = seen.letter >= SHORTEST and seen.edge >= max(SOFT_PIXELS, SOFT_SHARE * seen.letter)
    faint = contrast < FAINT and not soft  # blur makes print pale, too
    found = {"faded": faint, "blurred": soft, "too_small": seen.letter < SMALL}
    return tuple(code for code, is_so in found.items() if is_so)


def is_read(words: Sequence[Word] | None, letters: int) -> bool:
    """Tell whether words of about so many letters were read surely; not if nobody read."""
    if words is None:
        return False
    return confidence(words) >= SURE and sum(len(word.text) for word in words) >= READ_SHARE * letters


def _is_clean_at_rim(page: PageImage) -> bool:
    """Tell whether no print stands at the picture's edge: nothing does, or the black beside the paper."""
    grey = page.pixels if page.pixels.ndim == GREY else page.pixels[..., 1]
    paper = np.percentile(grey[::16, ::16], 75)
    sides = (grey[:2], grey[-2:], grey[:, :2], grey[:, -2:])
    return all(not 0 < np.mean(side < CLEAN * paper) < BLACK for side in sides)


def confidence(words: Sequence[Word]) -> float:
    """Return how sure the reader was of its words, a mean over letters; 0.0 where it found none."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / max(1, letters)


def _paper_and_depth(grey: Pixels, dpi: int) -> tuple[float, float]:
    """Return the lightness of the paper and by how much print is darker than what it stands on."""
    side = millimetres(STROKES_MM, dpi) | 1
    bare = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    depth = cv2.subtract(bare, grey)
    inked = depth[depth > np.percentile(depth[::2, ::2], 99.8) / 2]
    return float(np.percentile(grey[::4, ::4], 75)), float(np.median(inked)) if inked.size else 0.0


def _densest(page: PageImage, mask: Pixels) -> Pixels:
    """Return, grey, the band across a page that holds most marks."""
    height = max(1, round(len(mask) * BAND))
    above = np.concatenate(([0], np.cumsum(np.count_nonzero(mask, axis=1))))
    top, times = int(np.argmax(above[height:] - above[:-height])), page.height / len(mask)
    band = page.pixels[round(top * times) : round((top + height) * times)]
    return to_grey(replace(page, pixels=band))


def _edge_width(grey: Pixels, letter: float) -> float:
    """Return over how many pixels the clearest letters turn from paper to ink."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)  # grain is steep, too
    across, down = (cv2.Sobel(smooth, cv2.CV_16S, *way, ksize=3)[::2, ::2] for way in ((1, 0), (0, 1)))
    steepest = float(np.percentile(np.maximum(np.abs(across), np.abs(down)), 99)) / 8  # Sobel's own factor
    around = np.ones((max(3, round(letter / 4) | 1),) * 2, np.uint8)
    spans = cv2.subtract(cv2.dilate(grey, around), cv2.erode(grey, around))
    return float(np.percentile(spans[::2, ::2], 99)) / max(steepest, 1.0)


@dataclass(frozen=True, slots=True)
class Letters:
    """How many marks of the size of letters a page has, and whether it ends where print goes on."""

    count: int
    cut: bool


def _letters(mask: Pixels, height: float) -> Letters:
    tall, wide = mask.shape
    _, y, w, h = _boxes(mask)
    letter = (h >= height / 2) & (h <= 2 * height) & (w <= 2 * height)
    across = letter & (w >= height / 4) & ((y == 0) | (y + h == tall))
    words = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, max(1, round(height * 0.6))), np.uint8))
    left, _, width, high = _boxes(np.asarray(words, np.uint8))
    word = (width >= WORD * height) & (high >= height / 2) & (high <= 2.5 * height)
    ends = max(np.count_nonzero(word & (left == 0)), np.count_nonzero(word & (left + width == wide)))
    cut = ends >= CUT_WORDS or np.count_nonzero(across) >= CUT_LETTERS
    return Letters(int(np.count_nonzero(letter)), bool(cut))


def _boxes(mask: Pixels) -> tuple[NDArray[np.int32], ...]:
    """Return left, top, width, height of all connected marks."""
    _, stats = components(mask)
    return tuple(np.asarray(stats[1:, column], np.int32) for column in range(4))
