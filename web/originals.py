"""The file as it was scanned, handed out as a download: never shown in the page, always noted."""

import re
import tempfile
import unicodedata
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from fastapi import HTTPException
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from configs.personal import CONTROL, hide_numbers
from pipeline.intake.kind import HEAD_BYTES, media_type
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from storage.objects import ObjectDamaged, ObjectMissing
from storage.scans import scan_within, unit_of
from storage.secrets import is_sealed
from web.site import Site

LOST: Final = "Kho không còn bản gốc này, hoặc bản gốc đã hỏng. Hãy báo quản trị viên."
SEALED_WORDS: Final = "Tệp có dấu chỉ mức độ mật nên đã niêm phong: không ai tải được qua trang web."
# Whatever the file holds, a browser that opens it all the same runs nothing of it.
CONTAINED: Final = {"Content-Security-Policy": "sandbox; default-src 'none'"}


def original(site: Site, actor: Actor, scan_id: int, now: datetime) -> FileResponse:
    """Return the answer that hands out a scan's original. Raises HTTPException; StoreUnavailable."""
    with writing(site.engine) as c:
        scan = scan_within(c, scan_id, actor.reach)
        if scan is None:
            raise HTTPException(404)
        if is_sealed(c, scan.sha256):  # whichever scan of the same content it is
            raise HTTPException(409, SEALED_WORDS)
        unit = unit_of(c, scan_id)
        note(c, now, actor, Deed(AuditAction.ORIGINAL_OPENED, f"scan:{scan_id}", unit))
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sohoa-"))
        try:
            path = site.objects().fetch(scan.sha256, Path(folder))
        except (ObjectMissing, ObjectDamaged) as error:
            raise HTTPException(410, LOST) from error
        with path.open("rb") as file:
            kind = media_type(file.read(HEAD_BYTES)) or "application/octet-stream"
        headers = {"Content-Disposition": disposition(scan.file_name), **CONTAINED}
        cleared = BackgroundTask(stack.pop_all().close)  # when all of it is sent
        return FileResponse(path, media_type=kind, headers=headers, background=cleared)


def disposition(name: str) -> str:
    """Return the header that names a download, for old browsers and new (RFC 6266); no personal number."""
    plain = hide_numbers(CONTROL.sub("", name), lambda number: f"{number[:3]}-{number[-2:]}")
    safe = re.sub(r'[\\/:*?"<>|]+', "-", plain.encode("utf-8", "replace").decode()).strip(" .") or "tep"
    ascii_only = unicodedata.normalize("NFD", safe.replace("đ", "d").replace("Đ", "D"))
    ascii_only = re.sub(r"[^A-Za-z0-9._ -]", "", ascii_only) or "tep"
    return f"attachment; filename=\"{ascii_only}\"; filename*=UTF-8''{quote(safe)}"
