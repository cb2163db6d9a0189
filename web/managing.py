"""Managing accounts, for the page and for the command: what may be done to whom, noted in the audit log."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine

from storage import accounts, lockout
from storage.access import Actor, UserRole, acts_of
from storage.accounts import Account, AccountError, NewAccount, check_roles
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.passwords import hash_password
from storage.sessions import end_sessions
from storage.stations import is_within

UNKNOWN: Final = "Không có tài khoản này trong phạm vi của bạn."
OUTSIDE: Final = "Đơn vị này nằm ngoài phạm vi của bạn."
OTHER_STATION: Final = "Trạm này nằm ngoài phạm vi của bạn."
NOT_YOURSELF: Final = "Bạn không thể tự khóa tài khoản của mình."
MORE_THAN_OWN: Final = "Khóa chỉ quản lý được tài khoản có không quá những quyền mà chính khóa đó có."
NOT_RAISED: Final = (
    "Bạn không thể tự thêm quyền cho mình; hãy nhờ quản trị viên khác, "
    "hoặc dùng lệnh sohoa user role trên máy chủ."
)
LAST_ONE: Final = "Đây là quản trị viên cuối cùng của toàn hệ thống; hãy thêm người khác trước."


class UnknownAccountError(LookupError):
    """There is no such account within reach."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What can be changed of an account."""

    full_name: str
    roles: frozenset[UserRole]
    unit: str | None
    station: str | None


def account_of(c: Connection, by: Actor, name: str) -> Account:
    """Return an account that somebody may manage. Raises UnknownAccountError."""
    account = accounts.find_account(c, name)
    if account is None or not by.reach.holds(account.unit):
        raise UnknownAccountError(UNKNOWN)
    return account


def add(
    engine: Engine, by: Actor, new: NewAccount, password: str, now: datetime, *, must_change: bool = True
) -> Account:
    """Make an account; its owner must change the password first. Raises AccountError, WeakPasswordError."""
    _within(by, new.unit)
    _within_rights(by, new.roles)
    hashed = hash_password(password, new.name)
    with writing(engine) as c:
        _within_station(c, by, new.station)
        account = accounts.add_account(c, new, hashed, now, must_change=must_change)
        _note(c, now, by, account, AuditAction.ACCOUNT_ADDED)
    return account


def change(engine: Engine, by: Actor, name: str, profile: Profile, now: datetime) -> Account:
    """Give an account other roles, another unit, station or name of a person; it holds at once."""
    check_roles(profile.roles, profile.station)
    _within(by, profile.unit)
    with writing(engine) as c:
        account = account_of(c, by, name)
        _within_rights(by, account.roles | profile.roles)
        _within_station(c, by, profile.station)
        stays = UserRole.ADMINISTRATOR in profile.roles and profile.unit is None
        if not stays:
            _not_the_last(c, account)
        _not_raised(by, account, profile)
        values = {name: getattr(profile, name) for name in ("full_name", "roles", "unit", "station")}
        accounts.change_account(c, account.id, values)
        after = account_of(c, by, name)
        _note(c, now, by, after, AuditAction.ACCOUNT_CHANGED)
    return after


def reset_password(engine: Engine, by: Actor, name: str, password: str, now: datetime) -> None:
    """Give an account another password, end its sessions and its lock; its owner must change it first."""
    hashed = hash_password(password, accounts.folded(name))
    with writing(engine) as c:
        account = account_of(c, by, name)
        _within_rights(by, account.roles)
        accounts.set_password(c, account.id, hashed, must_change=True)
        end_sessions(c, account.id)
        lockout.forgive(c, [f"account:{account.name}"])
        _note(c, now, by, account, AuditAction.PASSWORD_CHANGED)


def switch(engine: Engine, by: Actor, name: str, now: datetime, *, on: bool) -> None:
    """Let an account enter, or not; its sessions end at once. Raises AccountError."""
    with writing(engine) as c:
        account = account_of(c, by, name)
        _within_rights(by, account.roles)
        if not on:
            if account.id == by.account_id:
                raise AccountError(NOT_YOURSELF)
            _not_the_last(c, account)
        accounts.change_account(c, account.id, {"disabled_at": None if on else now})
        end_sessions(c, account.id)
        action = AuditAction.ACCOUNT_ENABLED if on else AuditAction.ACCOUNT_DISABLED
        _note(c, now, by, account, action)


def is_first(engine: Engine) -> bool:
    """Tell whether nobody has an account yet."""
    with reading(engine) as c:
        return accounts.count_accounts(c) == 0


def proposed_password() -> str:
    """Return a password that can be read out: for the first time only."""
    letters = "abcdefghkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _within(by: Actor, unit: str | None) -> None:
    if not by.reach.holds(unit):
        raise AccountError(OUTSIDE)


def _within_rights(by: Actor, roles: frozenset[UserRole]) -> None:
    """Refuse a program who may do more than it: it would do so by that account. People appoint people."""
    if by.is_program and not acts_of(roles) <= by.acts:
        raise AccountError(MORE_THAN_OWN)


def _not_raised(by: Actor, account: Account, profile: Profile) -> None:
    if account.id == by.account_id and not acts_of(profile.roles) <= acts_of(account.roles):
        raise AccountError(NOT_RAISED)


def _within_station(c: Connection, by: Actor, station: str | None) -> None:
    if station is not None and not is_within(c, by.reach, station):
        raise AccountError(OTHER_STATION)


def _not_the_last(c: Connection, account: Account) -> None:
    if [each.id for each in accounts.administrators(c)] == [account.id]:
        raise AccountError(LAST_ONE)


def _note(c: Connection, now: datetime, by: Actor, account: Account, action: AuditAction) -> None:
    detail: Mapping[str, Any] = {
        "roles": sorted(account.roles),
        "unit": account.unit,
        "station": account.station,
    }
    note(c, now, by, Deed(action, f"account:{account.name}", account.unit, detail))
