"""Two scans of one pile, fronts and backs, as one file: at the word of who fed them."""

import secrets
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
from storage.decisions import Kind, NewDecision, decide
from storage.model import JOINED, Scan, ScanState
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
        front, back = _chosen(c, actor, fronts, backs)
    name = _joined(site, front, back)
    told = TOLD.format(front.file_name, back.file_name, name)
    with writing(site.engine) as c:
        for scan in _chosen(c, actor, fronts, backs):
            decide(c, NewDecision(scan.id, Kind.JOINED, told, actor.name, machine=scan.reason_code), now)
            detail = {"kind": Kind.JOINED.value}
            deed = Deed(AuditAction.PAPER_CHANGED, f"scan:{scan.id}", scans.unit_of(c, scan.id), detail)
            note(c, now, actor, deed)
    shop = Workshop(site.settings, site.engine, site.objects(), site.catalogue)
    for scan in (front, back):
        settle(shop, scan.id, now)
    return told


def _chosen(c: Connection, actor: Actor, *ids: int) -> tuple[Scan, Scan]:
    if ids[0] == ids[1]:
        raise JoinRefusedError(SAME)
    front, back = (scans.scan_within(c, scan_id, actor.reach) for scan_id in ids)
    if front is None or back is None:
        raise JoinRefusedError(GONE)
    if front.station != back.station:
        raise JoinRefusedError(APART)
    for scan in (front, back):
        if scan.state in {ScanState.REJECTED, ScanState.QUARANTINED} or scan.reason_code == JOINED:
            raise JoinRefusedError(ENDED.format(scan.file_name))
    return front, back


def _joined(site: Site, front: Scan, back: Scan) -> str:
    """Make the file, hidden until it is whole; return its name."""
    settings = site.settings
    stem = Path(front.file_name).stem
    upload = Upload(
        settings.inbox, front.station, f"{stem} - hai mặt.pdf", front.dossier_code, settings.max_file_bytes
    )
    try:
        folder = upload.folder()
        folder.mkdir(parents=True, exist_ok=True)
        hidden = folder / f".{secrets.token_hex(8)}.part"
        try:
            cache = settings.data_dir / "originals"
            fronts, backs = (original(site.objects(), each.sha256, cache) for each in (front, back))
            join_passes(fronts, backs, hidden, settings.page_timeout_seconds)
            return give_name(hidden, folder, safe_name(upload.name, PDF))
        finally:
            hidden.unlink(missing_ok=True)
    except (UploadRefusedError, TwoPassesError) as error:
        raise JoinRefusedError(str(error)) from error
    except ScanError as error:
        raise JoinRefusedError(UNREADABLE.format(error.message)) from error
