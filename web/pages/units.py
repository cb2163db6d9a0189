"""The catalogue as it is: the tree of units with their dates, and the targets of each kind of unit."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from catalogue.kinds import KIND_TITLES
from storage.access import Act, Actor
from web.permissions import needs
from web.site import Now, TheSite
from web.units import find_units
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

MOST: Final = 300  # lines of a page; the country has some ten thousand units
Reader = Annotated[Actor, needs(Act.SEE_CATALOGUE)]


@router.get("/quan-tri/don-vi")
def units(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Reader,
    tim: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Show the units within reach: the tree of today, and those that have ended with who took over."""
    today = now.astimezone(VIETNAM).date()
    found = find_units(site.catalogue, actor.reach, tim, today)
    context = {"branches": found[:MOST], "left_out": max(len(found) - MOST, 0), "tim": tim, "today": today}
    return site.page(request, "admin/units.html", context)


@router.get("/quan-tri/chi-tieu", dependencies=[needs(Act.SEE_CATALOGUE)])
def targets(request: Request, site: TheSite, now: Now) -> Response:
    """Show the targets of each kind of unit, with the plan that sets them and the days they hold."""
    context = {
        "targets": site.catalogue.targets,
        "titles": KIND_TITLES,
        "today": now.astimezone(VIETNAM).date(),
    }
    return site.page(request, "admin/targets.html", context)
