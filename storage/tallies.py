"""Counts of dossiers by unit and period, made by the database: few rows come back however many there are.

Three questions are asked, each of an index of its own: what was received in a period, what ended in it, what
was open on a day. What is carried into a period was open on the day before it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from catalogue.dossier import Channel, LateReason, Timing
from catalogue.tally import Tally
from storage.dossiers import LONG
from storage.tables import dossiers

Days = tuple[date, date]  # both included

_d: Final = dossiers.c
_ONE_DAY: Final = timedelta(days=1)
AT_ONCE: Final = 100  # periods in one question; SQLite takes some hundred
FEW_UNITS: Final = 20  # with
FEW_DOSSIERS: Final = 5000  # at most, together: their dossiers are looked up one by one


def tallies(c: Connection, first: date, last: date, units: Collection[str] | None = None) -> list[Tally]:
    """Return the counts of the period by unit code; units without dossiers have none."""
    return tallies_by_period(c, [(first, last)], units)[0]


def tallies_by_period(
    c: Connection, periods: Sequence[Days], units: Collection[str] | None = None
) -> list[list[Tally]]:
    """Return the counts of each period, as `tallies` does; the periods may touch, overlap or leave gaps."""
    if not periods:
        return []
    if len(periods) > AT_ONCE:
        return [
            *tallies_by_period(c, periods[:AT_ONCE], units),
            *tallies_by_period(c, periods[AT_ONCE:], units),
        ]
    found: dict[tuple[int, str], dict[str, int]] = {}
    for number, unit, counts in _counts(c, periods, units):
        found.setdefault((number, unit), {}).update(counts)
    result: list[list[Tally]] = [[] for _ in periods]
    for (number, unit), counts in sorted(found.items()):
        result[number].append(Tally(unit, **counts))
    return result


def late_reasons(
    c: Connection, first: date, last: date, units: Collection[str] | None = None
) -> list[tuple[str, LateReason | None, int]]:
    """Return (unit, reason, dossiers) of what ended late in the period; None where no reason is given."""
    chosen = select(_d.unit, _d.late_reason, func.count())
    chosen = chosen.where(_d.ended_on.between(first, last), _d.ended == Timing.LATE, _in(c, units))
    rows = c.execute(chosen.group_by(_d.unit, _d.late_reason).order_by(_d.unit, _d.late_reason))
    return [(unit, reason, count) for unit, reason, count in rows]


def _counts(
    c: Connection, periods: Sequence[Days], units: Collection[str] | None
) -> Iterator[tuple[int, str, dict[str, int]]]:
    within = _in(c, units)
    for asked in (_received(len(periods)), _ended(len(periods))):
        for row in c.execute(asked.where(within), _bound(periods)).mappings():
            yield row["n"], row["unit"], {name: row[name] or 0 for name in row if name not in {"n", "unit"}}
    before = [first - _ONE_DAY for first, _ in periods]
    for day, unit, waiting in _open(c, [*before, *(last for _, last in periods)], within):
        for number, (first, last) in enumerate(periods):
            if day == first - _ONE_DAY:
                yield number, unit, {"carried": waiting["all"]}
            if day == last:
                in_time = waiting["all"] - waiting["late"]
                held = {"open_in_time": in_time, "open_late": waiting["late"]}
                yield number, unit, {**held, "suspended": waiting["suspended"]}


# A question about so many periods is made once: to make and to write it takes as long as to answer it.
@cache
def _received(count: int) -> Select[Any]:
    asked = _period_table(count)
    return (
        select(
            asked.c.n,
            _d.unit,
            _number(_d.channel == Channel.ONLINE).label("online"),
            _number(_d.channel != Channel.ONLINE).label("direct"),
            _number(_d.complete.is_(True)).label("complete"),
            _number(_d.digitised > 0).label("begun"),
            _number(_d.reused > 0).label("reused"),
            _number(_d.reused_national > 0).label("reused_national"),
            func.sum(_d.digitised).label("papers_digitised"),
            func.sum(_d.required - _d.digitised).label("papers_missing"),
            func.sum(_d.reused).label("papers_reused"),
            func.sum(_d.exempt).label("papers_exempt"),
        )
        .join_from(asked, dossiers, _d.received_on.between(asked.c.first, asked.c.last))
        .group_by(asked.c.n, _d.unit)
    )


@cache
def _ended(count: int) -> Select[Any]:
    asked = _period_table(count)
    resolved = _d.resolved_on.is_not(None)
    return (
        select(
            asked.c.n,
            _d.unit,
            *(_number(_d.ended == timing).label(timing.value) for timing in Timing),
            _number(_d.withdrawn_on.is_not(None)).label("withdrawn"),
            _number(_d.returned_on.is_not(None)).label("returned"),
            _number(resolved).label("resolved"),
            _number(and_(resolved, _d.result_digitised.is_(True))).label("results"),
        )
        .join_from(asked, dossiers, _d.ended_on.between(asked.c.first, asked.c.last))
        .group_by(asked.c.n, _d.unit)
    )


def _open(
    c: Connection, days: Iterable[date], within: ColumnElement[bool]
) -> Iterator[tuple[date, str, dict[str, int]]]:
    """Yield what was open at the end of each day, by unit."""
    wanted = sorted(set(days))
    asked = _bound([(day - LONG - _ONE_DAY, day) for day in wanted])
    found: dict[tuple[int, str], dict[str, int]] = {}
    for still in _still_open(len(wanted)):
        for row in c.execute(still.where(within), asked).mappings():
            sums = found.setdefault((row["n"], row["unit"]), dict.fromkeys(("all", "late", "suspended"), 0))
            for name in sums:
                sums[name] += row[name]
    for (number, unit), sums in found.items():
        yield wanted[number], unit, sums


@cache
def _still_open(count: int) -> tuple[Select[Any], ...]:
    """Return two questions, each answered by an index: the many that came shortly before, few that last."""
    asked = _period_table(count)
    day = asked.c.last
    late = and_(_d.due_on < day, or_(_d.suspended_on.is_(None), _d.suspended_on > day))
    still = select(
        asked.c.n,
        _d.unit,
        func.count().label("all"),
        _number(late).label("late"),
        _number(_d.suspended_on <= day).label("suspended"),
    ).group_by(asked.c.n, _d.unit)
    shortly = and_(_d.received_on > asked.c.first, _d.ended_on > day, _d.lasts_until.is_(None))
    both = ((is_open, _d.received_on <= day) for is_open in (shortly, _d.lasts_until > day))
    return tuple(still.join_from(asked, dossiers, and_(*each)) for each in both)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    # As a sum, not a filter: SQLite is quicker with it.
    return func.sum(case((condition, literal_column("1")), else_=literal_column("0")))


def _in(c: Connection, units: Collection[str] | None) -> ColumnElement[bool]:
    if units is None:
        return true()
    # SQLite would look up all dossiers of the units one by one, among all their years, and not by the days.
    unit = _d.unit if _are_few(c, units) else func.coalesce(_d.unit, "")
    return unit.in_(sorted(units))


def _are_few(c: Connection, units: Collection[str]) -> bool:
    beyond = select(_d.code).where(_d.unit.in_(sorted(units))).offset(FEW_DOSSIERS).limit(1)
    return len(units) <= FEW_UNITS and c.scalar(beyond) is None


def _period_table(count: int) -> CTE:
    """Return a table of so many periods, whose days are given with the question."""
    rows = (
        select(
            literal_column(str(n), Integer).label("n"),
            bindparam(f"first_{n}", type_=Date).label("first"),
            bindparam(f"last_{n}", type_=Date).label("last"),
        )
        for n in range(count)
    )
    return union_all(*rows).cte("asked")


def _bound(periods: Sequence[Days]) -> dict[str, date]:
    first = {f"first_{n}": period[0] for n, period in enumerate(periods)}
    return first | {f"last_{n}": period[1] for n, period in enumerate(periods)}
