"""Puts the words of witnesses side by side: a slot is one place of a line, and what each read there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from pipeline.model import Box, Word
from pipeline.strip import Strip

FIRST: Final = "first"  # the reader whose lines and reading order count
SECOND: Final = "second"  # another reader, of doubtful stretches
AGAIN: Final = "again"  # a second look at one word alone
LINES: Final = "lines"  # the reader of lines found by the first

SAME_PLACE: Final = 0.35  # of the narrower word: two words overlap so much if they are one
AT_ONCE: Final = 6  # places that a word may still reach back to

Seen = Mapping[str, tuple[Word, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    """What each witness read at one place of line `line`, and what the line reader saw there."""

    line: int
    seen: Seen
    strip: Strip | None = None

    def text(self, witness: str) -> str:
        """Return a witness' words here, "" where it saw none."""
        return " ".join(word.text for word in self.seen.get(witness, ()))

    def confidence(self, witness: str) -> float:
        """Return how sure a witness is of the least sure of its words, 0 where it saw none."""
        return min((word.confidence for word in self.seen.get(witness, ())), default=0.0)

    @property
    def box(self) -> Box:
        """Where the first reader saw it; where it saw none, the others."""
        words = self.seen.get(FIRST) or [word for words in self.seen.values() for word in words]
        return around(words)


@dataclass(frozen=True, slots=True)
class Look:
    """What the line reader saw of one word of the first reader: frames of a strip, `last` not included."""

    text: str
    confidence: float
    strip: Strip
    first: int
    last: int


@dataclass(slots=True)
class Line:
    """One line of the first reader, left to right, and what others saw; `looks` by place of the word."""

    words: tuple[Word, ...]
    others: dict[str, list[Word]] = field(default_factory=dict)
    looks: dict[int, Look] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return self.words[0].line


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return the lines of a reading in its order."""
    return [
        Line(tuple(sorted(line, key=lambda word: word.box.x)))
        for _, line in groupby(words, key=lambda word: word.line)
    ]


def slots_of(line: Line) -> list[Slot]:
    """Return the places of a line, left to right; one for each word where the witnesses found as many."""
    named = [(FIRST, word) for word in line.words]
    named += [(witness, word) for witness, words in line.others.items() for word in words]
    return [_with_look(slot, line) for place in _places(named) for slot in _single(_slot(line, place))]


def around(words: Sequence[Word]) -> Box:
    """Return the box around words."""
    return enclosing([word.box for word in words])


def enclosing(boxes: Sequence[Box]) -> Box:
    """Return the box around boxes."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, foot = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
    return Box(left, top, right - left, foot - top)


def _gap(one: Box, other: Box) -> int:
    return max(one.x, other.x) - min(one.x + one.w, other.x + other.w)


def _places(named: list[tuple[str, Word]]) -> list[list[tuple[str, Word]]]:
    """Gather words that overlap, directly or by way of another."""
    places: list[list[tuple[str, Word]]] = []
    for each in sorted(named, key=lambda each: each[1].box.x):
        touched = [
            place for place in places[-AT_ONCE:] if any(_overlap(each[1], other) for _, other in place)
        ]
        joined = [*(word for place in touched for word in place), each]
        places = [place for place in places if not any(place is other for other in touched)]
        places.append(joined)
    return sorted(places, key=lambda place: min(word.box.x for _, word in place))


def _overlap(one: Word, other: Word) -> bool:
    return -_gap(one.box, other.box) > SAME_PLACE * max(1, min(one.box.w, other.box.w))


def _slot(line: Line, place: list[tuple[str, Word]]) -> Slot:
    seen: dict[str, tuple[Word, ...]] = {}
    for witness, word in sorted(place, key=lambda each: each[1].box.x):
        seen[witness] = (*seen.get(witness, ()), word)
    return Slot(line.number, seen)


def _single(slot: Slot) -> list[Slot]:
    counts = {len(words) for words in slot.seen.values()}
    if len(counts) > 1:
        return [slot]
    return [
        Slot(slot.line, {witness: (words[place],) for witness, words in slot.seen.items()})
        for place in range(counts.pop())
    ]


def _with_look(slot: Slot, line: Line) -> Slot:
    """Add what the line reader saw, if it saw it in one strip."""
    words = slot.seen.get(FIRST, ())
    looks = [line.looks.get(line.words.index(word)) for word in words]
    seen = [look for look in looks if look is not None]
    if not seen or len(seen) < len(looks) or len({id(look.strip) for look in seen}) > 1:
        return slot
    read = (
        Word(look.text, word.box, look.confidence, slot.line)
        for look, word in zip(seen, words, strict=True)
        if look.text
    )
    strip = seen[0].strip.frames(seen[0].first, seen[-1].last)
    return Slot(slot.line, {**slot.seen, LINES: tuple(read)}, strip)
