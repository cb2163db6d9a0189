"""Pictures of a page for people: small for lists, large for the screen; made once, when the page is read."""

from collections.abc import Mapping
from typing import Final

import cv2

from pipeline.cleaning.pixels import is_grey, shrunk
from pipeline.image import PageImage
from pipeline.model import PreviewSize

# Width in pixels, JPEG quality: a list shows dozens, a screen of 2014 shows one and its marks must be clear.
SHAPES: Final[Mapping[PreviewSize, tuple[int, int]]] = {
    PreviewSize.THUMB: (220, 60),
    PreviewSize.VIEW: (1400, 75),
}


def previews(upright: PageImage) -> dict[PreviewSize, bytes]:
    """Return a page's pictures as JPEG files, in its own colours, never enlarged."""
    return {size: _jpeg(upright, *shape) for size, shape in SHAPES.items()}


def _jpeg(page: PageImage, width: int, quality: int) -> bytes:
    small = shrunk(page.pixels, width / page.width)
    in_order = small if is_grey(page) else cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", in_order, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return encoded.tobytes()
