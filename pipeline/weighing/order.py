"""Where lines stand in the reading: lines found later are put between those that were read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from pipeline.model import Word

Paragraph = list[Word]


def usual_height(words: Sequence[Word]) -> float:
    """Return the usual height of words, pixels; 0 without any."""
    heights = [word.box.h for word in words if len(word.text) > 1]
    return float(median(heights)) if heights else 0.0


def inserted(words: Sequence[Word], found: Iterable[Word]) -> tuple[Word, ...]:
    """Put what was found later before the first paragraph that begins below it; lines are numbered anew."""
    paragraphs = _paragraphs(words)
    for paragraph in _paragraphs(found):
        top = min(word.box.y for word in paragraph)
        later = (place for place, each in enumerate(paragraphs) if min(word.box.y for word in each) > top)
        paragraphs.insert(next(later, len(paragraphs)), paragraph)
    return tuple(_numbered(paragraphs))


def _paragraphs(words: Iterable[Word]) -> list[Paragraph]:
    """Cut words where a number of a line is left out."""
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    if not lines:
        return []
    paragraphs = [lines[0]]
    for before, line in pairwise(lines):
        if line[0].line == before[0].line + 1:
            paragraphs[-1] = [*paragraphs[-1], *line]
        else:
            paragraphs.append(line)
    return paragraphs


def _numbered(paragraphs: Iterable[Paragraph]) -> Iterable[Word]:
    number = 0
    for paragraph in paragraphs:
        first = paragraph[0].line
        yield from (replace(word, line=number + word.line - first) for word in paragraph)
        number += paragraph[-1].line - first + 2
