"""The catalogue as it stands for a command: its files, and what was changed since in the database."""

from pathlib import Path

from sqlalchemy import inspect

from catalogue.load import read_files
from catalogue.model import Catalogue
from cli.database import has_database
from configs.settings import Settings
from storage.catalogue_in_force import version_of
from storage.catalogue_versions import newest_version
from storage.database import open_database, reading
from storage.tables import catalogue_versions


def catalogue_of(settings: Settings, unit_list: Path | None = None) -> Catalogue:
    """Return the catalogue in force, or with other units. Raises CatalogueError, StoreUnavailable."""
    files = read_files(settings.catalogue_dir, unit_list or settings.unit_list)
    if not has_database(settings):
        return files.catalogue()
    engine = open_database(settings.database_url)
    try:
        with reading(engine) as c:
            if not inspect(c).has_table(catalogue_versions.name):  # of an earlier version
                return files.catalogue()
            return version_of(c, files, newest_version(c)).catalogue
    finally:
        engine.dispose()
