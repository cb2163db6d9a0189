"""Draws the printed digits that `pipeline.handwriting.likeness` compares with.

    python -m bench.draw_digits

Writes pipeline/handwriting/digits.npz: every digit in its own cell, as wide as it is set, in several faces.
"""

from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from pipeline.handwriting.likeness import BASELINE, CELL_HEIGHT, DIGITS, MODEL
from samples.typefaces import font

FACES: Final = (
    "Tinos-Regular",
    "Tinos-Italic",
    "Tinos-Bold",
    "Tinos-BoldItalic",
    "Gelasio-Regular",
    "Gelasio-Italic",
    "BeVietnamPro-Regular",
    "BeVietnamPro-Italic",
)
SIZE: Final = 46  # pixels of an em: digits are then about 31 pixels high


def main() -> None:
    """Draw and save."""
    cells: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]] = {}
    for face in FACES:
        letters = font(face, SIZE)
        for digit in DIGITS:
            image = Image.new("L", (round(letters.getlength(digit)), CELL_HEIGHT), 0)
            ImageDraw.Draw(image).text((0, BASELINE), digit, font=letters, fill=255, anchor="ls")
            cells[f"{face}-{digit}"] = np.asarray(image, np.uint8)
    np.savez_compressed(MODEL, allow_pickle=False, **cells)
    print(f"{len(FACES)} faces, {MODEL.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
