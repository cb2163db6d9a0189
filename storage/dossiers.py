"""Records of dossiers: the register, the papers in their slots, and their completeness as last computed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from catalogue.completeness import Completeness
from catalogue.dossier import Channel, Dossier
from storage.model import Component
from storage.tables import components
from storage.tables import dossiers as table
from storage.upsert import replace_row


@dataclass(frozen=True, slots=True)
class Figure:
    """What reports need of one dossier. `missing` holds (slot, title) of each missing paper."""

    dossier: Dossier
    complete: bool
    result_digitised: bool
    missing: tuple[tuple[str, str], ...]


def put_dossiers(connection: Connection, given: Iterable[Dossier]) -> tuple[int, int]:
    """Add dossiers or bring them up to date, by code; return how many are new and how many changed."""
    added = changed = 0
    for dossier in given:
        known = get_dossier(connection, dossier.code)
        added += known is None
        changed += known is not None and known != dossier
        if known != dossier:
            fresh = {"complete": False, "missing": [], "result_digitised": False}
            row = _values(dossier) | fresh
            replace_row(connection, table, row, ("code",), keep=tuple(fresh))
    return added, changed


def get_dossier(connection: Connection, code: str) -> Dossier | None:
    """Return a dossier of the register."""
    row = connection.execute(select(table).where(table.c.code == code)).one_or_none()
    return None if row is None else _dossier(row)


def save_components(connection: Connection, scan_id: int, found: Sequence[Component]) -> None:
    """Keep the papers that a scan puts into dossiers in place of those it put there before."""
    connection.execute(delete(components).where(components.c.scan_id == scan_id))
    for component in found:
        connection.execute(insert(components).values(**asdict(component)))


def components_of(connection: Connection, code: str) -> tuple[Component, ...]:
    """Return the papers of a dossier."""
    query = select(components).where(components.c.dossier_code == code)
    rows = connection.execute(query.order_by(components.c.scan_id, components.c.ordinal))
    return tuple(Component(**row._asdict()) for row in rows)


def dossiers_of_scan(connection: Connection, scan_id: int) -> frozenset[str]:
    """Return the codes of the dossiers that a scan put papers into."""
    query = select(components.c.dossier_code).where(components.c.scan_id == scan_id)
    return frozenset(connection.execute(query).scalars())


def save_completeness(
    connection: Connection, code: str, found: Completeness, *, result_digitised: bool
) -> None:
    """Keep a dossier's completeness as just computed."""
    connection.execute(
        update(table)
        .where(table.c.code == code)
        .values(
            required=found.required,
            digitised=found.digitised,
            complete=found.complete,
            missing=[[slot.slot, slot.title] for slot in found.missing],
            result_digitised=result_digitised,
        )
    )


def figures(
    connection: Connection,
    period: tuple[date, date] | None = None,
    units: Collection[str] | None = None,
) -> Iterator[Figure]:
    """Yield each dossier received or resolved in the period (both days included), in bounded memory."""
    query = select(table).order_by(table.c.unit, table.c.received_on, table.c.code)
    if period is not None:
        query = query.where(or_(table.c.received_on.between(*period), table.c.resolved_on.between(*period)))
    if units is not None:
        query = query.where(table.c.unit.in_(units))
    for row in connection.execute(query.execution_options(yield_per=1000)):
        missing = tuple((slot, title) for slot, title in row.missing)
        yield Figure(_dossier(row), row.complete, row.result_digitised, missing)


def _values(dossier: Dossier) -> dict[str, Any]:
    return asdict(dossier) | {"channel": dossier.channel.value, "facts": sorted(dossier.facts)}


def _dossier(row: Row[Any]) -> Dossier:
    return Dossier(
        code=row.code,
        procedure=row.procedure,
        unit=row.unit,
        received_on=row.received_on,
        channel=Channel(row.channel),
        due_on=row.due_on,
        resolved_on=row.resolved_on,
        facts=frozenset(row.facts),
    )
