"""Health: what the doctor says of the machine, in plain words."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from storage.access import Act, Actor
from web.limits import Costly
from web.permissions import needs
from web.site import Now, TheSite

router = APIRouter(include_in_schema=False)

Keeper = Annotated[Actor, needs(Act.SEE_HEALTH)]


@router.get("/quan-tri/suc-khoe", dependencies=[needs(Act.SEE_HEALTH)])
def show(request: Request, site: TheSite) -> Response:
    """Show the page at once; what the doctor finds comes after it."""
    return site.page(request, "admin/health.html")


@router.get("/quan-tri/suc-khoe/ket-qua")
def findings(request: Request, site: TheSite, now: Now, actor: Keeper) -> Response:
    """Return the piece of the page with the findings."""
    site.limits.count(Costly.CHECK, actor.name, now)
    at, found = site.checkup.findings(now)
    return site.page(request, "admin/findings.html", {"at": at, "findings": found})
