"""What a reader is, and a reader of lines."""

from collections.abc import Sequence
from typing import Protocol

from pipeline.image import PageImage
from pipeline.model import Box, Word
from pipeline.strip import Strip


class Reader(Protocol):
    """Finds the printed words of a page.

    Words come in reading order, boxes in pixels of the picture given. `Word.line` counts the lines from 0;
    where a paragraph ends one number is left out. A page without print gives no words. Raises ScanError where
    a page cannot be read at all.
    """

    def is_installed(self) -> bool: ...

    def read(self, page: PageImage) -> tuple[Word, ...]: ...


class LineReader(Protocol):
    """Tells what it sees of lines that another reader found: a strip for each box, in their order.

    Boxes reach from the marks above the letters to those below, in pixels of the picture given.
    """

    def is_installed(self) -> bool: ...

    def read_lines(self, page: PageImage, lines: Sequence[Box]) -> tuple[Strip, ...]: ...
