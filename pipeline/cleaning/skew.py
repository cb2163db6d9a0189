"""How far a page's lines are from level: along their angle the feet of letters fall into the fewest rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.letters import letters_of
from pipeline.cleaning.pixels import marks, reduced
from pipeline.image import PageImage, Pixels

COARSE_DPI: Final = 75
FINE_DPI: Final = 150
COARSE_STEP: Final = 0.5  # degrees
FINER: Final = ((0.6, 0.1), (0.1, 0.02))  # (reach, step) around the best angle so far
FEWEST_FEET: Final = 40
CLEAR: Final = 1.5  # times the usual concentration: pages with lines reach 1.8, scattered marks 1.4


@dataclass(frozen=True, slots=True)
class Feet:
    """The lowest pixels of a mask's marks: where letters stand. Coordinates in pixels, x from the middle."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]

    def concentration(self, angle: float) -> float:
        """Return how strongly the feet fall into single rows, if lines fall by `angle` degrees."""
        rows = self.y - self.x * np.float32(np.tan(np.radians(angle)))
        counts = np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)
        return float((counts**2).sum())


@dataclass(frozen=True, slots=True)
class Lines:
    """What a search for lines found: `angle` clockwise in degrees; `clearness`: CLEAR and more on lines."""

    angle: float
    clearness: float


def feet_of(mask: Pixels) -> Feet:
    """Find the pixels of a mask (0, 255) that have none below them."""
    feet = mask.copy()
    feet[:-1] &= ~mask[1:]
    feet[-1:] = 0  # what is cut off at the foot of the picture stands on no line
    y, x = np.nonzero(feet)
    return Feet((x - mask.shape[1] / 2).astype(np.float32), y.astype(np.float32))


def lines_of(mask: Pixels, reach: float = 15.0) -> Lines:
    """Look for lines at every half degree up to `reach`."""
    feet = feet_of(mask)
    if feet.x.size < FEWEST_FEET:
        return Lines(0.0, 1.0)
    angles = np.arange(-reach, reach + COARSE_STEP / 2, COARSE_STEP)
    found = [feet.concentration(angle) for angle in angles]
    return Lines(float(angles[int(np.argmax(found))]), max(found) / float(np.median(found)))


def measure_skew(page: PageImage, reach: float = 15.0, *, fine: bool = True) -> float:
    """Return by how many degrees clockwise the page's lines fall, 0.0 where it shows none.

    To within 0.1 degree, or to half a degree where `fine` is not asked for, at a third of the cost.

    Letters tell it: black edges of the scanner do not lie as the page does. Where they tell nothing, as on an
    empty form, its rules do.
    """
    everything = marks(reduced(page, COARSE_DPI), COARSE_DPI)
    for only in (letters_of, _all):
        lines = lines_of(only(everything, COARSE_DPI), reach)
        if lines.clearness >= CLEAR:
            return _refined(page, only, lines.angle) if fine else lines.angle
    return 0.0


def _all(mask: Pixels, dpi: float) -> Pixels:
    del dpi
    return mask


def _refined(page: PageImage, only: Callable[[Pixels, float], Pixels], angle: float) -> float:
    """Return the angle around this one along which the feet of marks fall into the fewest rows."""
    feet = feet_of(only(marks(reduced(page, FINE_DPI), FINE_DPI), FINE_DPI))
    for span, step in FINER:
        angles = np.arange(angle - span, angle + span + step / 2, step)
        angle = float(angles[int(np.argmax([feet.concentration(each) for each in angles]))])
    return angle
