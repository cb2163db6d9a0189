"""What work on a scan needs, and what a stage returns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from catalogue.model import Catalogue
from configs.settings import Settings
from pipeline.model import Limits
from storage.objects import ObjectStore

Write = Callable[[Connection, datetime], None]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What work on a scan needs."""

    settings: Settings
    engine: Engine
    objects: ObjectStore
    catalogue: Catalogue

    @property
    def limits(self) -> Limits:
        given = self.settings
        return Limits(
            given.max_file_bytes, given.max_pages, given.max_page_pixels, given.page_timeout_seconds
        )
