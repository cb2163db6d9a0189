"""Take coloured ink (seals, stamps, pens) off the page without losing the black print under it."""

from dataclasses import replace

import numpy as np

from pipeline.image import PageImage


def suppress_ink(page: PageImage) -> PageImage:
    """Red ink is white to the red channel; grey pages are left as they are."""
    if page.pixels.ndim == 2:
        return page
    return replace(page, pixels=np.ascontiguousarray(page.pixels[:, :, 0]))
