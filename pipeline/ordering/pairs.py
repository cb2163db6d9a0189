"""Two who sign side by side, as at the foot of contracts and forms: role, white for the signature, name."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median
from typing import Final

from pipeline.ordering.lines import Line, Paragraph, column, gaps, put, sorted_lines, widest_gap
from pipeline.ordering.signs import folded, is_recipients

APART: Final = 3.0  # heights of a line: the least white between two roles
GUTTER: Final = 1.5  # heights of a line: the same for the lines below them
ONE_BLANK: Final = 0.5  # of the widest blank: a line with another one so wide is a row of a table
WORDS: Final = 10  # a role has no more
WHITE: Final = 2.5  # heights of a line: the least room for a signature
TALL: Final = 2.0  # times the usual height of a line: what is read of a signature
LEGIBLE: Final = 0.5  # mean confidence: less is read of a signature
_NOT_OF_A_ROLE: Final = re.compile(r"[0-9:;|]|\.\.|…")

Sides = tuple[list[Line], list[Line]]


def ordered_pairs(page: Sequence[Paragraph]) -> list[Paragraph]:
    """Put who signs at the left before who signs at the right, each whole."""
    lines = sorted_lines(page)
    usual = median(line.height for line in lines) if lines else 0.0
    for at in range(max(1, len(lines) // 3), len(lines)):
        roles = _roles(lines[at])
        if roles is None or _goes_on(roles, lines[at - 1]):
            continue
        left, right = _sides(roles, lines[at + 1 :], usual)
        if _notes(left, right) or (_is_signed(left, usual) and _is_signed(right, usual)):
            return put(page, [*column(left), *column(right)], lines[at])
    return list(page)


def _roles(line: Line) -> tuple[Line, Line] | None:
    """Part a line that may name two roles: one wide blank, nothing that is filled in."""
    place, wide = widest_gap(line)
    others = [width for at, width in gaps(line) if at != place]
    if wide < APART * line.height or max(others, default=0) > ONE_BLANK * wide:
        return None
    parts = line.cut(place)
    return parts if all(_is_role(part) for part in parts) else None


def _is_role(part: Line) -> bool:
    text = " ".join(word.text for word in part.words)
    return len(part.words) <= WORDS and not _NOT_OF_A_ROLE.search(text) and len(folded(text)) > 1


def _goes_on(roles: tuple[Line, Line], above: Line) -> bool:
    """Tell whether the line above is in the same columns: so are rows of a table."""
    parts = _parted(above, (roles[0].right + roles[1].left) / 2)
    return parts is not None and all(parts)


def _sides(roles: tuple[Line, Line], below: Sequence[Line], usual: float) -> Sides:
    """Follow both columns down to the first line that runs across, or to the recipients."""
    left, right = [roles[0]], [roles[1]]
    middle = (roles[0].right + roles[1].left) / 2
    for line in below:
        parts = _parted(line, middle) if _is_print(line, usual) else _strewn(line, middle)
        if parts is None or is_recipients(line):
            break
        left += parts[0]
        right += parts[1]
    return left, right


def _parted(line: Line, middle: float) -> Sides | None:
    """Return what of a line lies at either side of the gutter's middle; None where it runs across."""
    if line.right < middle:
        return [line], []
    if line.left > middle:
        return [], [line]
    place, wide = widest_gap(line)
    left, right = line.cut(place) if place else (line, line)
    if left.right < middle < right.left and wide >= GUTTER * line.height:
        return [left], [right]
    return None


def _strewn(line: Line, middle: float) -> Sides:
    """Return what is read of signatures, word by word at the side where it lies."""
    place = sum(word.box.x + word.box.w / 2 < middle for word in line.words)
    left, right = line.cut(place)
    return [left] if left.words else [], [right] if right.words else []


def _notes(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell whether both are asked once to sign ("(Ký, ghi rõ họ tên)")."""
    return all(sum(map(_is_note, side)) == 1 for side in (left, right))


def _is_note(line: Line) -> bool:
    return line.words[0].text.startswith("(") and folded(line.words[0].text) in {"ky", "ki"}


def _is_signed(side: Sequence[Line], usual: float) -> bool:
    """Tell whether a column has white for one signature, and something below it."""
    printed = [line for line in side if _is_print(line, usual)]
    white = [lower.top - upper.bottom for upper, lower in pairwise(printed)]
    return sum(each >= WHITE * usual for each in white) == 1


def _is_print(line: Line, usual: float) -> bool:
    sure = mean(word.confidence for word in line.words)
    return line.height < TALL * usual and sure >= LEGIBLE
