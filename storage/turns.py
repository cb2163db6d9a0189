"""A page that a clerk turns is read again: what was decided about its words goes with them.

The page is read in the position that its decisions ask for; `Kind.REREAD` says in which it was read last.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from pipeline.model import PageReading
from pipeline.turning import carried
from storage import scans, tasks
from storage.decisions import (
    MACHINE,
    Kind,
    NewDecision,
    decide,
    in_force,
    reading_name,
    turn_read,
    turn_said,
    words_said,
)
from storage.model import Stage, Urgency

PAUSE: Final = timedelta(seconds=1.5)  # who turns a page may turn it on
CIRCLE: Final = 360


def read_again(c: Connection, scan_id: int, page: int, now: datetime) -> None:
    """Let a page be read as it is now turned, as soon as somebody may have stopped turning it."""
    if not tasks.reopen_page(c, scan_id, page, now + PAUSE):
        urgency, unit = Urgency.COUNTER, scans.unit_of(c, scan_id) or ""
        tasks.add_task(c, scan_id, Stage.PAGE, page, unit=unit, urgency=urgency, now=now)


def rotation_wanted(c: Connection, scan_id: int, before: PageReading) -> int:
    """Return by how many degrees clockwise a page that was read before is to be turned now."""
    held = in_force(c, scan_id)
    return (before.rotation - turn_read(held, before.number) + turn_said(held, before.number)) % CIRCLE


def keep_turned(c: Connection, scan_id: int, before: PageReading, after: PageReading, now: datetime) -> None:
    """Keep a page's reading as it is turned now, and what clerks made of words; the scan is due again."""
    held = in_force(c, scan_id)
    turn = (after.rotation - before.rotation) % CIRCLE
    now_is = (turn_read(held, after.number) + turn) % CIRCLE
    scans.save_page(c, scan_id, after)
    decide(c, NewDecision(scan_id, Kind.REREAD, now_is, MACHINE, after.number, machine=before.rotation), now)
    said = words_said(held).get(after.number, {})
    name = reading_name(in_force(c, scan_id), after.number)
    for old, new in carried(before, after, turn, said).items():
        key = (after.number, new, name, after.words[new].text)
        decide(c, NewDecision(scan_id, Kind.WORD, said[old], MACHINE, *key), now)
    tasks.reopen(c, scan_id, Stage.FINISH, now)
