"""One misreading in many scans, mended at once: each is a decision of its own, and can be undone there."""

from datetime import datetime
from typing import Final

from storage import scans
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.decisions import Kind, NewDecision, decide
from storage.doubts import WordPlace, places_of
from web.site import Site

BATCH: Final = 50  # decisions in one transaction


def mend_alike(site: Site, actor: Actor, misread: str, offered: str, now: datetime) -> int:
    """Decide that a doubtful word says something else wherever it stands; return in how many scans.

    The scans are finished again by the workers. Those that somebody else has in hand are left alone.
    """
    with reading(site.engine) as c:
        places = places_of(c, actor.reach, misread, actor.name, now)
    for start in range(0, len(places), BATCH):
        _mend(site, actor, places[start : start + BATCH], (misread, offered), now)
    return len({place.scan_id for place in places})


def _mend(
    site: Site, actor: Actor, places: tuple[WordPlace, ...], words: tuple[str, str], now: datetime
) -> None:
    misread, offered = words
    with writing(site.engine) as c:
        for each in places:
            new = NewDecision(
                each.scan_id, Kind.WORD, offered, actor.name, each.page, each.place, machine=misread
            )
            decide(c, new, now)
        for scan_id in sorted({each.scan_id for each in places}):
            detail = {"kind": Kind.WORD.value, "alike": True}
            deed = Deed(AuditAction.PAPER_CHANGED, f"scan:{scan_id}", scans.unit_of(c, scan_id), detail)
            note(c, now, actor, deed)
