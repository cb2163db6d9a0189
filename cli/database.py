"""The database, opened at the door of a command."""

from pathlib import Path
from typing import Final

import typer
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

import storage
from configs.settings import Settings
from storage.database import migrate, open_database, reading

SQLITE: Final = "sqlite:///"
MIGRATIONS: Final = Path(storage.__file__).parent / "migrations"


def opened(settings: Settings) -> Engine:
    """Return the database of the settings, made or brought up to date if need be."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_database(settings.database_url)
    if revision(engine) != newest_revision():  # migrating at once would make every look wait for the writers
        migrate(engine)
    return engine


def existing(settings: Settings) -> Engine:
    """Return the database of the settings; where it is a file that is not there, end with exit code 1.

    A look from the wrong folder would otherwise make an empty system and show zeros.
    """
    if not has_database(settings):
        file = settings.database_url.removeprefix(SQLITE)
        typer.echo(f"Lỗi: Chưa có cơ sở dữ liệu ở {file}; hãy đặt SOHOA_DATA_DIR.", err=True)
        raise typer.Exit(1)
    return opened(settings)


def has_database(settings: Settings) -> bool:
    """Tell whether the database of the settings can be there: a file that is not there yet is none."""
    url = settings.database_url
    return not url.startswith(SQLITE) or Path(url.removeprefix(SQLITE)).exists()


def revision(engine: Engine) -> str | None:
    """Return the revision of the tables that are there; None where there are none."""
    with reading(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """Return the revision that this version works with."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()
