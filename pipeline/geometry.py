"""Where a picture's pixels lie on the page it was made from.

Points are measured from the picture's top left corner, so that pixel (0, 0) covers 0..1 in both directions; a
matrix is 3x3 and takes (x, y, 1) of the old picture to the new one.
"""

from collections.abc import Sequence
from math import atan2, ceil, cos, degrees, radians, sin
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


def warped(pixels: Pixels, matrix: Matrix, size: tuple[int, int], how: int = cv2.INTER_CUBIC) -> Pixels:
    """Move pixels by a matrix into a white picture of `size` (width, height); `how` is OpenCV's flag."""
    middles = _TO_MIDDLES @ matrix @ _FROM_MIDDLES
    white = (255, 255, 255)
    if np.array_equal(matrix[2], (0, 0, 1)):
        moved_pixels = cv2.warpAffine(pixels, middles[:2], size, flags=how, borderValue=white)
    else:
        moved_pixels = cv2.warpPerspective(pixels, middles, size, flags=how, borderValue=white)
    return np.asarray(moved_pixels, np.uint8)


def moved(page: PageImage, pixels: Pixels, matrix: Matrix, dpi: int) -> PageImage:
    """Return the page with pixels that `matrix` moved, still knowing its way home."""
    home = np.array(page.home) @ np.linalg.inv(matrix)
    a, b, c = (home / home[2, 2]).tolist()
    return PageImage(pixels, dpi, page.number, home=((*a,), (*b,), (*c,)))


def home_box(box: Box, home: Homography, width: int, height: int) -> Box:
    """Return the rectangle of a width x height page around a box of a picture made from it."""
    return home_boxes((box,), home, width, height)[0]


def home_boxes(boxes: Sequence[Box], home: Homography, width: int, height: int) -> list[Box]:
    """Return what `home_box` does, of many boxes at once: a page has hundreds."""
    if not boxes:
        return []
    x, y, w, h = np.array(boxes, np.float64).T
    xs, ys = np.stack([x, x, x + w, x + w]), np.stack([y, y + h, y, y + h])
    over, down, depth = np.array(home) @ np.stack([xs, ys, np.ones_like(xs)]).reshape(3, -1)
    xs, ys = (over / depth).reshape(xs.shape), (down / depth).reshape(ys.shape)
    left, right = _sides(xs, width)
    top, foot = _sides(ys, height)
    sides = zip(left, top, np.maximum(1, right - left), np.maximum(1, foot - top), strict=True)
    return [Box(*(int(side) for side in each)) for each in sides]


def _sides(along: Matrix, length: int) -> tuple[Matrix, Matrix]:
    """Return the whole pixels of a page in which boxes, (4, number), begin and before which they end."""
    first = np.floor(np.clip(along.min(axis=0), 0, length - 1))
    return first, np.ceil(np.clip(along.max(axis=0), 1, length))


def home_angle(home: Homography) -> float:
    """Return by how many degrees clockwise lines were turned to make the picture.

    Where a photo was made flat, sides and lines are turned differently: lines count.
    """
    return degrees(atan2(-home[1][0], home[0][0]))
