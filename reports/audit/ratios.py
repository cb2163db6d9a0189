"""Printed ratios ("6.252/6.434") held against the counts that the same document gives for their parts."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from reports.audit.accounts import Account
from reports.audit.figures import Figure, Kind
from reports.audit.finding import Finding, Weight
from reports.audit.flow import Flow
from reports.audit.labels import Labelled
from reports.audit.numerals import number, signed, total
from reports.audit.periods import Stated
from reports.audit.roles import Role
from reports.audit.scope import LEVELS, WHOLE, level_at, period_at

DOSSIERS: Final = re.compile(r"hồ sơ|\bHS\b", re.IGNORECASE)
OF_RECEIVED: Final = re.compile(
    r"(?:/|trên)\s*(?:tổng )?(?:số )?hồ sơ (?:tthc )?(?:đã )?tiếp nhận", re.IGNORECASE
)
OF_RESOLVED: Final = re.compile(
    r"(?:/|trên)\s*(?:tổng )?(?:số )?hồ sơ (?:tthc )?đã (?:được )?giải quyết", re.IGNORECASE
)
ONLINE: Final = re.compile(
    r"hồ sơ (?:tthc )?(?:được )?(?:tiếp nhận|xử lý|nộp)(?:,? (?:và )?xử lý)? (?:hoàn toàn )?trực tuyến",
    re.IGNORECASE,
)


def check_ratios(whole: Flow, labelled: Sequence[Labelled], accounts: Sequence[Account]) -> Iterator[Finding]:
    """Hold each ratio against the counts of the accounts that it speaks of."""
    for entry in labelled:
        figure = entry.figure
        if figure.kind is not Kind.RATIO or figure.below is None:
            continue
        if figure.value > figure.below and figure.noun:  # else it may be a day: "kỷ niệm ngày 27/2"
            yield _too_large(figure, figure.below)
        start = whole.span(whole.block(figure.start))[0]
        words = whole.text[max(start, figure.start - len(entry.since)) : figure.start]
        concerned = _concerned(whole, figure, accounts)
        if concerned and (DOSSIERS.search(words) or figure.noun == "hồ sơ"):
            yield from _held(figure, figure.below, words, concerned)


def _concerned(whole: Flow, figure: Figure, accounts: Sequence[Account]) -> list[Account]:
    """Return the accounts that together are what a ratio is of; none where that is not sure.

    They are of one period, which is not another than the ratio's, and one for each level.
    """
    stated = [account for account in accounts if Role.TOTAL in account.cells]
    level = level_at(whole, figure.start)
    of_period = period_at(whole, figure.start)
    periods = {_key(period_at(whole, account.cells[Role.TOTAL].start)) for account in stated}
    if len(periods) != 1 or _key(of_period) not in {"", *periods}:
        return []
    of_all = [account for account in stated if account.level == WHOLE]
    chosen = (
        [account for account in stated if account.level == level] if level in LEVELS else of_all or stated
    )
    levels = [account.level for account in chosen]
    if len(set(levels)) != len(levels) or (len(chosen) > 1 and not set(levels) <= set(LEVELS)):
        return []
    return chosen if level in LEVELS or len(chosen) > 1 or levels in ([level], [WHOLE]) else []


def _key(period: Stated | None) -> str:
    return "" if period is None else period.key


def _held(figure: Figure, below: Decimal, words: str, concerned: Sequence[Account]) -> Iterator[Finding]:
    """Compare what a ratio's own words say it divides with the counts that are printed elsewhere."""
    received = _all(concerned, Role.TOTAL)
    resolved = _all(concerned, Role.RESOLVED)
    online = _all(concerned, Role.ONLINE)
    if OF_RESOLVED.search(words):
        if resolved:
            yield from _compared(figure, below, "mẫu số", Role.RESOLVED, resolved)
        elif received and below > sum(received):
            yield _more_resolved_than_received(figure, below, received)
    elif received and (OF_RECEIVED.search(words) or ONLINE.search(words)):
        yield from _compared(figure, below, "mẫu số", Role.TOTAL, received)
        if online and ONLINE.search(words):
            yield from _compared(figure, figure.value, "tử số", Role.ONLINE, online)


def _all(accounts: Sequence[Account], role: Role) -> list[Decimal]:
    """Return the counts of all the accounts in a cell; none where one of them does not print it."""
    values = [account.value(role) for account in accounts]
    return [value for value in values if value is not None] if None not in values else []


def _compared(
    figure: Figure, value: Decimal, side: str, role: Role, counts: Sequence[Decimal]
) -> Iterator[Finding]:
    expected = sum(counts, Decimal(0))
    gap = value - expected
    worked = total(counts) if len(counts) > 1 else number(expected)
    message = f"{side.capitalize()} {number(value)} khớp số {role} đã nêu: {worked}."
    if gap:
        message = f"{side.capitalize()} {number(value)} khác số {role} đã nêu: {worked} (lệch {signed(gap)})."
    yield Finding(
        "denominator" if side == "mẫu số" else "numerator",
        Weight.DOUBT if gap else Weight.FIT,
        figure.start,
        figure.end,
        number(value),
        number(expected),
        message,
        gap or None,
        "có thể số liệu lấy ở thời điểm chốt khác hoặc từ nguồn khác" if gap else "",
    )


def _more_resolved_than_received(figure: Figure, below: Decimal, received: Sequence[Decimal]) -> Finding:
    limit = sum(received, Decimal(0))
    worked = total(received) if len(received) > 1 else number(limit)
    message = f"Số hồ sơ đã giải quyết {number(below)} lớn hơn số tiếp nhận đã nêu: {worked}"
    message += f" (lệch {signed(below - limit)})."
    return Finding(
        "denominator",
        Weight.DOUBT,
        figure.start,
        figure.end,
        number(below),
        f"không quá {number(limit)}",
        message,
        below - limit,
        "có thể số liệu lấy ở thời điểm chốt khác hoặc từ nguồn khác",
    )


def _too_large(figure: Figure, below: Decimal) -> Finding:
    message = f"Tử số {number(figure.value)} lớn hơn mẫu số {number(below)}."
    follows = f"không quá {number(below)}"
    return Finding(
        "ratio",
        Weight.BREACH,
        figure.start,
        figure.end,
        figure.printed,
        follows,
        message,
        figure.value - below,
    )
