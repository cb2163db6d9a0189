"""Shrink pages that were scanned finer than reading needs: all that follows costs by the pixel."""

from pipeline.cleaning.pixels import shrunk
from pipeline.geometry import moved, scaling
from pipeline.image import PageImage


def limit_resolution(page: PageImage, *, dpi: int = 200) -> PageImage:
    """Return the page at no more than so many dots an inch."""
    if page.dpi <= dpi:
        return page
    pixels = shrunk(page.pixels, dpi / page.dpi)
    tall, wide = pixels.shape[:2]
    return moved(page, pixels, scaling(wide / page.width, tall / page.height), dpi)
