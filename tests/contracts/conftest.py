"""The databases that the contract of the records is tested on: SQLite and a real PostgreSQL."""

import shutil

import pytest
from sqlalchemy import text

from storage.database import migrate, open_database, writing
from storage.review_tables import metadata
from tests.servers import fresh_database

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A migrated SQLite file to be copied."""
    path = tmp_path_factory.mktemp("template") / "sohoa.db"
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(request):
    """A migrated PostgreSQL database, shared: emptied for each test."""
    with fresh_database(request.getfixturevalue("postgres_url")) as url:
        engine = open_database(url)
        migrate(engine)
        yield engine
        engine.dispose()


@pytest.fixture(params=KINDS)
def engine(request, tmp_path):
    """An empty, migrated database of each kind."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "sohoa.db")
        made = open_database(f"sqlite:///{path}")
        yield made
        made.dispose()
    else:
        shared = request.getfixturevalue("migrated_postgres")
        tables = ", ".join([*metadata.tables, "page_words"])
        with writing(shared) as c:
            c.execute(text("ALTER TABLE audit_log DISABLE TRIGGER USER"))  # it refuses to be emptied
            c.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
            c.execute(text("ALTER TABLE audit_log ENABLE TRIGGER USER"))
        yield shared


@pytest.fixture
def c(engine):
    """A transaction that may write, for tests that need only one."""
    with writing(engine) as connection:
        yield connection


@pytest.fixture(params=KINDS)
def empty_url(request, tmp_path):
    """The URL of a database without tables, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'dữ liệu' / 'sohoa.db'}"
    return request.getfixturevalue("postgres_database")
