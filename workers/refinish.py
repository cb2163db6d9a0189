"""Lets scans be finished again when what they depend on has changed: no page is read again."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from storage import scans, tasks
from storage.model import ScanState, Stage

UNASSIGNED: Final = "unassigned"
_READ = (ScanState.ACCEPTED, ScanState.REVIEW)


def refinish(connection: Connection, dossier_codes: Collection[str], now: datetime) -> int:
    """Make due again the last stage of each read scan of these dossiers; return how many scans.

    A scan that waits for a known dossier is finished again too if only its text can name one: it may name
    one of these.
    """
    waiting = scans.scans(connection, states=(ScanState.REVIEW,), reason_code=UNASSIGNED)
    concerned = {
        scan.id for scan in waiting if scan.dossier_code is None or scan.dossier_code in dossier_codes
    }
    for code in dossier_codes:
        concerned |= {scan.id for scan in scans.scans(connection, states=_READ, dossier_code=code)}
    for scan_id in sorted(concerned):
        tasks.reopen(connection, scan_id, Stage.FINISH, now)
    return len(concerned)
