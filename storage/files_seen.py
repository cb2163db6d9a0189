"""The files behind the counts of `storage.work`, one by one, by the very tests that count them."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, case, func, select

from catalogue.work import FileSeen
from storage.columns import VIETNAM
from storage.model import ScanState
from storage.tables import dossiers, pages, parts, scans
from storage.work import READ, STAGES, came_in, dossier_of_scan, has_flaws, of_units, stage_of_scan

STATES: Final = {
    ScanState.ACCEPTED: "accepted",
    ScanState.REVIEW: "review",
    ScanState.REJECTED: "rejected",
    ScanState.QUARANTINED: "rejected",
    ScanState.RECEIVED: "working",
    ScanState.PROCESSING: "working",
}
_OF_PAGES: Final = ("pages", "blank", "text_layer", "flawed")
_OF_PAPERS: Final = ("papers", "unknown")
_STREAM: Final = 1000


def files_seen(c: Connection, first: date, last: date, units: Collection[str] | None) -> Iterator[FileSeen]:
    """Yield the files that came in on these days, by number; `units`: only those of their dossiers."""
    on_pages, in_papers = _on_pages(first, last).subquery(), _in_papers(first, last).subquery()
    wanted = (
        select(
            *(scans.c.id, scans.c.station, scans.c.file_name, scans.c.received_at, scans.c.state),
            *(scans.c.page_count, dossier_of_scan().label("dossier"), dossiers.c.unit),
            stage_of_scan().label("reached"),
            *(func.coalesce(on_pages.c[name], 0).label(name) for name in _OF_PAGES),
            *(func.coalesce(in_papers.c[name], 0).label(name) for name in _OF_PAPERS),
        )
        .select_from(
            scans.outerjoin(dossiers, dossiers.c.code == dossier_of_scan())
            .outerjoin(on_pages, on_pages.c.scan_id == scans.c.id)
            .outerjoin(in_papers, in_papers.c.scan_id == scans.c.id)
        )
        .where(came_in(first, last))
        .order_by(scans.c.id)
    )
    with c.execute(of_units(wanted, units), execution_options={"yield_per": _STREAM}) as rows:
        for row in rows.mappings():
            yield _file(row)


def _on_pages(first: date, last: date) -> Select[Any]:
    return _each_scan(
        pages,
        first,
        last,
        pages=func.count(),
        blank=_sum(pages.c.blank),
        text_layer=_sum(pages.c.text_layer),
        flawed=_sum(has_flaws()),
    )


def _in_papers(first: date, last: date) -> Select[Any]:
    return _each_scan(parts, first, last, papers=func.count(), unknown=_sum(parts.c.type.is_(None)))


def _each_scan(table: Any, first: date, last: date, **counts: Any) -> Select[Any]:  # noqa: ANN401
    """Return counts of what the files of these days hold that have been read whole, by file."""
    return (
        select(table.c.scan_id, *(count.label(name) for name, count in counts.items()))
        .join_from(table, scans, scans.c.id == table.c.scan_id)
        .where(came_in(first, last), scans.c.state.in_(READ))
        .group_by(table.c.scan_id)
    )


def _sum(test: Any) -> Any:  # noqa: ANN401 - columns and conditions alike
    return func.sum(case((test, 1), else_=0))


def _file(row: RowMapping) -> FileSeen:
    return FileSeen(
        scan=row["id"],
        station=row["station"],
        name=row["file_name"],
        dossier=row["dossier"],
        unit=row["unit"] or "",
        received_at=row["received_at"].astimezone(VIETNAM),
        state=STATES[row["state"]],
        stages=frozenset(STAGES[: row["reached"] + 1]),
        sent=row["page_count"] or 0,
        **{name: row[name] for name in (*_OF_PAGES, *_OF_PAPERS)},
    )
