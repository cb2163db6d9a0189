"""Draws a patch sheet: what many scanners' makers print to part documents, as a barcode of its name."""

from typing import Final

import cv2
import numpy as np
import zxingcpp
from PIL import Image

from samples.blocks import Paper
from samples.sheet import Sheet, Type

TEXT: Final = "PATCHT"
_PLACE: Final = (25.0, 60.0, 160.0, 50.0)  # mm


def patch_sheet(dpi: int, rng: np.random.Generator) -> Sheet:
    """Return the sheet."""
    sheet = Sheet(Paper(), dpi, rng)
    bars = np.asarray(zxingcpp.create_barcode(TEXT, zxingcpp.BarcodeFormat.Code128).to_image(scale=4))
    x, y, width, height = (sheet.px(length) for length in _PLACE)
    picture = cv2.resize(bars, (width, height), interpolation=cv2.INTER_NEAREST)
    sheet.image.paste(Image.fromarray(picture).convert("RGB"), (x, y))
    sheet.text(30, 40, "TỜ PHÂN CÁCH", Type("Tinos-Bold", 28, (24, 24, 26)))
    sheet.text(30, 130, "Không bỏ tờ này ra khỏi tập giấy. Patch T", Type("Tinos-Regular", 14, (24, 24, 26)))
    return sheet
