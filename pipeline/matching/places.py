"""Several small papers on one page: cards and slips that lay on the glass together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Final

from rapidfuzz import fuzz

from pipeline.matching.layout import Line, columns, rows
from pipeline.matching.look import CAPITALS, heads_a_paper
from pipeline.model import Box, PageReading

_APART: Final = 0.12  # of the page's height, at least, from one paper's head to the next
_EDGE: Final = 0.5  # of the way from the last line of one paper to the head of the next
_SLIPS: Final = ("bien lai", "phieu thu", "phieu chi", "hoa don", "giay bien nhan", "giay nop tien")
_ALIKE: Final = 80.0  # of a hundred: two heads say the same
_GUTTER: Final = 1.0  # line heights, at least, between papers side by side

Edges = tuple[int, int]


def lay_apart(page: PageReading) -> list[tuple[PageReading, Box | None]]:
    """Return the papers on a page, each as a reading of its own and its place; None where there is but one.

    Papers lie below or beside one another. Each begins with a national header, or all are slips of one title.
    """
    if page.blank:
        return [(page, None)]
    lines = [column for row in rows(page) for column in columns(row)]
    places = [*_places(lines, Box(0, 0, page.width, page.height), round(_APART * page.height))]
    if len(places) == 1:
        return [(page, None)]
    return [(_piece(page, place), place) for place in places]


def _places(lines: Sequence[Line], place: Box, apart: int) -> Iterator[Box]:
    """Yield where the papers lie within a place; `apart`: pixels from one head down to the next."""
    mine = [line for line in lines if _lies_in(line.box, place)]
    for part in _beside(mine, place, apart) or _below(mine, place, apart):
        if part == place:
            yield place
        else:
            yield from _places(mine, part, apart)


def _beside(lines: Sequence[Line], place: Box, apart: int) -> list[Box]:
    """Part a place where two papers lie side by side: a gutter runs down between their heads."""
    for one, other in combinations(_heads(lines), 2):
        left, right = sorted((one, other), key=lambda head: head.box.x)
        if abs(one.box.y - other.box.y) < apart and fuzz.ratio(one.folded, other.folded) >= _ALIKE:
            gaps = _clear([(word.box.x, word.box.x + word.box.w) for line in lines for word in line.words])
            inner = [gap for gap in gaps if _middle(left) < gap[0] and gap[1] < _middle(right)]
            if gap := _widest(inner, _GUTTER * left.height):
                at = sum(gap) // 2
                rest = place.x + place.w - at
                return [place._replace(w=at - place.x), place._replace(x=at, w=rest)]
    return []


def _below(lines: Sequence[Line], place: Box, apart: int) -> list[Box]:
    """Part a place between papers that lie one below another; the place itself where there is but one."""
    edges = [place.y, *_cuts(lines, apart), place.y + place.h]
    return [place._replace(y=top, h=bottom - top) for top, bottom in pairwise(edges)]


def _cuts(lines: Sequence[Line], apart: int) -> Iterator[int]:
    """Yield where one paper ends and another begins, from the top."""
    last = None
    for head in sorted(_heads(lines), key=lambda head: head.box.y):
        if last is not None and head.box.y - last.box.y >= apart:
            yield _above(head, lines) if heads_a_paper(head) else _between(last, head, lines)
        if last is None or head.box.y - last.box.y >= apart:
            last = head


def _above(head: Line, lines: Sequence[Line]) -> int:
    """Return the edge of a paper that its head stands on top of."""
    above = max(line.box.y + line.box.h for line in lines if line.box.y < head.box.y)
    return round(head.box.y - _EDGE * max(0, head.box.y - above))


def _between(last: Line, head: Line, lines: Sequence[Line]) -> int:
    """Return the edge between slips, whose heads do not stand on top: in the widest gap."""
    gaps = _clear([(line.box.y, line.box.y + line.box.h) for line in lines])
    inner = [gap for gap in gaps if last.box.y < gap[0] and gap[1] <= head.box.y]
    gap = _widest(inner, 0.0)
    return sum(gap) // 2 if gap else head.box.y


def _heads(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that papers begin with; of slips those that repeat the first one's title."""
    national = [line for line in lines if heads_a_paper(line)]
    slips = [line for line in lines if line.upper >= CAPITALS and line.folded.startswith(_SLIPS)]
    return national or [slip for slip in slips if fuzz.ratio(slip.folded, slips[0].folded) >= _ALIKE]


def _clear(taken: Sequence[Edges]) -> Iterator[Edges]:
    """Yield the gaps that nothing reaches into."""
    end: int | None = None
    for start, stop in sorted(taken):
        if end is not None and start > end:
            yield end, start
        end = stop if end is None else max(end, stop)


def _widest(gaps: Sequence[Edges], least: float) -> Edges | None:
    gap = max(gaps, key=lambda gap: gap[1] - gap[0], default=None)
    return gap if gap and gap[1] - gap[0] >= least else None


def _middle(line: Line) -> float:
    return line.box.x + line.box.w / 2


def _piece(page: PageReading, place: Box) -> PageReading:
    words = tuple(word for word in page.words if _lies_in(word.box, place))
    codes = tuple(code for code in page.codes if _lies_in(code.box, place))
    return replace(page, words=words, codes=codes)


def _lies_in(box: Box, place: Box) -> bool:
    x, y = box.x + box.w / 2, box.y + box.h / 2
    return place.x <= x < place.x + place.w and place.y <= y < place.y + place.h
