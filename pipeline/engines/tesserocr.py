"""Tesseract in our own process, through tesserocr (an optional extra): no program to start for each page."""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pipeline.deadline import seconds_left
from pipeline.engines.tesseract import WHITELIST
from pipeline.errors import ScanError
from pipeline.image import PageImage, Pixels
from pipeline.model import Box, Word

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # as in pipeline.engines.tesseract

MODELS: Final = (  # where systems keep Tesseract's models
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tessdata",
)


@dataclass(frozen=True, slots=True)
class TesserOcr:
    """Reads as pipeline.engines.tesseract.Tesseract does, at less cost.

    Raises ScanError("timeout") when the page's time is over, which is looked at from word to word.
    """

    language: str = "vie"
    segmentation: int = 3
    letters: str = ""

    def is_installed(self) -> bool:
        models = _models()
        return (
            find_spec("tesserocr") is not None
            and models is not None
            and (models / f"{self.language}.traineddata").exists()
        )

    def read(self, page: PageImage) -> tuple[Word, ...]:
        seconds = seconds_left()
        api = _api(self.language)
        api.SetPageSegMode(self.segmentation)
        api.SetVariable(WHITELIST, self.letters)  # each time: the model is shared
        _show(api, np.ascontiguousarray(page.pixels))
        api.SetSourceResolution(page.dpi)
        if not api.Recognize(max(1, round(seconds * 1000))):
            api.Clear()
            raise ScanError("timeout", f"page {page.number}: {seconds:.1f} s")
        found = tuple(_words(api.GetIterator()))
        api.Clear()  # the picture, and what was found
        return found


def _show(api: "PyTessBaseAPI", pixels: Pixels) -> None:
    """Hand the pixels over as they are: no picture file is made of them and read again."""
    height, width = pixels.shape[:2]
    colours = pixels.size // (height * width)
    api.SetImageBytes(pixels.tobytes(), width, height, colours, width * colours)


@cache
def _api(language: str) -> "PyTessBaseAPI":
    """Load a model once; it serves all ways of segmentation."""
    import tesserocr  # noqa: PLC0415 - an optional extra

    path = _models()
    if path is None:
        raise FileNotFoundError("tessdata")
    engine = tesserocr.OEM.LSTM_ONLY
    return tesserocr.PyTessBaseAPI(path=str(path), lang=language, oem=engine)


def _models() -> Path | None:
    places = (os.environ.get("TESSDATA_PREFIX"), *MODELS)
    return next((Path(place) for place in places if place and Path(place).is_dir()), None)


def _words(found: Any) -> Iterator[Word]:  # noqa: ANN401 - untyped in tesserocr
    """Give each line a number, and leave one out between paragraphs."""
    from tesserocr import RIL, iterate_level  # noqa: PLC0415 - an optional extra

    line = -2
    for place in iterate_level(found, RIL.WORD) if found else ():
        if place.IsAtBeginningOf(RIL.PARA):
            line += 2
        elif place.IsAtBeginningOf(RIL.TEXTLINE):
            line += 1
        text = "" if place.Empty(RIL.WORD) else place.GetUTF8Text(RIL.WORD).strip()
        corners = place.BoundingBox(RIL.WORD)
        if text and corners:
            left, top, right, bottom = corners
            box = Box(left, top, right - left, bottom - top)
            sure = min(1.0, max(0.0, place.Confidence(RIL.WORD) / 100))
            yield Word(unicodedata.normalize("NFC", text), box, sure, line)
