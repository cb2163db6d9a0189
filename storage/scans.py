"""Records of scans, their pages and parts."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from pipeline.model import Box, Candidate, FieldValue, PageReading, Part, Word
from storage.model import NewScan, Scan, ScanState, Urgency
from storage.tables import pages, parts
from storage.tables import scans as table
from storage.upsert import insert_once, replace_row

_COLUMNS = tuple(column for column in table.columns if column.name != "dossier_key")


def add_scan(connection: Connection, new: NewScan, now: datetime) -> tuple[Scan, bool]:
    """Add a scan, or find the one that has this content and dossier already; tell which it was."""
    row = asdict(new) | {
        "dossier_key": new.dossier_code or "",
        "urgency": new.urgency.value,
        "state": ScanState.RECEIVED.value,
        "received_at": now,
    }
    created = insert_once(connection, table, row, ("sha256", "dossier_key"))
    scan = find_scan(connection, new.sha256, new.dossier_code)
    assert scan is not None  # noqa: S101 - inserted, or there before
    return scan, created


def get_scan(connection: Connection, scan_id: int) -> Scan:
    """Return a scan by its id; raises NoResultFound where there is none."""
    return _scan(connection.execute(select(*_COLUMNS).where(table.c.id == scan_id)).one())


def find_scan(connection: Connection, sha256: str, dossier_code: str | None) -> Scan | None:
    """Return the scan taken in with this content for this dossier (None: for no dossier)."""
    chosen = (table.c.sha256 == sha256) & (table.c.dossier_key == (dossier_code or ""))
    row = connection.execute(select(*_COLUMNS).where(chosen)).one_or_none()
    return None if row is None else _scan(row)


def scans(connection: Connection, state: ScanState | None = None) -> Iterator[Scan]:
    """Yield scans, oldest first, in bounded memory."""
    query = select(*_COLUMNS).order_by(table.c.id).execution_options(yield_per=500)
    if state is not None:
        query = query.where(table.c.state == state.value)
    for row in connection.execute(query):
        yield _scan(row)


def latest_scans(connection: Connection, limit: int) -> tuple[Scan, ...]:
    """Return the newest scans, newest first."""
    rows = connection.execute(select(*_COLUMNS).order_by(table.c.id.desc()).limit(limit))
    return tuple(_scan(row) for row in rows)


def set_page_count(connection: Connection, scan_id: int, count: int) -> None:
    """Keep how many pages a scan has."""
    _change(connection, scan_id, page_count=count)


def set_dossier(connection: Connection, scan_id: int, code: str | None) -> None:
    """Keep the dossier that a scan belongs to; its identity stays what it was when it came."""
    _change(connection, scan_id, dossier_code=code)


def set_state(
    connection: Connection, scan_id: int, state: ScanState, why: tuple[str, str] | None, now: datetime
) -> None:
    """Move a scan to a state; `why` is a reason's code and its Vietnamese words."""
    code, words = why or (None, None)
    ended = now if state.ended else None
    _change(connection, scan_id, state=state.value, reason_code=code, reason=words, finished_at=ended)


def _change(connection: Connection, scan_id: int, **values: Any) -> None:  # noqa: ANN401
    connection.execute(update(table).where(table.c.id == scan_id).values(**values))


def _scan(row: Row[Any]) -> Scan:
    values = row._asdict()
    return Scan(**values | {"state": ScanState(values["state"]), "urgency": Urgency(values["urgency"])})


def save_page(connection: Connection, scan_id: int, page: PageReading) -> None:
    """Keep one read page; a page read again replaces itself."""
    words = [[w.text, *w.box, w.confidence, w.line] for w in page.words]
    row = asdict(page) | {"scan_id": scan_id, "words": words}
    replace_row(connection, pages, row, ("scan_id", "number"))


def has_page(connection: Connection, scan_id: int, number: int) -> bool:
    """Tell whether a page has been read."""
    chosen = (pages.c.scan_id == scan_id) & (pages.c.number == number)
    return connection.execute(select(pages.c.number).where(chosen)).first() is not None


def pages_of(connection: Connection, scan_id: int) -> tuple[PageReading, ...]:
    """Return the pages read so far, by number."""
    rows = connection.execute(select(pages).where(pages.c.scan_id == scan_id).order_by(pages.c.number))
    return tuple(_page(row) for row in rows)


def twin_page(connection: Connection, scan_id: int, number: int) -> PageReading | None:
    """Return this page as read for another scan of the same content, if there is one."""
    mine = select(table.c.sha256).where(table.c.id == scan_id).scalar_subquery()
    query = (
        select(pages)
        .join(table, table.c.id == pages.c.scan_id)
        .where(table.c.sha256 == mine, table.c.id != scan_id, pages.c.number == number)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _page(row)


def reading_seconds(connection: Connection) -> float:
    """Return the CPU seconds spent on cleaning and reading all pages."""
    return float(connection.execute(select(func.coalesce(func.sum(pages.c.cpu_seconds), 0.0))).scalar_one())


def _page(row: Row[Any]) -> PageReading:
    values = row._asdict()
    del values["scan_id"]
    words = tuple(
        Word(text, Box(x, y, w, h), confidence, line)
        for text, x, y, w, h, confidence, line in values.pop("words")
    )
    return PageReading(words=words, **values)


def save_parts(connection: Connection, scan_id: int, found: Sequence[Part]) -> None:
    """Keep the parts of a scan in place of those it had."""
    connection.execute(delete(parts).where(parts.c.scan_id == scan_id))
    for ordinal, part in enumerate(found):
        connection.execute(insert(parts).values(scan_id=scan_id, ordinal=ordinal, **asdict(part)))


def parts_of(connection: Connection, scan_id: int) -> tuple[Part, ...]:
    """Return the parts of a scan in order."""
    rows = connection.execute(select(parts).where(parts.c.scan_id == scan_id).order_by(parts.c.ordinal))
    return tuple(_part(row) for row in rows)


def _part(row: Row[Any]) -> Part:
    return Part(
        pages=tuple(row.pages),
        type=row.type,
        confidence=row.confidence,
        candidates=tuple(Candidate(**candidate) for candidate in row.candidates),
        fields={name: FieldValue(**value) for name, value in row.fields.items()},
        certified_copy=row.certified_copy,
    )
