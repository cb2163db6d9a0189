"""The sums of form II.06a, held against the counts of each account.

A passage may mean a sum in several ways ("tiếp nhận" with or without what was carried over). It is at fault
only where no reading comes out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reports.audit.accounts import Account
from reports.audit.figures import Figure
from reports.audit.finding import Finding, Weight
from reports.audit.numerals import number, signed, total
from reports.audit.roles import Role
from reports.audit.slips import likely_slips

CHANNELS: Final = (Role.ONLINE, Role.DIRECT, Role.POST)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as it should be: the cell of the whole, the cells of its parts.

    `lacks` is a part that is not printed; `over`: what was carried over comes to the whole.
    """

    whole: Role
    parts: tuple[Role, ...]
    lacks: Role | None = None
    over: bool = False


def check_accounts(accounts: Iterable[Account]) -> Iterator[Finding]:
    """Hold every account against its sums."""
    for account in accounts:
        yield from _check(account)


def _check(account: Account) -> Iterator[Finding]:
    groups = [
        readings for readings in (_channels(account), _period(account), *_handling(account)) if readings
    ]
    fitting = {
        id(readings): next((one for one in readings if _fits(account, one)), None) for readings in groups
    }
    firm = {
        account.cells[role].value
        for one in fitting.values()
        if one is not None
        for role in (one.whole, *one.parts)
    }
    broken = []
    for readings in groups:
        fit = fitting[id(readings)]
        if fit is not None:
            yield _fit(account, fit)
        else:
            broken.append(readings[0])
    for one in _without_echoes(account, broken):
        yield _breach(account, one, firm, [other for other in broken if other is not one])


def _channels(account: Account) -> list[Sum]:
    """Return how online, direct and carried over may make up what was received; likeliest first."""
    channels = tuple(role for role in CHANNELS if role in account.cells)
    if Role.ONLINE not in channels or len(channels) == 1:
        return []
    with_carried = (*channels, Role.CARRIED)
    carried = Role.CARRIED in account.cells
    readings = []
    if Role.TOTAL in account.cells:
        plain = Sum(Role.TOTAL, channels, None if carried else Role.CARRIED)
        full = [Sum(Role.TOTAL, with_carried)] if carried else []
        readings += [plain, *full] if Role.IN_PERIOD in account.cells else [*full, plain]
    if Role.IN_PERIOD in account.cells:
        readings.append(Sum(Role.IN_PERIOD, channels))
    return readings


def _period(account: Account) -> list[Sum]:
    cells = account.cells
    if not {Role.TOTAL, Role.IN_PERIOD, Role.CARRIED} <= set(cells):
        return []
    return [Sum(Role.TOTAL, (Role.IN_PERIOD, Role.CARRIED))]


def _handling(account: Account) -> Iterator[list[Sum]]:
    """Yield the sums of what was resolved, of what is open, and of both."""
    yield _resolved(account)
    yield _parts(account, Role.OPEN, (Role.OPEN_IN_TIME, Role.OPEN_LATE), lacks=Role.OPEN_LATE)
    handled = _handled(account) if Role.TOTAL in account.cells else []
    over = [Sum(Role.TOTAL, parts, over=True) for parts in handled] if _may_be_over(account) else []
    plain = [] if over and _is_without_carried(account) else [Sum(Role.TOTAL, parts) for parts in handled]
    yield [*plain, *over]


def _may_be_over(account: Account) -> bool:
    """Tell whether "tiếp nhận" may leave out what was carried over: no sum says that it is within."""
    if Role.CARRIED not in account.cells or Role.IN_PERIOD in account.cells:
        return False
    within = (*CHANNELS, Role.CARRIED)
    return sum(account.values(*within), Decimal(0)) != account.value(Role.TOTAL)


def _is_without_carried(account: Account) -> bool:
    """Tell whether the channels alone make up what was received: then what was carried over is not in it."""
    channels = account.values(*CHANNELS)
    return len(channels) > 1 and sum(channels, Decimal(0)) == account.value(Role.TOTAL)


def _resolved(account: Account) -> list[Sum]:
    if Role.IN_TIME in account.cells:
        return _parts(account, Role.RESOLVED, (Role.IN_TIME, Role.LATE), lacks=Role.LATE)
    return _parts(account, Role.RESOLVED, (Role.EARLY, Role.ON_TIME, Role.LATE), lacks=Role.LATE)


def _parts(account: Account, whole: Role, parts: tuple[Role, ...], *, lacks: Role) -> list[Sum]:
    """Return the sum of those parts that are printed, if it can be held against anything."""
    printed = tuple(role for role in parts if role in account.cells)
    if whole not in account.cells or len(printed) < len(parts) - (lacks not in printed) or not printed:
        return []
    return [Sum(whole, printed, None if lacks in printed else lacks)]


def _handled(account: Account) -> list[tuple[Role, ...]]:
    """Return the cells that together are all dossiers handled: resolved (or its parts) and open."""
    cells = account.cells
    if Role.OPEN not in cells:
        return []
    resolved: tuple[Role, ...] = (Role.RESOLVED,)
    if Role.RESOLVED not in cells:
        resolved = (Role.EARLY, Role.ON_TIME, Role.LATE)
        if not set(resolved) <= set(cells):
            return []
    plain = (*resolved, Role.OPEN)
    return [plain, (*plain, Role.RETURNED)] if Role.RETURNED in cells else [plain]


def _fits(account: Account, one: Sum) -> bool:
    return _gap(account, one) == 0


def _gap(account: Account, one: Sum) -> Decimal:
    """Return by how much the whole is more than its parts."""
    whole = sum(account.values(*_wholes(one)), Decimal(0))
    return whole - sum(account.values(*one.parts), Decimal(0))


def _wholes(one: Sum) -> tuple[Role, ...]:
    return (one.whole, Role.CARRIED) if one.over else (one.whole,)


def _without_echoes(account: Account, broken: list[Sum]) -> Iterator[Sum]:
    """Drop the sums that doubt the same whole with the same outcome as an earlier one."""
    seen = set()
    for one in broken:
        outcome = (one.whole, sum(account.values(*one.parts), Decimal(0)))
        if outcome not in seen:
            seen.add(outcome)
            yield one


def _fit(account: Account, one: Sum) -> Finding:
    whole = account.cells[one.whole]
    values = account.values(*one.parts)
    worked = total(values) if len(values) > 1 else number(values[0])
    printed = " + ".join(f"{role} {number(account.cells[role].value)}" for role in _wholes(one))
    start, end = _reach(account, one)
    message = f"{worked}: khớp {printed}."
    return Finding("sum", Weight.FIT, start, end, whole.printed, number(whole.value), message)


def _breach(account: Account, one: Sum, firm: set[Decimal], others: list[Sum]) -> Finding:
    whole = account.cells[one.whole]
    values = account.values(*one.parts)
    follows = sum(values, Decimal(0))
    gap = _gap(account, one)
    unsaid = one.lacks is not None and gap > 0
    echoes = [other for other in others if _same_outcome(account, one, other)]
    carried = account.values(*_wholes(one)[1:])
    more = f", cộng {Role.CARRIED} là {total([whole.value, *carried])}" if carried else ""
    message = (
        f"Số {one.whole} in là {number(whole.value)}{more}, nhưng {_named(account, one)}: {total(values)}"
    )
    message += f" (lệch {signed(gap)})."
    message += "".join(f" {total(account.values(*other.parts))} cũng cho số này." for other in echoes)
    start, end = _reach(account, one)
    cause = _cause(account, one, firm, gap=gap, unsaid=unsaid)
    weight = Weight.DOUBT if unsaid else Weight.BREACH
    return Finding("sum", weight, start, end, whole.printed, number(follows), message, gap, cause)


def _same_outcome(account: Account, one: Sum, other: Sum) -> bool:
    values = (sum(account.values(*each.parts), Decimal(0)) for each in (one, other))
    return one.whole is other.whole and len(set(values)) == 1


def _named(account: Account, one: Sum) -> str:
    return "cộng " + ", ".join(role for role in one.parts if role in account.cells)


def _reach(account: Account, one: Sum) -> tuple[int, int]:
    figures: list[Figure] = [account.cells[role] for role in (one.whole, *one.parts)]
    return min(figure.start for figure in figures), max(figure.end for figure in figures)


def _cause(account: Account, one: Sum, firm: set[Decimal], *, gap: Decimal, unsaid: bool) -> str:
    """Return what would explain a breach, "" where nothing does."""
    if one.lacks is not None and unsaid:
        return f"có thể số {one.lacks} ({number(gap)}) không được nêu"
    mislabelled = _mislabelled(account)
    if mislabelled and one.whole is Role.TOTAL and Role.OPEN not in one.parts:
        return mislabelled
    if one.whole is Role.OPEN and gap > 0:
        return f"có thể còn {number(gap)} hồ sơ tạm dừng hoặc chờ bổ sung không được nêu"
    if one.over:
        return ""
    return likely_slips(account.cells[one.whole].value, account.values(*one.parts), firm)


def _mislabelled(account: Account) -> str:
    """Tell whether the count "in the period" would do as the online one: columns of the form confused."""
    values = account.values(Role.TOTAL, Role.IN_PERIOD, Role.CARRIED, Role.ONLINE)
    others = account.values(Role.DIRECT, Role.POST)
    if len(values) < 4 or not others:  # noqa: PLR2004 - each of the four cells
        return ""
    whole, period, carried, _ = values
    parts = [period, *others, carried]
    if sum(parts, Decimal(0)) != whole:
        return ""
    return f"có thể {number(period)} mới là số trực tuyến, ghi nhầm cột: {total(parts)}"
