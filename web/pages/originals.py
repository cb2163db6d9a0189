"""The original of a scan, for people."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from storage.access import Act, Actor
from web.originals import original
from web.permissions import needs
from web.site import Now, TheSite

router = APIRouter(include_in_schema=False)

Opener = Annotated[Actor, needs(Act.OPEN_ORIGINAL)]


@router.get("/ban-goc/{scan_id}")
def download(
    site: TheSite, now: Now, actor: Opener, scan_id: Annotated[int, Path(ge=1, le=2**62)]
) -> Response:
    """Hand out a scan's original; this is noted in the audit log."""
    return original(site, actor, scan_id, now)
