"""The status as JSON, for programs."""

from typing import Annotated, Any

from fastapi import APIRouter

from storage.access import Act, Actor
from storage.database import reading
from storage.overview import overview
from web.permissions import needs
from web.site import Now, TheSite
from web.status import as_plain

router = APIRouter(tags=["status"])

Watcher = Annotated[Actor, needs(Act.SEE_STATUS)]


@router.get("/status")
def status(site: TheSite, now: Now, actor: Watcher) -> dict[str, Any]:
    """Tell what the system is doing: files, tasks and processes by state, the newest files."""
    with reading(site.engine) as c:
        return as_plain(overview(c, now, reach=actor.reach))
