"""The fonts that samples are set in: each has every Vietnamese letter (licences lie beside the files)."""

from functools import lru_cache
from typing import Final

from PIL import ImageFont

from configs.typefaces import FOLDER, font_file

__all__ = ["FOLDER", "HANDS", "MM_PER_POINT", "PRINT", "font", "printed", "width"]


# Printed families: regular, bold, italic, bold italic.
PRINT: Final[dict[str, tuple[str, str, str, str]]] = {
    "tinos": ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"),
    "gelasio": ("Gelasio-Regular", "Gelasio-Bold", "Gelasio-Italic", "Gelasio-Bold"),
    "be_vietnam": ("BeVietnamPro-Regular", "BeVietnamPro-Bold", "BeVietnamPro-Italic", "BeVietnamPro-Bold"),
}

# Hands: file and how much larger than print it is written.
HANDS: Final[dict[str, tuple[str, float]]] = {
    "patrick": ("PatrickHand-Regular", 1.18),
    "mali": ("Mali-Italic", 0.95),
    "charm": ("Charm-Regular", 1.15),
}

MM_PER_POINT: Final = 25.4 / 72


@lru_cache(maxsize=256)
def font(file: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a font that comes with the system at a size in pixels."""
    return ImageFont.truetype(font_file(file), pixels, layout_engine=ImageFont.Layout.BASIC)


def printed(family: str, *, bold: bool = False, italic: bool = False) -> str:
    """Return the file name of one style of a printed family."""
    return PRINT[family][bold + 2 * italic]


def width(text: str, file: str, points: float) -> float:
    """Return how wide a text is, in mm."""
    # Measured large and scaled down: a line breaks at the same word whatever the resolution.
    return font(file, 200).getlength(text) * points * MM_PER_POINT / 200
