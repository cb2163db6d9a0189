"""Do letters stand, hang or lie? A small network, shown windows of lines of print, was taught to tell.

It sees a window as the directions in which its grey falls, in cells of 4 x 4 pixels, and gives the odds that
its letters stand rather than that they are no line of print at all (lying letters, rules, dirt). Asked about
the same window on its head, it tells whether they hang. `bench/teach_upright.py` made upright.npz.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.text_strips import RIM, SIDE, STRIDE
from pipeline.image import Pixels

MODEL: Final = Path(__file__).with_suffix(".npz")
CELL: Final = 4  # pixels
CELLS: Final = SIDE // CELL  # of a window's side
DIRECTIONS: Final = 8  # from 0 by 45 degrees; even, so that each has its opposite
LENGTH: Final = 16.0  # of all directions of a window together
FAINTEST: Final = 100.0  # of a window's directions together: less is more noise than print
ODD: Final = 0.02  # share of windows that show what no teaching foresaw

Floats = NDArray[np.float32]
Layer = tuple[Floats, Floats]  # weights (in, out), offsets (out)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Logarithms of how likely these windows are if their letters stand, hang, or do neither."""

    standing: float
    hanging: float
    neither: float
    windows: int


def judge(strips: Sequence[Pixels]) -> Evidence:
    """Sum up what all windows of strips tell."""
    views = views_of(strips)
    if not len(views):
        return Evidence(0.0, 0.0, 0.0, 0)
    shares = likely(odds(_network(), views), odds(_network(), on_its_head(views)))
    standing, hanging, neither = np.log(ODD + (1 - ODD) * shares).sum(axis=0).tolist()
    return Evidence(standing, hanging, neither, len(views))


def views_of(strips: Sequence[Pixels]) -> Floats:
    """Return (windows, CELLS, CELLS, DIRECTIONS): how much the grey falls in each direction."""
    if not strips:
        return np.zeros((0, CELLS, CELLS, DIRECTIONS), np.float32)
    cells = _cells(np.concatenate(strips, axis=1).astype(np.float32))
    views, start = [], RIM // CELL
    for strip in strips:
        width = strip.shape[1] // CELL
        first = np.arange(start, start + width - CELLS - 2 * (RIM // CELL) + 1, STRIDE // CELL)
        views.append(cells[:, first[:, None] + np.arange(CELLS)].transpose(1, 0, 2, 3))
        start += width
    found = np.concatenate(views)
    length = np.sqrt((found**2).sum(axis=(1, 2, 3), keepdims=True))
    return np.asarray(found * (LENGTH / (length + FAINTEST)), np.float32)


def on_its_head(views: Floats) -> Floats:
    """Return views of the same windows turned by half."""
    return np.roll(views[:, ::-1, ::-1], DIRECTIONS // 2, axis=3)


def odds(network: Sequence[Layer], views: Floats) -> Floats:
    """Return (windows,) logarithms of the odds that letters stand, against no line of print."""
    values = views.reshape(len(views), -1)
    for weights, offsets in network[:-1]:
        values = np.maximum(values @ weights + offsets, 0)
    weights, offsets = network[-1]
    return np.asarray((values @ weights + offsets)[:, 0], np.float32)


def likely(standing: Floats, hanging: Floats) -> Floats:
    """Return (windows, 3) probabilities of standing, hanging, neither, from the odds of the first two."""
    logs = np.stack([standing, hanging, np.zeros_like(standing)], axis=1)
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)


def _cells(strip: Floats) -> Floats:
    """Return (CELLS, columns, DIRECTIONS) of a strip, without its rows of RIM."""
    inner = slice(RIM, RIM + SIDE)
    across = np.zeros_like(strip[inner])
    down = strip[RIM + 1 : RIM + SIDE + 1] - strip[RIM - 1 : RIM + SIDE - 1]
    across[:, 1:-1] = strip[inner, 2:] - strip[inner, :-2]
    cells = np.empty((CELLS, strip.shape[1] // CELL, DIRECTIONS), np.float32)
    for direction, angle in enumerate(np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS):
        falls = np.maximum(across * np.float32(np.cos(angle)) + down * np.float32(np.sin(angle)), 0)
        cells[..., direction] = falls.reshape(CELLS, CELL, -1, CELL).sum(axis=(1, 3))
    return cells


@cache
def _network() -> tuple[Layer, ...]:
    with np.load(MODEL) as model:
        count = len(model.files) // 2
        return tuple(
            (model[f"weights{k}"].astype(np.float32), model[f"offsets{k}"].astype(np.float32))
            for k in range(count)
        )
