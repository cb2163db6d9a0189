"""Tells how much a number on the page looks as if it had been printed.

Whoever reads digits says which ones they are, even where a hand wrote them. Set in common faces, the same
digits look like what stands on the page if it is print, and hardly so if it is not. `bench/draw_digits.py`
made digits.npz.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Pixels

MODEL: Final = Path(__file__).with_name("digits.npz")
DIGITS: Final = "0123456789"
CELL_HEIGHT: Final = 48  # pixels
BASELINE: Final = 38  # of a cell, from its top
HEIGHT: Final = 32  # pixels to which both are brought before they are compared
BLUR: Final = 1.2
MOST_STRETCHED: Final = 1.6  # by how much the proportions may differ
KEPT: Final = 100  # numbers kept set, of some 80 KiB each: there is no end of others

Floats = NDArray[np.float32]


def likeness(mask: Pixels, digits: str) -> float:
    """Return how much ink looks like these digits in print, 0..1.

    `mask` is not 0 where there is ink, straight and without the ink of other words. Where proportions differ
    too much, or there is no ink at all, it is 0.
    """
    ink = _cropped(mask)
    if ink is None:
        return 0.0
    return max((_alike(ink, drawn) for drawn in _set(digits)), default=0.0)


def _alike(ink: Pixels, drawn: Pixels) -> float:
    stretched = (ink.shape[1] / ink.shape[0]) / (drawn.shape[1] / drawn.shape[0])
    if not 1 / MOST_STRETCHED <= stretched <= MOST_STRETCHED:
        return 0.0
    width = max(4, round(drawn.shape[1] * HEIGHT / drawn.shape[0]))
    return max(0.0, _correlation(_brought(ink, width), _brought(drawn, width)))


def _correlation(one: Floats, other: Floats) -> float:
    one, other = one - one.mean(), other - other.mean()
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum() + 1e-6))


def _brought(picture: Pixels, width: int) -> Floats:
    sized = cv2.resize(picture, (width, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(sized, (0, 0), BLUR), np.float32)


@lru_cache(KEPT)
def _set(digits: str) -> tuple[Pixels, ...]:
    """Set a number in every face."""
    rows = (np.concatenate([cells[digit] for digit in digits], axis=1) for cells in _faces())
    return tuple(cropped for row in rows if (cropped := _cropped(row)) is not None)


@cache
def _faces() -> tuple[dict[str, Pixels], ...]:
    with np.load(MODEL) as file:
        names = groupby(sorted(file.files), key=lambda name: name.rpartition("-")[0])
        return tuple({name[-1]: np.asarray(file[name], np.uint8) for name in face} for _, face in names)


def _cropped(mask: Pixels) -> Pixels | None:
    ys, xs = np.nonzero(mask > 127)  # noqa: PLR2004 - half of white
    if not len(ys):
        return None
    return mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each run of digits begins and ends in a word."""
    at = 0
    for is_digits, letters in groupby(text, key=lambda letter: letter in DIGITS):
        length = len(list(letters))
        if is_digits:
            yield at, at + length
        at += length
