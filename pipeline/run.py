"""The order of the work: a page is turned upright, cleaned, read; pages make papers."""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from catalogue.model import ComponentType
from pipeline.cleaning.suppress_ink import suppress_ink
from pipeline.engines import READERS
from pipeline.image import PageImage
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.matching import parts
from pipeline.model import Limits, PageReading, Part, Word


def digitise(path: Path, limits: Limits, profile: str = "balanced") -> Iterator[PageReading]:
    """Read a file, each page yielded when it is done; ScanError where the file or a page cannot be read."""
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


def assemble(pages: Sequence[PageReading], types: Sequence[ComponentType]) -> tuple[Part, ...]:
    """Return the papers that a file's pages make, each matched against the component types that compete."""
    return parts.assemble(pages, types)


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
