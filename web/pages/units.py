"""The catalogue as it is: the tree of units with their dates, and the targets of each kind of unit."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from catalogue.kinds import KIND_TITLES
from catalogue.model import Target
from storage.access import Act, Actor
from web.cataloguing import may_edit
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


@router.get("/quan-tri/chi-tieu")
def targets(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Reader,
    nam: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
) -> Response:
    """Show the targets of each kind of unit and of single units, with their plan and the days they hold."""
    today, year = now.astimezone(VIETNAM).date(), int(nam) if nam else None
    found = site.catalogue.targets
    named = {day.year for each in found for day in (each.valid_from, each.valid_to) if day}
    context = {
        "targets": [each for each in found if year is None or _in_year(each, year)],
        "titles": KIND_TITLES,
        "today": today,
        "years": sorted({today.year, *named, *([year] if year else [])}),
        "year": year,
        "may_edit": may_edit(actor),
    }
    return site.page(request, "admin/targets.html", context)


def _in_year(target: Target, year: int) -> bool:
    return (target.valid_from or date.min).year <= year <= (target.valid_to or date.max).year
