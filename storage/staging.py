"""Takes a register in whole or not at all, however long it is.

Its rows go into a temporary table that no other process sees and that vanishes with the connection. What they
would change is asked of the database; what they do change is one transaction. A process that is killed before
its end leaves nothing behind. See docs/decisions/0020.md.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    text,
    true,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite

from catalogue.dossier import Dossier, Timing
from catalogue.outcome import Outcome, Outcomes
from storage import tables
from storage.columns import PlainText, UtcDateTime, plain
from storage.database import to_json
from storage.dossiers import LONG
from storage.tables import dossiers

_LOCK: Final = 0x534F  # any number, the same in every process: one register is merged at a time
_BATCH: Final = 5000  # rows handed to the database at once
_COUNTS: Final = ("required", "digitised", "exempt", "show_only", "reused", "reused_national")
_SIGNS: Final = ("complete", "result_digitised")
_FIELDS: Final = tuple(each.name for each in fields(Dossier))
_OWN: Final = MetaData()
_staged: Final = Table(
    "staged_dossiers",
    _OWN,
    Column("line", Integer),
    Column("code", String(64)),
    Column("procedure", String(64)),
    Column("unit", String(64)),
    Column("received_on", Date),
    Column("channel", String(20)),
    Column("due_on", Date),
    Column("resolved_on", Date),
    Column("facts", Text),
    Column("withdrawn_on", Date),
    Column("returned_on", Date),
    Column("suspended_on", Date),
    Column("timing", String(20)),
    Column("late_reason", String(20)),
    Column("clerk", PlainText),
    Column("outcome", Integer),
    prefixes=["TEMPORARY"],
)
_outcomes: Final = Table(
    "staged_outcomes",
    _OWN,
    Column("number", Integer),
    *(Column(name, Integer) for name in _COUNTS),
    Column("missing", Text),
    *(Column(name, Boolean) for name in _SIGNS),
    prefixes=["TEMPORARY"],
)
_moved: Final = Table(
    "moved_dossiers", _OWN, Column("code", String(64)), Column("added", Integer), prefixes=["TEMPORARY"]
)
_s: Final = _staged.c
_d: Final = dossiers.c


class Twice(NamedTuple):
    """A code that stands twice in a file: on this line, and before on the other."""

    line: int
    code: str
    before: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would change: numbers of dossiers, and of changes by field."""

    added: int
    changed: int
    unchanged: int
    by_field: dict[str, int]


class Difference(NamedTuple):
    """A field of a known dossier that would change: the line of the file, what is kept, what would be."""

    line: int
    code: str
    field: str
    kept: object
    given: object


class Merged(NamedTuple):
    """Numbers of dossiers that were new and changed; the codes among them that scans may wait for."""

    added: int
    changed: int
    awaited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staging:
    """The rows of one file on one connection; `given` are the fields that the file says something of.

    What it says nothing of is kept as it is. A dossier that is new and has no papers yet is counted as it
    comes in: `outcomes` tells what its rules ask for.
    """

    connection: Connection
    given: frozenset[str]
    outcomes: Outcomes

    def load(self, rows: Iterable[tuple[int, Dossier]]) -> None:
        """Put rows into a table of their own: once on each connection."""
        _OWN.create_all(self.connection, checkfirst=False)
        numbers: dict[Outcome, int] = {}
        coming = ((*_written(line, row), self._number_of(row, numbers)) for line, row in rows)
        if self._is_postgresql:
            self._copy(coming)
        else:
            self._insert(coming)
        if numbers:
            self.connection.execute(insert(_outcomes), [_counted(*each) for each in numbers.items()])
        self.connection.execute(text(f"CREATE INDEX ix_staged ON {_staged.name} (code)"))
        if self._is_postgresql:
            self.connection.execute(text(f"ANALYZE {_staged.name}"))

    def _number_of(self, row: Dossier, numbers: dict[Outcome, int]) -> int:
        outcome = self.outcomes.of(row.procedure, row.received_on, row.facts, ())
        return numbers.setdefault(outcome, len(numbers))

    def _copy(self, rows: Iterator[tuple[Any, ...]]) -> None:
        names = ", ".join(_s.keys())
        cursor: Any = self.connection.connection.cursor()  # psycopg's
        with cursor, cursor.copy(f"COPY {_staged.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def _insert(self, rows: Iterator[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(_s))
        while some := list(islice(rows, _BATCH)):
            self.connection.exec_driver_sql(f"INSERT INTO {_staged.name} VALUES ({marks})", some)  # noqa: S608 - our own name

    def leave_out_repeated(self) -> list[Twice]:
        """Return each row whose code stands further up already, by line; these rows are not taken in."""
        twice = select(_s.code, func.min(_s.line).label("first")).group_by(_s.code).having(func.count() > 1)
        first = twice.subquery()
        again = select(_s.line, _s.code, first.c.first).join(first, first.c.code == _s.code)
        found = self.connection.execute(again.where(_s.line > first.c.first).order_by(_s.line)).all()
        further_up = _staged.alias()
        above = exists().where(further_up.c.code == _s.code, further_up.c.line < _s.line)
        if found:
            self.connection.execute(_staged.delete().where(above))
        return [Twice(*row) for row in found]

    def preview(self) -> Preview:
        """Return what would change."""
        differs = self._differs()
        known = _d.code.is_not(None)
        counts = {name: _number(and_(known, unlike)) for name, unlike in differs.items()}
        asked = select(
            func.count().label("all"),
            _number(_d.code.is_(None)).label("added"),
            _number(and_(known, or_(*differs.values()))).label("changed"),
            *(count.label(f"by_{name}") for name, count in counts.items()),
        ).select_from(_beside())
        row = self.connection.execute(asked).mappings().one()
        added, changed = row["added"] or 0, row["changed"] or 0
        by_field = {name: row[f"by_{name}"] for name in counts if row[f"by_{name}"]}
        return Preview(added, changed, row["all"] - added - changed, by_field)

    def differences(self, limit: int) -> Iterator[Difference]:
        """Yield the first changes of known dossiers, by line."""
        differs = self._differs()
        asked = select(_s.line, _s.code, *self._pairs(differs)).select_from(_beside())
        changed = asked.where(_d.code.is_not(None), or_(*differs.values())).order_by(_s.line).limit(limit)
        for row in self.connection.execute(changed).mappings():
            for name in differs:
                if row[f"kept_{name}"] != row[f"given_{name}"]:
                    yield Difference(
                        row["line"], row["code"], name, row[f"kept_{name}"], row[f"given_{name}"]
                    )

    @staticmethod
    def _pairs(names: Collection[str]) -> Iterator[ColumnElement[Any]]:
        for name in names:
            yield _comparable(name).label(f"kept_{name}")
            yield _s[name].label(f"given_{name}")

    def merge(self, now: datetime) -> Merged:
        """Make the register's rows what they are now; what has changed or has papers waits to be counted."""
        if self._is_postgresql:  # SQLite has one writer
            self._wait_for_turn()
        is_new = case((_d.code.is_(None), 1), else_=0)
        moving = select(_s.code, is_new).select_from(_beside())
        moving = moving.where(or_(_d.code.is_(None), *self._differs().values()))
        self.connection.execute(insert(_moved).from_select(["code", "added"], moving))
        total, added = self.connection.execute(select(func.count(), func.sum(_moved.c.added))).one()
        self._hold()
        self._upsert(now)
        return Merged(added or 0, total - (added or 0), tuple(self._awaited()))

    def _wait_for_turn(self) -> None:
        """Wait until no other register is merged, minutes if that is long; for rows no longer than ever."""
        patience = text("SELECT set_config('lock_timeout', :patience, true)")
        usual = self.connection.scalar(text("SHOW lock_timeout"))
        self.connection.execute(patience, {"patience": "0"})
        self.connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        self.connection.execute(patience, {"patience": usual})

    def _hold(self) -> None:
        """Hold what is known already by code, as all others do: it is written in another order."""
        known = select(_d.code).join(_moved, _moved.c.code == _d.code).order_by(_d.code)
        held = known.with_for_update(of=dossiers, key_share=True).subquery()
        self.connection.execute(select(func.count()).select_from(held))

    def _differs(self) -> dict[str, ColumnElement[bool]]:
        names = [name for name in _FIELDS if name in self.given and name != "code"]
        return {name: _comparable(name).is_distinct_from(_s[name]) for name in names}

    def _upsert(self, now: datetime) -> None:
        upserting = postgresql if self._is_postgresql else sqlite
        kept = {name: self._value(name) for name in _FIELDS}
        follows = self._following(kept)
        counted = self._first_count(now)
        chosen = select(*kept.values(), *follows.values(), *counted.values()).select_from(
            _beside().join(_moved, _moved.c.code == _s.code).join(_outcomes, _outcomes.c.number == _s.outcome)
        )
        names = [*kept, *follows, *counted]
        # SQLite would take ON for a part of the join; it needs a WHERE before it.
        # Day by day, few pages of each index are in hand at a time: two to three times as quick as by code.
        chosen = chosen.where(true()).order_by(_s.received_on, _s.code)
        statement = upserting.insert(dossiers).from_select(names, chosen)
        changes = {name: statement.excluded[name] for name in (*kept, *follows) if name != "code"}
        counts_anew = (
            _d.procedure != statement.excluded.procedure,
            _d.received_on != statement.excluded.received_on,
            cast(_d.facts, Text) != cast(statement.excluded.facts, Text),
        )
        changes["computed_at"] = case((or_(*counts_anew), null()), else_=_d.computed_at)
        self.connection.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changes))

    def _value(self, name: str) -> ColumnElement[Any]:
        own: ColumnElement[Any] = _s[name]
        if name == "facts":
            own = cast(own, JSON) if self._is_postgresql else own
            return own if name in self.given else func.coalesce(_d[name], own)
        return own if name in self.given else _d[name]

    def _following(self, kept: Mapping[str, ColumnElement[Any]]) -> dict[str, ColumnElement[Any]]:
        """Return what follows from the fields, as `storage.dossiers.following` says it."""
        ended_on = func.coalesce(kept["resolved_on"], kept["withdrawn_on"], kept["returned_on"])
        due_on, received_on = kept["due_on"], kept["received_on"]
        ended = case(
            (ended_on.is_(None), null()),
            (kept["timing"].is_not(None), kept["timing"]),
            (or_(due_on.is_(None), due_on == ended_on), Timing.ON_TIME.value),
            (due_on < ended_on, Timing.LATE.value),
            (kept["resolved_on"].is_not(None), Timing.EARLY.value),
            else_=Timing.ON_TIME.value,
        )
        if self._is_postgresql:
            long_after: ColumnElement[Any] = received_on + LONG.days
        else:
            long_after = func.date(received_on, f"+{LONG.days} days")
        last = func.coalesce(ended_on, literal(date.max, Date))
        lasts_until = case((last > long_after, last), else_=null())
        return {"ended_on": ended_on, "ended": ended, "lasts_until": lasts_until}

    def _first_count(self, now: datetime) -> dict[str, ColumnElement[Any]]:
        """Return what is counted of a dossier that has no papers; of others, `computed_at` is NULL."""
        columns: dict[str, ColumnElement[Any]] = {name: _outcomes.c[name] for name in (*_COUNTS, *_SIGNS)}
        missing: ColumnElement[Any] = _outcomes.c.missing
        columns["missing"] = cast(missing, JSON) if self._is_postgresql else missing
        said = (tables.components, tables.facts, tables.reuses)
        has_none = and_(*(~exists().where(table.c.dossier_code == _s.code) for table in said))
        columns["computed_at"] = case((has_none, literal(now, UtcDateTime)), else_=null())
        return columns

    @property
    def _is_postgresql(self) -> bool:
        return self.connection.dialect.name == "postgresql"

    def _awaited(self) -> Iterator[str]:
        """Yield the moved codes that scans or papers name: only these can be waited for."""
        named = (tables.scans.c.dossier_key, tables.parts.c.dossier_code)
        found = {
            code
            for key in named
            for code in self.connection.scalars(select(key).distinct().join(_moved, _moved.c.code == key))
        }
        yield from sorted(found)


def _beside() -> FromClause:
    """Return the staged rows beside what is kept of their dossiers."""
    return _staged.outerjoin(dossiers, _d.code == _s.code)


def _comparable(name: str) -> ColumnElement[Any]:
    # PostgreSQL compares no JSON; as text it is what was written.
    return cast(_d[name], Text) if name == "facts" else type_coerce(_d[name], _s[name].type)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _counted(outcome: Outcome, number: int) -> dict[str, Any]:
    missing = None if outcome.missing is None else to_json(outcome.missing)
    return {**outcome._asdict(), "missing": missing, "number": number}


def _written(line: int, row: Dossier) -> tuple[Any, ...]:
    facts = ",".join(f'"{fact}"' for fact in sorted(row.facts))
    return (
        *(line, row.code, row.procedure, row.unit, _day(row.received_on), row.channel.value),
        *(_day(row.due_on), _day(row.resolved_on), f"[{facts}]"),
        *(_day(row.withdrawn_on), _day(row.returned_on), _day(row.suspended_on)),
        *(
            row.timing and row.timing.value,
            row.late_reason and row.late_reason.value,
            row.clerk and plain(row.clerk),
        ),
    )
