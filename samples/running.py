"""Running text on pages: a report's text set in one column, each page with the lines that stand on it.

pages = set_running(text, Look("tinos", 13), pages=2, seed=7)
picture, truth = scan_running(pages, 0, Scanning(level=2), seed=7)

The same arguments give the same pixels. Lines are read from the top to the bottom.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from pipeline.image import PageImage, Pixels
from samples.blocks import Form, Paper, Text
from samples.generate import PRINT_DPI, PageTruth, Scanning, scan
from samples.sheet import Run, Sheet, TrueWord
from samples.typeset import typeset

LETTERS_A_PAGE: Final = 3400  # more than fit, so that every page asked for is full
LONGEST_HEADING: Final = 90
INDENT: Final = 10.0  # mm

# A paragraph begins with a dash, a bullet, a number or a letter of a list.
BEGINNING: Final = re.compile(r"[-+*•–]|(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)](?:\s|$|(?=\w))")
ENDING: Final = (".", ":", ";", "!", "?", "/")
MARKUP: Final = re.compile(r"^#+\s*|\*+")  # of headings and bold text
CUT_CODE: Final = re.compile(r"\S-$")  # "58/KH-" at a line's end goes on with "UBND"


@dataclass(frozen=True, slots=True)
class Look:
    """How running text is printed: a family of `samples.typefaces.PRINT`, its size in points."""

    family: str = "tinos"
    size: float = 13.0


@dataclass(frozen=True, slots=True)
class RunningPage:
    """A page as printed, (height, width, 3) RGB at PRINT_DPI; its lines from the top; its words, in mm."""

    pixels: Pixels
    lines: tuple[str, ...]
    words: tuple[TrueWord, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def set_running(text: str, look: Look = Look(), *, pages: int, seed: int) -> list[RunningPage]:
    """Return the first `pages` pages that a text fills; where it is short fewer, the last not full."""
    blocks: list[Text] = []
    letters = 0
    for paragraph in paragraphs(text):
        blocks.append(_block(paragraph))
        letters += len(paragraph)
        if letters >= pages * LETTERS_A_PAGE:
            break
    form = Form(tuple(blocks), Paper(family=look.family, size=look.size))
    sheets = typeset(form, PRINT_DPI, np.random.default_rng(seed)) if blocks else []
    return [RunningPage(sheet.pixels(), tuple(lines(sheet)), tuple(sheet.words)) for sheet in sheets[:pages]]


def scan_running(
    pages: Sequence[RunningPage], place: int, scanning: Scanning, seed: int
) -> tuple[PageImage, PageTruth]:
    """Scan one of a paper's pages (`place` from 0); the next one is the back of its sheet."""
    page = pages[place].pixels
    behind = pages[(place + 1) % len(pages)].pixels if len(pages) > 1 else np.ascontiguousarray(page[::-1])
    truth = PageTruth(None, place + 1, scanning.level)
    return scan(page, truth, scanning, np.random.default_rng([seed, place]), behind)


def paragraphs(text: str) -> Iterator[str]:
    """Put the lines of a text together to paragraphs (NFC, single blanks)."""
    paragraph = ""
    for line in text.splitlines():
        own = " ".join(MARKUP.sub("", unicodedata.normalize("NFC", line)).split())
        if not own:
            continue
        if paragraph and _begins(paragraph, own):
            yield paragraph
            paragraph = own
        else:
            paragraph = f"{paragraph}{'' if CUT_CODE.search(paragraph) else ' '}{own}".strip()
    if paragraph:
        yield paragraph


def lines(sheet: Sheet) -> Iterator[str]:
    """Return the lines printed on a sheet, in the order of their drawing: words on one baseline."""

    def baseline(run: Run) -> float:
        return run.baseline

    for _, runs in groupby(sheet.runs, baseline):
        line = " ".join(" ".join(run.text for run in runs).split())
        if line:
            yield line


def _begins(paragraph: str, line: str) -> bool:
    ended = paragraph.endswith(ENDING) or _is_heading(paragraph) != _is_heading(line)
    return ended or BEGINNING.match(line) is not None


def _is_heading(line: str) -> bool:
    return line.isupper() and len(line) <= LONGEST_HEADING


def _block(paragraph: str) -> Text:
    heading = _is_heading(paragraph)
    if heading and BEGINNING.match(paragraph) is None:
        return Text(paragraph, align="center", bold=True)
    return Text(paragraph, bold=heading, indent=INDENT)
