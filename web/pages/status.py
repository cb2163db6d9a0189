"""The status page: what is being done right now; and where the address without a path leads."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from storage.access import Act, Actor
from storage.database import reading
from storage.overview import overview
from web.navigation import home_of
from web.permissions import needs
from web.site import Now, TheSite

router = APIRouter(include_in_schema=False)

Anybody = Annotated[Actor, needs(Act.ENTER)]
Watcher = Annotated[Actor, needs(Act.SEE_STATUS)]


@router.get("/")
def home(actor: Anybody) -> Response:
    """Lead somebody to the first page that is theirs."""
    return RedirectResponse(home_of(actor), 303)


@router.get("/theo-doi")
def status(request: Request, site: TheSite, now: Now, actor: Watcher) -> Response:
    """Show the counts, the newest files, stations, processes, and the ratios of the year so far."""
    with reading(site.engine) as c:
        seen = overview(c, now, reach=actor.reach)
    return site.page(request, "status.html", {"seen": seen, "ratios": site.ratios.table(now, actor)})
