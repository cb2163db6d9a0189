"""The status as JSON, for programs."""

from typing import Annotated, Any

from fastapi import APIRouter

from storage.access import Act, Actor
from web.permissions import needs
from web.site import Now, TheSite
from web.status import as_plain

router = APIRouter(tags=["status"])

Watcher = Annotated[Actor, needs(Act.SEE_STATUS)]


@router.get("/status")
def status(site: TheSite, now: Now, actor: Watcher) -> dict[str, Any]:
    """Tell what the system is doing: files, tasks and processes by state, the newest files."""
    return as_plain(site.counted.overview(now, actor))
