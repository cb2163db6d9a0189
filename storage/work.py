"""What was done with the paper itself, for reports: files by stage, stations, pages, old dossiers.

Days are those of a clock in Vietnam. Counting is the database's work: few rows come back.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, String, and_, case, cast, func, select

from catalogue.work import CampaignWork, PageWork, StationWork, UnitFunnel
from storage.columns import VIETNAM, days_of
from storage.model import JOINED, ScanState
from storage.tables import components, dossiers, pages, parts, scans

_Selected = TypeVar("_Selected", bound=Select[*tuple[Any, ...]])

READ: Final = (ScanState.ACCEPTED, ScanState.REVIEW)
_ENDED_BADLY: Final = (ScanState.REJECTED, ScanState.QUARANTINED)
_WORKING: Final = (ScanState.RECEIVED, ScanState.PROCESSING)
_NO_FLAWS: Final = "[]"
STAGES: Final = ("scanned", "read", "matched", "reviewed", "accepted", "stored")


def funnel(c: Connection, first: date, last: date, units: Collection[str] | None) -> list[UnitFunnel]:
    """Return how many files that came in on these days reached each stage, by unit of their dossier."""
    unit, stage = func.coalesce(dossiers.c.unit, "").label("unit"), stage_of_scan().label("reached")
    wanted = (
        select(unit, stage, func.count().label("files"))
        .select_from(scans.outerjoin(dossiers, dossiers.c.code == dossier_of_scan()))
        .where(came_in(first, last))
        .group_by(unit, stage)
    )
    files: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for row in c.execute(of_units(wanted, units)):
        files[row.unit][row.reached] += row.files
    return [_funnel(unit, files[unit]) for unit in sorted(files)]


def _funnel(unit: str, files: Counter[int]) -> UnitFunnel:
    """Return the funnel of a unit, of how many files got to each stage and no further."""
    reached = {name: sum(files[at] for at in files if at >= stage) for stage, name in enumerate(STAGES)}
    return UnitFunnel(unit, **reached)


def stage_of_scan() -> ColumnElement[int]:
    """Return how far a row of `scans` got, as its number in STAGES.

    No test is made twice, the commonest end comes first.
    """
    typed = select(func.min(case((parts.c.type.is_(None), 0), else_=1))).where(parts.c.scan_id == scans.c.id)
    matched = func.coalesce(typed.correlate(scans).scalar_subquery(), 0) == 1
    stored = _dossier_known()
    return case(
        (scans.c.state.not_in(READ), 0),
        (~matched, 1),
        (scans.c.state != ScanState.ACCEPTED, 2),
        (stored == 1, 5),
        (stored == 0, 4),
        else_=3,
    )


def station_work(c: Connection, first: date, last: date) -> list[StationWork]:
    """Return what each station sent on these days, by its name."""
    mine = came_in(first, last)
    grouped = select(
        scans.c.station,
        func.count().label("files"),
        func.coalesce(func.sum(scans.c.page_count), 0).label("pages"),
        _number(scans.c.state == ScanState.ACCEPTED).label("accepted"),
        _number(scans.c.state == ScanState.REVIEW).label("review"),
        _number(scans.c.state.in_(_ENDED_BADLY)).label("rejected"),
        _number(scans.c.state.in_(_WORKING)).label("working"),
        func.max(scans.c.received_at).label("last"),
    ).where(mine)
    days: defaultdict[str, set[date]] = defaultdict(set)
    for station, at in c.execute(select(scans.c.station, scans.c.received_at).where(mine)):
        days[station].add(at.astimezone(VIETNAM).date())
    rows = c.execute(grouped.group_by(scans.c.station).order_by(scans.c.station)).mappings()
    return [
        StationWork(**{**row, "last": row["last"].astimezone(VIETNAM)}, days=len(days[row["station"]]))
        for row in rows
    ]


def page_work(c: Connection, first: date, last: date) -> list[PageWork]:
    """Return how well the pages of the files of these days could be read, by station."""
    mine = and_(came_in(first, last), scans.c.state.in_(READ))
    flawed = has_flaws()
    grouped = (
        select(
            scans.c.station,
            func.count().label("pages"),
            _number(pages.c.blank).label("blank"),
            _number(pages.c.text_layer).label("text_layer"),
            _number(flawed).label("flawed"),
            func.sum(pages.c.cpu_seconds).label("cpu_seconds"),
        )
        .join_from(scans, pages)
        .where(mine)
        .group_by(scans.c.station)
        .order_by(scans.c.station)
    )
    flaws: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for station, found in c.execute(
        select(scans.c.station, pages.c.flaws).join_from(scans, pages).where(mine, flawed)
    ):
        flaws[station].update(found)
    papers = _paper_work(c, mine)
    return [
        PageWork(**row, **papers.get(row["station"], NO_PAPERS), flaws=dict(flaws[row["station"]]))
        for row in c.execute(grouped).mappings()
    ]


NO_PAPERS: Final[dict[str, Any]] = {"papers": 0, "unknown": 0, "confidence": 0.0}


def _paper_work(c: Connection, mine: ColumnElement[bool]) -> dict[str, dict[str, Any]]:
    known = parts.c.type.is_not(None)
    grouped = (
        select(
            scans.c.station,
            func.count().label("papers"),
            _number(parts.c.type.is_(None)).label("unknown"),
            func.coalesce(func.avg(case((known, parts.c.confidence))), 0.0).label("confidence"),
        )
        .join_from(scans, parts)
        .where(mine)
        .group_by(scans.c.station)
    )
    found = {row["station"]: dict(row) for row in c.execute(grouped).mappings()}
    for row in found.values():
        del row["station"]
    return found


def campaign(c: Connection, first: date, last: date, units: Collection[str] | None) -> list[CampaignWork]:
    """Return how far the digitising of the resolved dossiers received on these days got, by unit."""
    mine, done = _of_campaign(first, last)
    totals = select(dossiers.c.unit, func.count().label("total"), _number(done).label("done")).where(mine)
    days: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for _, unit, day in _completed(c, and_(mine, done), units):
        days[unit][day] += 1
    rows = c.execute(of_units(totals, units).group_by(dossiers.c.unit).order_by(dossiers.c.unit))
    return [CampaignWork(row.unit, row.total, row.done, dict(days[row.unit])) for row in rows]


def completed(c: Connection, first: date, last: date, units: Collection[str] | None) -> dict[str, date]:
    """Return the dossiers whose days `campaign` counts, by code, each with its day."""
    return {code: day for code, _, day in _completed(c, and_(*_of_campaign(first, last)), units)}


def _of_campaign(first: date, last: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return whether a row of `dossiers` belongs to a campaign, and whether all of it is digitised."""
    mine = and_(dossiers.c.received_on.between(first, last), dossiers.c.resolved_on.is_not(None))
    return mine, and_(dossiers.c.complete, dossiers.c.result_digitised)


def _completed(
    c: Connection, wanted: ColumnElement[bool], units: Collection[str] | None
) -> Iterator[tuple[str, str, date]]:
    """Yield the code and the unit of dossiers, and the day on which the last of their files was done."""
    finished = (
        select(dossiers.c.unit, dossiers.c.code, func.max(scans.c.finished_at).label("at"))
        .join_from(dossiers, components, components.c.dossier_code == dossiers.c.code)
        .join(scans, scans.c.id == components.c.scan_id)
        .where(wanted)
        .group_by(dossiers.c.unit, dossiers.c.code)
    )
    for row in c.execute(of_units(finished, units)):
        if row.at is not None:
            yield row.code, row.unit, row.at.astimezone(VIETNAM).date()


def came_in(first: date, last: date) -> ColumnElement[bool]:
    """Return whether a row of `scans` came in on these days; what was joined counts as the file made of it.

    Else every page of a pile that was fed twice would count twice.
    """
    joined = and_(scans.c.reason_code.is_not(None), scans.c.reason_code == JOINED)
    return and_(scans.c.received_at.between(*days_of(first, last)), ~joined)


def dossier_of_scan() -> ColumnElement[str | None]:
    """Return the dossier a file belongs to: the one it was given, else the first one of its papers."""
    papers = select(func.min(components.c.dossier_code)).where(components.c.scan_id == scans.c.id)
    return func.coalesce(scans.c.dossier_code, papers.scalar_subquery())


def _dossier_known() -> ColumnElement[int | None]:
    """Return 1 where a paper of a row of `scans` lies in a known dossier, 0 in an unknown; NULL: it has none.

    As a greatest number: PostgreSQL would look up all papers there are for the few that are asked about.
    """
    home = dossiers.alias()
    known = func.max(case((home.c.code.is_not(None), 1), else_=0))
    papers = components.outerjoin(home, home.c.code == components.c.dossier_code)
    mine = select(known).select_from(papers).where(components.c.scan_id == scans.c.id)
    return mine.correlate(scans).scalar_subquery()


def has_flaws() -> ColumnElement[bool]:
    """Return whether a row of `pages` should be scanned again."""
    return cast(pages.c.flaws, String) != _NO_FLAWS


def of_units(wanted: _Selected, units: Collection[str] | None) -> _Selected:
    """Return a question about rows of `dossiers`, cut down to those of some units (None: all)."""
    return wanted if units is None else wanted.where(dossiers.c.unit.in_(sorted(units)))


def _number(test: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((test, 1), else_=0)), 0)
