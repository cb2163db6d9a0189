"""The order of the work: a page is turned upright, cleaned, read."""

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipeline.cleaning.suppress_ink import suppress_ink
from pipeline.engines import READERS
from pipeline.image import PageImage
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.model import Limits, PageReading, Word


def digitise(path: Path, limits: Limits, profile: str = "balanced") -> Iterator[PageReading]:
    """Read a file page by page, each yielded when it is done. Raises ScanError where file or page cannot be."""
    for number in range(1, inspect(path, limits).page_count + 1):
        yield read_page(load_page(path, number, limits), profile)


def read_page(image: PageImage, profile: str = "balanced") -> PageReading:
    """Read one page."""
    start = _cpu_seconds()
    cleaned = suppress_ink(image)
    words = READERS["tesseract"].read(cleaned)
    return PageReading(
        number=image.number,
        width=image.width,
        height=image.height,
        dpi=image.dpi,
        rotation=0,
        skew=0.0,
        blank=not words,
        text=_text(words),
        words=words,
        cpu_seconds=_cpu_seconds() - start,
    )


def _text(words: tuple[Word, ...]) -> str:
    """Lines in reading order; a blank line where a paragraph ends."""
    lines: list[str] = []
    last = -1
    for number, line in groupby(words, key=lambda word: word.line):
        if number > last + 1 and lines:
            lines.append("")
        lines.append(" ".join(word.text for word in line))
        last = number
    return "\n".join(lines)


def _cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
