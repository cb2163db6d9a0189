"""Tells whether a page begins a paper: signs for and against, weighed together into a probability."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.matching.layout import Line
from pipeline.matching.look import CAPITALS, NUMBER_BAND, Look
from pipeline.matching.titles import GENRES, STRONG, WEAK, begins_as
from pipeline.matching.types import Evidence, Index, anchor_weight, candidates
from pipeline.matching.wording import letters_of
from pipeline.model import Box

_ALONE: Final = 2.5  # weight of anchors that tells a paper whose title cannot be read
_TOPMOST: Final = 4  # lines of a page among which a title without the national header stands
_LIKELY: Final = 0.5  # score of a candidate that the paper before may well be
_APPENDED: Final = (  # heads pages inside a paper as well
    "loi chung",
    "xac nhan",
    "danh sach",
    "phieu",
    "ban an",
)
_ANNEXES: Final = ("phuluc", "kemtheo", "banhanhkemtheo", "dinhkem", "maubieu", "bieumau")
_ANNEX_ROWS: Final = 5  # from the top
_FEW: Final = 3  # words
_SENTENCE: Final = 20  # letters of a line of running text
_ARTICLE: Final = 0  # among the ways of counting
_COUNTED: Final = (
    re.compile(r"\W*(?:dieu|[1il]?\w?i\w{1,2}u\w?|d\w{2,4}) (\d{1,3})[.:]"),  # the word may be misread
    re.compile(r"\W*(\d{1,2})[.,)] ?\D"),
    re.compile(r"\W*([ivx]{1,5})[.,)] "),
)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that bears something, and what it says about the types.

    `front`, `back`: which side of a leaf, where the stack tells that both were fed; `after_blank`: an empty
    page lies before it; `region`: its place where the page bears several small papers.
    """

    look: Look
    evidence: Evidence
    front: bool = False
    back: bool = False
    after_blank: bool = False
    region: Box | None = None


@dataclass(frozen=True, slots=True)
class Border:
    """Two neighbouring sheets; `paper` are those of the paper that the first of them ends, so far."""

    paper: Sequence[Sheet]
    sheet: Sheet
    index: Index
    owners: tuple[int, ...]  # the types that the paper before may well be

    @property
    def last(self) -> Sheet:
        return self.paper[-1]

    @property
    def follows(self) -> bool:
        """The sheet is numbered next after the one before."""
        number = self.sheet.look.number
        return number is not None and number == (self.last.look.number or len(self.paper)) + 1


def border(paper: Sequence[Sheet], sheet: Sheet, index: Index) -> Border:
    """Prepare a border for weighing."""
    likely = candidates([page.evidence for page in paper], index)
    owners = tuple(index.numbers[one.type] for one in likely if one.score >= _LIKELY)
    return Border(paper, sheet, index, owners)


def odds(told: Mapping[str, float]) -> float:
    """Return the logarithmic odds that a sheet begins a paper, by the signs that are shown."""
    return BIAS + sum(SIGNS[name].weight * value for name, value in told.items())


def probability(told: Mapping[str, float]) -> float:
    """Return how likely it is (0..1) that a sheet begins a paper, by the signs that are shown."""
    return 1 / (1 + math.exp(-odds(told)))


def reasons(told: Mapping[str, float]) -> str:
    """Return what speaks for and against in Vietnamese, what weighs most first."""
    by_weight = sorted(told, key=lambda name: -abs(SIGNS[name].weight * told[name]))
    return "; ".join(SIGNS[name].words for name in by_weight)


def begins_surely(sheet: Sheet) -> bool:
    """Tell whether a sheet begins a paper whatever lies before it."""
    titled = max((match.score for match in sheet.evidence.titles.values()), default=0.0) >= STRONG
    return titled or sheet.look.number == 1


def signs(between: Border) -> dict[str, float]:
    """Return the signs that are shown, by their names in SIGNS, and how clearly (mostly 1)."""
    shown = {name: float(sign.shown(between)) for name, sign in SIGNS.items()}
    return {name: value for name, value in shown.items() if value}


def _national(between: Border) -> bool:
    return between.sheet.look.national


def _titled(between: Border) -> float:
    """How well the best title fits."""
    return max((match.score for match in between.sheet.evidence.titles.values()), default=0.0) >= STRONG


def _half_titled(between: Border) -> bool:
    """Tell whether a title of the catalogue is there, but misread or with another word in it."""
    best = max((match.score for match in between.sheet.evidence.titles.values()), default=0.0)
    return WEAK <= best < STRONG and between.sheet.look.titled


def _headed(between: Border) -> bool:
    """Tell whether a page begins with the title of some paper, known or not.

    Body text above it, or a colon behind it, makes it a heading inside a paper (QUYẾT ĐỊNH:).
    """
    for head in _topmost(between.sheet.look):
        if begins_as(head.folded, GENRES):
            return not begins_as(head.folded, _APPENDED) and not head.folded.endswith(":")
    return False


def _unheaded(between: Border) -> bool:
    """No capitals stand where titles do."""
    return not between.sheet.look.titled and not _topmost(between.sheet.look)


def _appended(between: Border) -> bool:
    look = between.sheet.look
    return (look.copy_stamp and not look.national) or any(
        begins_as(head.folded, _APPENDED) for head in _topmost(look)
    )


def _annexed(between: Border) -> bool:
    """Tell whether a page is headed as an annex or a form that goes with the paper before."""
    rows = between.sheet.look.rows[:_ANNEX_ROWS]
    return any(letters_of(row.folded).startswith(_ANNEXES) for row in rows)


def _nearly_empty(between: Border) -> bool:
    """Tell whether hardly a word was read: specks, a seal that shows through, a drawing."""
    return len(between.sheet.look.page.words) <= _FEW


def _numbered_first(between: Border) -> bool:
    return between.sheet.look.number == 1


def _numbered_next(between: Border) -> bool:
    return between.follows


def _numbered_on(between: Border) -> bool:
    """Numbered higher than 1, but not next."""
    number = between.sheet.look.number
    return number is not None and number > 1 and not between.follows


def _complete(between: Border) -> bool:
    """Tell whether the page before is the last of those that it says there are."""
    look = between.last.look
    return look.total is not None and look.number == look.total


def _incomplete(between: Border) -> bool:
    look = between.last.look
    return look.total is not None and look.number is not None and look.number < look.total


def _signed(between: Border) -> bool:
    return between.last.look.signed


def _owned(between: Border) -> float:
    """Weigh the anchors here of what the paper before may be, 3 at most."""
    page = [between.sheet.evidence]
    return min(3.0, max((anchor_weight(n, between.index, page) for n in between.owners), default=0.0))


def _foreign(between: Border) -> bool:
    """Tell whether the anchors of some type stand here that the paper before bears no trace of."""
    before = [page.evidence for page in between.paper]
    page = [between.sheet.evidence]
    return any(
        number not in before[0].titles
        and anchor_weight(number, between.index, page) >= _ALONE
        and not anchor_weight(number, between.index, before)
        for number in between.sheet.evidence.anchors
    )


def _runs_on(between: Border) -> bool:
    """Tell whether a sentence runs on from the page before."""
    before, here = _body(between.last.look), _body(between.sheet.look)
    if not before or not here:
        return False
    end, start = before[-1].text.rstrip(), here[0].text.lstrip()
    long = min(len(end), len(start)) >= _SENTENCE
    return long and end[-1:].isalpha() and start[:1].islower()


def _counts_on(between: Border) -> bool:
    """Tell whether articles, sections or points are numbered on from the page before; one may be misread."""
    for kind in range(len(_COUNTED)):
        before = [*_counted(between.last.look, kind)]
        here = [*_counted(between.sheet.look, kind)]
        if before and here and 1 <= here[0] - before[-1] <= 1 + (kind == _ARTICLE):
            return True
    return False


def _counts_from_the_middle(between: Border) -> bool:
    """Tell whether the first article here is not the first of all."""
    return next(_counted(between.sheet.look, _ARTICLE), 1) > 1


def _counts_anew(between: Border) -> bool:
    """Tell whether articles or points begin with the first again."""
    return any(next(_counted(between.sheet.look, kind), 0) == 1 for kind in range(len(_COUNTED)))


def _after_cover(between: Border) -> bool:
    """Tell whether the paper before is a receipt or a cover: these lead, and are of one page."""
    return any(between.index.entries[number].cover for number in between.owners[:1])


def _unconnected(between: Border) -> bool:
    """Tell whether a page shows neither a heading nor anything that joins it to the page before."""
    joins = (
        _appended,
        _annexed,
        _counts_from_the_middle,
        _owned,
        _numbered_next,
        _numbered_on,
        _incomplete,
        _runs_on,
        _counts_on,
    )
    return _unheaded(between) and not any(join(between) for join in joins)


def _on_a_back(between: Border) -> bool:
    return between.sheet.back


def _after_blank(between: Border) -> bool:
    """Tell whether an empty page ends the paper before.

    An empty back says nothing of a paper none of whose backs is printed: so are all its leaves.
    """
    sheet = between.sheet
    prints_backs = any(page.back for page in between.paper)
    return sheet.after_blank and not sheet.back and (prints_backs or not sheet.front)


def _topmost(look: Look) -> list[Line]:
    heads = sorted(look.heads, key=lambda head: head.box.y)[:_TOPMOST]
    return [head for head in heads if head.upper >= CAPITALS]


def _body(look: Look) -> list[Line]:
    """Return the rows without the page numbers at the edges."""
    top, bottom = NUMBER_BAND * look.page.height, (1 - NUMBER_BAND) * look.page.height
    return [row for row in look.rows if top < row.box.y < bottom or len(row.text) >= _SENTENCE]


def _counted(look: Look, kind: int) -> Iterator[int]:
    for row in look.rows:
        match = _COUNTED[kind].match(row.folded)
        if match:
            number = _ROMAN.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0)
            if number:
                yield number


@dataclass(frozen=True, slots=True)
class Sign:
    """What speaks for a beginning (weight above 0) or against it; `words` tell a clerk in Vietnamese."""

    words: str
    weight: float  # of logarithmic odds
    shown: Callable[[Border], float]


# Set by hand and checked against stacks with `python -m bench.matching fit`: generated stacks are easier than
# real ones, so that no weight is as large as they alone would make it.
BIAS: Final = -1.5
SIGNS: Final[dict[str, Sign]] = {
    "national header": Sign("có quốc hiệu", 7.0, _national),
    "known title": Sign("có tên của một loại giấy tờ", 6.0, _titled),
    "title misread": Sign("có dòng giống tên của một loại giấy tờ", 2.0, _half_titled),
    "headed as a paper": Sign("mở đầu như một giấy tờ", 3.0, _headed),
    "no heading": Sign("không có dòng tên giấy tờ", -1.0, _unheaded),
    "unconnected": Sign("không có gì nối với trang trước", 1.5, _unconnected),
    "appended": Sign("là phần ghi thêm vào giấy tờ trước", -4.0, _appended),
    "annexed": Sign("là phụ lục hoặc phần kèm theo", -4.0, _annexed),
    "nearly empty": Sign("hầu như không có chữ", -3.2, _nearly_empty),
    "number 1": Sign("mang số trang 1", 1.0, _numbered_first),
    "next number": Sign("mang số trang kế tiếp", -9.5, _numbered_next),
    "other number": Sign("mang số trang lớn hơn 1", -5.0, _numbered_on),
    "complete before": Sign("giấy tờ trước đã đủ số trang", 4.0, _complete),
    "incomplete before": Sign("giấy tờ trước chưa đủ số trang", -5.0, _incomplete),
    "signed before": Sign("giấy tờ trước đã có chỗ ký", 3.5, _signed),
    "anchors of the paper before": Sign("có cụm từ của giấy tờ trước", -2.5, _owned),
    "anchors of another type": Sign("có cụm từ của một loại giấy tờ khác", 3.0, _foreign),
    "sentence runs on": Sign("nối tiếp câu của trang trước", -3.0, _runs_on),
    "numbering goes on": Sign("nối tiếp số điều, mục của trang trước", -3.0, _counts_on),
    "numbering from the middle": Sign(
        "điều đầu tiên trên trang không phải Điều 1", -2.0, _counts_from_the_middle
    ),
    "numbering begins": Sign("bắt đầu lại từ điều, mục thứ nhất", 0.5, _counts_anew),
    "after a cover": Sign("đứng sau tờ bìa hoặc giấy tiếp nhận", 5.0, _after_cover),
    "on a back": Sign("nằm ở mặt sau của tờ giấy", -2.0, _on_a_back),
    "after a blank page": Sign("đứng sau một trang trắng", 1.5, _after_blank),
}
