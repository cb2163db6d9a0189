"""Find the rings of round seals on a page, and lay a page's pixels out along them.

Seals of Vietnamese bodies are round, their outermost stroke closed, about 26 to 40 mm across. Print seldom
closes a circle, so a ring is found by how much of a circle is ink. Sheets are not always scanned to one scale
in both directions: a ring may be an ellipse.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import ceil, tau
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.pixels import MM_PER_INCH, WHITE, marks, millimetres, shrunk
from pipeline.connected import components
from pipeline.image import Pixels

RADIUS_MM: Final = (12.5, 20.5)
LEAST_MM: Final = 20.0  # of what may be a ring, across and down
SEARCH_DPI: Final = 75
CIRCLE_DPI: Final = 50
FAINT: Final = 0.12  # contrast of a seal's ink
CIRCLES: Final = 0.8  # pixels at CIRCLE_DPI from one radius that is tried to the next
LIKELY: Final = 0.62  # of a circle, at CIRCLE_DPI: where a ring may be
CLOSED: Final = 0.85  # of a circle that is a ring
MOST: Final = 4  # rings on a page
# Moves in mm of a ring's (x, y, radius, along, aslant) that are tried together.
COARSE: Final = np.array(
    [
        (x, y, radius, 0.0, 0.0)
        for x, y in product(np.arange(-2, 2.1, 0.4), repeat=2)
        for radius in np.arange(-1, 1.1, 0.25)
    ]
)
FINE: Final = 0.2 * np.array(list(product((-1.0, 0.0, 1.0), repeat=5)))
ANGLES: Final = np.arange(0, tau, 0.03, dtype=np.float32)

Shapes = NDArray[np.float64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed curve in pixels of the page: its middle, and its radius at each angle (clockwise from right).

    The radius is `radius + along * cos(2 angle) + aslant * sin(2 angle)`, which is an ellipse.
    """

    x: float
    y: float
    radius: float
    along: float = 0.0
    aslant: float = 0.0

    def reach(self, angle: Floats) -> Floats:
        """Return the radius at angles in radians."""
        wide = self.radius + self.along * np.cos(2 * angle) + self.aslant * np.sin(2 * angle)
        return np.asarray(wide, np.float32)

    def points(self, share: Floats, angle: Floats) -> tuple[Floats, Floats]:
        """Return x and y of points at shares of the radius."""
        length = share * self.reach(angle)
        return (
            np.asarray(self.x + length * np.cos(angle), np.float32),
            np.asarray(self.y + length * np.sin(angle), np.float32),
        )


def find_rings(grey: Pixels, dpi: int) -> list[Ring]:
    """Return the outermost rings of a grey page's seals."""
    scale = min(1.0, SEARCH_DPI / dpi)
    mask = marks(shrunk(grey, scale), dpi * scale, FAINT)
    found: list[Ring] = []
    for x, y, part in _large(mask, dpi * scale):
        for circle in _circles(part, dpi * scale):
            rough = Ring((circle.x + x) / scale, (circle.y + y) / scale, circle.radius / scale)
            ring = _fitted(rough, grey, dpi)
            if ring is not None and all(_apart(ring, other) for other in found):
                found.append(ring)
    return found[:MOST]


def unrolled(pixels: Pixels, ring: Ring, shares: Floats) -> Pixels:
    """Return pixels along a ring: a row for each share of its radius, a column for each pixel along it."""
    angles = np.arange(ceil(tau * ring.radius), dtype=np.float32) / np.float32(ring.radius)
    x, y = ring.points(shares[:, None], angles[None])
    return np.asarray(
        cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(WHITE,)),
        np.uint8,
    )


def places(ring: Ring, size: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return, for each pixel of a picture (height, width), its share of the radius and its angle, 0..tau."""
    down, across = np.mgrid[: size[0], : size[1]].astype(np.float32)
    length, angle = cv2.cartToPolar(across - np.float32(ring.x), down - np.float32(ring.y))
    angles = np.asarray(angle, np.float32)
    return np.asarray(length / ring.reach(angles), np.float32), angles


def _large(mask: Pixels, dpi: float) -> Iterator[tuple[int, int, Pixels]]:
    """Yield the marks as large as a seal (0, 255), each alone, and where its picture begins."""
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    labels, stats = components(np.asarray(joined, np.uint8))
    least = millimetres(LEAST_MM, dpi)
    for label in range(1, len(stats)):
        x, y, w, h, _ = stats[label].tolist()
        if min(w, h) >= least:
            yield x, y, np.where(labels[y : y + h, x : x + w] == label, np.uint8(WHITE), np.uint8(0))


def _circles(part: Pixels, dpi: float) -> list[Ring]:
    """Return the circles most of which is ink, the fullest first, each apart from the others."""
    scale = CIRCLE_DPI / dpi
    low, high = (length / MM_PER_INCH * CIRCLE_DPI for length in RADIUS_MM)
    small = shrunk(part, scale) if scale < 1 else part
    found: list[tuple[float, Ring]] = []
    for radius in np.arange(low, high, CIRCLES).tolist():
        # Of a circle whose middle lies outside the part, less than half is ink.
        share = cv2.filter2D(small, cv2.CV_32F, _circle(radius), borderType=cv2.BORDER_CONSTANT)
        most = float(share.max()) / WHITE
        if most > LIKELY:
            y, x = np.unravel_index(int(share.argmax()), share.shape)
            found.append((most, Ring(float(x) / scale, float(y) / scale, radius / scale)))
    chosen: list[Ring] = []
    for _, circle in sorted(found, key=lambda each: -each[0] * each[1].radius):
        if all(_apart(circle, other) for other in chosen):
            chosen.append(circle)
    return chosen


def _circle(radius: float) -> Floats:
    """Return a kernel that takes the mean over a circle two pixels wide."""
    side = 2 * ceil(radius) + 3
    down, across = np.mgrid[:side, :side] - side // 2
    away = np.abs(np.hypot(down, across) - radius)
    kernel = np.clip(1.5 - away, 0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _apart(one: Ring, other: Ring) -> bool:
    return bool(np.hypot(one.x - other.x, one.y - other.y) > max(one.radius, other.radius))


def _fitted(ring: Ring, grey: Pixels, dpi: int) -> Ring | None:
    """Return a ring laid onto its ink as well as can be; None where it is not closed."""
    mask, left, top = _ink(ring, grey, dpi)
    pixel = dpi / MM_PER_INCH
    shape = np.array([ring.x - left, ring.y - top, ring.radius, 0.0, 0.0])
    share = 0.0
    for moves, blur in ((COARSE, 0.4), (FINE, 0.4), (FINE / 2, 0.25), (FINE / 4, 0.2)):
        side = 2 * round(blur * pixel / 2) + 1
        shape, share = _best(shape + pixel * moves, np.asarray(cv2.blur(mask, (side, side)), np.float32))
    if share < CLOSED:
        return None
    x, y, radius, along, aslant = shape.tolist()
    return Ring(x + left, y + top, radius, along, aslant)


def _best(shapes: Shapes, ink: Floats) -> tuple[Shapes, float]:
    """Return that of these (number, 5) rings which covers most ink, and how much of it is ink, 0..1."""
    x, y, radius, along, aslant = shapes.astype(np.float32).T[..., None]
    length = radius + along * np.cos(2 * ANGLES) + aslant * np.sin(2 * ANGLES)
    columns = np.rint(x + length * np.cos(ANGLES)).astype(np.int32)
    rows = np.rint(y + length * np.sin(ANGLES)).astype(np.int32)
    inside = (columns >= 0) & (rows >= 0) & (columns < ink.shape[1]) & (rows < ink.shape[0])
    seen = ink[np.where(inside, rows, 0), np.where(inside, columns, 0)] * inside
    shares = seen.mean(axis=1)
    best = int(shares.argmax())
    return shapes[best], float(shares[best])


def _ink(ring: Ring, grey: Pixels, dpi: int) -> tuple[Floats, int, int]:
    """Return how much ink there is (0..1) in a window round a ring, and where that begins."""
    edge = ring.radius + millimetres(3.0, dpi)
    left, top = max(0, int(ring.x - edge)), max(0, int(ring.y - edge))
    part = grey[top : int(ring.y + edge) + 1, left : int(ring.x + edge) + 1]
    mask = marks(np.ascontiguousarray(part), dpi, FAINT)
    return np.asarray(mask, np.float32) / np.float32(WHITE), left, top
