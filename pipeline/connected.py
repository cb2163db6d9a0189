"""What hangs together on a mask: the marks of a page, told apart and picked by their size."""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Pixels

WHITE: Final = 255


def darker_than(level: int, grey: Pixels) -> Pixels:
    """Return 255 where a pixel is darker than a grey level, else 0."""
    return np.asarray(cv2.threshold(grey, level - 1, WHITE, cv2.THRESH_BINARY_INV)[1], np.uint8)


def components(mask: Pixels) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """Return what of a mask hangs together: (height, width) numbers, and OpenCV's stats of each number.

    0 is the ground. Corners that touch hang together.
    """
    try:  # numbers of 16 bits take half as long, and are enough for all but the dirtiest pages
        _, numbers, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:
        _, numbers, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    return numbers, np.asarray(stats, np.int32)


def picked(numbers: NDArray[Any], which: NDArray[np.bool_]) -> Pixels:
    """Return 255 where `which` holds of a component's number, else 0; of the ground it never holds."""
    table = np.zeros(1 << 16, np.uint8)
    wanted = which.astype(np.uint8) * np.uint8(WHITE)
    wanted[0] = 0
    if numbers.dtype != np.uint16:
        return np.asarray(wanted.take(numbers), np.uint8)
    table[: len(wanted)] = wanted
    return np.asarray(cv2.LUT(numbers, table), np.uint8)
