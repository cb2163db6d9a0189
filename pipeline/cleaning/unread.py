"""Find the print that a reader passed over: lines beside seals and pictures, taken for a part of them."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import WHITE, marks, reduced
from pipeline.connected import components, picked
from pipeline.image import PageImage, Pixels
from pipeline.model import Box

ENOUGH: Final = 15.0  # pixels of a letter's height: enough to tell print from other marks

# Lengths in heights of the letters that were read.
SMALLEST: Final = 0.2  # of a mark: dots are no letters
TALLEST: Final = 2.2
WIDEST: Final = 4.0  # of a mark: letters that touch
GAP: Final = 1.2  # between the letters of a line
APART: Final = 1.0  # between the lines of a block
SHORTEST: Final = 4.0  # of a line
LOWEST: Final = 0.55
MARGIN: Final = 0.6
FEWEST: Final = 6  # letters in a line
FRAME: Final = 12  # pixels
AROUND: Final = 0.25  # of a word's height, about it: its marks and what touches it


def unread_blocks(page: PageImage, words: Sequence[Box], letter: float) -> tuple[Box, ...]:
    """Return boxes around blocks of print outside these words; `letter` is the usual height of those.

    Boxes are in pixels of the page, a little wider than the print.
    """
    times = max(1.0, letter / ENOUGH)
    dpi = page.dpi / times
    mask = marks(reduced(page, round(dpi)), dpi)
    for word in words:
        edge = AROUND * word.h
        rows = slice(max(0, int((word.y - edge) / times)), int((word.y + word.h + edge) / times) + 1)
        mask[rows, max(0, int((word.x - edge) / times)) : int((word.x + word.w + edge) / times) + 1] = 0
    return tuple(_of_page(box, times, MARGIN * letter, page) for box in _blocks(mask, letter / times))


def inside(box: Box, width: int, height: int) -> Box:
    """Return what of a box lies in a picture, at least a pixel."""
    left, top = min(max(0, box.x), width - 1), min(max(0, box.y), height - 1)
    right, foot = min(box.x + box.w, width), min(box.y + box.h, height)
    return Box(left, top, max(1, right - left), max(1, foot - top))


def part_of(page: PageImage, box: Box) -> PageImage:
    """Return the pixels of a box; it knows its way back to nothing but them."""
    pixels = np.ascontiguousarray(page.pixels[box.y : box.y + box.h, box.x : box.x + box.w])
    return PageImage(pixels, page.dpi, page.number)


def framed(page: PageImage) -> PageImage:
    """Return a cut-out with white about it: readers want letters to stand free."""
    edge = (FRAME,) * 4
    pixels = cv2.copyMakeBorder(page.pixels, *edge, cv2.BORDER_CONSTANT, value=(WHITE,) * 3)
    return PageImage(np.asarray(pixels, np.uint8), page.dpi, page.number)


def _blocks(mask: Pixels, letter: float) -> list[Box]:
    letters = _letters(mask, letter)
    lines = [box for box in _joined(letters, GAP * letter, letter / 4) if _is_line(box, letters, letter)]
    in_lines = np.zeros_like(letters)
    for box in lines:
        in_lines[box.y : box.y + box.h, box.x : box.x + box.w] = WHITE
    return _joined(in_lines, GAP * letter, APART * letter)


def _letters(mask: Pixels, letter: float) -> Pixels:
    """Return the marks that may be letters."""
    numbers, stats = components(mask)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    fits = (height >= SMALLEST * letter) & (height <= TALLEST * letter) & (width <= WIDEST * letter)
    return picked(numbers, fits)


def _joined(mask: Pixels, across: float, down: float) -> list[Box]:
    """Return the boxes of what stands together: no farther apart than so many pixels."""
    kernel = np.ones((max(1, round(down)), max(1, round(across))), np.uint8)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    _, stats = components(np.asarray(closed, np.uint8))
    return [Box(x, y, w, h) for x, y, w, h, _ in stats[1:].tolist()]


def _is_line(box: Box, letters: Pixels, letter: float) -> bool:
    if not (LOWEST * letter <= box.h <= TALLEST * letter and box.w >= SHORTEST * letter):
        return False
    count, _ = cv2.connectedComponents(letters[box.y : box.y + box.h, box.x : box.x + box.w])
    return count - 1 >= FEWEST


def _of_page(box: Box, times: float, margin: float, page: PageImage) -> Box:
    left, top = max(0, int(box.x * times - margin)), max(0, int(box.y * times - margin))
    right = min(page.width, int((box.x + box.w) * times + margin) + 1)
    foot = min(page.height, int((box.y + box.h) * times + margin) + 1)
    return Box(left, top, right - left, foot - top)
