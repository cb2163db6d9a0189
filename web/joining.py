"""Two scans of one pile, fronts and backs, as one file: at the word of who fed them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from pipeline.errors import ScanError
from pipeline.two_passes import TwoPassesError, join_passes
from storage import scans
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.decisions import Kind, NewDecision, decide, in_force, last_of
from storage.leases import held_scans, version_of
from storage.model import JOINED, Scan, ScanState
from storage.stations import is_within
from web.limits import Costly
from web.site import Site
from web.uploads import Upload, UploadRefusedError, give_name, safe_name
from workers.originals import original
from workers.settling import settle
from workers.workshop import Workshop

SAME: Final = "Hãy chọn hai tệp khác nhau: lượt mặt trước và lượt mặt sau."
GONE: Final = "Không thấy tệp này ở trạm. Hãy tải lại trang."
APART: Final = "Hai tệp không cùng một trạm quét, không phải hai mặt của cùng một tập giấy."
ENDED: Final = "Tệp “{}” đã bị từ chối, cách ly hoặc đã ghép, không ghép được nữa."
ACCEPTED: Final = "Tệp “{}” đã được {} nhận, không ghép được nữa."
IN_HAND: Final = "{} đang rà soát tệp “{}”. Hãy đợi rà soát xong rồi ghép."
UNREADABLE: Final = "Không ghép được. {}"
TOLD: Final = "Đã ghép mặt trước “{}” với mặt sau “{}” thành tệp “{}”. Giấy tờ được xếp theo tệp ghép."
PDF: Final = "application/pdf"


class JoinRefusedError(Exception):
    """Two scans cannot be joined; the message is Vietnamese."""


def join_scans(site: Site, actor: Actor, fronts: int, backs: int, now: datetime) -> str:
    """Put a file of both scans' pages, front and back in turn, into their station's folder; say so.

    Neither scan counts any longer; both stay, as do their originals, and what was decided can be undone.
    Raises JoinRefusedError, TooOftenError, StoreError.
    """
    site.limits.count(Costly.UPLOAD, actor.name, now)
    with reading(site.engine) as c:
        front, back = _chosen(c, actor, (fronts, backs), now)
    with _joined(site, front, back) as file, writing(site.engine) as c:
        # Looked at once more, and named only now: of two who join at once, one makes a file, not both.
        front, back = _chosen(c, actor, (fronts, backs), now, hold=True)
        name = give_name(file, file.parent, safe_name(_named(front), PDF))
        told = TOLD.format(front.file_name, back.file_name, name)
        for scan in (front, back):
            _decide(c, actor, scan, told, now)
    shop = Workshop(site.settings, site.engine, site.objects(), site.catalogue)
    for scan in (front, back):
        settle(shop, scan.id, now)
    return told


def _chosen(
    c: Connection, actor: Actor, ids: tuple[int, int], now: datetime, *, hold: bool = False
) -> tuple[Scan, Scan]:
    """Return both scans; `hold`: nobody else changes them until the transaction ends."""
    if ids[0] == ids[1]:
        raise JoinRefusedError(SAME)
    for scan_id in sorted(ids) if hold else ():  # in order: two who hold both never wait for each other
        version_of(c, scan_id, hold=True)
    front, back = (scans.scan_within(c, scan_id, actor.reach) for scan_id in ids)
    if front is None or back is None:
        raise JoinRefusedError(GONE)
    if front.station != back.station:
        raise JoinRefusedError(APART)
    if not is_within(c, actor.reach, front.station):  # its dossier is, but the file would go to the station
        raise JoinRefusedError(GONE)
    for scan in (front, back):
        _refuse_settled(c, actor, scan, now)
    return front, back


def _refuse_settled(c: Connection, actor: Actor, scan: Scan, now: datetime) -> None:
    """Raise JoinRefusedError where a scan counts no longer, or a clerk has it or has accepted it."""
    held = in_force(c, scan.id)
    over = scan.state in {ScanState.REJECTED, ScanState.QUARANTINED} or scan.reason_code == JOINED
    if over or last_of(held, Kind.JOINED):
        raise JoinRefusedError(ENDED.format(scan.file_name))
    if accepted := last_of(held, Kind.ACCEPTED):
        raise JoinRefusedError(ACCEPTED.format(scan.file_name, accepted.who))
    lease = held_scans(c, [scan.id], now).get(scan.id)
    if lease and lease.holder != actor.name:
        raise JoinRefusedError(IN_HAND.format(lease.full_name, scan.file_name))


def _decide(c: Connection, actor: Actor, scan: Scan, told: str, now: datetime) -> None:
    decide(c, NewDecision(scan.id, Kind.JOINED, told, actor.name, machine=scan.reason_code), now)
    detail = {"kind": Kind.JOINED.value}
    note(c, now, actor, Deed(AuditAction.PAPER_CHANGED, f"scan:{scan.id}", scans.unit_of(c, scan.id), detail))


def _named(front: Scan) -> str:
    return f"{Path(front.file_name).stem} - hai mặt.pdf"


@contextmanager
def _joined(site: Site, front: Scan, back: Scan) -> Iterator[Path]:
    """Make the file in its folder, hidden; it is gone afterwards unless it was given a name."""
    settings = site.settings
    limit = settings.max_file_bytes
    upload = Upload(settings.inbox, front.station, _named(front), front.dossier_code, limit)
    try:
        folder = upload.folder()
    except UploadRefusedError as error:
        raise JoinRefusedError(str(error)) from error
    folder.mkdir(parents=True, exist_ok=True)
    hidden = folder / f".{secrets.token_hex(8)}.part"
    try:
        _join(site, front, back, hidden)
        yield hidden
    finally:
        hidden.unlink(missing_ok=True)


def _join(site: Site, front: Scan, back: Scan, into: Path) -> None:
    cache = site.settings.data_dir / "originals"
    try:
        fronts, backs = (original(site.objects(), each.sha256, cache) for each in (front, back))
        join_passes(fronts, backs, into, site.settings.page_timeout_seconds)
    except TwoPassesError as error:
        raise JoinRefusedError(str(error)) from error
    except ScanError as error:
        raise JoinRefusedError(UNREADABLE.format(error.message)) from error
