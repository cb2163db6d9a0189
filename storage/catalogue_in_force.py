"""The catalogue in force in a running process: its files, and over them what was changed in the database.

The number of the newest version is asked for every few seconds at most; a changed catalogue is in use from
then on in every process, without a restart (decision 0036).
"""

import logging
import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Self

from sqlalchemy import Connection, Engine

from catalogue.amendments import Amendment
from catalogue.load import CatalogueFiles, read_files
from catalogue.model import Catalogue
from catalogue.written import Sections
from configs.settings import Settings
from storage.catalogue_versions import FILES, amendments_at, newest_version
from storage.database import reading
from storage.errors import StoreUnavailable

ASKED_EVERY: Final = 2.0  # seconds
log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InForce:
    """A version of the catalogue: its number, what lies over which files, its entries, what they mean."""

    version: int
    files: CatalogueFiles
    amendments: tuple[Amendment, ...]
    sections: Sections
    catalogue: Catalogue


@dataclass(slots=True)
class CatalogueInForce:
    """Hands out the newest version that is known; it is never the one before a change of one's own."""

    engine: Engine
    files: CatalogueFiles
    _kept: InForce = field(init=False, repr=False)
    _due: float = field(default=0.0, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def __post_init__(self) -> None:
        self._kept = InForce(FILES, self.files, (), self.files.sections, self.files.catalogue())

    @classmethod
    def of(cls, settings: Settings, engine: Engine) -> Self:
        """Return it for an installation. Raises CatalogueError where the files are wrong."""
        return cls(engine, read_files(settings.catalogue_dir, settings.unit_list))

    def now(self) -> InForce:
        """Return the newest version; while the database does not answer, the last one that was known."""
        with self._lock:
            if time.monotonic() >= self._due:
                try:
                    with reading(self.engine) as c:
                        self._renew(c)
                except StoreUnavailable as error:
                    log.warning("whether the catalogue was changed is not known now: %s", error)
                self._due = time.monotonic() + ASKED_EVERY
            return self._kept

    def renewed(self, c: Connection) -> InForce:
        """Return the newest version, asked for in this transaction."""
        with self._lock:
            return self._renew(c)

    def ask_again(self) -> None:
        """Ask for the newest version at the next look: it was changed just now."""
        self._due = 0.0

    def _renew(self, c: Connection) -> InForce:
        newest = newest_version(c)
        if newest != self._kept.version:
            self._kept = version_of(c, self.files, newest)
        return self._kept


def version_of(c: Connection, files: CatalogueFiles, version: int) -> InForce:
    """Return a version of the catalogue. Raises CatalogueError where it no longer fits to the files."""
    amendments = amendments_at(c, version)
    return InForce(version, files, amendments, files.with_amendments(amendments), files.catalogue(amendments))
