"""Make a photographed sheet flat: seen from straight above, without the table around it."""

from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.outline import Points, outline_of
from pipeline.geometry import Matrix, moved, warped
from pipeline.image import PageImage

A4_LONG_INCHES: Final = 297 / 25.4
A4_SHAPE: Final = 2**0.5
LIKE_A4: Final = 0.08  # a photo tells a sheet's shape no more exactly


def flatten(page: PageImage) -> PageImage:
    """Return a photo of a sheet as the sheet itself, in the photo's colours; all else as it is.

    `dpi` follows where the sheet has the shape of A4, which is then made exact.
    """
    corners = outline_of(page)
    if corners is None:
        return page
    width, height, dpi = _size(corners, page.dpi)
    matrix = _flattening(corners, width, height)
    return moved(page, warped(page.pixels, matrix, (width, height)), matrix, dpi)


def _size(corners: Points, dpi: int) -> tuple[int, int, int]:
    """Return the width and height in pixels of a sheet with these corners, and its dots an inch."""
    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1).tolist()
    width, height = max(top, bottom), max(left, right)
    if abs(max(width, height) / min(width, height) / A4_SHAPE - 1) > LIKE_A4:
        return round(width), round(height), dpi
    short = (width * height / A4_SHAPE) ** 0.5
    long = short * A4_SHAPE
    width, height = (short, long) if height > width else (long, short)
    return round(width), round(height), max(1, round(long / A4_LONG_INCHES))


def _flattening(corners: Points, width: int, height: int) -> Matrix:
    flat = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners.astype(np.float32), flat), np.float64)
