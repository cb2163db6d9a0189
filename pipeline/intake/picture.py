"""Pillow: opens TIFF, JPEG and PNG and turns whatever they hold into 8-bit grey or RGB. Knows its errors."""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from pipeline.errors import ScanError
from pipeline.image import Pixels

Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before anything is decoded

FORMATS: Final = ("TIFF", "JPEG", "PNG")
# What Pillow is known to raise on files that lie. MemoryError is not among them.
ERRORS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    struct.error,
    zlib.error,
)
SPARSE: Final = 16
SIXTEEN_BITS: Final = 0xFFFF
ORIENTATION: Final = 0x0112
SUBFILE_TYPE: Final = 254
NO_PAGE: Final = 0b101  # a reduced picture, a transparency mask
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ON_THEIR_SIDE: Final = frozenset({5, 6, 7, 8})


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """Open a picture without decoding it; what goes wrong inside is ScanError "damaged" or "truncated".

    Raises OSError where the file cannot be opened.
    """
    # Not by its path: Pillow would map the file into memory, which kills the process if the file is cut off
    # meanwhile, and (13.0) garbles uncompressed TIFFs that lie on their side.
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(file, formats=FORMATS) as picture:
                yield picture
        except ERRORS as error:
            code = "truncated" if "truncated" in str(error) else "damaged"
            raise ScanError(code, f"{type(error).__name__}: {error}"[:500]) from error


def pages(picture: Image.Image) -> tuple[int, ...]:
    """Return which frames of a picture are pages: all of a TIFF but thumbnails and masks, else the first.

    A JPEG with further pictures (MPO) holds other views of the first one; an animated PNG is no document.
    """
    if not isinstance(picture, TiffImagePlugin.TiffImageFile):
        return (0,)
    frames = tuple(range(picture.n_frames))
    return tuple(frame for frame in frames if not _subfile(picture, frame) & NO_PAGE) or frames


def _subfile(picture: TiffImagePlugin.TiffImageFile, frame: int) -> int:
    picture.seek(frame)
    return int(picture.tag_v2.get(SUBFILE_TYPE, 0))


def upright(picture: Image.Image) -> tuple[Image.Image, bool]:
    """Decode, and turn as EXIF says; also tell whether the picture lay on its side.

    A TIFF turns itself when it is decoded, and forgets that it did. A PNG may tell behind its pixels and
    would decode them when asked: it is decoded before, for what is wrong there is no fault of EXIF.
    """
    turned_by_itself = isinstance(picture, TiffImagePlugin.TiffImageFile)
    if not turned_by_itself:
        picture.load()
    orientation = _orientation(picture)
    picture.load()
    turn = None if turned_by_itself else TURNS.get(orientation)
    return picture.transpose(turn) if turn is not None else picture, orientation in ON_THEIR_SIDE


def _orientation(picture: Image.Image) -> int:
    """Return the EXIF orientation 1..8, 1 where there is none that makes sense."""
    try:
        stated = picture.getexif().get(ORIENTATION, 1)
    except ERRORS:
        return 1
    return stated if isinstance(stated, int) else 1


def plain(picture: Image.Image) -> Image.Image:
    """Return the picture in mode L or RGB: transparent ones on white, 16 and 32 bits scaled to 8."""
    if picture.mode in {"L", "RGB"} and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith(("I", "F")):
        return Image.fromarray(_eight_bits(np.asarray(picture)))
    if picture.mode == "1":
        return picture.convert("L")
    if picture.has_transparency_data:
        layers = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        page = Image.new("RGB", picture.size, "white")
        page.paste(layers, mask=layers.getchannel("A"))
        return page
    return picture.convert("RGB")


def _eight_bits(values: NDArray[Any]) -> Pixels:
    """Scale grey values that fit into 16 bits by that range, others by their own."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if np.issubdtype(values.dtype, np.integer) and low >= 0 and high <= SIXTEEN_BITS:
        high_bytes: Pixels = (values >> 8).astype(np.uint8)
        return high_bytes
    numbers = np.nan_to_num(values.astype(np.float32), copy=False, nan=low, posinf=high, neginf=low)
    numbers -= low
    numbers *= 255 / max(high - low, 1e-9)
    scaled: Pixels = np.clip(numbers, 0, 255, out=numbers).astype(np.uint8)
    return scaled


def pixels(picture: Image.Image) -> Pixels:
    """Return the pixels of an L or RGB picture, writable: (height, width) where it has no colour at all."""
    values: Pixels = np.array(picture, dtype=np.uint8)
    if values.ndim == 2:  # noqa: PLR2004 - rows and columns
        return values
    if _is_grey(values[::SPARSE, ::SPARSE]) and _is_grey(values):  # most colour is seen at a few places
        return np.ascontiguousarray(values[:, :, 1])
    return values


def _is_grey(values: Pixels) -> bool:
    red, green, blue = (values[:, :, channel] for channel in range(3))
    return np.array_equal(red, green) and np.array_equal(green, blue)
