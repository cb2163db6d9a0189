"""Percentages: which pair of numbers each one is of, whether it comes out, and by which rounding rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from reports.audit.accounts import Account
from reports.audit.figures import Figure, Kind
from reports.audit.finding import Finding, Rule, Weight
from reports.audit.labels import Labelled
from reports.audit.numerals import number, total
from reports.audit.roles import NO_ROLE, Role, role_of

LINK: Final = re.compile(
    r"[^\d.;:)]{0,45}?(?:\b(?:đạt|chiếm|bằng|tương đương)(?: t[ỷỉ] lệ)?\s*|=\s*|\(\s*(?:[^\d.;:)]{0,20}\s)?)"
)
NEAR: Final = 250  # letters behind the last count of an account: still about it
COMPARED: Final = re.compile(r"tăng|giảm|so với|cùng kỳ|vượt", re.IGNORECASE)
TARGET: Final = re.compile(
    r"chỉ tiêu|mục tiêu|phấn đấu|tối thiểu|ít nhất|\bgiao\b|yêu cầu|đảm bảo|bảo đảm"
    r"|\btrên\s*$|\bdưới\s*$|≥|>",
    re.IGNORECASE,
)
_WHOLES: Final = {
    Role.RESOLVED: (Role.TOTAL,),
    Role.OPEN: (Role.TOTAL,),
    Role.ONLINE: (Role.TOTAL, Role.IN_PERIOD),
    Role.DIRECT: (Role.TOTAL, Role.IN_PERIOD),
    Role.POST: (Role.TOTAL, Role.IN_PERIOD),
    Role.CARRIED: (Role.TOTAL,),
    Role.IN_PERIOD: (Role.TOTAL,),
    Role.EARLY: (Role.RESOLVED,),
    Role.ON_TIME: (Role.RESOLVED,),
    Role.LATE: (Role.RESOLVED,),
    Role.IN_TIME: (Role.RESOLVED,),
    Role.OPEN_IN_TIME: (Role.OPEN,),
    Role.OPEN_LATE: (Role.OPEN,),
}
ROUNDING: Final = {Rule.HALF_UP: ROUND_HALF_UP, Rule.TRUNCATED: ROUND_DOWN}


@dataclass(frozen=True, slots=True)
class Pair:
    """What a percentage may be of; `usual` is false where the form takes another denominator."""

    above: Decimal
    below: Decimal
    usual: bool = True


def rounded(above: Decimal, below: Decimal, places: int, rule: Rule) -> Decimal:
    """Return above/below in per cent with so many decimals, by the rule; `below` is not 0."""
    step = Decimal(1).scaleb(-places)
    return (100 * above / below).quantize(step, ROUNDING[rule])


def rules_of(printed: Decimal, places: int, pair: Pair) -> frozenset[Rule]:
    """Return the rules that make the printed percentage of the pair; its denominator is not 0."""
    return frozenset(rule for rule in ROUNDING if rounded(pair.above, pair.below, places, rule) == printed)


def verdict(fits: Sequence[frozenset[Rule]]) -> Rule:
    """Return the rule of a document, from those that each of its recomputed percentages fits."""
    if not fits:
        return Rule.UNKNOWN
    common = frozenset.intersection(*fits)
    if len(common) == 1:
        return next(iter(common))
    return Rule.BOTH if common else Rule.NEITHER


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage with the pairs it may be of; `asked`: it must come out of one of them."""

    figure: Figure
    start: int  # where the words that it belongs to begin
    pairs: tuple[Pair, ...]
    asked: bool


def find_shares(text: str, labelled: Sequence[Labelled], accounts: Sequence[Account]) -> Iterator[Share]:
    """Yield the percentages of a document that can be recomputed."""
    for place, entry in enumerate(labelled):
        if entry.figure.kind is not Kind.PERCENT:
            continue
        before = labelled[place - 1] if place else None
        if before is not None and _linked(text, before.figure, entry.figure):
            yield from _of_count(before, entry, labelled[:place], accounts)
        elif not TARGET.search(entry.since) and not COMPARED.search(entry.since):
            yield from _of_words(entry, accounts)


def _linked(text: str, count: Figure, percent: Figure) -> bool:
    """Tell whether a percentage is that of the figure before it, as in "979 hồ sơ đạt 98,09%"."""
    if count.kind not in {Kind.COUNT, Kind.RATIO}:
        return False
    between = LINK.fullmatch(text, count.end, percent.start)
    return between is not None and not TARGET.search(between[0]) and not COMPARED.search(between[0])


def _of_count(
    before: Labelled, entry: Labelled, earlier: Sequence[Labelled], accounts: Sequence[Account]
) -> Iterator[Share]:
    count = before.figure
    if count.below is not None:
        yield Share(entry.figure, count.start, (Pair(count.value, count.below),), asked=True)
        return
    for account in accounts:
        for role, cell in account.cells.items():
            if cell is count:
                yield _share(entry.figure, count.start, account, role)
                return
    wholes = [other.figure for other in earlier[-6:-1] if _may_be_whole(other.figure, count)]
    pairs = tuple(Pair(count.value, whole.value) for whole in reversed(wholes))
    yield Share(entry.figure, count.start, pairs, asked=False)


def _may_be_whole(other: Figure, count: Figure) -> bool:
    return other.kind is Kind.COUNT and other.noun == count.noun and other.value > count.value


def _of_words(entry: Labelled, accounts: Sequence[Account]) -> Iterator[Share]:
    """Yield a percentage that stands alone, as "tỷ lệ trước và đúng hạn 94%", for the account around it."""
    role = role_of(entry.before)
    if role is None or NO_ROLE.search(entry.since.lower()) or "tỷ lệ" not in entry.before.lower():
        return
    start = entry.figure.start
    account = next((one for one in reversed(accounts) if one.first < start < one.last + NEAR), None)
    if account is not None and (role in account.cells or role is Role.IN_TIME):
        yield _share(entry.figure, start - len(entry.before) - 1, account, role)


def _share(figure: Figure, start: int, account: Account, role: Role) -> Share:
    """Return a percentage of a cell; it must come out only where its usual denominator is printed."""
    pairs = tuple(_pairs(account, role))
    return Share(figure, start, pairs, asked=any(pair.usual for pair in pairs))


def _pairs(account: Account, role: Role) -> Iterator[Pair]:
    """Yield what a percentage beside a cell may be of, likeliest first."""
    above = _above(account, role)
    wholes = _WHOLES.get(role, ())
    for usual in (True, False):
        for whole in Role:
            below = _below(account, whole)
            if (
                below is not None
                and (whole in wholes) is usual
                and whole in {*wholes, Role.TOTAL, Role.RESOLVED}
            ):
                yield from (Pair(value, below, usual) for value in above if value <= below)


def _above(account: Account, role: Role) -> list[Decimal]:
    """Return the numerators: the cell, and for "đúng hạn" also all that came in time."""
    own = account.values(role)
    early = account.values(Role.EARLY)
    on_time = account.values(Role.ON_TIME)
    if role in {Role.ON_TIME, Role.IN_TIME} and early and on_time:
        own.append(early[0] + on_time[0])
    return own


def _below(account: Account, whole: Role) -> Decimal | None:
    printed = account.value(whole)
    if printed is None and whole is Role.RESOLVED:
        for roles in ((Role.EARLY, Role.ON_TIME, Role.LATE), (Role.IN_TIME, Role.LATE)):
            parts = account.values(*roles)
            if len(parts) == len(roles):
                return sum(parts, Decimal(0))
    return printed


def check_share(share: Share) -> tuple[Finding | None, frozenset[Rule]]:
    """Recompute a percentage; return what there is to say, and the rules it fits (none: not recomputed)."""
    figure = share.figure
    pairs = [pair for pair in share.pairs if pair.below]
    for pair in pairs:
        rules = rules_of(figure.value, figure.places, pair)
        if rules:
            return _found(share, pair, rules), rules
    if not share.asked or not pairs:
        return None, frozenset()
    return _breach(share, pairs[0]), frozenset()


def _found(share: Share, pair: Pair, rules: frozenset[Rule]) -> Finding:
    usual = next((other for other in share.pairs if other.usual), pair)
    exact = _exact(pair)
    if pair.usual or pair.below == usual.below:
        message = f"{exact}: khớp {share.figure.printed} ({_rule_words(rules)})."
        return _finding(share, Weight.FIT, share.figure.printed, message)
    follows = f"{number(rounded(usual.above, usual.below, 2, Rule.HALF_UP))}%"
    message = (
        f"{share.figure.printed} chỉ khớp khi chia cho {number(pair.below)} ({exact});"
        f" chia cho {number(usual.below)} như biểu II.06 thì được {follows}."
    )
    return _finding(share, Weight.DOUBT, follows, message, "có thể lấy nhầm mẫu số")


def _breach(share: Share, pair: Pair) -> Finding:
    places = max(share.figure.places, 2)
    right = rounded(pair.above, pair.below, places, Rule.HALF_UP)
    message = f"{_exact(pair)}, không phải {share.figure.printed} dù làm tròn hay cắt bớt."
    return _finding(share, Weight.BREACH, f"{number(right)}%", message, difference=share.figure.value - right)


def _finding(
    share: Share,
    weight: Weight,
    follows: str,
    message: str,
    cause: str = "",
    difference: Decimal | None = None,
) -> Finding:
    figure = share.figure
    return Finding(
        "percentage", weight, share.start, figure.end, figure.printed, follows, message, difference, cause
    )


def _exact(pair: Pair) -> str:
    exact = (100 * pair.above / pair.below).quantize(Decimal("0.0001"), ROUND_DOWN)
    return f"{number(pair.above)}/{number(pair.below)} = {number(exact.normalize() + 0)}%"


def _rule_words(rules: frozenset[Rule]) -> str:
    if len(rules) > 1:
        return "làm tròn hay cắt bớt đều được"
    return "làm tròn nửa lên" if Rule.HALF_UP in rules else "cắt bớt phần lẻ"


def shares_of_a_whole(shares: Sequence[Share], accounts: Sequence[Account]) -> Iterator[Finding]:
    """Note where the shares of parts that make up a whole do not add up to 100 %."""
    by_count = {share.start: share.figure for share in shares}
    for account in accounts:
        cells = [
            account.cells[role] for role in (Role.ONLINE, Role.DIRECT, Role.POST) if role in account.cells
        ]
        whole = account.value(Role.TOTAL)
        if len(cells) < 2 or sum(cell.value for cell in cells) != whole:  # noqa: PLR2004 - a pair at least
            continue
        percents = [by_count[cell.start] for cell in cells if cell.start in by_count]
        added = sum((percent.value for percent in percents), Decimal(0))
        if len(percents) == len(cells) and added != 100:  # noqa: PLR2004 - per cent
            yield _note(percents, added)


def _note(percents: Sequence[Figure], added: Decimal) -> Finding:
    message = (
        f"Các tỷ lệ của một tổng cộng lại {total(percent.value for percent in percents)}%, không phải 100%."
    )
    start, end = percents[0].start, percents[-1].end
    printed = f"{number(added)}%"
    return Finding(
        "shares",
        Weight.NOTE,
        start,
        end,
        printed,
        "100%",
        message,
        added - 100,
        "do cách làm tròn từng tỷ lệ",
    )
