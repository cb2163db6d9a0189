"""What a station sent and what became of it, for those who stand at the scanner."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.access import Reach
from storage.arrivals import open_arrivals
from storage.model import JOINED, Arrival, ArrivalState, ScanState
from storage.previews import first_rotation, is_pictured
from storage.tables import dossiers, parts, scans


@dataclass(frozen=True, slots=True)
class SentScan:
    """A file that a station sent; `type` is its first paper's; the last two count its dossier's papers."""

    id: int
    station: str
    file_name: str
    state: ScanState
    reason_code: str | None
    reason: str | None
    page_count: int | None
    received_at: datetime
    dossier_code: str | None
    type: str | None
    papers: int
    digitised: int | None
    required: int | None
    pictured: bool
    rotation: int | None  # of its first page

    @property
    def joined(self) -> bool:
        """Tell whether its pages lie in a file that was made of it and another."""
        return self.reason_code == JOINED

    @property
    def joinable(self) -> bool:
        return self.state not in {ScanState.REJECTED, ScanState.QUARANTINED} and not self.joined


@dataclass(frozen=True, slots=True)
class StationDay:
    """Counts of a day: files and pages sent; files to be scanned again, waiting for a clerk, being read."""

    files: int
    pages: int
    again: int
    review: int
    working: int


def sent_scans(c: Connection, reach: Reach, station: str | None, limit: int) -> tuple[SentScan, ...]:
    """Return the newest files within reach, newest first; of one station, or of all."""
    first = parts.alias()
    papers = select(func.count()).where(parts.c.scan_id == scans.c.id).correlate(scans).scalar_subquery()
    columns = ("id", "station", "file_name", "state", "reason_code", "reason", "page_count", "received_at")
    chosen = select(
        *(scans.c[name] for name in columns),
        func.coalesce(first.c.dossier_code, scans.c.dossier_code).label("dossier_code"),
        first.c.type,
        papers.label("papers"),
        dossiers.c.digitised,
        dossiers.c.required,
        is_pictured().label("pictured"),
        first_rotation().label("rotation"),
    ).select_from(
        scans.outerjoin(first, (first.c.scan_id == scans.c.id) & (first.c.ordinal == 0)).outerjoin(
            dossiers, dossiers.c.code == func.coalesce(first.c.dossier_code, scans.c.dossier_code)
        )
    )
    chosen = chosen.where(reach.scans()).order_by(scans.c.id.desc()).limit(limit)
    if station is not None:
        chosen = chosen.where(scans.c.station == station)
    return tuple(SentScan(**row) for row in c.execute(chosen).mappings())


def station_day(c: Connection, reach: Reach, station: str | None, since: datetime) -> StationDay:
    """Return the counts of what came in since a moment."""
    mine = select(scans.c.state, scans.c.page_count).where(scans.c.received_at >= since, reach.scans())
    if station is not None:
        mine = mine.where(scans.c.station == station)
    # Found first, then grouped: SQLite would walk through all scans for their order by state.
    today = mine.cte("today").prefix_with("MATERIALIZED")
    counted = select(today.c.state, func.count(), func.coalesce(func.sum(today.c.page_count), 0))
    rows = {row[0]: (row[1], row[2]) for row in c.execute(counted.group_by(today.c.state))}

    def files(*states: ScanState) -> int:
        return sum(rows.get(state, (0, 0))[0] for state in states)

    return StationDay(
        files=files(*ScanState),
        pages=int(sum(pages for _, pages in rows.values())),
        again=files(ScanState.REJECTED, ScanState.QUARANTINED),
        review=files(ScanState.REVIEW),
        working=files(ScanState.RECEIVED, ScanState.PROCESSING),
    )


def lying(c: Connection, reach: Reach, station: str | None, limit: int) -> tuple[Arrival, ...]:
    """Return the files that still lie in the station's folder, those that are stuck first."""
    found = open_arrivals(c, station, limit, reach)
    return tuple(sorted(found, key=lambda each: each.state is not ArrivalState.STUCK))
