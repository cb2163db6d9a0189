"""The tables of readers: a new one is a module and a line here."""

from typing import Final

from pipeline.engines.reader import LineReader, Reader
from pipeline.engines.tesseract import Tesseract
from pipeline.engines.tesserocr import TesserOcr
from pipeline.engines.trueocr import TrueOcr

TRUEOCR: Final = TrueOcr()

READERS: Final[dict[str, Reader]] = {
    "tesseract": Tesseract("vie"),
    "tesseract_script": Tesseract("Vietnamese"),
    "tesserocr": TesserOcr("vie"),
    "tesserocr_block": TesserOcr("vie", segmentation=6),  # for a cut-out without columns
    "tesserocr_line": TesserOcr("vie", segmentation=7),  # for a cut-out of one line
    "tesserocr_script": TesserOcr("Vietnamese"),
    "trueocr": TRUEOCR,
}

LINE_READERS: Final[dict[str, LineReader]] = {
    "trueocr": TRUEOCR,
}
