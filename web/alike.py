"""One misreading in many scans, mended at once: each is a decision of its own, and can be undone there."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from storage import scans
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.decisions import Kind, NewDecision, decide, in_force, reading_name, words_said
from storage.doubts import places_of, scans_with
from storage.leases import version_of
from web.site import Site

BATCH: Final = 50  # scans in one transaction

Words = tuple[str, str]  # what was misread, what it should be


def mend_alike(site: Site, actor: Actor, misread: str, offered: str, now: datetime) -> int:
    """Decide that a doubtful word says something else wherever it stands; return in how many scans.

    The scans are finished again by the workers. Those that somebody else has in hand are left alone.
    """
    with reading(site.engine) as c:
        found = scans_with(c, actor.reach, misread)
    count = 0
    for start in range(0, len(found), BATCH):
        with writing(site.engine) as c:
            some = found[start : start + BATCH]
            count += sum(_mend(c, actor, scan_id, (misread, offered), now) for scan_id in some)
    return count


def _mend(c: Connection, actor: Actor, scan_id: int, words: Words, now: datetime) -> bool:
    """Mend a scan, held against others; the word is looked for once more: somebody may have settled it."""
    version_of(c, scan_id, hold=True)
    misread, offered = words
    held = in_force(c, scan_id)
    said = words_said(held)
    found = places_of(c, scan_id, misread, actor.name, now)
    places = [each for each in found if each.place not in said.get(each.page, {})]
    for each in places:
        key = (each.page, each.place, reading_name(held, each.page), misread)
        decide(c, NewDecision(scan_id, Kind.WORD, offered, actor.name, *key), now)
    if places:
        detail = {"kind": Kind.WORD.value, "alike": True}
        deed = Deed(AuditAction.PAPER_CHANGED, f"scan:{scan_id}", scans.unit_of(c, scan_id), detail)
        note(c, now, actor, deed)
    return bool(places)
