"""Character error that knows no order of lines: each true line is matched to its best place in the reading.

The best-fitting line chooses first; each place serves once. Of equally good places that one is taken which is
a line of the reading itself, so that repeated phrases stay with their own lines. What a place has otherwise
than its line, and what no line took, are errors.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from bench.reading.text import bare, lines, normal

Numbers = NDArray[np.int32]

BREAK: Final = "\n"  # between lines of the reading; matches a blank
GAP: Final = "\v" * 8  # stands for what was taken out: a place seldom reaches across


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a text another fits best: `errors` characters differ from text[start:end]."""

    errors: int
    start: int
    end: int


def errors_anywhere(true: str, read: str, *, without_marks: bool = False) -> int:
    """Return by how many characters a reading differs from the truth, whatever the order of the true lines.

    It is never more than the edit distance of the two, in which the order of lines counts.
    """
    wanted = [bare(line) if without_marks else line for line in lines(true)]
    given = BREAK.join(bare(line) if without_marks else line for line in lines(read))
    return min(_errors_in_places(wanted, given), _distance(" ".join(wanted), given))


def best_place(line: str, text: str) -> Place:
    """Return the stretch of a text that has the least edit distance from a line.

    Of equally good ones, one that begins or ends where a line of the text does; of those, the first to end.
    It is empty where nothing fits; all letters of the line are errors then.
    """
    wanted, given = _codes(line), _codes(text)
    across = np.arange(len(given) + 1, dtype=np.int32)
    costs = np.zeros(len(given) + 1, np.int32)
    starts = across.copy()
    for row, letter in enumerate(wanted, 1):
        step, whence = costs + 1, starts.copy()  # the letter is missing
        match = costs[:-1] + (given != letter)
        better = match <= step[1:]
        step[1:] = np.where(better, match, step[1:])
        whence[1:] = np.where(better, starts[:-1], whence[1:])
        step[0], whence[0] = row, 0
        costs, starts = _with_extra(step, whence, across)
    # Place n tells of the letter before letter n: whether a line or what is left of one begins there.
    side = np.isin(_raw(f"{BREAK}{text}{BREAK}"), _raw(BREAK + GAP))
    end = int(np.argmin(3 * costs - side[starts] - side[1:]))
    return Place(int(costs[end]), int(starts[end]), end)


def _errors_in_places(others: list[str], left: str) -> int:
    """Let lines choose, the best-fitting first, of equals the longest; count what is left in the end, too."""
    errors = 0
    places = [best_place(line, left) for line in others]
    while others:
        worth = [_worth(line, place) for line, place in zip(others, places, strict=True)]
        first = worth.index(min(worth))
        taken = places.pop(first)
        others = [*others[:first], *others[first + 1 :]]
        errors += taken.errors
        left = left[: taken.start] + GAP + left[taken.end :]
        places = [
            _moved(place, taken) or best_place(line, left) for line, place in zip(others, places, strict=True)
        ]
    return errors + len(normal(left))


def _worth(line: str, place: Place) -> tuple[float, int]:
    return place.errors / len(line), -len(line)


def _moved(place: Place, taken: Place) -> Place | None:
    """Return where a place lies after another was taken out; none if that was part of it."""
    if place.end <= taken.start:
        return place
    if place.start < taken.end:
        return None
    shift = len(GAP) - (taken.end - taken.start)
    return Place(place.errors, place.start + shift, place.end + shift)


def _with_extra(costs: Numbers, starts: Numbers, across: Numbers) -> tuple[Numbers, Numbers]:
    """Let extra letters of the text be skipped, at 1 each, from the cheapest place before."""
    level = costs - across
    lowest = np.minimum.accumulate(level)
    origin = np.maximum.accumulate(np.where(level == lowest, across, 0))
    return lowest + across, starts[origin]


def _distance(line: str, stretch: str) -> int:
    return Levenshtein.distance(line, stretch.replace(BREAK, " "))


def _codes(text: str) -> NDArray[np.uint32]:
    """Return a text's letters as numbers, its line breaks as blanks."""
    return _raw(text.replace(BREAK, " "))


def _raw(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)
