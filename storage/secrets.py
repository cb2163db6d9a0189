"""Scans that bear a mark of state secrecy: nothing of them is kept readable, until an administrator decides.

Secret papers must not be digitised (Circular 01/2023/TT-VPCP); who may copy them is for the Law on protection
of state secrets (29/2018/QH14) to say, not for this system. So all that was read is wiped at once, the scan
is put aside, and its original, which nobody can open here, waits to be destroyed or, where the mark was none,
set free.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, exists, select

from storage import dossiers, scans, search_index, tasks
from storage.access import COMMAND
from storage.audit_log import AuditAction, Deed, note
from storage.decisions import Decision, Kind, NewDecision, decide, forget_words, in_force
from storage.model import SEALED, Scan, ScanState
from storage.review_tables import doubtful_words, region_readings
from storage.tables import decisions, pages, parts
from storage.tables import scans as scan_rows

REASON: Final = (
    "Có dấu chỉ độ mật: tài liệu này không được số hóa. "
    "Hệ thống đã dừng đọc, không lưu nội dung và đã khóa bản quét. "
    "Hãy cất bản giấy theo quy định bảo vệ bí mật nhà nước và báo ngay quản trị viên."
)
DESTROYED: Final = "Có dấu chỉ độ mật: bản quét đã được hủy, không còn trong hệ thống."


def seal(c: Connection, scan_id: int, now: datetime) -> tuple[str, ...]:
    """Put aside all scans of the content that bears a mark of secrecy; return their dossiers, to be counted.

    No page, paper, component or word that a clerk typed of them stays; their rows, with name and time, do.
    """
    sha256 = select(scan_rows.c.sha256).where(scan_rows.c.id == scan_id).scalar_subquery()
    mine = select(scan_rows.c.id).where(scan_rows.c.sha256 == sha256).order_by(scan_rows.c.id)
    # Held: what a clerk is just typing of a copy is waited for, and deleted with the rest.
    same = c.scalars(mine.with_for_update(key_share=True)).all()
    return tuple(dict.fromkeys(code for each in same for code in _seal(c, each, now)))


def _seal(c: Connection, scan_id: int, now: datetime) -> tuple[str, ...]:
    touched = dossiers.dossiers_of_scan(c, scan_id)
    for table in (pages, parts, region_readings, doubtful_words):
        c.execute(delete(table).where(table.c.scan_id == scan_id))
    forget_words(c, scan_id)
    search_index.forget_scan(c, scan_id)
    dossiers.save_components(c, scan_id, ())
    scans.save_remarks(c, scan_id, ())
    scans.set_state(c, scan_id, ScanState.QUARANTINED, SEALED, REASON, now)
    tasks.close_rest(c, scan_id, now)
    return touched


def passes_of(c: Connection, scan: Scan) -> tuple[Scan, ...]:
    """Return the scans of a pile's fronts and backs that a file was joined from: they hold the same words."""
    joined = (
        select(scan_rows.c.id)
        .join(decisions, decisions.c.scan_id == scan_rows.c.id)
        .where(decisions.c.kind == Kind.JOINED, scan_rows.c.station == scan.station)
        .distinct()
    )
    held = [scan_id for scan_id in c.scalars(joined) if _made(in_force(c, scan_id), scan.file_name)]
    return tuple(scans.get_scan(c, scan_id) for scan_id in sorted(held))


def _made(held: Sequence[Decision], name: str) -> bool:
    return any(one.kind is Kind.JOINED and f"“{name}”" in str(one.value) for one in held)


def is_sealed(c: Connection, sha256: str) -> bool:
    """Tell whether a scan of this content is put aside as secret: then nobody opens the original."""
    mine = (scan_rows.c.sha256 == sha256) & (scan_rows.c.reason_code == SEALED)
    return bool(c.scalar(select(exists().where(mine))))


def sealed(c: Connection) -> tuple[Scan, ...]:
    """Return the scans that are put aside as secret, oldest first."""
    return tuple(scans.scans(c, states=[ScanState.QUARANTINED], reason_code=SEALED))


def sealed_contents(c: Connection) -> frozenset[str]:
    """Return the SHA-256 of every content that is put aside as secret, or was destroyed."""
    return frozenset(c.scalars(select(scan_rows.c.sha256).where(scan_rows.c.reason_code == SEALED)))


def is_destroyed(c: Connection, scan_id: int) -> bool:
    """Tell whether a scan's original was destroyed."""
    return any(one.kind is Kind.DESTROYED for one in in_force(c, scan_id))


def was_cleared(c: Connection, sha256: str) -> Decision | None:
    """Return who said last that a content bears no mark of secrecy, None where nobody did."""
    mine = select(scan_rows.c.id).where(scan_rows.c.sha256 == sha256)
    held = [one for scan_id in c.scalars(mine) for one in in_force(c, scan_id)]
    return next((one for one in reversed(held) if one.kind is Kind.CLEARED), None)


def release(c: Connection, scan_id: int, who: str, now: datetime) -> bool:
    """Set a scan free whose mark was none: it is read from the beginning. False where it is not put aside.

    All scans of the same content are set free with it: one that stayed sealed would seal the others again.
    """
    scan = scans.get_scan(c, scan_id)
    if scan.reason_code != SEALED or is_destroyed(c, scan_id):
        return False
    for each in [one for one in sealed(c) if one.sha256 == scan.sha256]:
        decide(c, NewDecision(each.id, Kind.CLEARED, value=True, who=who, machine=each.reason), now)
        scans.set_state(c, each.id, ScanState.RECEIVED, None, None, now)
        tasks.begin_again(c, each.id, now)
        _note(c, AuditAction.SEALED_RELEASED, each.id, who, now)
    return True


def note_seen(c: Connection, scan: Scan, why: str, who: str, now: datetime) -> None:
    """Keep that a person saw a mark of secrecy on a scan, which the machine had not seen."""
    decide(c, NewDecision(scan.id, Kind.SEALED, why, who, machine=scan.reason_code), now)
    _note(c, AuditAction.SEALED_BY_HAND, scan.id, who, now)


def note_destroyed(c: Connection, scan_id: int, who: str, now: datetime) -> None:
    """Keep that a sealed scan's original is gone, and who ordered it."""
    decide(c, NewDecision(scan_id, Kind.DESTROYED, value=True, who=who), now)
    scans.set_state(c, scan_id, ScanState.QUARANTINED, SEALED, DESTROYED, now)
    _note(c, AuditAction.SEALED_DESTROYED, scan_id, who, now)


def _note(c: Connection, action: AuditAction, scan_id: int, who: str, now: datetime) -> None:
    note(c, now, COMMAND, Deed(action, f"scan:{scan_id}", detail={"who": who}))
