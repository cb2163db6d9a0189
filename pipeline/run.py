"""The order of the work: a page is turned upright, cleaned, read; pages make papers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.cleaning.blank import is_blank
from pipeline.cleaning.orientation import guess_orientation, sample, turned
from pipeline.cleaning.pixels import WHITE, overview
from pipeline.cleaning.quality import flaws
from pipeline.codes import find_codes
from pipeline.corrections import text_of
from pipeline.deadline import page_within
from pipeline.engines.reader import Reader
from pipeline.geometry import home_angle, home_boxes
from pipeline.handwriting.find import find_handwriting
from pipeline.image import PageImage
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.intake.text_layer import read_text_layer
from pipeline.model import Box, Code, Limits, PageReading, Stamp, Word
from pipeline.profiles import PROFILES, Profile
from pipeline.stack import assemble
from pipeline.stamps import find_stamps
from pipeline.stopwatch import Stopwatch
from pipeline.turning import turned_box
from pipeline.witnesses import decided

__all__ = ["assemble", "digitise", "first_reading", "read_file_page", "read_page", "warm_up"]

FINE: Final = 200  # dots an inch
UP_OR_DOWN: Final = (0, 180)
SAMPLES: Final = (0.25, 1.0)  # shares of a page's height to read where it is not clear which way up it lies
ENOUGH_SENSE: Final = 60.0  # letters read surely
SENSIBLE: Final = 0.5  # of a page's letters: print on its head reads with less


def digitise(path: Path, limits: Limits, profile: str = "balanced") -> Iterator[PageReading]:
    """Read a file, each page yielded when it is done; ScanError where the file or a page cannot be read."""
    for number in range(1, inspect(path, limits).page_count + 1):
        yield read_file_page(path, number, limits, profile)


def read_file_page(
    path: Path,
    number: int,
    limits: Limits,
    profile: str = "balanced",
    show: Callable[[PageImage], None] | None = None,
    turn: int | None = None,
) -> PageReading:
    """Read one page of a file; its `cpu_seconds` count the drawing of the page, too. ScanError as above.

    Where a PDF brings the text that one sees, it is taken as it is, and nothing is read. `show` is given the
    upright page when it is read: it need not be drawn again to make pictures of it. `turn` is the clockwise
    turn (0, 90, 180, 270) that somebody knows to be right; None: it is found out.
    """
    watch = Stopwatch()
    with watch.on("draw"):
        image = load_page(path, number, limits)
        words = read_text_layer(path, number, image, limits)
    with page_within(limits.page_timeout):
        found = (
            _read_page(image, profile, watch, turn)
            if words is None
            else _own_text(image, words, watch, turn or 0)
        )
    if show is not None:
        show(turned(image, found.rotation))
    return found


def _own_text(image: PageImage, words: tuple[Word, ...], watch: Stopwatch, turn: int) -> PageReading:
    words = tuple(replace(word, box=turned_box(word.box, turn, image.width, image.height)) for word in words)
    codes, stamps = _facts(turned(image, turn), words, watch)
    return _told(image, Read(turn, words, 0.0, codes=codes, stamps=stamps), watch, text_layer=True)


def read_page(image: PageImage, profile: str = "balanced") -> PageReading:
    """Read one page: blank or not, which way up, cleaned, read.

    Boxes are told in pixels of the upright page: the page turned clockwise by `rotation` and nothing else, so
    that a viewer needs to turn the original only. `skew` is by how many degrees clockwise the cleaning then
    turned it for the reader. Raises ScanError where the reader gives up, KeyError for an unknown profile.
    """
    return _read_page(image, profile, Stopwatch())


def warm_up(profile: str = "balanced") -> None:
    """Load what reading needs, once: processes forked from this one have it, too."""
    page = PageImage(np.full((120, 240), WHITE, np.uint8), FINE)
    chosen = PROFILES[profile]
    attempt = first_reading(page, chosen)
    decided(attempt.cleaned, (Word("1đóc", Box(8, 8, 60, 20), 0.5),), chosen, Stopwatch())
    decided(attempt.cleaned, (Word("đóc", Box(8, 8, 60, 20), 0.5),), chosen, Stopwatch())


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a page turned clockwise by `turn`, then by `skew` degrees."""

    turn: int
    words: tuple[Word, ...]
    skew: float
    flaws: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    hand: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the first reader made of a page turned clockwise by `turn`; boxes in pixels of `cleaned`."""

    turn: int
    upright: PageImage
    cleaned: PageImage
    words: tuple[Word, ...]

    @property
    def makes_sense(self) -> bool:
        letters = sum(len(word.text) for word in self.words)
        return _sense(self.words) >= max(ENOUGH_SENSE, SENSIBLE * letters)


def _read_page(image: PageImage, profile: str, watch: Stopwatch, turn: int | None = None) -> PageReading:
    chosen = PROFILES[profile]
    with watch.on("clean"):
        small = overview(image)
        blank = is_blank(small)
    if blank:
        return _told(image, Read(turn or 0, (), 0.0, flaws(image, ())), watch, blank=True)
    if turn is None:
        attempt = _read_upright(image, small, chosen, watch)
    else:
        attempt = _attempt(image, turn, chosen, watch)
    read = decided(attempt.cleaned, attempt.words, chosen, watch)
    words = _home(read, attempt)
    with watch.on("clean"):
        seen = flaws(attempt.upright, words)
    with watch.on("hand"):
        hand = find_handwriting(attempt.cleaned, read, attempt.upright)
    codes, stamps = _facts(attempt.upright, words, watch)
    skew = home_angle(attempt.cleaned.home)
    return _told(image, Read(attempt.turn, words, skew, seen, codes, stamps, hand), watch)


def _facts(
    upright: PageImage, words: Sequence[Word], watch: Stopwatch
) -> tuple[tuple[Code, ...], tuple[Stamp, ...]]:
    """Return the codes and the stamps of an upright page."""
    with watch.on("codes"):
        codes = find_codes(upright)
    with watch.on("stamps"):
        return codes, find_stamps(upright, words)


def _told(
    image: PageImage, read: Read, watch: Stopwatch, *, blank: bool = False, text_layer: bool = False
) -> PageReading:
    on_its_side = read.turn in {90, 270}
    return PageReading(
        number=image.number,
        width=image.height if on_its_side else image.width,
        height=image.width if on_its_side else image.height,
        dpi=image.dpi,
        rotation=read.turn,
        skew=read.skew,
        blank=blank,
        text=text_of(read.words),
        words=read.words,
        cpu_seconds=watch.total,
        stages=dict(watch.stages),
        flaws=read.flaws,
        text_layer=text_layer,
        codes=read.codes,
        stamps=read.stamps,
        hand=read.hand,
    )


def first_reading(image: PageImage, profile: Profile) -> Attempt:
    """Return what the profile's first reader makes of a page, and the page as it was cleaned for it."""
    return _read_upright(image, overview(image), profile, Stopwatch())


def _read_upright(image: PageImage, small: PageImage, profile: Profile, watch: Stopwatch) -> Attempt:
    """Read a page the likeliest way up; the other way, too, where that made little sense."""
    with watch.on("clean"):
        turns = guess_orientation(small).turns
    if len(turns) > len(UP_OR_DOWN):
        with watch.on("read"):
            turns = (_way_up(small, turns, profile.first),)
    best = _attempt(image, turns[0], profile, watch)
    for turn in turns[1:]:
        if best.makes_sense:
            break
        best = max(best, _attempt(image, turn, profile, watch), key=lambda attempt: _sense(attempt.words))
    return best


def _attempt(image: PageImage, turn: int, profile: Profile, watch: Stopwatch) -> Attempt:
    with watch.on("clean"):
        upright = turned(image, turn)
        cleaned = profile.clean(upright)
    with watch.on("read"):
        return Attempt(turn, upright, cleaned, profile.first.read(cleaned))


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


def _home(words: Sequence[Word], attempt: Attempt) -> tuple[Word, ...]:
    """Tell boxes in pixels of the upright page."""
    home, page = attempt.cleaned.home, attempt.upright
    boxes = home_boxes([word.box for word in words], home, page.width, page.height)
    return tuple(replace(word, box=box) for word, box in zip(words, boxes, strict=True))
