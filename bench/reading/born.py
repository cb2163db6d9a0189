"""Pages of PDFs that were never paper, found by what can be checked.

A page is taken where all of this holds: it has text; each of its fonts is embedded; no pictures cover most of
it; where words stand, ink is drawn (a hidden layer lies over a picture, or over nothing); and the text is
Vietnamese in Unicode, not the bytes of an older encoding (TCVN3, VNI) and not a reading without marks.
"""

import html
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from bench.reading.text import bare
from pipeline.errors import ScanError
from pipeline.image import Pixels
from pipeline.intake import poppler

TIMEOUT: Final = 60.0  # seconds
LEAST_LETTERS: Final = 600
COVERED: Final = 0.5  # of the page: more is a scan, whole or in strips
LOOK_DPI: Final = 100
POINTS: Final = 72
CONTRAST: Final = 60  # grey levels between a word's ink and its paper
SEEN: Final = 0.97  # share of the words where ink is
VIETNAMESE: Final = 0.98  # share of the letters that Vietnamese has
MARKED: Final = 0.4  # share of the words with a mark; about three of four have one in running text
EMBEDDED: Final = -5  # columns of pdffonts, from the end: emb sub uni object ID
WORD: Final = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
ALPHABET: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
MARKS: Final = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")


@dataclass(frozen=True, slots=True)
class BornPage:
    """A page (from 1) of a PDF."""

    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a text layer; its box in points from the page's top left."""

    text: str
    box: tuple[float, float, float, float]  # left, top, right, bottom


def born_pages(path: Path, limit: int) -> Iterator[BornPage]:
    """Yield at most `limit` pages of a PDF that were never paper; none of a file that cannot be opened."""
    try:
        count = poppler.count_pages(path, TIMEOUT)
    except ScanError:
        return
    found = 0
    for number in range(1, count + 1):
        page = BornPage(path, number)
        if found < limit and why_not(page) == "":
            found += 1
            yield page


def why_not(page: BornPage) -> str:
    """Say why a page cannot serve as truth; empty if it can. Cheap checks come first."""
    text = page_text(page)
    if sum(letter.isalpha() for letter in text) < LEAST_LETTERS:
        return "little text"
    if not is_vietnamese(text):
        return "not Vietnamese in Unicode"
    if not _fonts_embedded(page):
        return "fonts not embedded"
    if _covered(page) > COVERED:
        return "pictures cover it"
    pixels = draw(page, LOOK_DPI)
    return "" if seen(placed_words(page), pixels, LOOK_DPI) >= SEEN else "words that are not drawn"


def is_vietnamese(text: str) -> bool:
    """Tell whether a text is written with the letters and marks of Vietnamese, and with enough marks."""
    letters = [letter for letter in unicodedata.normalize("NFC", text).lower() if letter.isalpha()]
    words = [word for word in text.lower().split() if word.isalpha()]
    if not letters or not words:
        return False
    own = sum(letter == "đ" or _is_own(letter) for letter in letters) / len(letters)
    marked = sum(bare(word) != unicodedata.normalize("NFC", word) for word in words) / len(words)
    return own >= VIETNAMESE and marked >= MARKED


def seen(words: list[PlacedWord], pixels: Pixels, dpi: int) -> float:
    """Return the share of the words under which there is ink, 0..1; 0 without words."""
    grey = pixels.mean(axis=2) if pixels.ndim == 3 else pixels  # noqa: PLR2004 - channels
    inked = 0
    for word in words:
        left, top, right, bottom = (round(side * dpi / POINTS) for side in word.box)
        cut = grey[max(top, 0) : bottom + 1, max(left, 0) : right + 1]
        inked += bool(cut.size and np.ptp(cut) >= CONTRAST)
    return inked / max(1, len(words))


def page_text(page: BornPage) -> str:
    """Return the text of a page in the order in which pdftotext reads it."""
    return _run(["pdftotext"], page, ["-"])


def placed_words(page: BornPage) -> list[PlacedWord]:
    """Return the words of a page and where they stand."""
    return [
        PlacedWord(html.unescape(text), (float(left), float(top), float(right), float(bottom)))
        for left, top, right, bottom, text in WORD.findall(_run(["pdftotext", "-bbox"], page, ["-"]))
    ]


def draw(page: BornPage, dpi: int) -> Pixels:
    """Return a page as it is shown, (height, width, 3) RGB."""
    return np.asarray(poppler.render(page.path, page.number, dpi, TIMEOUT).convert("RGB"), np.uint8)


def _is_own(letter: str) -> bool:
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] in ALPHABET and set(parts[1:]) <= MARKS


def _fonts_embedded(page: BornPage) -> bool:
    rows = [line.split() for line in _run(["pdffonts"], page, []).splitlines()[2:]]
    return bool(rows) and all(row[EMBEDDED] == "yes" for row in rows if len(row) > -EMBEDDED)


def _covered(page: BornPage) -> float:
    """Return the share of the page that its pictures cover, all together."""
    whole = poppler.page_size(page.path, page.number, TIMEOUT).area
    return sum(picture.area for picture in poppler.placed_images(page.path, page.number, TIMEOUT)) / whole


def _run(command: list[str], page: BornPage, rest: list[str]) -> str:
    number = str(page.number)
    done = subprocess.run(
        [*command, "-f", number, "-l", number, str(page.path.absolute()), *rest],
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")
