"""Lists of dossiers within reach, newest first, paged by key: the same work however far one leafs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, select, true, tuple_

from storage.access import Reach
from storage.tables import dossiers


class DossierState(StrEnum):
    """Which dossiers a list holds."""

    ALL = "tat-ca"
    LACKING = "con-thieu"
    COMPLETE = "du"
    OVERDUE = "qua-han"


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier in a list; the counts are None while it waits to be counted."""

    code: str
    procedure: str
    unit: str
    received_on: date
    due_on: date | None
    ended_on: date | None
    required: int | None
    digitised: int | None
    complete: bool | None
    result_digitised: bool | None

    @property
    def key(self) -> tuple[date, str]:
        return self.received_on, self.code

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and (self.ended_on or today) > self.due_on


@dataclass(frozen=True, slots=True)
class DossiersWanted:
    """Which dossiers are asked for: their state on a day, the beginning of their code, their unit."""

    today: date
    state: DossierState = DossierState.ALL
    code: str = ""
    unit: str | None = None

    def condition(self) -> ColumnElement[bool]:
        """Return the condition on rows of `dossiers`."""
        held = _OF_STATE[self.state]
        if self.state is DossierState.OVERDUE:
            held = held & (dossiers.c.due_on < self.today)
        if self.unit is not None:
            held = held & (dossiers.c.unit == self.unit)
        if self.code:
            held = held & dossiers.c.code.startswith(self.code, autoescape=True)
        return held


_OF_STATE = {
    DossierState.ALL: true(),
    DossierState.LACKING: dossiers.c.complete.is_(False),
    DossierState.COMPLETE: dossiers.c.complete.is_(True),
    DossierState.OVERDUE: dossiers.c.ended_on.is_(None) & dossiers.c.due_on.is_not(None),
}
_COLUMNS = [dossiers.c[name] for name in DossierLine.__dataclass_fields__]


def list_dossiers(
    c: Connection, reach: Reach, wanted: DossiersWanted, after: tuple[date, str] | None, limit: int
) -> tuple[DossierLine, ...]:
    """Return the newest dossiers that fit; `after`: those that stand behind this key in the list."""
    key = (dossiers.c.received_on, dossiers.c.code)
    chosen = select(*_COLUMNS).where(reach.dossiers(), wanted.condition())
    if after is not None:
        chosen = chosen.where(tuple_(*key) < tuple_(*after))
    chosen = chosen.order_by(*(column.desc() for column in key)).limit(limit)
    return tuple(_line(row) for row in c.execute(chosen).mappings())


def dossier_line(c: Connection, reach: Reach, code: str) -> DossierLine | None:
    """Return a dossier by its code; None where it is out of reach or not there."""
    row = (
        c.execute(select(*_COLUMNS).where(dossiers.c.code == code, reach.dossiers())).mappings().one_or_none()
    )
    return None if row is None else _line(row)


def _line(row: RowMapping) -> DossierLine:
    return DossierLine(**row)


def oldest_open(c: Connection, reach: Reach, units: Collection[str], limit: int) -> tuple[DossierLine, ...]:
    """Return the dossiers of these units that are open for longest, oldest first."""
    mine = (reach.dossiers(), dossiers.c.ended_on.is_(None), dossiers.c.unit.in_(sorted(units)))
    chosen = select(*_COLUMNS).where(*mine).order_by(dossiers.c.received_on, dossiers.c.code).limit(limit)
    return tuple(_line(row) for row in c.execute(chosen).mappings())
