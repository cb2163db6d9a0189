"""Where things of a page stand when it is turned by quarters: arithmetic, no pixels."""

from collections.abc import Iterable
from typing import Final

from pipeline.model import Box, PageReading

HALF: Final = 0.5


def turned_box(box: Box, turn: int, width: int, height: int) -> Box:
    """Return where a box of a width x height page lies when that is turned clockwise by 0, 90, 180 or 270."""
    x, y, w, h = box
    return {
        0: box,
        90: Box(height - y - h, x, h, w),
        180: Box(width - x - w, height - y - h, w, h),
        270: Box(y, width - x - w, h, w),
    }[turn]


def carried(before: PageReading, after: PageReading, turn: int, places: Iterable[int]) -> dict[int, int]:
    """Return where words of a page stand in another reading of it, turned clockwise by `turn` since.

    A word is the one that covers most of its place, if that is more than half of the smaller of the two; what
    is not found there is left out.
    """
    found = {}
    for place in places:
        if place < len(before.words):
            box = turned_box(before.words[place].box, turn, before.width, before.height)
            shares = [_shared(box, word.box) for word in after.words]
            best = max(range(len(shares)), key=shares.__getitem__, default=None)
            if best is not None and shares[best] > HALF:
                found[place] = best
    return found


def _shared(one: Box, other: Box) -> float:
    """Return how much of the smaller of two boxes lies in the other."""
    w = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    h = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return max(0, w) * max(0, h) / max(1, min(one.w * one.h, other.w * other.h))
