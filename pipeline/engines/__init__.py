"""The table of readers: a new one is a module and a line here."""

from typing import Final

from pipeline.engines.reader import Reader
from pipeline.engines.tesseract import Tesseract

READERS: Final[dict[str, Reader]] = {
    "tesseract": Tesseract(),
}
