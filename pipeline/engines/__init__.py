"""The tables of readers: a new one is a module and a line here."""

from typing import Final

from pipeline.engines.reader import LineReader, Reader
from pipeline.engines.tesseract import Tesseract
from pipeline.engines.tesserocr import TesserOcr
from pipeline.engines.trueocr import TrueOcr

TRUEOCR: Final = TrueOcr()
DIGITS: Final = "0123456789/.,-"

READERS: Final[dict[str, Reader]] = {
    "tesseract": Tesseract("vie"),
    "tesseract_script": Tesseract("Vietnamese"),
    "tesserocr": TesserOcr("vie"),
    "tesserocr_script": TesserOcr("Vietnamese"),
    "trueocr": TRUEOCR,
}

PART_READERS: Final[dict[str, Reader]] = {  # of what is cut out of a page
    "tesserocr_block": TesserOcr("vie", segmentation=6),  # without columns
    "tesserocr_line": TesserOcr("vie", segmentation=7),
    "tesseract_block": Tesseract("vie", segmentation=6),
    "tesserocr_script_line": TesserOcr("Vietnamese", segmentation=7),
}

DIGIT_READERS: Final[tuple[Reader, ...]] = (  # where only digits stand
    TesserOcr("vie", segmentation=7, letters=DIGITS),
    Tesseract("vie", segmentation=7, letters=DIGITS),
)

LINE_READERS: Final[dict[str, LineReader]] = {
    "trueocr": TRUEOCR,
}
