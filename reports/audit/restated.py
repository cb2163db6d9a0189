"""One fact that a document states twice with different figures.

Only facts that have one value for a level and a period are compared, and only where both are the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reports.audit.figures import Figure, Kind
from reports.audit.finding import Finding, Weight
from reports.audit.flow import Flow
from reports.audit.labels import Labelled
from reports.audit.scope import LEVELS, level_at, period_at
from reports.audit.shares import TARGET

PROCEDURES: Final = frozenset({"TTHC", "dịch vụ công", ""})


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: what it is called, the words that name it, what its figure is."""

    name: str
    pattern: re.Pattern[str]
    kind: Kind
    nouns: frozenset[str] = frozenset()


_ONLINE_SERVICE: Final = r"(?:dịch vụ công|dvc|dvctt)(?: trực tuyến)?(?: \(dvc(?:tt)?\))? "
FACTS: Final = tuple(
    Fact(name, re.compile(pattern, re.IGNORECASE), kind, nouns)
    for name, pattern, kind, nouns in (
        ("số dịch vụ công một phần", _ONLINE_SERVICE + "một phần", Kind.COUNT, PROCEDURES),
        ("số dịch vụ công toàn trình", _ONLINE_SERVICE + "toàn trình", Kind.COUNT, PROCEDURES),
        ("số TTHC qua bưu chính", r"(?:tthc|thủ tục).*bưu chính", Kind.COUNT, PROCEDURES),
        ("tỷ lệ số hóa thành phần hồ sơ", r"số h(?:óa|oá).*thành phần", Kind.PERCENT, frozenset()),
        (
            "tỷ lệ số hóa kết quả",
            r"số h(?:óa|oá)(?: hồ sơ)?,? kết quả|kết quả.*được số h(?:óa|oá)",
            Kind.PERCENT,
            frozenset(),
        ),
        ("tỷ lệ số hóa", r"số h(?:óa|oá)", Kind.PERCENT, frozenset()),
        ("tỷ lệ thanh toán trực tuyến", r"thanh toán trực tuyến", Kind.PERCENT, frozenset()),
        ("tỷ lệ hài lòng", r"hài lòng", Kind.PERCENT, frozenset()),
    )
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact as it is stated in one place."""

    fact: str
    level: str | None  # None: of all that the report is about
    period: str | None
    figure: Figure


def check_restated(whole: Flow, labelled: Sequence[Labelled]) -> Iterator[Finding]:
    """Find facts with two values for one level and period."""
    groups: dict[tuple[str, str | None, str | None], list[Figure]] = defaultdict(list)
    for one in _statements(whole, labelled):
        groups[one.fact, one.level, one.period].append(one.figure)
    for (fact, _, _), figures in groups.items():
        first = figures[0]
        for other in figures[1:]:
            yield _compared(whole, fact, first, other)


def _statements(whole: Flow, labelled: Sequence[Labelled]) -> Iterator[Statement]:
    for entry in labelled:
        fact = None if _is_target(whole, entry) else _fact(entry)
        if fact is not None:
            start = entry.figure.start
            period = period_at(whole, start)
            level = level_at(whole, start)
            known = level if level in LEVELS else None
            yield Statement(fact.name, known, period.key if period else None, entry.figure)


def _fact(entry: Labelled) -> Fact | None:
    """Return the fact that a figure states; its name stands in the clause before it, or after it."""
    words = entry.before or (entry.after if entry.figure.kind is Kind.COUNT else "")
    figure = entry.figure
    fitting = (fact for fact in FACTS if fact.kind is figure.kind and fact.pattern.search(words))
    found = next(fitting, None)
    return found if found and (not found.nouns or figure.noun in found.nouns) else None


def _is_target(whole: Flow, entry: Labelled) -> bool:
    """Tell whether a figure is what should be reached; words like "giao:" hold until results are told."""
    figure = entry.figure
    start = whole.span(whole.block(figure.start))[0]
    sentence = whole.text[start : figure.start]
    since = re.split(r"[Kk]ết quả|\.\s", sentence)[-1]
    return TARGET.search(since) is not None


def _compared(whole: Flow, fact: str, first: Figure, other: Figure) -> Finding:
    here, there = whole.line(other.start), whole.line(first.start)
    if first.value == other.value:
        message = f"{fact[0].upper()}{fact[1:]} nêu hai lần đều là {other.printed}."
        return Finding("restated", Weight.FIT, other.start, other.end, other.printed, first.printed, message)
    message = (
        f"{fact[0].upper()}{fact[1:]} ở dòng {here} là {other.printed},"
        f" nhưng ở dòng {there} là {first.printed}, cùng cấp và cùng kỳ."
    )
    gap = other.value - first.value
    return Finding(
        "restated", Weight.BREACH, other.start, other.end, other.printed, first.printed, message, gap
    )
