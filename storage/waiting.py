"""Scans that wait for a clerk, in the order in which people wait: the counter, the due date, their age."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from storage import codec
from storage.access import Reach, unit_of_scan
from storage.model import ScanState, Urgency
from storage.previews import first_rotation, is_pictured
from storage.review_tables import doubtful_words, review_leases
from storage.tables import dossiers, parts, scans

MOST_DAYS: Final = date.max


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Which scans are asked for; empty asks for all."""

    unit: str = ""
    reason: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A line of the work list; `type` and `confidence` are its first paper's, `holder` who has it in hand."""

    id: int
    file_name: str
    unit: str | None
    dossier_code: str | None
    urgency: Urgency
    reason_code: str | None
    reason: str | None
    page_count: int | None
    received_at: datetime
    due_on: date | None
    type: str | None
    confidence: float | None
    papers: int
    words: int
    holder: str | None
    pictured: bool
    rotation: int | None  # of its first page


def waiting_scans(
    c: Connection, reach: Reach, wanted: WorkFilter, now: datetime, limit: int
) -> tuple[WaitingScan, ...]:
    """Return the first scans that wait within reach, those whose people wait longest first."""
    # Found first: SQLite would look up all that is told of a scan for every one that waits, then sort.
    found = _first(c, limit, *_conditions(reach, wanted))
    first = parts.alias()
    mine = parts.c.scan_id == scans.c.id
    held = (review_leases.c.scan_id == scans.c.id) & (review_leases.c.until >= now)
    words = select(func.count()).where(doubtful_words.c.scan_id == scans.c.id).correlate(scans)
    chosen = select(
        *(scans.c[name] for name in _OWN),
        unit_of_scan().label("unit"),
        dossiers.c.due_on,
        first.c.type,
        first.c.confidence,
        select(func.count()).where(mine).correlate(scans).scalar_subquery().label("papers"),
        words.scalar_subquery().label("words"),
        review_leases.c.full_name.label("holder"),
        is_pictured().label("pictured"),
        first_rotation().label("rotation"),
    ).select_from(
        scans.outerjoin(dossiers, dossiers.c.code == scans.c.dossier_code)
        .outerjoin(first, (first.c.scan_id == scans.c.id) & (first.c.ordinal == 0))
        .outerjoin(review_leases, held)
    )
    rows = c.execute(_in_order(chosen.where(scans.c.id.in_(found)))).mappings()
    return tuple(WaitingScan(**row) for row in rows)


def next_scans(c: Connection, reach: Reach, who: str, now: datetime, limit: int) -> tuple[int, ...]:
    """Return the first waiting scans within reach that nobody else has in hand."""
    others = select(review_leases.c.scan_id).where(
        review_leases.c.holder != who, review_leases.c.until >= now
    )
    return _first(c, limit, *_conditions(reach, WorkFilter()), scans.c.id.not_in(others))


def _first(c: Connection, limit: int, *conditions: ColumnElement[bool]) -> tuple[int, ...]:
    chosen = select(scans.c.id).outerjoin(dossiers, dossiers.c.code == scans.c.dossier_code)
    return tuple(c.scalars(_in_order(chosen.where(*conditions)).limit(limit)))


def counts_by_reason(c: Connection, reach: Reach) -> dict[str, int]:
    """Return how many scans within reach wait, by why."""
    reason = func.coalesce(scans.c.reason_code, "")
    counted = select(reason, func.count()).where(*_conditions(reach, WorkFilter())).group_by(reason)
    return {row[0]: row[1] for row in c.execute(counted.order_by(func.count().desc(), reason))}


def types_waiting(c: Connection, reach: Reach) -> tuple[str, ...]:
    """Return the types of papers among the scans that wait within reach."""
    found = select(parts.c.type).join(scans, scans.c.id == parts.c.scan_id).where(parts.c.type.is_not(None))
    return tuple(c.scalars(found.where(*_conditions(reach, WorkFilter())).distinct().order_by(parts.c.type)))


def type_of_parts(c: Connection, scan_id: int) -> tuple[tuple[str | None, float, str | None], ...]:
    """Return type, certainty and dossier of each paper of a scan."""
    rows = c.execute(select(parts).where(parts.c.scan_id == scan_id).order_by(parts.c.ordinal)).mappings()
    return tuple((part.type, part.confidence, part.dossier) for part in map(codec.part_from_row, rows))


_OWN: Final = (
    *("id", "file_name", "dossier_code", "urgency", "reason_code", "reason", "page_count", "received_at"),
)


def _conditions(reach: Reach, wanted: WorkFilter) -> list[ColumnElement[bool]]:
    found = [scans.c.state == ScanState.REVIEW, reach.scans()]
    if wanted.unit:
        found.append(unit_of_scan() == wanted.unit)
    if wanted.reason:
        found.append(scans.c.reason_code == wanted.reason)
    if wanted.type:
        typed = select(parts.c.scan_id).where(parts.c.scan_id == scans.c.id, parts.c.type == wanted.type)
        found.append(typed.correlate(scans).exists())
    return found


def _in_order(chosen: Select) -> Select:  # type: ignore[type-arg]
    counter_first = case((scans.c.urgency == Urgency.COUNTER, 0), else_=1)
    return chosen.order_by(counter_first, func.coalesce(dossiers.c.due_on, MOST_DAYS), scans.c.id)
