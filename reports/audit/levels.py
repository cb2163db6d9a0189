"""Counts of all levels together, held against those of each level that the same report gives."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.audit.accounts import Account
from reports.audit.finding import Finding, Weight
from reports.audit.flow import Flow
from reports.audit.numerals import number, signed, total
from reports.audit.roles import Role
from reports.audit.scope import LEVELS, WHOLE, period_at


def check_levels(whole: Flow, accounts: Sequence[Account]) -> Iterator[Finding]:
    """Compare where there is one account of all, one of each of two levels or more, all of one period."""
    stated = [account for account in accounts if Role.TOTAL in account.cells]
    of_all = [account for account in stated if account.level == WHOLE]
    single = [account for account in stated if account.level in LEVELS]
    levels = {account.level for account in single}
    periods = {_period(whole, account) for account in (*of_all, *single)}
    if len(of_all) == 1 and len(levels) == len(single) > 1 and len(periods) == 1:
        for role in of_all[0].cells:
            values = [account.value(role) for account in single]
            if None not in values:
                yield _compared(of_all[0], role, [value for value in values if value is not None])


def _period(whole: Flow, account: Account) -> str:
    period = period_at(whole, account.cells[Role.TOTAL].start)
    return period.key if period else ""


def _compared(account: Account, role: Role, values: Sequence[Decimal]) -> Finding:
    figure = account.cells[role]
    follows = sum(values, Decimal(0))
    gap = figure.value - follows
    message = f"Số {role} của toàn địa bàn {number(figure.value)} khớp các cấp: {total(values)}."
    if gap:
        message = (
            f"Số {role} của toàn địa bàn in là {number(figure.value)}, nhưng cộng các cấp: {total(values)}"
        )
        message += f" (lệch {signed(gap)})."
    return Finding(
        "levels",
        Weight.DOUBT if gap else Weight.FIT,
        figure.start,
        figure.end,
        figure.printed,
        number(follows),
        message,
        gap or None,
    )
