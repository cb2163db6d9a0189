"""Who has a scan in hand, and that nobody writes who has not seen its last state."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from storage import scans
from storage.access import Actor
from storage.database import reading, writing
from storage.decisions import MACHINE, history
from storage.leases import held_scans, release_scan, take_scan, version_of
from storage.model import RETURNED, Scan, ScanState
from storage.waiting import next_scans
from web.site import Site

MOST_LATER: Final = 1000  # scans that can be put off one after the other
HELD: Final = "{} đang rà soát giấy này. Việc vừa nhập chưa được lưu."
ENDED: Final = "Bản quét này đã được trả lại hoặc cách ly, không rà soát được nữa."


class ConflictError(Exception):
    """Somebody else has the scan, or changed it; the words are Vietnamese."""


class WrongDecisionError(Exception):
    """What was decided cannot be; the words are Vietnamese."""


def take_next(site: Site, actor: Actor, now: datetime, behind: int | None = None) -> int | None:
    """Take the first scan in hand that waits and is free, or the one behind another; None: there is none.

    It is taken at once: of two clerks who ask at the same moment none is sent to the other's.
    """
    with reading(site.engine) as c:
        found = next_scans(c, actor.reach, actor.name, now, MOST_LATER)
    if behind in found:
        found = found[found.index(behind) + 1 :]
    for scan_id in found:
        with writing(site.engine) as c:
            if take_scan(c, scan_id, actor.name, actor.full_name, now).holder == actor.name:
                return scan_id
    return None


def beat(site: Site, actor: Actor, scan_id: int, now: datetime) -> None:
    """Keep a scan in hand. Raises ConflictError where somebody else took it meanwhile."""
    with writing(site.engine) as c:
        _take(c, actor, scan_id, now)


def let_go(site: Site, actor: Actor, scan_id: int) -> None:
    """Put a scan down."""
    with writing(site.engine) as c:
        release_scan(c, scan_id, actor.name)


def in_hand(
    c: Connection, actor: Actor, scan_id: int, version: int, now: datetime, *, ended: bool = False
) -> Scan:
    """Return the scan, held against others until the end. Raises ConflictError, WrongDecisionError."""
    now_is = version_of(c, scan_id, hold=True)
    scan = scans.scan_within(c, scan_id, actor.reach)
    if scan is None:
        raise LookupError(scan_id)
    _take(c, actor, scan_id, now)
    if now_is != version:
        raise ConflictError(_changed_by(c, scan_id))
    returned = ended and scan.reason_code == RETURNED
    if scan.state in {ScanState.REJECTED, ScanState.QUARANTINED} and not returned:
        raise WrongDecisionError(ENDED)
    return scan


def as_seen(c: Connection, actor: Actor, scan_id: int, version: int, now: datetime) -> None:
    """Hold a scan until the end, for one who decides about it without having taken it.

    Raises ConflictError where somebody else has it in hand, or it is no more as it was at that version.
    """
    now_is = version_of(c, scan_id, hold=True)
    lease = held_scans(c, [scan_id], now).get(scan_id)
    if lease and lease.holder != actor.name:
        raise ConflictError(HELD.format(lease.full_name))
    if now_is != version:
        raise ConflictError(_changed_by(c, scan_id))


def _take(c: Connection, actor: Actor, scan_id: int, now: datetime) -> None:
    lease = take_scan(c, scan_id, actor.name, actor.full_name, now)
    if lease.holder != actor.name:
        raise ConflictError(HELD.format(lease.full_name))


def _changed_by(c: Connection, scan_id: int) -> str:
    said = history(c, scan_id)  # none where nobody but the machine has touched it since
    who = said[-1].who if said else "hệ thống"
    if who == MACHINE:
        return (
            "Máy vừa đọc lại một trang theo chiều mới. Việc vừa nhập chưa được lưu; đang hiện bản mới nhất."
        )
    return f"Giấy này vừa được {who} sửa. Việc vừa nhập chưa được lưu; đang hiện bản mới nhất."
