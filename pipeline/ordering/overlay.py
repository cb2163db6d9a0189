"""The notes of electronic signatures on a page's upper edge: set small, side by side, on the same lines."""

from collections.abc import Sequence
from typing import Final

from pipeline.ordering.lines import Line, Paragraph, column, gaps, put, sorted_lines
from pipeline.ordering.signs import signer_start

ALIGNED: Final = 0.7  # heights of a line: so well do the lines of a note begin below one another
GUTTER: Final = 1.0  # heights of a line: the least white between notes
PITCH: Final = 1.5  # heights of a line: more white ends a note
REACH: Final = 12  # lines of a page among which notes are looked for


def ordered_overlay(page: Sequence[Paragraph]) -> list[Paragraph]:
    """Put the note at the left of "Ký bởi: …" before it, each whole."""
    lines = sorted_lines(page)[:REACH]
    starts = [(line, start) for line in lines if (start := signer_start(line)) is not None]
    if not starts:
        return list(page)
    first, start = starts[0]
    edge = first.words[start].box
    before: list[Line] = []
    note: list[Line] = []
    for line in lines:
        place = _place(line, edge.x - ALIGNED * edge.h)
        if not _near(line, [*before, *note]) or not _parts(line, place):
            break
        before += [line.cut(place)[0]] if place else []
        note += [line.cut(place)[1]] if place < len(line.words) else []
    if not before or first.at not in {line.at for line in note}:
        return list(page)
    return put(page, [*column(before), *column(note)], first)


def _place(line: Line, edge: float) -> int:
    """Return the place of the first word that stands at the note's left edge or beyond."""
    return sum(word.box.x < edge for word in line.words)


def _parts(line: Line, place: int) -> bool:
    """Tell whether a line has white before a word, or ends there, or begins."""
    return all(wide >= GUTTER * line.height for at, wide in gaps(line) if at == place)


def _near(line: Line, above: Sequence[Line]) -> bool:
    return not above or line.top - max(each.bottom for each in above) <= PITCH * line.height
