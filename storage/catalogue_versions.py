"""Versions of the catalogue: each says which codes it changed; rows are only ever added (decision 0036)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from catalogue.amendments import Amendment
from catalogue.errors import Place
from catalogue.written import Section, as_plain, from_plain, named
from storage.tables import catalogue_changes, catalogue_proposals, catalogue_versions

FILES: Final = 0  # the version before anything was changed: what the files say
PROPOSED_FOR: Final = timedelta(days=2)  # what nobody took until then is forgotten
_STALE: Final = "Danh mục đã được người khác sửa sau khi bạn mở trang. Hãy tải lại trang rồi sửa lại."


class StaleCatalogueError(Exception):
    """The catalogue was changed since the version that a change was made to."""

    def __init__(self) -> None:
        super().__init__(_STALE)


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """Who changed the catalogue when, why, and of which codes."""

    version: int
    who: str
    at: datetime
    note: str
    changed: tuple[tuple[Section, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that somebody has to look at before they are taken."""

    id: int
    who: str
    at: datetime
    file_name: str
    base: int
    amendments: tuple[Amendment, ...]


def newest_version(c: Connection) -> int:
    """Return the number of the version in force; FILES where nothing was ever changed."""
    return c.scalar(select(func.max(catalogue_versions.c.version))) or FILES


def amendments_at(c: Connection, version: int) -> tuple[Amendment, ...]:
    """Return what stands over the files at a version: of each code what was said last until then."""
    t = catalogue_changes
    until = select(t.c.section, t.c.code, func.max(t.c.version).label("version")).where(
        t.c.version <= version
    )
    last = until.group_by(t.c.section, t.c.code).subquery()
    same = (t.c.section == last.c.section) & (t.c.code == last.c.code) & (t.c.version == last.c.version)
    rows = c.execute(select(t).join(last, same).order_by(t.c.version, t.c.section, t.c.code)).mappings()
    return tuple(_amendment(row) for row in rows)


def add_version(
    c: Connection, base: int, amendments: Sequence[Amendment], version: CatalogueVersion
) -> CatalogueVersion:
    """Keep changes made to the version `base` as the next one. Raises StaleCatalogueError."""
    if newest_version(c) != base:
        raise StaleCatalogueError
    row = {"version": base + 1, "who": version.who, "at": version.at, "note": version.note}
    try:
        with c.begin_nested():
            c.execute(insert(catalogue_versions).values(row))
    except IntegrityError:
        raise StaleCatalogueError from None
    c.execute(insert(catalogue_changes), [{"version": base + 1, **_plain(each)} for each in amendments])
    changed = tuple((each.section, each.code) for each in amendments)
    return CatalogueVersion(base + 1, version.who, version.at, version.note, changed)


def versions(c: Connection, limit: int = 200) -> tuple[CatalogueVersion, ...]:
    """Return the versions with the codes that each changed, newest first."""
    t = catalogue_versions
    found = c.execute(select(t).order_by(t.c.version.desc()).limit(limit)).mappings().all()
    changes = catalogue_changes
    chosen = select(changes.c.version, changes.c.section, changes.c.code).where(
        changes.c.version.in_([row["version"] for row in found])
    )
    by_version: dict[int, list[tuple[Section, str]]] = {}
    for number, section, code in c.execute(chosen.order_by(changes.c.section, changes.c.code)):
        by_version.setdefault(number, []).append((Section(section), code))
    return tuple(CatalogueVersion(**row, changed=tuple(by_version.get(row["version"], ()))) for row in found)


def back_to(c: Connection, version: int) -> tuple[Amendment, ...]:
    """Return what must be said for the catalogue to be again what it was at a version."""
    then = {(each.section, each.code): each for each in amendments_at(c, version)}
    now = amendments_at(c, newest_version(c))
    return tuple(
        then.get((each.section, each.code), Amendment(each.section, each.code, None))
        for each in now
        if _plain(each)
        != _plain(then.get((each.section, each.code), Amendment(each.section, each.code, None)))
    )


def propose(
    c: Connection, base: int, amendments: Iterable[Amendment], named_as: tuple[str, str], now: datetime
) -> int:
    """Keep changes to be looked at, by who asks and the file's name; return their number."""
    c.execute(delete(catalogue_proposals).where(catalogue_proposals.c.at < now - PROPOSED_FOR))
    who, file_name = named_as
    row = {
        "who": who,
        "at": now,
        "file_name": file_name,
        "base": base,
        "changes": [_plain(each) for each in amendments],
    }
    return int(c.scalar(insert(catalogue_proposals).values(row).returning(catalogue_proposals.c.id)) or 0)


def find_proposal(c: Connection, number: int) -> Proposal | None:
    """Return proposed changes; None where there are none of that number, or no longer."""
    chosen = select(catalogue_proposals).where(catalogue_proposals.c.id == number)
    row = c.execute(chosen).mappings().one_or_none()
    if row is None:
        return None
    amendments = tuple(_amendment(each) for each in row["changes"])
    return Proposal(row["id"], row["who"], row["at"], row["file_name"], row["base"], amendments)


def drop_proposal(c: Connection, number: int) -> None:
    """Forget proposed changes: they were taken, or nobody wants them."""
    c.execute(delete(catalogue_proposals).where(catalogue_proposals.c.id == number))


def _plain(each: Amendment) -> dict[str, Any]:
    entries = None if each.entries is None else [as_plain(entry.raw) for entry in each.entries]
    return {"section": each.section.value, "code": each.code, "entries": entries}


def _amendment(row: RowMapping | Mapping[str, Any]) -> Amendment:
    section, number = Section(row["section"]), row.get("version")
    place = Place(f"bản {number} của danh mục" if number else "danh mục đề nghị")
    entries = row["entries"]
    if entries is None:
        return Amendment(section, row["code"], None)
    return Amendment(section, row["code"], tuple(named(section, from_plain(raw), place) for raw in entries))
