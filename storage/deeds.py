"""What people with an account did, for the report of the work of clerks.

Papers stand in the decisions, dossiers and files in the audit log: the three are read as one list of
(who, unit, kind, thing, moment).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, String, cast, func, literal, select, union_all

from catalogue.work import ClerkWork, DeedSeen
from storage.access import unit_of_scan
from storage.audit_log import AuditAction
from storage.columns import VIETNAM, days_of
from storage.decisions import OF_PAGES, OF_PAPERS
from storage.tables import accounts, audit_log, decisions, scans

KINDS: Final = ("papers", "dossiers", "files")  # in the order of ClerkWork


def clerk_work(c: Connection, first: date, last: date) -> list[ClerkWork]:
    """Return what each account did on these days (Vietnam's), by account and unit; each thing counts once."""
    things: defaultdict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(_nothing)
    days: defaultdict[tuple[str, str, str], set[date]] = defaultdict(set)
    for deed in clerk_deeds(c, first, last):
        who = (deed.account, deed.name, deed.unit)
        things[who][deed.kind].add(deed.thing)
        days[who].add(deed.at.date())
    return [_work(who, found, len(days[who])) for who, found in things.items()]


def clerk_deeds(c: Connection, first: date, last: date) -> Iterator[DeedSeen]:
    """Yield what was done with an account on these days (Vietnam's), by account and unit."""
    begin, end = days_of(first, last)
    log = audit_log.c
    done = union_all(
        _papers(begin, end),
        _logged("dossiers", AuditAction.DOSSIER_CHANGED, log.subject, begin, end),
        _logged("files", AuditAction.FILE_UPLOADED, cast(log.seq, String), begin, end),
    ).subquery()
    deeds = (
        select(accounts.c.name, accounts.c.full_name, done.c.unit, done.c.kind, done.c.thing, done.c.at)
        .join_from(done, accounts, accounts.c.name == done.c.who)
        .order_by(accounts.c.name, done.c.unit)
    )
    for name, full_name, unit, kind, thing, at in c.execute(deeds):
        yield DeedSeen(name, full_name, unit, kind, thing, at.astimezone(VIETNAM))


def _nothing() -> dict[str, set[str]]:
    return {kind: set() for kind in KINDS}


def _work(who: tuple[str, str, str], things: dict[str, set[str]], days: int) -> ClerkWork:
    papers, dossiers, files = (len(things[kind]) for kind in KINDS)
    return ClerkWork(*who, papers=papers, dossiers=dossiers, files=files, days=days)


def _papers(begin: datetime, end: datetime) -> Select[Any]:
    """Return the papers that somebody decided about, or about whose pages."""
    d = decisions.c
    thing = cast(d.scan_id, String) + ":" + cast(d.page, String) + ":" + cast(d.place, String)
    return (
        select(
            d.who.label("who"), func.coalesce(unit_of_scan(), "").label("unit"), *_as("papers", thing, d.at)
        )
        .join_from(decisions, scans)
        .where(d.at.between(begin, end), d.kind.in_([*OF_PAGES, *OF_PAPERS]))
    )


def _logged(
    kind: str, action: AuditAction, thing: ColumnElement[str], begin: datetime, end: datetime
) -> Select[Any]:
    log = audit_log.c
    return select(log.actor, func.coalesce(log.unit, ""), *_as(kind, thing, log.at)).where(
        log.at.between(begin, end), log.action == action
    )


def _as(kind: str, thing: ColumnElement[str], at: ColumnElement[datetime]) -> tuple[ColumnElement[Any], ...]:
    return literal(kind).label("kind"), thing.label("thing"), at.label("at")
