"""INSERT with a word on what to do when the row is there already, for both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(
    c: Connection, table: Table, values: Mapping[str, Any], key: Sequence[str]
) -> RowMapping | None:
    """Insert a row and return it whole; None where a row of this key exists, which stays as it is."""
    statement = _insert(c, table).values(values).on_conflict_do_nothing(index_elements=list(key))
    return c.execute(statement.returning(*table.c)).mappings().one_or_none()


def upsert(
    c: Connection, table: Table, values: Mapping[str, Any], key: Sequence[str], keep: Sequence[str] = ()
) -> None:
    """Insert a row, or give the row of this key these values, except for the columns in `keep`."""
    statement = _insert(c, table).values(values)
    changes = {name: statement.excluded[name] for name in values if name not in {*key, *keep}}
    c.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))


def upsert_all(c: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str]) -> None:
    """Insert rows of the same columns in one go, or give the rows of these keys these values."""
    if not rows:
        return
    statement = _insert(c, table)
    changes = {name: statement.excluded[name] for name in rows[0] if name not in key}
    upserting = statement.on_conflict_do_update(index_elements=list(key), set_=changes)
    c.execute(upserting, [dict(row) for row in rows])


def _insert(c: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if c.dialect.name == "postgresql" else sqlite.insert(table)
