"""Reads the QR codes and barcodes of a page.

Decoders look for one family of codes at a time: asked for both at once they need longer than for each alone.
"""

from typing import Final

import cv2
import numpy as np
import zxingcpp

from pipeline.cleaning.pixels import is_grey, reduced
from pipeline.image import PageImage, Pixels
from pipeline.model import Box, Code

SQUARE: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
STRIPED: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.Code39])
FINEST_DPI: Final = 300  # a card's code has modules of a third of a millimetre
STRIPED_DPI: Final = 200
COLOURED_DPI: Final = 150  # codes printed in colour are no small ones
SMOOTH_DPI: Final = 120  # grain that breaks a code's modules is gone here
SAMPLE_DPI: Final = 25
TINTED: Final = 60  # by which channels differ in ink of a colour, of 255; less is grain
LEAST_COLOUR: Final = 40  # dots at SAMPLE_DPI: a third of a code one centimetre wide
SHORTEST: Final = 4  # characters; stripes in a drawing may read as less


def find_codes(page: PageImage) -> tuple[Code, ...]:
    """Return the codes of an upright page, top to bottom, boxes in its pixels; unreadable ones are none."""
    light = PageImage(_lightest(page), page.dpi)
    found = _square(reduced(light, FINEST_DPI), page) or _square(reduced(light, SMOOTH_DPI), page)
    if not found and _is_coloured(page):
        found = _square(reduced(page, COLOURED_DPI), page)
    striped = _read(reduced(light, STRIPED_DPI), page, STRIPED, turned=True)
    return tuple(sorted({*found, *striped}, key=lambda code: (code.box.y, code.box.x, code.text)))


def _lightest(page: PageImage) -> Pixels:
    """Return each pixel's lightest channel: seals and signatures over a black code are gone."""
    if is_grey(page):
        return page.pixels
    lightest, other = cv2.extractChannel(page.pixels, 0), cv2.extractChannel(page.pixels, 1)
    cv2.max(lightest, other, lightest)
    cv2.extractChannel(page.pixels, 2, other)
    return np.asarray(cv2.max(lightest, other, lightest), np.uint8)


def _is_coloured(page: PageImage) -> bool:
    """Tell whether so much colour is on a page that a code may be printed in it, by every few of its dots."""
    if is_grey(page):
        return False
    every = max(1, page.dpi // SAMPLE_DPI)
    dots = page.pixels[::every, ::every].reshape(-1, 3).astype(np.int16)
    return int(np.count_nonzero(np.ptp(dots, axis=1) > TINTED)) >= LEAST_COLOUR


def _square(grey: Pixels, page: PageImage) -> list[Code]:
    return _read(grey, page, SQUARE, turned=False)


def _read(grey: Pixels, page: PageImage, formats: zxingcpp.BarcodeFormats, *, turned: bool) -> list[Code]:
    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(grey),
        formats=formats,
        try_rotate=turned,
        try_downscale=False,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    kind = "qr" if formats is SQUARE else "barcode"
    scale = page.width / grey.shape[1]
    return [
        Code(code.text, _box(code.position, scale, page), kind)
        for code in found
        if len(code.text) >= SHORTEST
    ]


def _box(position: zxingcpp.Position, scale: float, page: PageImage) -> Box:
    """Return the box around a code's corners, inside the page."""
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    xs = [min(max(0, round(corner.x * scale)), page.width - 1) for corner in corners]
    ys = [min(max(0, round(corner.y * scale)), page.height - 1) for corner in corners]
    return Box(min(xs), min(ys), max(1, max(xs) - min(xs)), max(1, max(ys) - min(ys)))
