"""Several small papers on one page: cards and slips that lay on the glass together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipeline.matching.layout import Line, columns, rows
from pipeline.matching.look import heads_a_paper
from pipeline.model import Box, PageReading

_APART: Final = 0.12  # of the page's height, at least, from one paper's head to the next
_EDGE: Final = 0.5  # of the way from the last line of one paper to the head of the next


def lay_apart(page: PageReading) -> list[tuple[PageReading, Box | None]]:
    """Return the papers on a page, each as a reading of its own and its place; None where there is but one.

    Papers lie one below another, and each begins with a national header.
    """
    if page.blank:
        return [(page, None)]
    lines = [column for row in rows(page) for column in columns(row)]
    cuts = [*_cuts(lines, page.height)]
    if not cuts:
        return [(page, None)]
    edges = [0, *cuts, page.height]
    return [_piece(page, top, bottom) for top, bottom in pairwise(edges)]


def _cuts(lines: Sequence[Line], height: int) -> Iterator[int]:
    """Yield where one paper ends and another begins, from the top."""
    heads = sorted(line.box.y for line in lines if heads_a_paper(line))
    last = None
    for head in heads:
        if last is not None and head - last >= _APART * height:
            above = max(line.box.y + line.box.h for line in lines if line.box.y < head)
            yield round(head - _EDGE * max(0, head - above))
        if last is None or head - last >= _APART * height:
            last = head


def _piece(page: PageReading, top: int, bottom: int) -> tuple[PageReading, Box]:
    words = tuple(word for word in page.words if top <= word.box.y + word.box.h / 2 < bottom)
    codes = tuple(code for code in page.codes if top <= code.box.y + code.box.h / 2 < bottom)
    return replace(page, words=words, codes=codes), Box(0, top, page.width, bottom - top)
