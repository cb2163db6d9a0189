"""Reads one place of a page again, as a clerk framed it: by the best profile, cleaned with its page."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.orientation import turned
from pipeline.cleaning.pixels import WHITE, to_grey
from pipeline.cleaning.unread import framed, part_of
from pipeline.corrections import text_of
from pipeline.engines import DIGIT_READERS, PART_READERS
from pipeline.engines.reader import Reader
from pipeline.geometry import home_box
from pipeline.image import Homography, PageImage
from pipeline.intake.page import load_page
from pipeline.intake.text_layer import read_text_layer
from pipeline.matching.fields.grammar import GRAMMARS
from pipeline.model import Box, Limits
from pipeline.profiles import PROFILES
from pipeline.stopwatch import Stopwatch
from pipeline.witnesses import decided

PROFILE: Final = "best"
LETTER: Final = 40  # pixels about a place: a cleaned page has letters of 21
BLOCK_READERS: Final = (PART_READERS["tesserocr_block"], PART_READERS["tesseract_block"])
# Kinds of fields whose values are digits, however they are set apart.
NUMBERS: Final = re.compile(r"[\d\s/.,-]+")
STRAY: Final = "'`‘’|_ "  # what dotted lines and frames are read as, at the ends
OF_DIGITS: Final = frozenset({"date", "birth_date", "expiry_date", "personal_id", "area", "money"})


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of an upright page: `turn` made the page upright, `box` is in its pixels."""

    page: int
    turn: int
    box: Box


@dataclass(frozen=True, slots=True)
class Reread:
    """What a place says: `text` as it was read, `value` as its kind of field is written."""

    text: str
    value: str


def read_region(path: Path, place: Place, kind: str, limits: Limits) -> Reread:
    """Read a place of a file's page for a field of a kind, a key of GRAMMARS; empty: for any text.

    Raises ScanError where the page cannot be drawn or a reader gives up.
    """
    image = load_page(path, place.page, limits)
    upright = turned(image, place.turn)
    own = read_text_layer(path, place.page, image, limits) if place.turn == 0 else None
    if own is not None:
        return told(text_of(word for word in own if _is_inside(word.box, place.box)), kind)
    return read_place(upright, place.box, kind)


def read_place(upright: PageImage, box: Box, kind: str) -> Reread:
    """Read a box of an upright page. Where digits must stand and make no value, only those are sought."""
    cleaned = PROFILES[PROFILE].clean(upright)
    cut = framed(whole_letters(cleaned, _on_cleaned(box, cleaned)))
    words = _installed(BLOCK_READERS).read(cut)
    found = told(text_of(decided(cut, words, PROFILES[PROFILE], Stopwatch())) if words else "", kind)
    if found.value or kind not in OF_DIGITS:
        return found
    digits = text_of(_installed(DIGIT_READERS).read(cut))
    return Reread(found.text or digits, told(digits, kind).value or digits)


def whole_letters(page: PageImage, box: Box) -> PageImage:
    """Return what a box was drawn around: marks that lie mostly in it, whole, and no part of others."""
    around = _with_margin(box, page)
    window = part_of(page, around)
    ink = cv2.threshold(to_grey(window), 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    count, labels = cv2.connectedComponents(ink)
    left, top = box.x - around.x, box.y - around.y
    inner = labels[top : top + box.h, left : left + box.w]
    inside = np.bincount(inner.ravel(), minlength=count)
    kept = inside * 2 >= np.bincount(labels.ravel(), minlength=count)
    kept[0] = False
    pixels = window.pixels.copy()
    pixels[~_thick(kept[labels])] = WHITE
    return PageImage(pixels, page.dpi, page.number)


def _with_margin(box: Box, page: PageImage) -> Box:
    left, top = max(0, box.x - LETTER), max(0, box.y - LETTER)
    right, bottom = min(page.width, box.x + box.w + LETTER), min(page.height, box.y + box.h + LETTER)
    return Box(left, top, right - left, bottom - top)


def _thick(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a mask with the pale rim that letters have."""
    return cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


def told(text: str, kind: str) -> Reread:
    """Return a text with the value that it holds; where its kind knows none in it, digits have none."""
    found = GRAMMARS[kind](text) if kind else None
    if found:
        return Reread(text, found.value)
    line = " ".join(text.split()).strip(STRAY)
    return Reread(text, "" if kind in OF_DIGITS and not NUMBERS.fullmatch(line) else line)


def _on_cleaned(box: Box, cleaned: PageImage) -> Box:
    inverse = np.linalg.inv(np.array(cleaned.home))
    a, b, c = (inverse / inverse[2, 2]).tolist()
    there: Homography = ((*a,), (*b,), (*c,))
    return home_box(box, there, cleaned.width, cleaned.height)


def _installed(readers: tuple[Reader, ...]) -> Reader:
    """Return the first reader that is installed; the last one tells by its own error that none is."""
    return next((reader for reader in readers if reader.is_installed()), readers[-1])


def _is_inside(word: Box, box: Box) -> bool:
    x, y = word.x + word.w / 2, word.y + word.h / 2
    return box.x <= x <= box.x + box.w and box.y <= y <= box.y + box.h
