"""Pages with a round seal over their print, drawn for tests."""

import cv2
import numpy as np

from pipeline.image import PageImage
from samples.ink import seal
from tests.drawn import HEIGHT, WIDTH, usual_page

CENTRE = (800, 900)
RADIUS = 142  # of a seal of 36 mm at 200 dpi
WORDS = ("ỦY BAN NHÂN DÂN XÃ SƠN THỦY", "TỈNH\nAN LẠC")


def seal_mask(*, centre=CENTRE, shape=(1.0, 1.0)):
    """Return how much ink (0..1) a seal leaves on each pixel of a page."""
    whole = seal(WORDS, 200, np.random.default_rng(7))
    size = round(whole.shape[1] * shape[0]), round(whole.shape[0] * shape[1])
    stamp = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    left, top = centre[0] - size[0] // 2, centre[1] - size[1] // 2
    mask[top : top + size[1], left : left + size[0]] = np.asarray(stamp, np.float32) / 255
    return mask


def stamped(page, shade, **where):
    """Return a grey page with a seal whose ink, fully inked, is as light as `shade` (0..255)."""
    lit = page.pixels * (1 - seal_mask(**where) * (1 - shade / 255))
    return PageImage(lit.astype(np.uint8), page.dpi)


def on_paper(shade):
    """Return a seal on an empty page."""
    return stamped(PageImage(np.full_like(usual_page().pixels, 255), 200), shade)


def bitonal(page):
    """Return a page in black and white."""
    return PageImage(np.where(page.pixels < 150, 0, 255).astype(np.uint8), page.dpi)
