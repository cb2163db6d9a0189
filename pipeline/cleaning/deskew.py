"""Turn the page so that its lines are level."""

import cv2

from pipeline.cleaning.pixels import to_grey
from pipeline.cleaning.skew import measure_skew
from pipeline.geometry import moved, turning, warped
from pipeline.image import PageImage


def deskew(page: PageImage, *, least: float = 0.08, max_angle: float = 15.0, fine: bool = True) -> PageImage:
    """Return the page grey and level, on a canvas that holds all of it.

    It stays as it is where no lines tell how it lies, and where they fall by less than `least` degrees:
    turning blurs. `fine` measures to within 0.1 degree and turns as sharply as can be; else to half a degree,
    and in a third of the time.
    """
    angle = measure_skew(page, max_angle, fine=fine)
    if not least <= abs(angle) <= max_angle + 1:
        return page
    matrix, size = turning(-angle, page.width, page.height)
    how = cv2.INTER_CUBIC if fine else cv2.INTER_LINEAR
    return moved(page, warped(to_grey(page), matrix, size, how), matrix, page.dpi)
