"""Which pages make one paper."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.matching.look import look_at
from pipeline.matching.order import in_order, in_two_passes
from pipeline.matching.places import lay_apart
from pipeline.matching.starts import Sheet, begins_surely, border, odds, probability, reasons, signs
from pipeline.matching.types import Index, weigh
from pipeline.model import Box, PageFacts, PageReading, Remark

PATCH: Final = re.compile(r"(?i)patch[ -]?(?:code)?[ -]?[1-6t]")  # barcode of a sheet that parts documents
CLEAR: Final = 0.9  # a border decided less surely than this is told to the clerk
_PILE: Final = 6  # sides, at least, of a pile whose feeding can be told
_SEVERAL: Final = 2  # papers that begin among the fronts: a long paper alone has but one beginning, too
_BOUND: Final = 15.0  # of logarithmic odds that one page may say for an order or against it
_CLEARER: Final = 1.0  # of logarithmic odds by which another order must fit better
_EMPTY: Final = 0.5  # of logarithmic odds that an empty side in the later half, and none before, says for it


@dataclass(frozen=True, slots=True)
class Paper:
    """Pages that make one paper, how sure that is (0..1), and its place if its page bears several."""

    sheets: tuple[Sheet, ...]
    certainty: float = 1.0
    remarks: tuple[Remark, ...] = ()

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(sheet.look.page.number for sheet in self.sheets))

    @property
    def region(self) -> Box | None:
        return self.sheets[0].region


@dataclass(frozen=True, slots=True)
class Cut:
    """Whether a page begins a paper: how likely it does (0..1), and what speaks for and against."""

    begins: float
    page: int = 0
    reasons: str = ""

    @property
    def certainty(self) -> float:
        return max(self.begins, 1 - self.begins)


def is_separator(page: PageReading) -> bool:
    """Tell whether a page is a patch sheet."""
    return any(PATCH.fullmatch(code.text.strip()) for code in page.codes)


@dataclass(frozen=True, slots=True)
class Laid:
    """Pages in the order in which their papers lie, and the sheets that bear something.

    `duplex`: both sides of each leaf are there, as far as the pages tell.
    """

    pages: tuple[PageReading, ...]
    sheets: tuple[Sheet, ...]
    duplex: bool = False


def split(pages: Sequence[PageReading], index: Index, facts: Sequence[PageFacts] = ()) -> list[Paper]:
    """Gather pages into papers; every page that is not blank stands in one. Facts of a clerk are kept to."""
    return gather(lay(pages, index, facts), index, facts)


def lay(pages: Sequence[PageReading], index: Index, facts: Sequence[PageFacts] = ()) -> Laid:
    """Put pages in order: as a clerk placed them, else as they lie; a pile that was fed twice is collated."""
    said = {fact.number: fact for fact in facts}
    ordered = [_as_said(page, said.get(page.number)) for page in in_order(pages, facts)]
    seen = {page.number: see(page, index) for page in ordered if not page.blank}
    placed = any(fact.place is not None for fact in facts)
    duplex = _is_duplex(ordered, seen)
    if not placed and not duplex and _fed_twice(ordered, seen, index):
        ordered, duplex = in_two_passes(ordered), True
    return Laid(tuple(ordered), tuple(_laid(ordered, seen, duplex=duplex)), duplex)


def gather(laid: Laid, index: Index, facts: Sequence[PageFacts] = ()) -> list[Paper]:
    """Gather pages that were put in order into papers."""
    said = {fact.number: fact for fact in facts}
    papers: list[Paper] = []
    for sheet in laid.sheets:
        cut = _cut(papers[-1].sheets, sheet, index, said) if papers else Cut(1.0)
        if cut.begins >= 0.5:  # noqa: PLR2004 - more likely than not
            papers[-1:] = [_weakened(last, cut) for last in papers[-1:]]
            papers.append(_weakened(Paper((sheet,)), cut))
        else:
            last = papers[-1]
            papers[-1] = _weakened(replace(last, sheets=(*last.sheets, sheet)), cut)
    return papers


def _as_said(page: PageReading, fact: PageFacts | None) -> PageReading:
    return page if fact is None or fact.blank is None else replace(page, blank=fact.blank)


def see(page: PageReading, index: Index) -> list[Sheet]:
    """Return what a page bears: one sheet, or one for each small paper that lies on it."""
    looks = [(look_at(piece), region) for piece, region in lay_apart(page)]
    return [Sheet(look, weigh(look, index), region=region) for look, region in looks]


def _laid(ordered: Sequence[PageReading], seen: Mapping[int, list[Sheet]], *, duplex: bool) -> list[Sheet]:
    """Return the sheets that bear something, told where they lie."""
    blank = [False, *(page.blank for page in ordered)]
    return [
        replace(
            sheet,
            front=duplex and side % 2 == 0,
            back=duplex and side % 2 == 1,
            after_blank=blank[side],
        )
        for side, page in enumerate(ordered)
        for sheet in seen.get(page.number, ())
    ]


def _is_duplex(ordered: Sequence[PageReading], seen: Mapping[int, list[Sheet]]) -> bool:
    """Tell whether sides alternate: what is blank lies on backs, what surely begins a paper on fronts."""
    blanks = [side for side, page in enumerate(ordered) if page.blank]
    starts = [side for side, page in enumerate(ordered) if _is_start(seen.get(page.number))]
    alternate = all(side % 2 == 1 for side in blanks) and all(side % 2 == 0 for side in starts)
    return bool(blanks) and alternate and len(blanks) + len(starts) >= _PILE


def _is_start(sheets: Sequence[Sheet] | None) -> bool:
    return any(sheet.look.national and begins_surely(sheet) for sheet in (sheets or ())[:1])


def _fed_twice(ordered: Sequence[PageReading], seen: Mapping[int, list[Sheet]], index: Index) -> bool:
    """Tell whether a pile's fronts lie before its backs: these begin nothing, but go on with their fronts."""
    half, odd = divmod(len(ordered), 2)
    starts = [_is_start(seen.get(page.number)) for page in ordered]
    if odd or len(ordered) < _PILE or sum(starts[:half]) < _SEVERAL or any(starts[half:]):
        return False
    empty = [page.blank for page in ordered]
    while empty[-1:] == [True]:  # empty sheets at the end of a pile are no backs
        empty.pop()
    fit = 0.0 if any(empty[:half]) else _EMPTY * sum(empty[half:])
    last = seen.get(ordered[half - 1].number)
    for front, page in zip(reversed(ordered[:half]), ordered[half:], strict=True):
        back = seen.get(page.number)
        if back is not None:
            fit += _fit(seen.get(front.number), back, index) - _fit(last, back, index)
            last = back
    return fit >= _CLEARER


def _fit(before: Sequence[Sheet] | None, after: Sequence[Sheet], index: Index) -> float:
    """Return the logarithmic odds that a page goes on with the one before, within bounds."""
    return max(-_BOUND, min(_BOUND, -odds(signs(border(before, after[0], index))))) if before else -_BOUND


def _cut(paper: Sequence[Sheet], sheet: Sheet, index: Index, said: Mapping[int, PageFacts]) -> Cut:
    """Decide whether a sheet begins a paper; what a clerk said is certain."""
    last, page = paper[-1].look.page, sheet.look.page
    if last.number == page.number:
        return Cut(1.0)  # another small paper on the same page
    fact = said.get(page.number)
    if fact is not None and fact.starts is not None:
        return Cut(float(fact.starts))
    if is_separator(last) or is_separator(page):
        return Cut(1.0)
    told = signs(border(paper, sheet, index))
    return Cut(probability(told), page.number, reasons(told))


def _weakened(paper: Paper, cut: Cut) -> Paper:
    """Return a paper that is no surer than one of its borders; a doubtful one is told to the clerk."""
    if cut.certainty >= CLEAR:
        return replace(paper, certainty=min(paper.certainty, cut.certainty))
    words = "bắt đầu giấy tờ khác" if cut.begins >= 0.5 else "thuộc giấy tờ trước"  # noqa: PLR2004
    told = f"Chưa chắc trang {cut.page} {words}: {cut.reasons or 'không có dấu hiệu nào'}."
    remarks = (*paper.remarks, Remark("unsure_split", told, (cut.page,)))
    return replace(paper, certainty=min(paper.certainty, cut.certainty), remarks=remarks)
