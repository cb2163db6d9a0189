"""A page as pixels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """One page's pixels, (height, width, 3) RGB or (height, width) grey, uint8, at `dpi` dots an inch."""

    pixels: Pixels
    dpi: int
    number: int = 1  # page number in its file, from 1

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])
