"""The text that a PDF brings with it: used as it is where it is what one sees, ignored everywhere else.

A page made by an office program is read exactly, and at once. The text of a scanned page is some program's
recognition of it, whatever it looks like, or a note of its signature: such pages are read from their pixels.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Final

from pipeline.image import PageImage
from pipeline.intake import poppler
from pipeline.intake.kind import HEAD_BYTES, PDF, media_type
from pipeline.intake.legible import is_vietnamese
from pipeline.intake.resolution import PageSize, Placed
from pipeline.intake.visible import Ink, overlap
from pipeline.model import Box, Limits, Word

PICTURES: Final = 0.1  # of the page: seal, signature, emblem, QR code together; more may hold print
HIDDEN: Final = 0.05  # of the letters: fields for a signing program; hidden words are left out
TWICE: Final = 0.35  # of the words' area: lines set close touch, too
ODDMENTS: Final = 0.03  # of what words explain: boxes to tick, bullets
OUTWEIGHED: Final = 0.5  # of what words explain: what pictures may hold besides
TOGETHER: Final = 0.08  # of the letters' height: no blank is so narrow
ASTRAY: Final = 0.1  # of the words: notes at the margin may stand on end
LONG_WORD: Final = 4  # letters: always wider than high
ON_END: Final = 1.5

LEGACY_FONTS: Final = (".vn", "vni-", "vni ", "vps ", "vps-")  # codes of their own: TCVN3, VNI, VPS
# Programs that trace a scan make fonts of such drawings, and name the letters as they recognised them.
DRAWINGS: Final = "Type 3"
OF_RECOGNITION: Final = ("glyphless", "hiddenhorz", "hiddenvert")  # fonts that draw nothing
LIGATURES: Final = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Looks the same: hyphens of all kinds, the Icelandic and African letters that old fonts use for Đ. And signs
# of the fonts Symbol and Wingdings, which have no other code: bullets, arrows, boxes to tick.
SEEN_AS: Final = str.maketrans(
    LIGATURES
    | {"\u00ad": "-", "\u2010": "-", "\u2011": "-", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
    | {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→", "\uf0e8": "➔"}
    | {"\uf0a8": "☐", "\uf06f": "☐", "\uf071": "☐", "\uf0fe": "☑", "\uf0fd": "☒", "\uf078": "☒"}
)
SILENT: Final = frozenset({"Cc", "Cf"})


class Verdict(StrEnum):
    """What became of a page's own text, and why."""

    USED = "used"
    NONE = "no text"
    FONTS = "fonts of an old code, or of a recognition"
    ILLEGIBLE = "not Vietnamese, or too little"
    SCAN = "a scan, or large pictures"
    ASTRAY = "lines on their side or head"
    HIDDEN = "hidden words"
    TWICE = "words upon words"
    UNTOLD = "print without words"


@dataclass(frozen=True, slots=True)
class TextLayer:
    """A page's own words, none unless its text is to be used."""

    verdict: Verdict
    words: tuple[Word, ...] = ()


def read_text_layer(path: Path, number: int, image: PageImage, limits: Limits) -> tuple[Word, ...] | None:
    """Return the words that page `number` (from 1) of a PDF brings with it; None where not to be used.

    `image` is the page as `load_page` gave it: boxes are told in its pixels. Words are in reading order, NFC,
    with confidence 1. Raises OSError where the file cannot be read.
    """
    layer = judge(path, number, image, limits)
    return layer.words if layer.verdict is Verdict.USED else None


def judge(path: Path, number: int, image: PageImage, limits: Limits) -> TextLayer:
    """Look at a page's own text, the cheapest questions first. Raises OSError as above."""
    with path.open("rb") as file:
        if media_type(file.read(HEAD_BYTES)) != PDF:
            return TextLayer(Verdict.NONE)
    fonts = poppler.fonts(path, number, limits.page_timeout)
    if fonts and (any(map(_is_untrue, fonts)) or all(font.kind == DRAWINGS for font in fonts)):
        return TextLayer(Verdict.FONTS)
    text = poppler.own_text(path, number, limits.page_timeout) if fonts else None
    if text is None:
        return TextLayer(Verdict.NONE)
    words = tuple(_words(text, image))
    if not is_vietnamese(word.text for word in words):
        return TextLayer(Verdict.ILLEGIBLE)
    pictures = _pictured(text.size, poppler.placed_images(path, number, limits.page_timeout))
    return TextLayer(Verdict.SCAN) if pictures > PICTURES else _seen(words, pictures, image)


def _seen(words: tuple[Word, ...], pictures: float, image: PageImage) -> TextLayer:
    """Hold words against what one sees of the page; `pictures` is the share of it that pictures take."""
    if _is_astray(words):
        return TextLayer(Verdict.ASTRAY)
    ink = Ink(image)
    shown = tuple(word for word in words if ink.shows(_heart(word)))
    if _letters(shown) < (1 - HIDDEN) * _letters(words):
        return TextLayer(Verdict.HIDDEN)
    boxes = [word.box for word in shown]
    if overlap(boxes, image.width, image.height) > TWICE:
        return TextLayer(Verdict.TWICE)
    told, untold = ink.shares(boxes)
    if untold > min(ODDMENTS * told + pictures, OUTWEIGHED * told):
        return TextLayer(Verdict.UNTOLD)
    return TextLayer(Verdict.USED, tuple(_numbered(shown)))


def _numbered(words: Iterable[Word]) -> Iterator[Word]:
    """Count lines from 0 again, with one number left out for however many are missing."""
    number, last = 0, None
    for word in words:
        number += min(2, word.line - last) if last is not None else 0
        last = word.line
        yield replace(word, line=number)


def _is_untrue(font: poppler.Font) -> bool:
    """Tell whether a font's text is not to be believed, by its name or because its codes are not explained.

    Codes of glyphs (Identity) and drawings (type 3) have no meaning but what a map to Unicode gives them.
    """
    name = font.name.lower()
    unmapped = not font.unicode and (font.encoding.startswith("Identity") or font.kind == DRAWINGS)
    return unmapped or name.startswith(LEGACY_FONTS) or any(part in name for part in OF_RECOGNITION)


def _pictured(page: PageSize, pictures: Iterable[Placed]) -> float:
    """Return the share of a page that its pictures take together."""
    return sum(picture.area for picture in pictures if not picture.mask) / page.area if page.area else 1.0


def _words(text: poppler.Text, image: PageImage) -> Iterator[Word]:
    """Put words on the page's pixels; what lies outside of it, or is blank, is left out."""
    width, height = text.size.width, text.size.height
    if abs(image.width * height - image.height * width) > abs(image.width * width - image.height * height):
        width, height = height, width  # the file turns the page
    across, down = image.width / max(width, 1.0), image.height / max(height, 1.0)
    for word in _joined(text.words):
        said = _said(word.text)
        left, right = (_within(edge * across, image.width) for edge in word.edges[::2])
        top, bottom = (_within(edge * down, image.height) for edge in word.edges[1::2])
        if said and right > left and bottom > top:
            yield Word(said, Box(left, top, right - left, bottom - top), 1.0, word.line)


def _joined(words: Iterable[poppler.TextWord]) -> Iterator[poppler.TextWord]:
    """Join what stands together: poppler parts a word where a letter of it comes from another font."""
    before: poppler.TextWord | None = None
    for word in words:
        if before and _stand_together(before, word):
            (left, top, _, bottom), (_, upper, right, lower) = before.edges, word.edges
            edges = left, min(top, upper), right, max(bottom, lower)
            before = poppler.TextWord(before.text + word.text, edges, word.line)
            continue
        if before:
            yield before
        before = word
    if before:
        yield before


def _stand_together(before: poppler.TextWord, word: poppler.TextWord) -> bool:
    height = min(edges[3] - edges[1] for edges in (before.edges, word.edges))
    return before.line == word.line and abs(word.edges[0] - before.edges[2]) < TOGETHER * height


def _within(edge: float, size: int) -> int:
    return round(min(max(edge, 0.0), size))


def _said(text: str) -> str:
    seen = text.translate(SEEN_AS)
    signs = (sign for sign in seen if not sign.isspace() and unicodedata.category(sign) not in SILENT)
    return unicodedata.normalize("NFC", "".join(signs))


def _is_astray(words: Sequence[Word]) -> bool:
    """Tell whether lines do not run from left to right: the page lies on its side, or on its head."""
    long = [word.box for word in words if len(word.text) >= LONG_WORD]
    on_end = sum(box.h > ON_END * box.w for box in long)
    steps = [after.box.x >= word.box.x for word, after in pairwise(words) if word.line == after.line]
    return on_end > ASTRAY * len(long) or steps.count(False) > ASTRAY * len(steps)


def _heart(word: Word) -> Box:
    """Return where a word has ink for sure: letters at half their height, other signs anywhere."""
    box = word.box
    lettered = any(sign.isalnum() for sign in word.text)
    return box._replace(y=box.y + box.h // 4, h=max(1, box.h // 2)) if lettered else box


def _letters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)
