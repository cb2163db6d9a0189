"""Dossiers of the register, the papers put into them, and what was counted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

from catalogue.dossier import Dossier
from catalogue.outcome import Outcome
from catalogue.touched import Touched
from storage.model import Component
from storage.tables import components, dossiers
from storage.upsert import upsert_all

LONG = timedelta(days=60)  # a dossier that is open for longer is looked for apart: see `lasts_until`
_STREAM = 1000  # rows held at a time
_BATCH = 500  # rows in a statement
REGISTER = tuple(dossiers.c[field.name] for field in fields(Dossier))
_KEPT = tuple(dossiers.c[name] for name in (*Outcome._fields, "computed_at"))


class Changes(NamedTuple):
    """The codes of the dossiers that were new, and of those whose row in the register has changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of one dossier; `missing` holds (slot code, title). Not yet counted: nothing complete."""

    dossier: Dossier
    complete: bool
    result_digitised: bool
    missing: tuple[tuple[str, str], ...]
    required: int | None
    digitised: int | None
    reused: int | None
    reused_national: int | None
    computed_at: datetime | None


def put_dossiers(c: Connection, found: Iterable[Dossier]) -> Changes:
    """Make the register's rows what they are now. What has changed is to be counted anew: see `uncounted`."""
    added: list[str] = []
    changed: list[str] = []
    wanted = sorted(found, key=lambda each: each.code)
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        known = _known(c, [each.code for each in some])
        news = [each for each in some if known.get(each.code) != each]
        upsert_all(c, dossiers, [_row(each) for each in news], ("code",))
        for each in news:
            (changed if each.code in known else added).append(each.code)
    return Changes(tuple(added), tuple(changed))


def _known(c: Connection, codes: Sequence[str]) -> dict[str, Dossier]:
    rows = c.execute(select(*REGISTER).where(dossiers.c.code.in_(codes))).mappings()
    return {row["code"]: _dossier(row) for row in rows}


def _row(dossier: Dossier) -> dict[str, Any]:
    return {**asdict(dossier), "facts": sorted(dossier.facts), **following(dossier), "computed_at": None}


def following(dossier: Dossier) -> dict[str, Any]:
    """Return the columns that follow from a dossier's own."""
    lasts_until = dossier.ended_on or date.max
    long = lasts_until > dossier.received_on + LONG
    ended = {"ended_on": dossier.ended_on, "ended": dossier.ended}
    return {**ended, "lasts_until": lasts_until if long else None}


def get_dossier(c: Connection, code: str, *, hold: bool = False) -> Dossier | None:
    """Return a dossier by its code; `hold` lets nobody else count or change it until the transaction ends."""
    wanted = select(*REGISTER).where(dossiers.c.code == code)
    if hold:  # SQLite's one writer holds everything
        wanted = wanted.with_for_update(key_share=True)
    row = c.execute(wanted).mappings().one_or_none()
    return None if row is None else _dossier(row)


def known_among(c: Connection, codes: Collection[str]) -> frozenset[str]:
    """Return those of these codes that the register knows."""
    wanted = sorted(codes)
    found: set[str] = set()
    for start in range(0, len(wanted), _BATCH):
        some = dossiers.c.code.in_(wanted[start : start + _BATCH])
        found |= set(c.scalars(select(dossiers.c.code).where(some)))
    return frozenset(found)


def dossiers_between(
    c: Connection, first: date, last: date, units: Collection[str] | None = None
) -> Iterator[Dossier]:
    """Yield the dossiers received or ended on these days (both included), by code."""
    for row in _stream(c, REGISTER, _touching(first, last), units):
        yield _dossier(row)


def figures(
    c: Connection, first: date = date.min, last: date = date.max, units: Collection[str] | None = None
) -> Iterator[Figure]:
    """Yield what was counted of the dossiers received or ended on these days, ordered by code.

    Both days are included; few dossiers are in memory at a time.
    """
    yield from map(_figure, _stream(c, tuple(dossiers.c), _touching(first, last), units))


def figures_during(
    c: Connection, first: date, last: date, units: Collection[str] | None = None
) -> Iterator[Figure]:
    """Yield the same of the dossiers that were there on any of these days: received by then, not yet over."""
    received = dossiers.c.received_on <= last
    not_over = or_(dossiers.c.ended_on.is_(None), dossiers.c.ended_on >= first)
    yield from map(_figure, _stream(c, tuple(dossiers.c), and_(received, not_over), units))


def _figure(row: RowMapping) -> Figure:
    return Figure(
        dossier=_dossier(row),
        complete=bool(row["complete"]),
        result_digitised=bool(row["result_digitised"]),
        missing=tuple((slot, title) for slot, title in row["missing"] or ()),
        required=row["required"],
        digitised=row["digitised"],
        reused=row["reused"],
        reused_national=row["reused_national"],
        computed_at=row["computed_at"],
    )


def save_components(c: Connection, scan_id: int, found: Sequence[Component]) -> None:
    """Put these papers of a scan into their dossiers instead of those it had put there.

    The dossiers are to be counted anew, and are held until the transaction ends: of two scans of one dossier
    that end at once, the second is counted with the first one's papers.
    """
    touched = {*dossiers_of_scan(c, scan_id), *(component.dossier_code for component in found)}
    for code in sorted(touched):
        c.execute(update(dossiers).where(dossiers.c.code == code).values(computed_at=None))
    c.execute(delete(components).where(components.c.scan_id == scan_id))
    if found:
        c.execute(insert(components), [asdict(component) for component in found])


def components_of(c: Connection, dossier_code: str) -> tuple[Component, ...]:
    """Return the papers in a dossier, in the order in which their scans came."""
    mine = select(components).where(components.c.dossier_code == dossier_code)
    rows = c.execute(mine.order_by(components.c.scan_id, components.c.ordinal)).mappings()
    return tuple(Component(**row) for row in rows)


def dossiers_of_scan(c: Connection, scan_id: int) -> tuple[str, ...]:
    """Return the codes of the dossiers that a scan put papers into."""
    mine = select(components.c.dossier_code).where(components.c.scan_id == scan_id).distinct()
    return tuple(c.scalars(mine.order_by(components.c.dossier_code)))


def hold(c: Connection, codes: Collection[str]) -> list[tuple[Dossier, Outcome | None]]:
    """Return those of these dossiers that the register knows, by code, with what is kept of their counting.

    None is kept of those that must be counted anew. Nobody else counts or changes them until the transaction
    ends.
    """
    wanted = select(*REGISTER, *_KEPT).where(dossiers.c.code.in_(codes)).order_by(dossiers.c.code)
    rows = c.execute(wanted.with_for_update(key_share=True)).mappings()
    return [(_dossier(row), _outcome(row) if row["computed_at"] else None) for row in rows]


def _outcome(row: RowMapping) -> Outcome:
    values = {name: row[name] for name in Outcome._fields}
    lacking = values["missing"]
    missing = None if lacking is None else tuple((slot, title) for slot, title in lacking)
    return Outcome(**{**values, "missing": missing})


def save_outcomes(c: Connection, found: Mapping[Outcome, Sequence[str]], now: datetime) -> None:
    """Keep what was counted: by outcome, the codes of the dossiers it is true of."""
    for outcome, codes in found.items():
        values = {**outcome._asdict(), "computed_at": now}
        for start in range(0, len(codes), _BATCH):
            some = dossiers.c.code.in_(codes[start : start + _BATCH])
            c.execute(update(dossiers).where(some).values(values))


def codes_after(c: Connection, code: str, limit: int) -> tuple[str, ...]:
    """Return the first codes of the register behind a code; "" stands before all."""
    behind = select(dossiers.c.code).where(dossiers.c.code > code)
    return tuple(c.scalars(behind.order_by(dossiers.c.code).limit(limit)))


def await_counting(c: Connection, codes: Collection[str] | None = None) -> None:
    """Let these dossiers be counted anew, or all."""
    chosen = update(dossiers).values(computed_at=None)
    c.execute(chosen if codes is None else chosen.where(dossiers.c.code.in_(codes)))


def await_counting_of(c: Connection, touched: Collection[Touched]) -> int:
    """Let the dossiers of procedures that were received on these days be counted anew; return how many."""
    return c.execute(update(dossiers).where(_of(touched)).values(computed_at=None)).rowcount


def count_of(c: Connection, touched: Collection[Touched]) -> int:
    """Return how many dossiers of procedures were received on these days."""
    return c.scalar(select(func.count()).select_from(dossiers).where(_of(touched))) or 0


def _of(touched: Collection[Touched]) -> ColumnElement[bool]:
    day, procedure = dossiers.c.received_on, dossiers.c.procedure
    return or_(false(), *((procedure == each.code) & day.between(each.first, each.last) for each in touched))


def uncounted(c: Connection, limit: int = 1000) -> tuple[str, ...]:
    """Return the codes of dossiers that must be counted: new, changed, or given other papers since."""
    waiting = select(dossiers.c.code).where(dossiers.c.computed_at.is_(None))
    return tuple(c.scalars(waiting.order_by(dossiers.c.code).limit(limit)))


def _touching(first: date, last: date) -> ColumnElement[bool]:
    return or_(dossiers.c.received_on.between(first, last), dossiers.c.ended_on.between(first, last))


def _stream(
    c: Connection, columns: Sequence[Any], within: ColumnElement[bool], units: Collection[str] | None
) -> Iterator[RowMapping]:
    chosen = select(*columns).where(within).order_by(dossiers.c.code)
    if units is not None:
        chosen = chosen.where(dossiers.c.unit.in_(sorted(units)))
    with c.execute(chosen, execution_options={"yield_per": _STREAM}) as result:
        yield from result.mappings()


def _dossier(row: RowMapping) -> Dossier:
    values = {column.name: row[column.name] for column in REGISTER}
    return Dossier(**{**values, "facts": frozenset(values["facts"])})
