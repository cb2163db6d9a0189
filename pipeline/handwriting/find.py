"""Where a hand wrote on a page: ink that no reader read as print, numbers that look unprinted, blue ink."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

import cv2
import numpy as np

from pipeline.connected import components, darker_than, picked
from pipeline.geometry import home_boxes
from pipeline.handwriting.likeness import likeness, numbers
from pipeline.image import PageImage, Pixels
from pipeline.model import Box, Word

# Of 85 numbers that a hand wrote, none was read so surely; of printed ones, all but one in twenty are.
PRINTED: Final = 0.97
LEGIBLE: Final = 0.5  # other words read at least so surely are taken for print
ALIKE: Final = 0.78  # a number that looks so much like print is printed, ...
LIKELY, LIKELY_ALONE = 0.75, 0.9  # ... if it was read at least so surely; one digit alone more so
GREY: Final = 2  # dimensions of a grey picture's array
INK: Final = 153  # what is darker on the cleaned picture is ink
LOW, HIGH, WIDE = 0.4, 3.0, 8.0  # line heights: what is lower is a dot, what is larger a seal or a rule
NARROW: Final = 0.06  # line heights: a rule's thickness
APART: Final = 0.7  # line heights between strokes of one word
SHARED: Final = 0.4  # of the lower one's height, for strokes side by side
RIM: Final = 0.1  # of a word's height: how far its ink may stand out of its box
LEAST_HEIGHT: Final = 6  # pixels
BLUE: Final = 30  # how much bluer than red a pen's ink is, of 255
HALF: Final = 0.5  # more of a word's ink, of a page's words: most of it
TINTED: Final = 12  # print that is bluer than this is no neutral black: colour then tells nothing
MOST: Final = 200  # places on a page; beyond it, it is a drawing
# Widths of letters, of an em: where in a word its digits end.
CAPITAL, SMALL, DIGIT, OTHER = 0.7, 0.46, 0.5, 0.3


def find_handwriting(page: PageImage, words: Sequence[Word], upright: PageImage) -> tuple[Box, ...]:
    """Return where a hand seems to have written, in pixels of `upright`, from top to bottom.

    `page` is straight and clean, made from `upright`; `words` are what was read of it, in pixels of `page`.
    Print that nobody could read is among what is found: a place is only as good as what should stand there.
    """
    if not words:
        return ()
    ink = _ink(page.pixels)
    blue = _written_in_blue(page, words, upright)
    printed = [word for word, is_blue in zip(words, blue, strict=True) if not is_blue and is_print(ink, word)]
    height = max(LEAST_HEIGHT, median(word.box.h for word in words))
    places = [*_gathered([*_strokes(_without(ink, printed), height)], height)]
    home = home_boxes(places, page.home, upright.width, upright.height)
    return tuple(sorted(home, key=lambda box: (box.y, box.x)))[:MOST]


def _ink(pixels: Pixels) -> Pixels:
    grey = pixels if pixels.ndim == GREY else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return darker_than(INK, np.asarray(grey, np.uint8))


def is_print(ink: Pixels, word: Word) -> bool:
    """Tell whether a word was printed, as far as its reader's sureness and the look of its digits tell.

    `ink` is not 0 where the page is dark.
    """
    runs = [*numbers(word.text)]
    if not runs:
        return word.confidence >= LEGIBLE and any(letter.isalnum() for letter in word.text)
    alone = sum(end - start for start, end in runs) == 1
    if word.confidence < (LIKELY_ALONE if alone else LIKELY):
        return False
    return word.confidence >= PRINTED or max(_looks(ink, word, run) for run in runs) >= ALIKE


def _looks(ink: Pixels, word: Word, run: tuple[int, int]) -> float:
    """Compare the ink that a run of a word's digits takes with these digits in print."""
    start, end = run
    widths = np.cumsum([0.0, *map(_width, word.text)])
    left, right = (word.box.x + word.box.w * widths[[start, end]] / widths[-1]).round().astype(int)
    cut = ink[max(0, word.box.y) : word.box.y + word.box.h, max(0, left) : right]
    return likeness(_without_specks(cut), word.text[start:end])


def _width(letter: str) -> float:
    if letter.isdecimal():
        return DIGIT
    if letter.isalpha():
        return CAPITAL if letter.isupper() else SMALL
    return OTHER


def _without_specks(cut: Pixels) -> Pixels:
    """Leave out what is too low for a digit: dots, commas, the tails of neighbours."""
    if not cut.size:
        return cut
    numbers, stats = components(cut)
    return picked(numbers, stats[:, cv2.CC_STAT_HEIGHT] >= LOW * cut.shape[0])


def _written_in_blue(page: PageImage, words: Sequence[Word], upright: PageImage) -> list[bool]:
    """Tell of each word whether it is blue where the page's print is not."""
    if upright.pixels.ndim == GREY:
        return [False] * len(words)
    red, green, blue = cv2.split(upright.pixels)
    darkness = np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)
    bluer = np.asarray(cv2.subtract(blue, red), np.uint8)
    boxes = home_boxes([word.box for word in words], page.home, upright.width, upright.height)
    shares = [_bluer(darkness[place], bluer[place]) for place in map(_place, boxes)]
    if sum(tinted > HALF for tinted, _ in shares) > HALF * len(words):
        return [False] * len(words)
    return [blue > HALF for _, blue in shares]


def _place(box: Box) -> tuple[slice, slice]:
    return slice(box.y, box.y + box.h), slice(box.x, box.x + box.w)


def _bluer(darkness: Pixels, bluer: Pixels) -> tuple[float, float]:
    """Return the shares of a word's darker pixels that are bluer than red by TINTED, and by BLUE."""
    low, high, _, _ = cv2.minMaxLoc(darkness)
    dark = bluer[darkness <= (low + high) // 2]
    return np.count_nonzero(dark > TINTED) / len(dark), np.count_nonzero(dark > BLUE) / len(dark)


def _without(ink: Pixels, words: Sequence[Word]) -> Pixels:
    left = ink.copy()
    for word in words:
        x, y, w, h = word.box
        rim = round(RIM * h)
        left[max(0, y - rim) : y + h + rim, max(0, x - rim) : x + w + rim] = 0
    return left


def _strokes(ink: Pixels, height: float) -> Iterator[Box]:
    _, stats = components(ink)
    for x, y, w, h, _area in stats[1:].tolist():
        if LOW * height <= h <= HIGH * height and NARROW * height <= w <= WIDE * height:
            yield Box(x, y, w, h)


def _gathered(strokes: Sequence[Box], height: float) -> Iterator[Box]:
    """Join strokes that stand side by side."""
    rest = sorted(strokes, key=lambda box: box.x)
    while rest:
        grown, *others = rest
        rest = []
        for number, box in enumerate(others):
            if box.x - (grown.x + grown.w) > APART * height:  # so are all behind it
                rest += others[number:]
                break
            if _continues(grown, box, height):
                grown = _around(grown, box)
            else:
                rest.append(box)
        yield grown


def _continues(one: Box, other: Box, height: float) -> bool:
    apart = other.x - (one.x + one.w)
    shared = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return apart <= APART * height and shared >= SHARED * min(one.h, other.h)


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.x + one.w, other.x + other.w), max(one.y + one.h, other.y + other.h)
    return Box(x, y, right - x, bottom - y)
