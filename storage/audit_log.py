"""The audit log: who saw, changed, exported what. It can only be added to; each line seals the one before.

The database refuses UPDATE, DELETE and TRUNCATE (triggers); who gets around that breaks the chain of hashes,
and `verify` names the first line that is not what it was. Lines cut off at the end are seen by the number and
hash of the last one, when they were noted elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, text

from configs.personal import hide_numbers
from storage.access import NO_STATION, Actor, Reach
from storage.columns import plain
from storage.tables import audit_log

BEGINNING: Final = "0" * 64  # what the first line seals
_LOCK: Final = 0x4E4B  # any number, the same in every process
_STREAM: Final = 1000


class AuditAction(StrEnum):
    """What was done; the words that people read for it are in `web.words`."""

    LOGIN = "login"
    LOGIN_REFUSED = "login_refused"
    LOGOUT = "logout"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - no password
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    STATION_CHANGED = "station_changed"
    TOKEN_ADDED = "token_added"  # noqa: S105 - no password
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - no password
    ORIGINAL_OPENED = "original_opened"
    FILE_UPLOADED = "file_uploaded"
    PAPER_SEEN = "paper_seen"
    PAPER_CHANGED = "paper_changed"
    DOSSIER_SEEN = "dossier_seen"
    DOSSIER_CHANGED = "dossier_changed"
    PERSON_SEEN = "person_seen"
    SEARCHED = "searched"
    EXPORTED = "exported"
    CATALOGUE_CHANGED = "catalogue_changed"
    SEALED_BY_HAND = "sealed_by_hand"
    REGISTER_IMPORTED = "register_imported"
    RECOUNTED = "recounted"
    SEALED_DESTROYED = "sealed_destroyed"
    SEALED_RELEASED = "sealed_released"
    AUDIT_LOG_SEEN = "audit_log_seen"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what was done, to what (`kind:key`, no personal number), of which unit, and from where."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    unit: str | None
    address: str | None
    detail: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be noted. Personal numbers in it are hidden before they are."""

    action: AuditAction
    subject: str
    unit: str | None = None
    detail: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for; None asks for all."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def condition(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions that a line must fulfil, all of them."""
        for column in ("actor", "action", "subject"):
            if (value := getattr(self, column)) is not None:
                yield audit_log.c[column] == value
        if self.since is not None:
            yield audit_log.c.at >= self.since
        if self.until is not None:
            yield audit_log.c.at < self.until


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found: how many lines are whole, the last one's hash, the first wrong one."""

    whole: int
    head: str
    broken_at: int | None = None

    @property
    def intact(self) -> bool:
        return self.broken_at is None


def note(c: Connection, now: datetime, actor: Actor, deed: Deed) -> None:
    """Add a line, in the transaction of what it tells of: either both are there or none."""
    if c.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        c.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    seq, previous = _head(c)
    values = {
        "seq": seq + 1,
        "at": now.astimezone(UTC),
        "actor": actor.name,
        "action": deed.action.value,
        "subject": deed.subject,
        "unit": deed.unit,
        "address": actor.address,
        "detail": dict(deed.detail or {}),
        "previous": previous,
    }
    values = _hidden(values)
    c.execute(insert(audit_log).values(**values, hash=_seal(values)))


def entries(
    c: Connection, reach: Reach, wanted: Wanted, *, before: int | None = None, limit: int = 100
) -> tuple[Entry, ...]:
    """Return the newest lines within reach that fit, newest first; `before`: only older than that line."""
    chosen = select(audit_log).where(*wanted.condition(), reach.condition(audit_log.c.unit, NO_STATION))
    if before is not None:
        chosen = chosen.where(audit_log.c.seq < before)
    rows = c.execute(chosen.order_by(audit_log.c.seq.desc()).limit(limit)).mappings()
    return tuple(Entry(**row) for row in rows)


def verify(c: Connection, expected: tuple[int, str] | None = None) -> Verdict:
    """Read the whole log, tell where the chain breaks; `expected`: a line's number and hash noted before."""
    seq, head = 0, BEGINNING
    with c.execute(
        select(audit_log).order_by(audit_log.c.seq), execution_options={"yield_per": _STREAM}
    ) as rows:
        for row in rows.mappings():
            if not _follows(row, seq, head):
                return Verdict(seq, head, seq + 1)
            seq, head = row["seq"], row["hash"]
            if expected is not None and expected[0] == seq and expected[1] != head:
                return Verdict(seq - 1, row["previous"], seq)
    if expected is not None and seq < expected[0]:
        return Verdict(seq, head, seq + 1)
    return Verdict(seq, head)


def _head(c: Connection) -> tuple[int, str]:
    last = select(audit_log.c.seq, audit_log.c.hash).order_by(audit_log.c.seq.desc()).limit(1)
    row = c.execute(last).one_or_none()
    return (0, BEGINNING) if row is None else (row.seq, row.hash)


def _follows(row: RowMapping, seq: int, head: str) -> bool:
    values = {name: row[name] for name in row if name != "hash"}
    return (row["seq"], row["previous"], row["hash"]) == (seq + 1, head, _seal(values))


def _seal(values: Mapping[str, Any]) -> str:
    told = {**values, "at": values["at"].isoformat()}
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _hidden(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as every database gives them back, without personal numbers."""
    return {
        key: value if key in {"seq", "at", "previous"} else _without_numbers(value)
        for key, value in values.items()
    }


def _without_numbers(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, str):
        return hide_numbers(plain(value), lambda number: f"{number[:3]}…{number[-2:]}")
    if isinstance(value, Mapping):
        return {str(_without_numbers(key)): _without_numbers(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_numbers(each) for each in value]
    return value
