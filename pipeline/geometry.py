"""Where a picture's pixels lie on the page it was made from.

Points are measured from the picture's top left corner, so that pixel (0, 0) covers 0..1 in both directions; a
matrix is 3x3 and takes (x, y, 1) of the old picture to the new one.
"""

from math import atan2, ceil, cos, degrees, floor, radians, sin
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.image import Homography, PageImage, Pixels
from pipeline.model import Box

Matrix = NDArray[np.float64]

# OpenCV measures from the middle of the first pixel.
_TO_MIDDLES: Final[Matrix] = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]], np.float64)
_FROM_MIDDLES: Final[Matrix] = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]], np.float64)


def scaling(x: float, y: float) -> Matrix:
    """Stretch by these factors."""
    return np.diag([x, y, 1.0])


def turning(angle: float, width: int, height: int) -> tuple[Matrix, tuple[int, int]]:
    """Turn a width x height picture by `angle` degrees clockwise, onto the size that holds all of it."""
    c, s = cos(radians(angle)), sin(radians(angle))
    new_width, new_height = ceil(width * abs(c) + height * abs(s)), ceil(width * abs(s) + height * abs(c))
    to_middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]], np.float64)
    turn = np.array([[c, -s, new_width / 2], [s, c, new_height / 2], [0, 0, 1]], np.float64)
    return np.asarray(turn @ to_middle, np.float64), (new_width, new_height)


def warped(pixels: Pixels, matrix: Matrix, size: tuple[int, int]) -> Pixels:
    """Move pixels by a matrix into a white picture of `size` (width, height)."""
    middles = _TO_MIDDLES @ matrix @ _FROM_MIDDLES
    white = (255, 255, 255)
    if np.array_equal(matrix[2], (0, 0, 1)):
        moved_pixels = cv2.warpAffine(pixels, middles[:2], size, flags=cv2.INTER_CUBIC, borderValue=white)
    else:
        moved_pixels = cv2.warpPerspective(pixels, middles, size, flags=cv2.INTER_CUBIC, borderValue=white)
    return np.asarray(moved_pixels, np.uint8)


def moved(page: PageImage, pixels: Pixels, matrix: Matrix, dpi: int) -> PageImage:
    """Return the page with pixels that `matrix` moved, still knowing its way home."""
    home = np.array(page.home) @ np.linalg.inv(matrix)
    a, b, c = (home / home[2, 2]).tolist()
    return PageImage(pixels, dpi, page.number, home=((*a,), (*b,), (*c,)))


def home_box(box: Box, home: Homography, width: int, height: int) -> Box:
    """Return the rectangle of a width x height page around a box of a picture made from it."""
    corners = np.array(
        [[x, y, 1] for x in (box.x, box.x + box.w) for y in (box.y, box.y + box.h)], np.float64
    )
    points = corners @ np.array(home).T
    points = points[:, :2] / points[:, 2:]
    left, top = np.clip(points.min(axis=0), 0, (width - 1, height - 1))
    right, bottom = np.clip(points.max(axis=0), 1, (width, height))
    x, y = floor(left), floor(top)
    return Box(x, y, max(1, ceil(right) - x), max(1, ceil(bottom) - y))


def home_angle(home: Homography) -> float:
    """Return by how many degrees clockwise lines were turned to make the picture.

    Where a photo was made flat, sides and lines are turned differently: lines count.
    """
    return degrees(atan2(-home[1][0], home[0][0]))
