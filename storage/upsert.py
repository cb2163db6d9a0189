"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy offers by dialect."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, row: Mapping[str, Any], key: Sequence[str]) -> bool:
    """Insert a row unless one with the same key is there; tell whether it was inserted."""
    statement = _insert(connection)(table).values(**row).on_conflict_do_nothing(index_elements=list(key))
    return connection.execute(statement).rowcount > 0


def replace_row(
    connection: Connection,
    table: Table,
    row: Mapping[str, Any],
    key: Sequence[str],
    keep: Sequence[str] = (),
) -> None:
    """Insert a row, or bring the one with the same key to these values, except for those in `keep`."""
    statement = _insert(connection)(table).values(**row)
    changed = {name: statement.excluded[name] for name in row if name not in {*key, *keep}}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


def _insert(connection: Connection) -> Any:  # noqa: ANN401 - two dialects' functions with the same verbs
    return postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
