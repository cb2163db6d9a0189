"""Scans with their pages and parts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, exists, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.model import PageReading, Part, Remark
from storage import codec, search_index, tables, tasks
from storage.access import Reach, unit_of_scan
from storage.model import MACHINE_TROUBLE, POOR_QUALITY, UNASSIGNED, NewScan, Scan, ScanState, Stage
from storage.upsert import insert_new, upsert

_EVERYWHERE = Reach(None)
_STREAM = 500  # rows held at a time
_COLUMNS = [column for column in tables.scans.c if column.name not in {"dossier_key", "remarks"}]


def add_scan(c: Connection, new: NewScan, now: datetime) -> tuple[Scan, bool]:
    """Return the scan of this content and dossier, and whether it was made just now.

    A file that names no dossier is the oldest scan of its content, whatever dossier that has got since. One
    that trouble in the machine had put aside is begun again.
    """
    known = None if new.dossier_code else _oldest(c, new.sha256)
    if known is None:
        values = {**asdict(new), "state": ScanState.RECEIVED, "received_at": now}
        made = insert_new(c, tables.scans, values, ("sha256", "dossier_key"))
        if made is not None:
            return _scan(made), True
        known = find_scan(c, new.sha256, new.dossier_code)
    if known is None:
        raise LookupError(f"scan {new.sha256} is neither new nor known")
    return _begun_again(c, known, now), False


def _oldest(c: Connection, sha256: str) -> Scan | None:
    same = select(*_COLUMNS).where(tables.scans.c.sha256 == sha256).order_by(tables.scans.c.id)
    row = c.execute(same.limit(1)).mappings().one_or_none()
    return None if row is None else _scan(row)


def _begun_again(c: Connection, known: Scan, now: datetime) -> Scan:
    if known.state is not ScanState.QUARANTINED or known.reason_code not in MACHINE_TROUBLE:
        return known
    set_state(c, known.id, ScanState.RECEIVED, None, None, now)
    tasks.begin_again(c, known.id, now)
    return get_scan(c, known.id)


def get_scan(c: Connection, scan_id: int) -> Scan:
    """Return a scan by its id. Raises sqlalchemy.exc.NoResultFound."""
    return _scan(c.execute(select(*_COLUMNS).where(tables.scans.c.id == scan_id)).mappings().one())


def latest_scans(c: Connection, limit: int, reach: Reach = _EVERYWHERE) -> tuple[Scan, ...]:
    """Return the newest scans within reach, newest first."""
    rows = c.execute(
        select(*_COLUMNS).where(reach.scans()).order_by(tables.scans.c.id.desc()).limit(limit)
    ).mappings()
    return tuple(_scan(row) for row in rows)


def scan_within(c: Connection, scan_id: int, reach: Reach) -> Scan | None:
    """Return a scan that is within reach; None where it is not, or is not there."""
    mine = (tables.scans.c.id == scan_id) & reach.scans()
    row = c.execute(select(*_COLUMNS).where(mine)).mappings().one_or_none()
    return None if row is None else _scan(row)


def unit_of(c: Connection, scan_id: int) -> str | None:
    """Return the unit that a scan is of: its dossier's, or else its station's; None where it has none."""
    return c.scalar(select(unit_of_scan()).where(tables.scans.c.id == scan_id))


def scans_before(
    c: Connection, reach: Reach, before: int | None, limit: int, state: ScanState | None = None
) -> tuple[Scan, ...]:
    """Return the newest scans within reach, newest first; `before`: only those older than that id."""
    chosen = select(*_COLUMNS).where(reach.scans()).order_by(tables.scans.c.id.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(tables.scans.c.id < before)
    if state is not None:
        chosen = chosen.where(tables.scans.c.state == state)
    return tuple(_scan(row) for row in c.execute(chosen).mappings())


def find_scan(c: Connection, sha256: str, dossier_code: str | None) -> Scan | None:
    """Return the scan of this content for this dossier (None: for no dossier)."""
    mine = (tables.scans.c.sha256 == sha256) & (tables.scans.c.dossier_key == (dossier_code or ""))
    row = c.execute(select(*_COLUMNS).where(mine)).mappings().one_or_none()
    return None if row is None else _scan(row)


def read_twin(c: Connection, sha256: str, not_id: int) -> Scan | None:
    """Return another scan of the same content whose pages are all read, if there is one."""
    read = tables.scans.c.state.in_([ScanState.ACCEPTED, ScanState.REVIEW])
    twins = select(*_COLUMNS).where(tables.scans.c.sha256 == sha256, tables.scans.c.id != not_id, read)
    row = c.execute(twins.order_by(tables.scans.c.id).limit(1)).mappings().one_or_none()
    return None if row is None else _scan(row)


def scans(
    c: Connection,
    *,
    states: Sequence[ScanState] | None = None,
    reason_code: str | None = None,
    dossier_code: str | None = None,
    station: str | None = None,
) -> Iterator[Scan]:
    """Yield the scans that fit all that is given, oldest first; few are in memory at a time."""
    chosen = select(*_COLUMNS).order_by(tables.scans.c.id)
    if states is not None:
        chosen = chosen.where(tables.scans.c.state.in_(states))
    if reason_code is not None:
        chosen = chosen.where(tables.scans.c.reason_code == reason_code)
    if dossier_code is not None:
        chosen = chosen.where(tables.scans.c.dossier_key == dossier_code)
    if station is not None:
        chosen = chosen.where(tables.scans.c.station == station)
    with c.execute(chosen, execution_options={"yield_per": _STREAM}) as result:
        for row in result.mappings():
            yield _scan(row)


def to_finish_again(c: Connection, dossier_codes: Collection[str]) -> set[int]:
    """Return the scans with a last stage that belong to one of these dossiers, or may do so.

    A scan belongs to the dossiers of its papers, too. Those without a dossier may: only their text can name
    one. A scan whose last stage is at work counts, too.
    """
    busy = tables.scans.c.state == ScanState.PROCESSING
    loose = tables.scans.c.reason_code.in_([UNASSIGNED, POOR_QUALITY])
    waiting = (tables.scans.c.state == ScanState.REVIEW) & loose
    read = tables.scans.c.state.in_([ScanState.PROCESSING, ScanState.REVIEW, ScanState.ACCEPTED])
    last = tables.tasks.c.stage == Stage.FINISH
    finished = select(tables.scans.c.id).join(tables.tasks, tables.tasks.c.scan_id == tables.scans.c.id)
    found = set(c.scalars(finished.where(last, tables.scans.c.dossier_key == "", busy | waiting)))
    codes = sorted(dossier_codes)
    for start in range(0, len(codes), _STREAM):
        some = codes[start : start + _STREAM]
        papers = select(tables.parts.c.scan_id).where(tables.parts.c.dossier_code.in_(some))
        for mine in (tables.scans.c.dossier_key.in_(some), tables.scans.c.id.in_(papers)):
            found |= set(c.scalars(finished.where(last, mine, read)))
    return found


def assign(c: Connection, scan_id: int, dossier_code: str) -> bool:
    """Give a scan to a dossier; False where that dossier has the same content as another scan already.

    Its papers are kept after that: they are found by their dossier, too.
    """
    try:
        with c.begin_nested():
            c.execute(
                update(tables.scans).where(tables.scans.c.id == scan_id).values(dossier_code=dossier_code)
            )
    except IntegrityError:
        return False
    return True


def set_page_count(c: Connection, scan_id: int, count: int) -> None:
    """Note how many pages the file has."""
    c.execute(update(tables.scans).where(tables.scans.c.id == scan_id).values(page_count=count))


def set_state(
    c: Connection, scan_id: int, state: ScanState, reason_code: str | None, reason: str | None, now: datetime
) -> None:
    """Move a scan to a state, with its reason (Vietnamese); one that ends gets `now` as its end."""
    c.execute(
        update(tables.scans)
        .where(tables.scans.c.id == scan_id)
        .values(state=state, reason_code=reason_code, reason=reason, finished_at=now if state.ended else None)
    )


def save_page(c: Connection, scan_id: int, page: PageReading) -> None:
    """Keep a page's reading, instead of an earlier one of that page."""
    upsert(c, tables.pages, codec.page_to_row(scan_id, page), ("scan_id", "number"))


def pages_of(c: Connection, scan_id: int) -> tuple[PageReading, ...]:
    """Return the readings of a scan in page order."""
    rows = c.execute(
        select(tables.pages).where(tables.pages.c.scan_id == scan_id).order_by(tables.pages.c.number)
    ).mappings()
    return tuple(codec.page_from_row(row) for row in rows)


def page_of(c: Connection, scan_id: int, number: int) -> PageReading | None:
    """Return the reading of a page; None where it is not read."""
    mine = (tables.pages.c.scan_id == scan_id, tables.pages.c.number == number)
    row = c.execute(select(tables.pages).where(*mine)).mappings().one_or_none()
    return None if row is None else codec.page_from_row(row)


def has_page(c: Connection, scan_id: int, number: int) -> bool:
    """Say whether a page is read already."""
    found = exists().where(tables.pages.c.scan_id == scan_id, tables.pages.c.number == number)
    return bool(c.scalar(select(found)))


def copy_pages(c: Connection, from_id: int, to_id: int) -> int:
    """Give a scan another's readings of the same content, where it has none of its own; return how many."""
    mine = select(tables.pages.c.number).where(tables.pages.c.scan_id == to_id)
    names = [column.name for column in tables.pages.c if column.name != "scan_id"]
    theirs = select(literal(to_id), *[tables.pages.c[name] for name in names])
    missing = theirs.where(tables.pages.c.scan_id == from_id, tables.pages.c.number.not_in(mine))
    copied = insert(tables.pages).from_select(["scan_id", *names], missing).returning(tables.pages.c.number)
    return len(c.execute(copied).all())


def reading_seconds(c: Connection) -> float:
    """Return the CPU seconds that cleaning and reading all pages took."""
    return c.scalar(select(func.sum(tables.pages.c.cpu_seconds))) or 0.0


def save_parts(c: Connection, scan_id: int, found: Sequence[Part]) -> None:
    """Keep these parts of a scan instead of those it had."""
    c.execute(delete(tables.parts).where(tables.parts.c.scan_id == scan_id))
    if found:
        rows = [codec.part_to_row(scan_id, ordinal, part) for ordinal, part in enumerate(found)]
        c.execute(insert(tables.parts), rows)
    search_index.index_scan(c, scan_id)


def save_remarks(c: Connection, scan_id: int, found: Sequence[Remark]) -> None:
    """Keep what a clerk must see of a scan as a whole, instead of what was kept before."""
    kept = codec.remarks_to_row(found)
    c.execute(update(tables.scans).where(tables.scans.c.id == scan_id).values(remarks=kept))


def remarks_of(c: Connection, scan_id: int) -> tuple[Remark, ...]:
    """Return what a clerk must see of a scan as a whole."""
    kept = c.scalars(select(tables.scans.c.remarks).where(tables.scans.c.id == scan_id)).one()
    return codec.remarks_from_row(kept)


def parts_of(c: Connection, scan_id: int) -> tuple[Part, ...]:
    """Return the parts of a scan in order."""
    rows = c.execute(
        select(tables.parts).where(tables.parts.c.scan_id == scan_id).order_by(tables.parts.c.ordinal)
    ).mappings()
    return tuple(codec.part_from_row(row) for row in rows)


def has_twin_in(c: Connection, scan: Scan, dossier_code: str) -> bool:
    """Tell whether another scan of the same content has put papers into a dossier."""
    theirs = (
        select(tables.components.c.scan_id)
        .join(tables.scans, tables.scans.c.id == tables.components.c.scan_id)
        .where(tables.components.c.dossier_code == dossier_code, tables.scans.c.id != scan.id)
        .where(tables.scans.c.sha256 == scan.sha256)
    )
    return bool(c.scalar(select(theirs.exists())))


def _scan(row: RowMapping) -> Scan:
    return Scan(**{column.name: row[column.name] for column in _COLUMNS})
