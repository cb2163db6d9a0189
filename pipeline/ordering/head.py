"""The head of an official document: issuing body and number at its left, motto, place and date at its right.

Decree 30/2020/NĐ-CP, annex I, sets both columns on the same lines. They are told by the motto alone: a head
without it, or with nothing beside it, stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.ordering.lines import Line, Paragraph, column, gaps, put, sorted_lines
from pipeline.ordering.signs import folded, is_addressee, is_number, motto_start

ABOVE: Final = 3.0  # heights of a line: so much higher than the motto the issuing body may begin
GAP: Final = 0.8  # heights of a line: the least white between number and date
WIDER: Final = 1.5  # times the usual blank of the line
CENTRED: Final = 0.2  # of the motto's width: so far from its middle are lines that are centred below it
PITCH: Final = 1.5  # heights of a line: more white ends a column
FAR: Final = 3.0  # heights of a line: so much lower number and date may begin


@dataclass(slots=True)
class Head:
    """What has been found of it."""

    motto: list[Line]
    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)
    numbers: float | None = None  # where the left column's lower part begins

    @property
    def first(self) -> Line:
        return self.motto[0]

    def is_left(self, line: Line) -> bool:
        return line.right < self.first.centre and line.centre < self.first.left

    def is_right(self, line: Line) -> bool:
        off = abs(line.centre - self.first.centre)
        return off <= CENTRED * self.first.box.w and line.left > min(each.centre for each in self.left)


def ordered_head(page: Sequence[Paragraph]) -> list[Paragraph]:
    """Put body, motto, number with subject, place with date one after the other, each whole."""
    lines = sorted_lines(page)
    head = _begun(lines)
    if head is None:
        return list(page)
    mottos = {line.at for line in head.motto}
    for line in lines:
        if line.at not in mottos and line.middle > head.first.middle and not _take(head, line):
            break
    return put(page, _blocks(head), head.first)


def _begun(lines: Sequence[Line]) -> Head | None:
    """Find the motto and what stands beside it, or right above that; None where nothing does."""
    found = _mottos(lines[: len(lines) // 2 + 4])
    if not found:
        return None
    parts = [line.cut(start) for line, start in found]
    head = Head([motto for _, motto in parts], [body for body, _ in parts if body.words])
    mottos = {line.at for line, _ in found}
    first = head.first
    beside = [line for line in lines if line.at not in mottos and head.is_left(line)]
    head.left += [line for line in beside if first.top - ABOVE * first.height < line.middle <= first.middle]
    return head if head.left or any(_is_beside(line, head) for line in beside) else None


def _mottos(lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """Return the lines of the motto, at most two, one below the other, and where in them it begins."""
    starts = [(line, start) for line in lines if (start := motto_start(line)) is not None]
    found = [(line, start) for line, start in starts if not start or _has_blank(line, start)]
    return [each for each in found[:2] if each[0].top - found[0][0].bottom <= PITCH * each[0].height]


def _has_blank(line: Line, start: int) -> bool:
    """Tell whether white parts the motto from the last letters before it; specks may stand in between."""
    ends = [word.box.x + word.box.w for word in line.words[:start] if folded(word.text)]
    return not ends or line.words[start].box.x - ends[-1] >= GAP * line.height


def _is_beside(line: Line, head: Head) -> bool:
    return any(abs(line.middle - motto.middle) < motto.height for motto in head.motto)


def _take(head: Head, line: Line) -> bool:
    """Put a line below the motto's first into its column; return whether it belongs to the head."""
    if is_addressee(line):
        return False
    parts = _cut(head, line)
    if parts is not None:
        body, date = parts
        head.left.append(body)
        head.right.append(date)
        if head.numbers is None:
            head.numbers = body.middle
        return True
    pitch = FAR if is_number(line) else PITCH
    below = head.is_left(line) and line.right <= head.first.left + head.first.height
    if below and line.top - _foot(head.left, head) <= pitch * line.height:
        head.left.append(line)
        return True
    below = bool(head.left) and head.is_right(line)
    if below and line.top - _foot([*head.motto, *head.right], head) <= FAR * line.height:
        head.right.append(line)
        return True
    return line.middle < head.motto[-1].bottom


def _foot(column: Sequence[Line], head: Head) -> float:
    return max((line.bottom for line in column), default=head.first.bottom)


def _cut(head: Head, line: Line) -> tuple[Line, Line] | None:
    """Part number and date at the widest blank."""
    blanks = gaps(line)
    if not blanks or not head.left:
        return None
    place, wide = max(blanks, key=lambda blank: blank[1])
    usual = sorted(width for _, width in blanks)[len(blanks) // 2] if len(blanks) > 1 else 0
    body, date = line.cut(place)
    fits = head.is_left(body) and head.is_right(date)
    return (body, date) if fits and wide >= max(GAP * line.height, WIDER * usual) else None


def _blocks(head: Head) -> list[Paragraph]:
    marked = [line.middle for line in head.left if is_number(line) and line.middle > head.first.middle]
    if head.numbers is not None:
        marked.append(head.numbers)
    numbers = min(marked, default=float("inf"))
    bodies = [line for line in head.left if line.middle < numbers]
    rest = [line for line in head.left if line.middle >= numbers]
    blocks = (bodies, head.motto, rest, head.right)
    return [paragraph for block in blocks for paragraph in column(block)]
