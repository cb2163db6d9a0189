"""The status page: what is being done right now; and where the address without a path leads."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from reports.model import Question
from storage.access import Act, Actor
from web.counted import current_period
from web.navigation import home_of
from web.permissions import needs
from web.site import Now, TheSite
from web.words import VIETNAM

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
    today = now.astimezone(VIETNAM).date()
    question = Question(current_period(today), actor.unit, site.catalogue, today=today)
    told = site.counted.report("ratio", question, actor, now)
    context = {"seen": site.counted.overview(now, actor), "ratios": told.table, "counted_at": told.at}
    return site.page(request, "status.html", context)
