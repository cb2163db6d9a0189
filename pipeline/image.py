"""A page as pixels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Homography = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

IN_PLACE: Homography = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """One page's pixels, (height, width, 3) RGB or (height, width) grey, uint8, at `dpi` dots an inch.

    `home` takes a point (x, y, 1) of these pixels to the page they were made from: a step that moves pixels
    multiplies it, so that boxes found here can be told in pixels of that page.
    """

    pixels: Pixels
    dpi: int
    number: int = 1  # page number in its file, from 1
    home: Homography = IN_PLACE

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])
