"""Getting in: a name and a password become a session, or a refusal that does not tell which was wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine

from storage import accounts, lockout
from storage.access import NOWHERE, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.passwords import hash_password, verify_password
from storage.sessions import Lifetime, end_session, end_sessions, forget_ended, open_session

WRONG: Final = "Tên đăng nhập hoặc mật khẩu không đúng."
WAIT: Final = "Đã nhập sai nhiều lần. Hãy thử lại sau {}."
WRONG_OLD: Final = "Mật khẩu hiện tại không đúng."
NOT_THE_SAME: Final = "Hai lần nhập mật khẩu mới không giống nhau."
THE_OLD_ONE: Final = "Mật khẩu mới phải khác mật khẩu hiện tại."


class RefusedError(Exception):
    """Nobody enters, nothing is changed; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try to enter: what was typed, from where, and the session that the browser had before."""

    name: str
    password: str
    address: str
    old_key: str | None = None


@dataclass(frozen=True, slots=True)
class NewPassword:
    """What was typed to change one's own password."""

    old: str
    new: str
    again: str


def enter(engine: Engine, attempt: Attempt, lifetime: Lifetime, now: datetime) -> str:
    """Return the key of a new session; the one before ends. Raises RefusedError."""
    _check(engine, attempt, now, WRONG)
    with writing(engine) as c:
        account = accounts.find_account(c, attempt.name)
        if account is None or account.disabled_at is not None:
            raise RefusedError(WRONG)
        lockout.take_back(c, lockout.keys_of(account.name, attempt.address))
        lockout.forget_old(c, now)
        forget_ended(c, lifetime, now)
        if attempt.old_key is not None:
            end_session(c, attempt.old_key)
        accounts.change_account(c, account.id, {"last_login_at": now})
        actor = _known(account.name, attempt.address)
        note(c, now, actor, Deed(AuditAction.LOGIN, f"account:{account.name}", account.unit))
        return open_session(c, account.id, attempt.address, now)


def leave(engine: Engine, actor: Actor, key: str, now: datetime) -> None:
    """End a session."""
    with writing(engine) as c:
        end_session(c, key)
        note(c, now, actor, Deed(AuditAction.LOGOUT, f"account:{actor.name}", actor.unit))


def change_password(engine: Engine, actor: Actor, typed: NewPassword, key: str, now: datetime) -> None:
    """Change one's own password; all one's other sessions end. Raises RefusedError, WeakPasswordError."""
    address = actor.address or "?"
    _check(engine, Attempt(actor.name, typed.old, address), now, WRONG_OLD)
    if typed.new != typed.again:
        raise RefusedError(NOT_THE_SAME)
    if typed.new == typed.old:
        raise RefusedError(THE_OLD_ONE)
    hashed = hash_password(typed.new, actor.name)
    with writing(engine) as c:
        lockout.take_back(c, lockout.keys_of(actor.name, address))
        account_id = actor.account_id or 0
        accounts.set_password(c, account_id, hashed, must_change=False)
        end_sessions(c, account_id, but=key)
        note(c, now, actor, Deed(AuditAction.PASSWORD_CHANGED, f"account:{actor.name}", actor.unit))


def _check(engine: Engine, attempt: Attempt, now: datetime, wrong: str) -> None:
    """Look at a password, unless too many were wrong lately. Raises RefusedError; `wrong` are its words."""
    keys = lockout.keys_of(accounts.folded(attempt.name), attempt.address)
    with reading(engine) as c:
        until = lockout.locked_until(c, keys, now)
    if until is not None:
        raise RefusedError(WAIT.format(_in_words(until - now)))
    with writing(engine) as c:
        lockout.count_failure(c, keys, now)
        kept = accounts.password_of(c, attempt.name)
    if not verify_password(kept, attempt.password):
        _note_refusal(engine, attempt, now)
        raise RefusedError(wrong)


def _note_refusal(engine: Engine, attempt: Attempt, now: datetime) -> None:
    """Note it under the account's name; what is nobody's name may be a password in the wrong field."""
    with writing(engine) as c:
        account = accounts.find_account(c, attempt.name)
        name, unit = (account.name, account.unit) if account else ("?", None)
        note(c, now, _known(name, attempt.address), Deed(AuditAction.LOGIN_REFUSED, f"account:{name}", unit))


def _known(name: str, address: str) -> Actor:
    """Return an actor for the audit log only: it may do nothing."""
    return Actor(name, name, frozenset(), NOWHERE, address=address)


def _in_words(wait: timedelta) -> str:
    seconds = max(int(wait.total_seconds()) + 1, 1)
    return f"{seconds} giây" if seconds <= 90 else f"{-(-seconds // 60)} phút"  # noqa: PLR2004
