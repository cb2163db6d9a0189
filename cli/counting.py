"""Counts dossiers from the command line, a batch a transaction, so that nobody else waits long."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Engine, func, select

from catalogue.model import Catalogue
from catalogue.outcome import Outcomes
from cli.progress import progress
from storage.database import reading, writing
from storage.recount import Recounted, recount_after, recount_waiting
from storage.tables import dossiers

BATCH: Final = 5000


def count_waiting(engine: Engine, catalogue: Catalogue) -> None:
    """Count the completeness of all that waits for it."""
    with reading(engine) as connection:
        total = connection.scalar(select(func.count()).where(dossiers.c.computed_at.is_(None))) or 0
    done, counted = 0, 1
    with progress("Tính mức đầy đủ", total) as advance:
        while counted:
            with writing(engine) as connection:
                counted = recount_waiting(connection, catalogue, datetime.now(UTC), BATCH)
            done += counted
            advance(done)


def count_all(engine: Engine, catalogue: Catalogue) -> tuple[int, int]:
    """Count every dossier, whatever is kept of it; return how many, and of how many that was wrong."""
    with reading(engine) as connection:
        total = connection.scalar(select(func.count()).select_from(dossiers)) or 0
    outcomes, done, differing = Outcomes(catalogue), 0, 0
    step = Recounted("", 1, 0)
    with progress("Tính lại", total) as advance:
        while step.counted:
            with writing(engine) as connection:
                step = recount_after(connection, outcomes, step.last, datetime.now(UTC), BATCH)
            done, differing = done + step.counted, differing + step.differing
            advance(done)
    return done, differing
