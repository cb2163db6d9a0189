"""Opens the database, SQLite or PostgreSQL, and gives transactions on it."""

import json
import os
import sqlite3
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from storage.columns import plain
from storage.errors import StoreSettingsError, StoreUnavailable

BUSY_SECONDS: Final = 30
LONG_WORK_CACHE: Final = 32 * 1024  # KiB: an import comes back to the pages of SQLite's indexes often
ANALYSED: Final = 1000  # rows of an index that SQLite looks at: half a second in the largest store
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_MIGRATION_LOCK: Final = 0x534F484F41  # any number, the same in every process
_WRITING: Final = "sohoa_writing"
_TEMPORARY: Final = "temporary"
_PREFIX: Final = "sqlite:///"
_WRONG_URL: Final = (
    "SOHOA_DATABASE_URL phải là sqlite:///tệp hoặc postgresql://người-dùng:mật-khẩu@máy:cổng/tên"
)

# How long a PostgreSQL connection waits: to be made (s), for a silent peer (ms, s), for a lock (ms).
_POSTGRES_PATIENCE: Final[dict[str, str | int]] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 30_000,
    "keepalives_idle": 30,
    # Machine code made for a question of some tenths of a second takes longer than it saves.
    "options": f"-c lock_timeout={BUSY_SECONDS * 1000} -c timezone=UTC -c jit=off",
}

# Pools of a parent process, kept so that no garbage collector ever closes them in the child.
_INHERITED: Final[list[Pool]] = []

# SQLite's own words for "not now": anything else is a fault of ours and must be seen as one.
_SQLITE_UNAVAILABLE: Final = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
}


def open_database(url: str) -> Engine:
    """Return an engine for `sqlite:///PATH` (made if missing) or `postgresql://...`; connects only when used.

    Raises StoreSettingsError for an address that is neither.
    """
    parsed = _parse(url)
    engine = _open_sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _open_postgres(parsed)
    _forget_connections_after_fork(engine)
    return engine


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """Give a transaction that may write; it is committed at the end, rolled back on any error.

    On SQLite it has the right to write from its beginning, so that it never fails half-way for want of it.
    Raises StoreUnavailable when the database cannot be reached or stays locked.
    """
    with (
        _told_apart(),
        engine.connect().execution_options(**{_WRITING: True}) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def reading(engine: Engine) -> Generator[Connection]:
    """Give a transaction that cannot write and sees one unchanging state. Raises StoreUnavailable."""
    with _told_apart(), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def alone(engine: Engine) -> Generator[Connection]:
    """Give a connection that is closed at the end, with all that is temporary on it. Raises StoreUnavailable.

    Transactions on it are begun with `drafting` and `deciding`.
    """
    with _told_apart(), engine.connect() as connection:
        connection.detach()
        if engine.dialect.name == "sqlite":
            connection.connection.cursor().execute(f"PRAGMA cache_size = -{LONG_WORK_CACHE}")
        yield connection


@contextmanager
def drafting(connection: Connection) -> Generator[None]:
    """Begin a transaction that writes temporary tables only: it hinders nobody, however long it takes."""
    connection.execution_options(**{_WRITING: _TEMPORARY})
    with connection.begin():
        yield


@contextmanager
def deciding(connection: Connection) -> Generator[None]:
    """Begin a transaction that may write, as `writing` does, on a connection of one's own."""
    connection.execution_options(**{_WRITING: True})
    with connection.begin():
        yield


def migrate(engine: Engine, revision: str = "head") -> None:
    """Make or upgrade the tables; of processes that start at once, one does it. Raises StoreUnavailable."""
    from alembic import command  # noqa: PLC0415 - only here: a tenth of a second at every process's start
    from alembic.config import Config  # noqa: PLC0415

    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def analyse(engine: Engine) -> None:
    """Have SQLite look at what its tables hold, to choose its ways by; PostgreSQL does so by itself."""
    if engine.dialect.name == "sqlite":
        with writing(engine) as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {ANALYSED}")
            connection.exec_driver_sql("ANALYZE")


def _parse(url: str) -> URL:
    if url.startswith(_PREFIX):
        # Not taken apart: a folder's name may hold "?" and "#".
        return URL.create("sqlite", database=url.removeprefix(_PREFIX))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # Neither the message nor the error behind it may show the address: a password stands in it.
        raise StoreSettingsError(_WRONG_URL) from None
    if parsed.get_backend_name() in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreSettingsError(_WRONG_URL)


def to_json(value: object) -> str:
    """Return a value as it is kept in a JSON column."""
    return plain(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _alike() -> dict[str, Any]:
    # What people are called stands in these rows: it must not reach the log with an error.
    return {"json_serializer": to_json, "hide_parameters": True}


def _open_postgres(url: URL) -> Engine:
    patience = {key: value for key, value in _POSTGRES_PATIENCE.items() if key not in url.query}
    return create_engine(url, connect_args=patience, pool_pre_ping=True, **_alike())


def _open_sqlite(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, **_alike())
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver would begin transactions by itself, too late and only before some statements: we do it.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(
        "PRAGMA secure_delete = ON"
    )  # what is wiped, secret papers too, leaves no trace in the file


def _begin_sqlite(connection: Connection) -> None:
    may_write = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if may_write else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write is True else "BEGIN")


def _forget_connections_after_fork(engine: Engine) -> None:
    # A connection used on both sides of a fork corrupts both: the child opens its own.
    reference = weakref.ref(engine)

    def forget() -> None:
        if (inherited := reference()) is not None:
            _INHERITED.append(inherited.pool)
            inherited.dispose(close=False)

    os.register_at_fork(after_in_child=forget)


@contextmanager
def _told_apart() -> Generator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if _unavailable(error):
            raise StoreUnavailable(f"database: {error.orig}") from error
        raise


def _unavailable(error: DBAPIError) -> bool:
    original: Any = error.orig
    if isinstance(original, sqlite3.Error):
        return (getattr(original, "sqlite_errorcode", 0) & 0xFF) in _SQLITE_UNAVAILABLE
    return True
