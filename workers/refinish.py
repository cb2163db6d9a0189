"""Lets scans be finished again when what they depend on has changed: no page is read again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from storage import scans, tasks
from storage.model import Stage


def refinish(connection: Connection, dossier_codes: Collection[str], now: datetime) -> int:
    """Make due again the last stage of each scan of these dossiers that has come so far; return how many.

    A scan that waits for a known dossier is finished again too if only its text can name one: it may name
    one of these. What is being finished just now is begun anew, and what that finds out is not kept.
    """
    concerned = sorted(scans.to_finish_again(connection, dossier_codes))
    return tasks.reopen_all(connection, concerned, Stage.FINISH, now)
