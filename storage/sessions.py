"""Sessions on the server: the browser holds a random key, the database its hash; they end by themselves."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from storage.accounts import Account, get_account
from storage.tables import sessions

_KEY_BYTES = 32
_SEEN_EVERY = timedelta(minutes=1)  # noted not more often: each time is a transaction that writes


@dataclass(frozen=True, slots=True)
class Lifetime:
    """After how long without a sign, and after how long in all, a session ends."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class Session:
    """A session that has not ended; `stale` when it should be noted that it was seen."""

    account: Account
    created_at: datetime
    stale: bool


def new_key() -> str:
    """Return a random key, of which only the hash is kept."""
    return secrets.token_urlsafe(_KEY_BYTES)


def hash_of(key: str) -> str:
    """Return what is kept of a key: its SHA-256 is enough, since a random key cannot be guessed."""
    return hashlib.sha256(key.encode()).hexdigest()


def open_session(c: Connection, account_id: int, address: str | None, now: datetime) -> str:
    """Begin a session; return the key for the browser."""
    key = new_key()
    row = {"account_id": account_id, "created_at": now, "seen_at": now, "address": address}
    c.execute(insert(sessions).values(token_hash=hash_of(key), **row))
    return key


def find_session(c: Connection, key: str, lifetime: Lifetime, now: datetime) -> Session | None:
    """Return the session of a key; None where it is unknown or has ended, or its account is switched off."""
    row = c.execute(select(sessions).where(sessions.c.token_hash == hash_of(key))).one_or_none()
    if row is None or now - row.seen_at > lifetime.idle or now - row.created_at > lifetime.absolute:
        return None
    account = get_account(c, row.account_id)
    if account is None or account.disabled_at is not None:
        return None
    return Session(account, row.created_at, stale=now - row.seen_at > _SEEN_EVERY)


def touch_session(c: Connection, key: str, now: datetime) -> None:
    """Note that a session was seen."""
    c.execute(update(sessions).where(sessions.c.token_hash == hash_of(key)).values(seen_at=now))


def end_session(c: Connection, key: str) -> None:
    """End a session; it is no error if it has ended."""
    c.execute(delete(sessions).where(sessions.c.token_hash == hash_of(key)))


def end_sessions(c: Connection, account_id: int, but: str | None = None) -> None:
    """End all sessions of an account, but for that of the key `but`."""
    mine = sessions.c.account_id == account_id
    if but is not None:
        mine &= sessions.c.token_hash != hash_of(but)
    c.execute(delete(sessions).where(mine))


def forget_ended(c: Connection, lifetime: Lifetime, now: datetime) -> None:
    """Throw away sessions that have ended."""
    silent = sessions.c.seen_at < now - lifetime.idle
    c.execute(delete(sessions).where(or_(silent, sessions.c.created_at < now - lifetime.absolute)))
