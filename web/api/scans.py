"""Scans for programs: a list paged by key, one of them, its original."""

from datetime import datetime
from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import FileResponse
from pydantic import BaseModel

from pipeline.intake.kind import JPEG, PDF, PNG, TIFF
from storage.access import Act, Actor
from storage.database import reading
from storage.model import Scan, ScanState
from storage.scans import scan_within, scans_before
from web.originals import original
from web.permissions import needs
from web.site import Now, TheSite
from web.words import SCAN_WORDS, masked

router = APIRouter(prefix="/scans", tags=["scans"])

Watcher = Annotated[Actor, needs(Act.SEE_STATIONS)]
Opener = Annotated[Actor, needs(Act.OPEN_ORIGINAL)]
FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {kind: {} for kind in (PDF, TIFF, JPEG, PNG, "application/octet-stream")}}
}
ScanId = Annotated[int, Path(ge=1, le=2**62)]


class ScanAnswer(BaseModel):
    """A file taken in; names are masked, times are in UTC, `words` says the state in Vietnamese."""

    id: int
    station: str
    file_name: str
    dossier: str | None
    state: ScanState
    words: str
    reason_code: str | None
    reason: str | None
    pages: int | None
    sha256: str
    received_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, scan: Scan) -> Self:
        return cls(
            id=scan.id,
            station=masked(scan.station),
            file_name=masked(scan.file_name),
            dossier=scan.dossier_code,
            state=scan.state,
            words=SCAN_WORDS[scan.state],
            reason_code=scan.reason_code,
            reason=scan.reason and masked(scan.reason),
            pages=scan.page_count,
            sha256=scan.sha256,
            received_at=scan.received_at,
            finished_at=scan.finished_at,
        )


class ScansAnswer(BaseModel):
    """A page of the list, newest first; `next` is what `before` is to be for the page after it."""

    scans: list[ScanAnswer]
    next: int | None


@router.get("")
def scans(
    site: TheSite,
    actor: Watcher,
    before: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    state: ScanState | None = None,
) -> ScansAnswer:
    """List the scans within reach, newest first."""
    with reading(site.engine) as c:
        found = scans_before(c, actor.reach, before, limit, state)
    last = found[-1].id if len(found) == limit else None
    return ScansAnswer(scans=[ScanAnswer.of(scan) for scan in found], next=last)


@router.get("/{scan_id}")
def scan(site: TheSite, actor: Watcher, scan_id: ScanId) -> ScanAnswer:
    """Tell what became of one scan."""
    with reading(site.engine) as c:
        found = scan_within(c, scan_id, actor.reach)
    if found is None:
        raise HTTPException(404)
    return ScanAnswer.of(found)


@router.get("/{scan_id}/original", response_class=FileResponse, responses=FILE)
def scan_original(site: TheSite, now: Now, actor: Opener, scan_id: ScanId) -> FileResponse:
    """Hand out the file as it was scanned, byte for byte; this is noted in the audit log."""
    return original(site, actor, scan_id, now)
