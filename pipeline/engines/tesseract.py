"""Tesseract, through pytesseract: the only module that knows either of them."""

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pytesseract
from PIL import Image

from pipeline.deadline import seconds_left
from pipeline.errors import ScanError
from pipeline.image import PageImage
from pipeline.model import Box, Word

# One thread a page: more make Tesseract slower on every machine that reads several pages at once.
# pytesseract hands its own environment on and takes no other.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

WHITELIST: Final = "tessedit_char_whitelist"

Row = Mapping[str, Any]  # one row of Tesseract's table, by column


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Reads with one Tesseract model.

    `segmentation` is Tesseract's page segmentation mode; `letters` are the only ones it may read, all where
    empty. Raises ScanError("timeout") when the page's time is over, FileNotFoundError("tesseract") where the
    program is not installed.
    """

    language: str = "vie"
    segmentation: int = 3
    letters: str = ""

    def is_installed(self) -> bool:
        return self.language in _languages()

    def read(self, page: PageImage) -> tuple[Word, ...]:
        return tuple(_words(_rows(self._table(page))))

    def _table(self, page: PageImage) -> dict[str, list[Any]]:
        picture = Image.fromarray(page.pixels)
        seconds = seconds_left()
        # Tells pytesseract how to hand the picture over: unpacked, where it would otherwise pack a PNG.
        picture.format = "PPM"
        try:
            table: dict[str, list[Any]] = pytesseract.image_to_data(
                picture,
                lang=self.language,
                config=f"--oem 1 --psm {self.segmentation} --dpi {page.dpi}{self._only()}",
                timeout=seconds,
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractError:
            raise
        except (
            pytesseract.TesseractNotFoundError
        ):  # cannot be pickled: it would break the pool it is raised in
            raise FileNotFoundError("tesseract") from None
        except RuntimeError as error:
            raise ScanError("timeout", f"page {page.number}: {seconds:.1f} s") from error
        return table

    def _only(self) -> str:
        return f" -c {WHITELIST}={self.letters}" if self.letters else ""


@cache
def _languages() -> frozenset[str]:
    """Return the names of the models that the program finds; a script's stand in a folder of their own."""
    try:
        names = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError:
        return frozenset()
    return frozenset(name.rsplit("/", 1)[-1] for name in names)


def _rows(table: Mapping[str, Sequence[Any]]) -> Iterator[Row]:
    names = tuple(table)
    for values in zip(*table.values(), strict=True):
        row = dict(zip(names, values, strict=True))
        if float(row["conf"]) >= 0 and str(row["text"]).strip():
            yield row


def _words(rows: Iterator[Row]) -> Iterator[Word]:
    """Give each line a number, and leave one out between paragraphs."""
    number, paragraph, line = -2, None, None
    for row in rows:
        if (row["block_num"], row["par_num"]) != paragraph:
            paragraph, line = (row["block_num"], row["par_num"]), row["line_num"]
            number += 2
        elif row["line_num"] != line:
            line = row["line_num"]
            number += 1
        yield _word(row, number)


def _word(row: Row, line: int) -> Word:
    return Word(
        text=unicodedata.normalize("NFC", str(row["text"]).strip()),
        box=Box(row["left"], row["top"], row["width"], row["height"]),
        confidence=min(1.0, float(row["conf"]) / 100),
        line=line,
    )
