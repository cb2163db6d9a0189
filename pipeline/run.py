"""The order of the work: a page is turned upright, cleaned, read; pages make papers."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from catalogue.model import ComponentType
from pipeline.cleaning.blank import is_blank
from pipeline.cleaning.orientation import guess_orientation, sample, turned
from pipeline.cleaning.pixels import overview
from pipeline.engines.reader import Reader
from pipeline.geometry import home_angle, home_box
from pipeline.image import PageImage
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.matching import parts
from pipeline.model import Limits, PageReading, Part, Word
from pipeline.profiles import PROFILES, Profile

UP_OR_DOWN: Final = (0, 180)
SAMPLES: Final = (0.25, 1.0)  # shares of a page's height to read where it is not clear which way up it lies
ENOUGH_SENSE: Final = 60.0  # letters read surely
SENSIBLE: Final = 0.5  # of a page's letters: print on its head reads with less


def digitise(path: Path, limits: Limits, profile: str = "balanced") -> Iterator[PageReading]:
    """Read a file, each page yielded when it is done; ScanError where the file or a page cannot be read."""
    for number in range(1, inspect(path, limits).page_count + 1):
        yield read_file_page(path, number, limits, profile)


def read_file_page(path: Path, number: int, limits: Limits, profile: str = "balanced") -> PageReading:
    """Read one page of a file; its `cpu_seconds` count the drawing of the page, too. ScanError as above."""
    start = _cpu_seconds()
    reading = read_page(load_page(path, number, limits), profile)
    return replace(reading, cpu_seconds=_cpu_seconds() - start)


def read_page(image: PageImage, profile: str = "balanced") -> PageReading:
    """Read one page: blank or not, which way up, cleaned, read.

    Boxes are told in pixels of the upright page: the page turned clockwise by `rotation` and nothing else, so
    that a viewer needs to turn the original only. `skew` is by how many degrees clockwise the cleaning then
    turned it for the reader. Raises ScanError where the reader gives up, KeyError for an unknown profile.
    """
    start = _cpu_seconds()
    chosen = PROFILES[profile]
    small = overview(image)
    blank = is_blank(small)
    read = Read(0, (), 0.0) if blank else _read_upright(image, small, chosen)
    on_its_side = read.turn in {90, 270}
    return PageReading(
        number=image.number,
        width=image.height if on_its_side else image.width,
        height=image.width if on_its_side else image.height,
        dpi=image.dpi,
        rotation=read.turn,
        skew=read.skew,
        blank=blank,
        text=_text(read.words),
        words=read.words,
        cpu_seconds=_cpu_seconds() - start,
    )


def assemble(pages: Sequence[PageReading], types: Sequence[ComponentType]) -> tuple[Part, ...]:
    """Return the papers that a file's pages make, each matched against the component types that compete."""
    return parts.assemble(pages, types)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a page turned clockwise by `turn`, then by `skew` degrees."""

    turn: int
    words: tuple[Word, ...]
    skew: float

    @property
    def makes_sense(self) -> bool:
        letters = sum(len(word.text) for word in self.words)
        return _sense(self.words) >= max(ENOUGH_SENSE, SENSIBLE * letters)


def _read_upright(image: PageImage, small: PageImage, profile: Profile) -> Read:
    """Read a page the likeliest way up; the other way, too, where that made little sense."""
    turns = guess_orientation(small).turns
    if len(turns) > len(UP_OR_DOWN):
        turns = (_way_up(small, turns, profile.reader),)
    best: Read | None = None
    for turn in turns:
        read = Read(turn, *_read(turned(image, turn), profile))
        if best is None or _sense(read.words) > _sense(best.words):
            best = read
        if best.makes_sense:
            break
    return best or Read(0, (), 0.0)


def _way_up(image: PageImage, turns: Sequence[int], reader: Reader) -> int:
    """Return the one of these clockwise turns in which a reader finds most sense."""
    for share in SAMPLES:
        sense = {turn: _sense(reader.read(sample(turned(image, turn), share))) for turn in turns}
        best = max(turns, key=sense.__getitem__)
        if sense[best] >= ENOUGH_SENSE:
            return best
    return 0  # where no way up makes sense, the page stays as it came


def _sense(words: Sequence[Word]) -> float:
    """Return how many letters were read surely; words on end are what readers make of turned lines."""
    along = (word for word in words if len(word.text) > 1 and word.box.w > word.box.h)
    return sum(len(word.text) * word.confidence**2 for word in along)


def _read(upright: PageImage, profile: Profile) -> tuple[tuple[Word, ...], float]:
    """Return the words of an upright page, boxes in its pixels, and the degrees it was turned for reading."""
    cleaned = profile.clean(upright)
    words = profile.reader.read(cleaned)
    home = [
        replace(word, box=home_box(word.box, cleaned.home, upright.width, upright.height)) for word in words
    ]
    return tuple(home), home_angle(cleaned.home)


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
