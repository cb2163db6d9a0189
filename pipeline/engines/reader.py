"""What a reader is."""

from typing import Protocol

from pipeline.image import PageImage
from pipeline.model import Word


class Reader(Protocol):
    """Finds the printed words of a page.

    Words come in reading order, boxes in pixels of the picture given. `Word.line` counts the lines from 0;
    where a paragraph ends one number is left out. A page without print gives no words. Raises ScanError where
    a page cannot be read at all.
    """

    def read(self, page: PageImage) -> tuple[Word, ...]: ...
