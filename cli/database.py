"""The database, opened at the door of a command."""

from sqlalchemy import Engine

from configs.settings import Settings
from storage.database import migrate, open_database


def opened(settings: Settings) -> Engine:
    """Return the database of the settings, made and brought up to date if need be."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_database(settings.database_url)
    migrate(engine)
    return engine
