"""Counts that belong together: the cells of form II.06a for one unit or level in one period."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from reports.audit.figures import Figure, Kind
from reports.audit.flow import Flow
from reports.audit.labels import Labelled
from reports.audit.roles import ALL_HANDLED, NO_ROLE, Role, role_of
from reports.audit.scope import level_at

DOSSIERS: Final = frozenset({"hồ sơ", ""})
NEW_LEVEL: Final = re.compile(r"\b(?:cấp|UBND)\s+(?:tỉnh|huyện|xã)\b|đối với cấp|tại cấp", re.IGNORECASE)
SHORT_BLOCK: Final = 80  # letters: no more than "Trong đó:" or a heading stands between two entries


@dataclass(slots=True)
class Account:
    """The cells that a passage fills; `level` as in scope, None where the passage names none."""

    level: str | None
    cells: dict[Role, Figure] = field(default_factory=dict)
    first: int = 0  # where its first figure stands
    last: int = 0  # where its latest figure stands
    headed: bool = False  # it began with "tổng số hồ sơ giải quyết", which may be that of all dossiers

    def value(self, role: Role) -> Decimal | None:
        """Return the count in a cell; None where it is not printed."""
        figure = self.cells.get(role)
        return None if figure is None else figure.value

    def values(self, *roles: Role) -> list[Decimal]:
        """Return the counts in those of the cells that are printed."""
        return [self.cells[role].value for role in roles if role in self.cells]


def role_of_figure(labelled: Labelled) -> Role | None:
    """Return the cell that a count of dossiers fills by its own words; None for every other figure."""
    figure = labelled.figure
    if figure.kind is not Kind.COUNT or figure.noun not in DOSSIERS:
        return None
    own = role_of(labelled.before)
    if own is not None or NO_ROLE.search(labelled.before.lower()):
        return own
    return role_of(labelled.after)


def accounts(whole: Flow, labelled: Sequence[Labelled]) -> list[Account]:
    """Return the accounts of a document in its order."""
    found: list[Account] = []
    for entry in labelled:
        role = role_of_figure(entry)
        if role is None:
            continue
        if not found or _begins(whole, found[-1], entry, role):
            found.append(Account(level_at(whole, entry.figure.start), first=entry.figure.start))
        _enter(found[-1], entry, role)
    for account in found:
        _settle(account)
    return found


def _settle(account: Account) -> None:
    """Take "tiếp nhận trong kỳ" for all that was received where nothing else is: both are said so."""
    if Role.TOTAL not in account.cells and Role.IN_PERIOD in account.cells:
        account.cells[Role.TOTAL] = account.cells.pop(Role.IN_PERIOD)


def _begins(whole: Flow, account: Account, entry: Labelled, role: Role) -> bool:
    """Tell whether a figure begins another account than the one before it."""
    if role is Role.TOTAL or (role is Role.RESOLVED and role in account.cells and not account.headed):
        return True
    if role is Role.IN_PERIOD and not {Role.IN_PERIOD, Role.RESOLVED, Role.OPEN}.isdisjoint(account.cells):
        return True
    first, second = whole.block(account.last), whole.block(entry.figure.start)
    between = [whole.span(index) for index in range(first + 1, second)]
    apart = any(end - start > SHORT_BLOCK for start, end in between)
    return apart or (NEW_LEVEL.search(entry.since) is not None and role in account.cells)


def _enter(account: Account, entry: Labelled, role: Role) -> None:
    """Fill a cell; one that is filled keeps its first count."""
    cells = account.cells
    if role is Role.RESOLVED and account.headed and role in cells:
        cells[Role.TOTAL] = cells.pop(role)
        account.headed = False
    if role is Role.RESOLVED and not cells:
        account.headed = ALL_HANDLED.search(entry.before.lower()) is not None
    if role is Role.LATE and _of_open(account):
        role = Role.OPEN_LATE
    cells.setdefault(role, entry.figure)
    account.last = entry.figure.start


def _of_open(account: Account) -> bool:
    """Tell whether "quá hạn" now speaks of open dossiers: after them, and the resolved ones had theirs."""
    cells = account.cells
    return Role.OPEN in cells and (Role.LATE in cells or Role.OPEN_IN_TIME in cells)
