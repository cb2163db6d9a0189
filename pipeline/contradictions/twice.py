"""The same paper twice: one type, number and day, or the same text."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from pipeline.contradictions.dossier import Contradiction, Paper, Papers, contradiction

_SAME_TEXT: Final = 97.0
_LEAST_TEXT: Final = 300  # letters; two blank forms of few words resemble each other
_AGREED: Final = 2  # values
_LENGTHS: Final = 0.9  # of the longer one's length
# Kinds whose values differ between two papers that only look alike.
_TELLING: Final = (
    "personal_id",
    "name",
    "number_symbol",
    "serial",
    "certificate_serial",
    "date",
    "birth_date",
)


def twice(papers: Papers) -> Iterator[Contradiction]:
    """Yield pairs of papers that are one."""
    for first, second in combinations(range(len(papers.papers)), 2):
        one, other = papers.papers[first], papers.papers[second]
        if one.type is None or other.type is None or one.type.code != other.type.code:
            continue
        if one.part.certified_copy == other.part.certified_copy and _is_same(papers, first, second):
            words = f"{other.name} có vẻ là cùng một giấy với {one.name}: quét hai lần?"
            yield contradiction("twice", words, papers, second, first)


def _is_same(papers: Papers, first: int, second: int) -> bool:
    one, other = papers.papers[first], papers.papers[second]
    if _differ(one, other):
        return False
    return _same_number(one, other) or (_agree(one, other) and _same_text(one.folded, other.folded))


def _differ(one: Paper, other: Paper) -> bool:
    """Tell whether a value that both bear surely is another one."""
    return any(mine and theirs and mine != theirs for mine, theirs in _told(one, other))


def _told(one: Paper, other: Paper) -> Iterator[tuple[str | None, str | None]]:
    for name in dict.fromkeys([*(spec.name for spec in one.specs(*_TELLING)), "so_ky_hieu", "ngay_ban_hanh"]):
        yield one.sure(name), other.sure(name)


def _agree(one: Paper, other: Paper) -> bool:
    """Tell whether they surely bear the same values: two papers of one form differ in some."""
    return sum(mine is not None and mine == theirs for mine, theirs in _told(one, other)) >= _AGREED


def _same_number(one: Paper, other: Paper) -> bool:
    names = [spec.name for spec in one.specs("number_symbol", "certificate_serial")] + ["so_ky_hieu"]
    same = any(one.sure(name) and one.sure(name) == other.sure(name) for name in names)
    day = one.sure("ngay_ban_hanh") or one.sure("ngay_dang_ky")
    return same and day is not None and day == (other.sure("ngay_ban_hanh") or other.sure("ngay_dang_ky"))


def _same_text(one: str, other: str) -> bool:
    short, long = sorted((len(one), len(other)))
    if short < _LEAST_TEXT or short < _LENGTHS * long:
        return False
    return fuzz.ratio(one, other, score_cutoff=_SAME_TEXT) > 0
