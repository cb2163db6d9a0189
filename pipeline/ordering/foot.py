"""The foot of an official document: recipients at its left, who signs at its right (Decree 30/2020/NĐ-CP)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.ordering.lines import Line, Paragraph, column, put, sorted_lines, widest_gap
from pipeline.ordering.signs import is_filing, is_item, is_recipients, letters

GUTTER: Final = 1.5  # heights of a line: the least white between the columns
ALIGNED: Final = 1.5  # heights of a line: so well are recipients set below one another
LETTERS: Final = 4  # a line of print has as many
PITCH: Final = 2.5  # heights of a line: more white parts who signs from what stands above


@dataclass(slots=True)
class Foot:
    """Both columns, and where the left one begins."""

    edge: int
    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)

    @property
    def end(self) -> int:
        return max(line.right for line in self.left)

    @property
    def start(self) -> int | None:
        """Where the right column begins; specks and what is read of signatures do not count."""
        printed = [line.left for line in self.right if len(letters(line)) >= LETTERS]
        return min(printed, default=None)


def ordered_foot(page: Sequence[Paragraph]) -> list[Paragraph]:
    """Put the recipients before who signs, each whole."""
    lines = sorted_lines(page)
    start = _start(lines)
    if start is None:
        return list(page)
    foot = Foot(lines[start].left)
    others = [line for line in lines[start:] if not _take(foot, line)]
    if not all(_take_apart(foot, line) for line in others):
        return list(page)
    foot.right += _above(foot, lines[:start])
    if foot.start is None or foot.start < foot.end:
        return list(page)
    return put(page, [*column(foot.left), *column(foot.right)], lines[start])


def _start(lines: Sequence[Line]) -> int | None:
    """Return where the recipients begin: at their heading, or else above the items that end in "- Lưu: …"."""
    half = len(lines) // 2
    headings = [at for at, line in enumerate(lines) if at >= half and is_recipients(line)]
    if headings:
        last = lines[headings[-1]]
        return next(at for at in headings if last.top - lines[at].bottom <= last.height)
    filings = [at for at, line in enumerate(lines) if at >= half and is_filing(line)]
    return min(_items(lines, filings[-1])) if filings else None


def _items(lines: Sequence[Line], last: int) -> Iterator[int]:
    """Yield the places of the items above the last one, and of the misread heading above them."""
    yield last
    edge = lines[last].left
    for at in range(last - 1, -1, -1):
        line = lines[at]
        if abs(line.left - edge) <= ALIGNED * line.height:
            yield at
            if not is_item(line):
                return


def _take(foot: Foot, line: Line) -> bool:
    """Put a line that begins at the left edge into its column, or its parts into theirs; False for others."""
    if abs(line.left - foot.edge) > ALIGNED * line.height:
        return False
    place, wide = widest_gap(line)
    left, right = line.cut(place)
    if wide >= GUTTER * line.height and letters(left):
        foot.left.append(left)
        foot.right.append(right)
    else:
        foot.left.append(line)
    return True


def _take_apart(foot: Foot, line: Line) -> bool:
    """Put a line that begins elsewhere into the column in which it lies; False where it lies in both."""
    gutter = line.left if foot.start is None else foot.start
    if line.left > foot.end:
        foot.right.append(line)
    elif line.right < gutter:
        foot.left.append(line)
    else:
        place, wide = widest_gap(line)
        if wide < GUTTER * line.height:
            return False
        left, right = line.cut(place)
        foot.left.append(left)
        foot.right.append(right)
    return True


def _above(foot: Foot, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of the right column that begin above the left one."""
    below = min(line.top for line in [*foot.left, *foot.right])
    for line in reversed(lines):
        if line.left <= foot.end or below - line.bottom > PITCH * line.height:
            return
        below = line.top
        yield line
