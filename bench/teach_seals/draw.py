"""Draws pieces of pages with a seal over their text, and the same pieces without it."""

import lzma
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.seals import MM_PER_INCH
from pipeline.cleaning.seal_strokes import SIDE
from pipeline.image import PageImage, Pixels
from pipeline.language.counts import NUMBER, START, TABLE
from samples import ink
from samples.degrade import Level, degrade
from samples.files import Style, picture
from samples.generate import PRINT_DPI
from samples.running import Look, set_running
from samples.typefaces import PRINT

PIECE: Final = round(62 / MM_PER_INCH * PRINT_DPI)  # pixels of a piece as printed: 62 mm
LIMITS: Final = (0.05, 0.95), (0.06, 0.9)  # of a page's width and height
INKED: Final = 0.3  # darker pixels are asked about
SIGNED: Final = 0.45  # of the pieces
COPIED: Final = 0.35
BITONAL: Final = 0.75
OFFICES: Final = ("NĐ-CP", "TT-BTP", "QĐ-UBND", "TT-BNV")

Pair = tuple[Pixels, Pixels]  # a piece with its seal, and without
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Table:
    """The words of the shipped counts, and what follows each how often."""

    words: Sequence[str]
    followers: Mapping[str, tuple[Sequence[str], Sequence[int]]]


def pairs(seed: int, count: int) -> list[Pair]:
    """Draw one page of words at random, and `count` pieces of it."""
    rng, lot = np.random.default_rng(seed), random.Random(seed)  # noqa: S311 - for reproducible pages
    look = Look(lot.choice([*PRINT, "tinos"]), lot.choice([11, 12, 13, 13, 14, 14, 15]))
    page = set_running(_text(lot), look, pages=1, seed=seed)[0].pixels
    return [_pair(page, lot, rng) for _ in range(count)]


@cache
def _table() -> Table:
    followers: dict[str, tuple[Sequence[str], Sequence[int]]] = {}
    for line in lzma.decompress(TABLE.read_bytes()).decode().splitlines():
        word, _, after = line.split("\t")
        fields = after.split()
        followers[word] = fields[::2], [int(field) for field in fields[1::2]]
    return Table([word for word in followers if word.isalpha()], followers)


def _text(lot: random.Random) -> str:
    paragraphs = [
        _sentence(lot)[:70].upper()
        if lot.random() < 0.12  # noqa: PLR2004 - headings
        else " ".join(_sentence(lot) for _ in range(lot.randint(1, 4)))
        for _ in range(40)
    ]
    return "\n\n".join(filter(None, paragraphs))


def _sentence(lot: random.Random) -> str:
    """Return words that often follow one another, some of them capital, numbers among them."""
    table = _table()
    word, said = START, list[str]()
    for _ in range(lot.randint(8, 40)):
        after, counts = table.followers.get(word, ((), ()))
        known = bool(after) and lot.random() < 0.9  # noqa: PLR2004 - else any word
        word = lot.choices(after, counts)[0] if known else lot.choice(table.words)
        if word in table.followers or word.isalpha():
            said.append(_printed(word, lot))
    return " ".join(said).capitalize() + "."


def _printed(word: str, lot: random.Random) -> str:
    text = _number(lot) if word == NUMBER else word
    style = lot.choices((str, str.capitalize, str.upper), (16, 3, 1))[0]
    return style(text) + (lot.choice(",;:") if lot.random() < 0.06 else "")  # noqa: PLR2004


def _number(lot: random.Random) -> str:
    return lot.choice(
        (
            f"{lot.randint(1, 31):02}/{lot.randint(1, 12):02}/{lot.randint(1990, 2026)}",
            f"{lot.randint(1, 400)}/{lot.randint(2010, 2026)}/{lot.choice(OFFICES)}",
            f"{lot.randint(1, 999)}.{lot.randint(0, 999):03}",
            f"0{lot.randint(10**10, 10**11 - 1)}",
            f"{lot.randint(1, 99)},{lot.randint(1, 99)}%",
            str(lot.randint(0, 999)),
        )
    )


def _seal_words(lot: random.Random) -> tuple[str, str]:
    words = _table().words
    rim = " ".join(lot.choices(words, k=lot.randint(3, 7))).upper()[: lot.randint(16, 34)]
    lines = [" ".join(lot.choices(words, k=lot.randint(1, 2))).upper()[:12] for _ in range(lot.randint(1, 3))]
    return rim, "\n".join(lines)


def _pair(page: Pixels, lot: random.Random, rng: np.random.Generator) -> Pair:
    (left, right), (top, bottom) = LIMITS
    height, width = page.shape[:2]
    x = lot.randint(int(width * left), int(width * right) - PIECE)
    y = lot.randint(int(height * top), int(height * bottom) - PIECE)
    bare = page[y : y + PIECE, x : x + PIECE]
    cover = np.zeros((PIECE, PIECE), np.float32)
    seal = _seal(lot, rng)
    room = [max(0, (PIECE - length) // 2 + lot.randint(-30, 30)) for length in seal.shape]
    _lay(cover, seal, room)
    if lot.random() < SIGNED:
        signature = ink.signature(PRINT_DPI, rng)
        _lay(cover, signature, [lot.randint(0, max(0, PIECE - length)) for length in signature.shape])
    darkness = lot.uniform(0.55, 0.95)
    sealed = (bare * (1 - darkness * cover[..., None])).astype(np.uint8)
    return _scanned(sealed, bare, lot)


def _seal(lot: random.Random, rng: np.random.Generator) -> Pixels:
    """Return a seal's mask: larger or smaller, a little of an ellipse, turned, some inked thickly."""
    mask = ink.seal(_seal_words(lot), PRINT_DPI, rng)
    size, along = lot.uniform(0.78, 1.08), lot.uniform(0.97, 1.03)
    mask = np.asarray(
        cv2.resize(mask, None, fx=size * along, fy=size / along, interpolation=cv2.INTER_AREA), np.uint8
    )
    middle = (mask.shape[1] / 2, mask.shape[0] / 2)
    turn = cv2.getRotationMatrix2D(middle, lot.uniform(-20, 20), 1)
    mask = np.asarray(cv2.warpAffine(mask, turn, mask.shape[::-1]), np.uint8)
    thick = np.ones((2, 2), np.uint8)
    return np.asarray(cv2.dilate(mask, thick), np.uint8) if lot.random() < 0.3 else mask  # noqa: PLR2004


def _lay(cover: Floats, mask: Pixels, at: Sequence[int]) -> None:
    y, x = at
    part = cover[y : y + mask.shape[0], x : x + mask.shape[1]]
    np.maximum(part, mask[: part.shape[0], : part.shape[1]] / np.float32(255), out=part)


def _scanned(sealed: Pixels, bare: Pixels, lot: random.Random) -> Pair:
    """Photocopy some of both, scan both alike, most in black and white."""
    level = Level(
        dpi=lot.choice([200, 200, 200, 190, 215]),
        skew=(0, 0.5),
        light=lot.uniform(0, 0.15),
        blur=lot.uniform(0.3, 1.1),
        noise=lot.uniform(0, 9),
        through=0,
        jpeg=lot.choice([None, 75, 60]),
        speckle=lot.choice([0, 2]),
    )
    copied, seed = lot.random() < COPIED, lot.getrandbits(31)
    style: Style = "bitonal" if lot.random() < BITONAL else "grey"
    both = []
    for each in (sealed, bare):
        pixels, _ = degrade(_copied(each) if copied else each, PRINT_DPI, level, np.random.default_rng(seed))
        grey = np.asarray(picture(PageImage(pixels, level.dpi), style).convert("L"), np.uint8)
        both.append(_cut(grey))
    return both[0], both[1]


def _copied(pixels: Pixels) -> Pixels:
    grey = np.asarray(Image.fromarray(pixels).convert("L"), np.float32)
    return np.repeat(np.clip((grey - 60) * 1.28, 12, 252).astype(np.uint8)[..., None], 3, axis=2)


def _cut(grey: Pixels) -> Pixels:
    lacking = [max(0, SIDE - length) for length in grey.shape]
    wide = cv2.copyMakeBorder(grey, 0, lacking[0], 0, lacking[1], cv2.BORDER_REPLICATE)
    return np.asarray(wide[:SIDE, :SIDE], np.uint8)
