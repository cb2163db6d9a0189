"""Tokens of programs (a scanner's software, a province's system): hashed, scoped, revocable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.access import Act, Reach
from storage.accounts import AccountError
from storage.sessions import hash_of, new_key
from storage.tables import tokens

PREFIX: Final = "sohoa_"  # so that a token found in a log or a mail is known for one
# What a program can be given: all that a person may do on the pages (decision 0037).
GRANTABLE: Final = frozenset(Act)
NAME_TAKEN: Final = "Đã có khóa tên này."
_SEEN_EVERY: Final = timedelta(minutes=1)
_COLUMNS: Final = tuple(column for column in tokens.c if column.name != "token_hash")


@dataclass(frozen=True, slots=True)
class NewToken:
    """What a token is made of; `unit` is the top of what it reaches, `station` binds it to one station."""

    name: str
    acts: frozenset[Act]
    unit: str | None = None
    station: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: without its key."""

    id: int
    name: str
    acts: frozenset[Act]
    unit: str | None
    station: str | None
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None

    def works(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def add_token(c: Connection, new: NewToken, by: str, now: datetime) -> str:
    """Make a token; return its key, which is shown once. Raises AccountError."""
    key = PREFIX + new_key()
    values = {
        "name": new.name,
        "token_hash": hash_of(key),
        "acts": sorted(new.acts | {Act.ENTER}),
        "unit": new.unit,
        "station": new.station,
        "created_by": by,
        "created_at": now,
        "expires_at": new.expires_at,
    }
    try:
        with c.begin_nested():
            c.execute(insert(tokens).values(values))
    except IntegrityError:
        raise AccountError(NAME_TAKEN) from None
    return key


def find_token(c: Connection, key: str, now: datetime) -> Token | None:
    """Return the token of a key that works now."""
    row = c.execute(select(*_COLUMNS).where(tokens.c.token_hash == hash_of(key))).mappings().one_or_none()
    token = None if row is None else _token(row)
    return token if token is not None and token.works(now) else None


def is_stale(token: Token, now: datetime) -> bool:
    """Tell whether it should be noted that the token was used."""
    return token.used_at is None or now - token.used_at > _SEEN_EVERY


def touch_token(c: Connection, token_id: int, now: datetime) -> None:
    """Note that a token was used."""
    c.execute(update(tokens).where(tokens.c.id == token_id).values(used_at=now))


def list_tokens(c: Connection, reach: Reach) -> tuple[Token, ...]:
    """Return the tokens of units within reach, by name."""
    mine = reach.condition(tokens.c.unit, tokens.c.station)
    return _all(c.execute(select(*_COLUMNS).where(mine).order_by(tokens.c.name)).mappings())


def revoke_token(c: Connection, name: str, now: datetime) -> bool:
    """Let a token work no more; False where there is none that did."""
    mine = (tokens.c.name == name) & tokens.c.revoked_at.is_(None)
    return bool(c.execute(update(tokens).where(mine).values(revoked_at=now)).rowcount)


def _all(rows: Iterable[RowMapping]) -> tuple[Token, ...]:
    return tuple(_token(row) for row in rows)


def _token(row: RowMapping) -> Token:
    return Token(**{**row, "acts": frozenset(Act(act) for act in row["acts"])})
