"""Versions of what was learned from clerks' decisions, and which one is used: rows are only ever added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from storage import tasks
from storage.decisions import Kind
from storage.model import ScanState, Stage
from storage.tables import decisions, learned, learned_uses, scans


@dataclass(frozen=True, slots=True)
class Version:
    """A learned matcher: where its bytes are (an object's SHA-256), what was measured when it was learned.

    Of `decisions`, the rules alone had `ruled_right`, with what was learned `joined_right`; `trusted` are the
    component types that it may name.
    """

    version: int
    sha256: str
    decisions: int
    ruled_right: int
    joined_right: int
    trusted: tuple[str, ...]
    who: str
    at: datetime

    @property
    def better(self) -> bool:
        """Tell whether it may be used: it names something, and more comes out right than by the rules."""
        return bool(self.trusted) and self.joined_right > self.ruled_right


@dataclass(frozen=True, slots=True)
class Learned:
    """A new version, before it has a number."""

    sha256: str
    decisions: int
    ruled_right: int
    joined_right: int
    trusted: Sequence[str]


def decided_scans(c: Connection) -> tuple[int, ...]:
    """Return the scans of which a clerk named a paper, now or once."""
    mine = select(decisions.c.scan_id).where(decisions.c.kind == Kind.TYPE).distinct()
    return tuple(sorted(c.scalars(mine)))


def add_version(c: Connection, new: Learned, who: str, now: datetime) -> Version:
    """Keep a new version, which nobody uses yet."""
    number = (c.scalar(select(func.max(learned.c.version))) or 0) + 1
    row: dict[str, Any] = {
        "version": number,
        "sha256": new.sha256,
        "decisions": new.decisions,
        "ruled_right": new.ruled_right,
        "joined_right": new.joined_right,
        "trusted": list(new.trusted),
        "who": who,
        "at": now,
    }
    c.execute(insert(learned).values(row))
    return _version(row)


def versions(c: Connection) -> tuple[Version, ...]:
    """Return all versions, oldest first."""
    rows = c.execute(select(learned).order_by(learned.c.version)).mappings()
    return tuple(_version(row) for row in rows)


def in_use(c: Connection) -> Version | None:
    """Return the version that is used; None where papers are named by the rules alone."""
    number = c.scalar(select(learned_uses.c.version).order_by(learned_uses.c.id.desc()).limit(1))
    if number is None:
        return None
    return _version(c.execute(select(learned).where(learned.c.version == number)).mappings().one())


def use(c: Connection, version: int | None, who: str, now: datetime) -> int:
    """Use a version from now on, or none; scans that wait for a clerk are finished again: return how many."""
    c.execute(insert(learned_uses).values(version=version, who=who, at=now))
    waiting = select(scans.c.id).where(scans.c.state == ScanState.REVIEW).order_by(scans.c.id)
    return tasks.reopen_all(c, c.scalars(waiting).all(), Stage.FINISH, now)


def _version(row: RowMapping | dict[str, Any]) -> Version:
    return Version(**{**row, "trusted": tuple(row["trusted"])})
