"""Accounts of people: made, found, changed, switched off; never deleted, since the audit log names them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.access import NO_STATION, Reach, UserRole
from storage.tables import accounts

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?")
WRONG_NAME: Final = "Tên đăng nhập gồm 1–32 chữ thường không dấu, chữ số, dấu chấm, gạch; ví dụ: nguyen.lan"
NAME_TAKEN: Final = "Đã có tài khoản tên này."
NO_ROLE: Final = "Hãy chọn ít nhất một vai trò."
NO_STATION_GIVEN: Final = "Tài khoản trạm quét cần tên trạm (tên thư mục của trạm)."


class AccountError(ValueError):
    """The account cannot be made or changed so; the message is Vietnamese and says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account; `unit` is the top of what it reaches (None: everything), `station` binds a station's."""

    id: int
    name: str
    full_name: str
    roles: frozenset[UserRole]
    unit: str | None
    station: str | None
    must_change: bool
    created_at: datetime
    disabled_at: datetime | None
    last_login_at: datetime | None

    @property
    def only_station(self) -> bool:
        return self.roles == {UserRole.STATION}


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account is made of. Raises AccountError for what cannot be one."""

    name: str
    full_name: str
    roles: frozenset[UserRole]
    unit: str | None = None
    station: str | None = None

    def __post_init__(self) -> None:
        if _NAME.fullmatch(self.name) is None:
            raise AccountError(WRONG_NAME)
        check_roles(self.roles, self.station)


_COLUMNS: Final = tuple(column for column in accounts.c if column.name != "password_hash")


def check_roles(roles: Iterable[UserRole], station: str | None) -> None:
    """Raise AccountError where these roles cannot be given, or not without a station."""
    given = frozenset(roles)
    if not given:
        raise AccountError(NO_ROLE)
    if given == {UserRole.STATION} and not station:
        raise AccountError(NO_STATION_GIVEN)


def add_account(
    c: Connection, new: NewAccount, password_hash: str, now: datetime, *, must_change: bool
) -> Account:
    """Make an account. Raises AccountError where the name is taken."""
    values = {
        "name": new.name,
        "full_name": unicodedata.normalize("NFC", new.full_name),
        "roles": sorted(new.roles),
        "unit": new.unit,
        "station": new.station,
        "password_hash": password_hash,
        "must_change": must_change,
        "created_at": now,
    }
    try:
        with c.begin_nested():
            row = c.execute(insert(accounts).values(values).returning(*_COLUMNS)).mappings().one()
    except IntegrityError:
        raise AccountError(NAME_TAKEN) from None
    return _account(row)


def find_account(c: Connection, name: str) -> Account | None:
    """Return the account of this name, as people type it: case does not matter."""
    return _one(c, accounts.c.name == folded(name))


def get_account(c: Connection, account_id: int) -> Account | None:
    """Return an account by its id."""
    return _one(c, accounts.c.id == account_id)


def password_of(c: Connection, name: str) -> str | None:
    """Return the password's hash of an account that may enter; None where there is none."""
    mine = select(accounts.c.password_hash).where(
        accounts.c.name == folded(name), accounts.c.disabled_at.is_(None)
    )
    return c.scalar(mine)


def list_accounts(c: Connection, reach: Reach) -> tuple[Account, ...]:
    """Return the accounts of units within reach, by name."""
    mine = reach.condition(accounts.c.unit, NO_STATION)
    rows = c.execute(select(*_COLUMNS).where(mine).order_by(accounts.c.name)).mappings()
    return tuple(_account(row) for row in rows)


def count_accounts(c: Connection) -> int:
    """Return how many accounts may enter."""
    return c.scalar(select(func.count()).select_from(accounts).where(accounts.c.disabled_at.is_(None))) or 0


def change_account(c: Connection, account_id: int, changes: Mapping[str, Any]) -> None:
    """Give an account other roles, another unit, name of a person, station, or switch it off and on."""
    values = dict(changes)
    if "roles" in values:
        values["roles"] = sorted(values["roles"])
    c.execute(update(accounts).where(accounts.c.id == account_id).values(values))


def set_password(c: Connection, account_id: int, password_hash: str, *, must_change: bool) -> None:
    """Give an account another password; its sessions are the caller's to end."""
    change_account(c, account_id, {"password_hash": password_hash, "must_change": must_change})


def administrators(c: Connection) -> tuple[Account, ...]:
    """Return the accounts that may enter and administrate everything."""
    rows = c.execute(
        select(*_COLUMNS).where(accounts.c.disabled_at.is_(None), accounts.c.unit.is_(None))
    ).mappings()
    found = (_account(row) for row in rows)
    return tuple(account for account in found if UserRole.ADMINISTRATOR in account.roles)


def folded(name: str) -> str:
    """Return a login name as it is kept."""
    return unicodedata.normalize("NFC", name).strip().lower()


def _one(c: Connection, condition: ColumnElement[bool]) -> Account | None:
    row = c.execute(select(*_COLUMNS).where(condition)).mappings().one_or_none()
    return None if row is None else _account(row)


def _account(row: RowMapping) -> Account:
    return Account(**{**row, "roles": frozenset(UserRole(role) for role in row["roles"])})
