"""Character error that knows no order of lines: each true line is matched to its best place in the reading.

Lines are first laid along the reading together: the next line goes on where the last one ended, or jumps,
which costs a little, so that repeated phrases stay with their neighbours. Where two lines want one place the
better one has it. The others, and those that fit badly, then look in what is left, the best-fitting first.
What a place has otherwise than its line, and what no line took, are errors. The least of three matchings
counts: this one, that of lines which all choose for themselves, and that of the text in its order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from bench.reading.text import bare, lines, normal

Numbers = NDArray[np.int32]
Codes = NDArray[np.uint32]

BREAK: Final = "\n"  # between lines of the reading; matches a blank
JUMP: Final = 5  # errors that going on elsewhere must save
WELL: Final = 0.3  # errors a letter: a line that fits worse looks elsewhere, too
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
    kept = _first_served(wanted, laid(wanted, given))
    left = _without(given, list(kept.values()))
    others = [line for number, line in enumerate(wanted) if number not in kept]
    laid_first = sum(place.errors for place in kept.values()) + _errors_of_others(others, left)
    return min(laid_first, _errors_of_others(wanted, given), _distance(" ".join(wanted), given))


def laid(wanted: Sequence[str], given: str) -> list[Place]:
    """Return a place for each line, so that errors and jumps together are fewest; places may overlap."""
    codes = _codes(given)
    across = np.arange(len(codes) + 1, dtype=np.int32)
    costs = np.where(across > 0, JUMP, 0).astype(np.int32)
    trail: list[tuple[Numbers, Numbers]] = []
    for line in wanted:
        costs, before = _entered(costs, codes, across)
        costs, starts = _through(line, codes, costs)
        trail.append((starts, before))
    places: list[Place] = []
    end = int(np.argmin(costs))
    for line, (starts, before) in zip(reversed(wanted), reversed(trail), strict=True):
        start = int(starts[end])
        places.append(Place(_distance(line, given[start:end]), start, end))
        end = int(before[start])
    return places[::-1]


def best_place(line: str, text: str) -> Place:
    """Return the stretch of a text that has the least edit distance from a line.

    Of equally good ones, one that begins or ends where a line of the text does; of those, the first to end.
    It is empty where nothing fits; all letters of the line are errors then.
    """
    given = _codes(text)
    costs, starts = _through(line, given, np.zeros(len(given) + 1, np.int32))
    # Place n tells of the letter before letter n: whether a line or what is left of one begins there.
    side = np.isin(_raw(f"{BREAK}{text}{BREAK}"), _raw(BREAK + GAP))
    end = int(np.argmin(3 * costs - side[starts] - side[1:]))
    return Place(int(costs[end]), int(starts[end]), end)


def _errors_of_others(others: list[str], left: str) -> int:
    """Let lines choose, the best-fitting first, of equals the longest; count what is left in the end, too."""
    errors = 0
    places = [best_place(line, left) for line in others]
    while others:
        worth = [_worth(line, place) for line, place in zip(others, places, strict=True)]
        first = worth.index(min(worth))
        taken = places.pop(first)
        others = [*others[:first], *others[first + 1 :]]
        errors += taken.errors
        left = _without(left, [taken])
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


def _first_served(wanted: Sequence[str], places: Sequence[Place]) -> dict[int, Place]:
    """Return the places, by the number of their line, that fit well and are no better line's."""
    order = sorted(range(len(wanted)), key=lambda number: _worth(wanted[number], places[number]))
    taken = np.zeros(max((place.end for place in places), default=0), bool)
    kept: dict[int, Place] = {}
    for number in order:
        mine = slice(places[number].start, places[number].end)
        fits = places[number].errors <= WELL * len(wanted[number])
        if fits and not taken[mine].any():
            taken[mine] = True
            kept[number] = places[number]
    return kept


def _without(text: str, places: Sequence[Place]) -> str:
    """Take places out of a text; none overlaps another."""
    pieces, end = [], 0
    for place in sorted(places, key=lambda place: (place.start, place.end)):
        pieces.append(text[end : place.start])
        end = place.end
    return GAP.join([*pieces, text[end:]])


def _entered(costs: Numbers, codes: Codes, across: Numbers) -> tuple[Numbers, Numbers]:
    """Return what it costs to begin a line at each place, and where the line before ended then."""
    nearest = int(np.argmin(costs))
    entered, before = costs.copy(), across.copy()
    over = (codes == ord(" ")) & (costs[:-1] < costs[1:])  # a blank stands between two lines
    entered[1:][over], before[1:][over] = costs[:-1][over], across[:-1][over]
    jumped = entered > costs[nearest] + JUMP
    entered[jumped], before[jumped] = costs[nearest] + JUMP, nearest
    return entered, before


def _through(line: str, given: Codes, costs: Numbers) -> tuple[Numbers, Numbers]:
    """Return what it costs to end a line at each place, and where it began; `costs` are those to begin it."""
    across = np.arange(len(given) + 1, dtype=np.int32)
    costs, starts = _with_extra(costs, across, across)
    for letter in _codes(line):
        step, whence = costs + 1, starts.copy()  # the letter is missing
        match = costs[:-1] + (given != letter)
        better = match <= step[1:]
        step[1:] = np.where(better, match, step[1:])
        whence[1:] = np.where(better, starts[:-1], whence[1:])
        costs, starts = _with_extra(step, whence, across)
    return costs, starts


def _with_extra(costs: Numbers, starts: Numbers, across: Numbers) -> tuple[Numbers, Numbers]:
    """Let extra letters of the text be skipped, at 1 each, from the cheapest place before."""
    level = costs - across
    lowest = np.minimum.accumulate(level)
    origin = np.maximum.accumulate(np.where(level == lowest, across, 0))
    return lowest + across, starts[origin]


def _distance(line: str, stretch: str) -> int:
    return Levenshtein.distance(line, stretch.replace(BREAK, " "))


def _codes(text: str) -> Codes:
    """Return a text's letters as numbers, its line breaks as blanks."""
    return _raw(text.replace(BREAK, " "))


def _raw(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)
