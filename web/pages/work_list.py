"""The work list: what waits for a clerk, longest first; a misreading is mended everywhere at once."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from storage.access import Act, Actor
from storage.database import reading
from storage.doubts import misreadings
from storage.waiting import WorkFilter, counts_by_reason, types_waiting, waiting_scans
from web.alike import mend_alike
from web.desk import certainty
from web.permissions import needs
from web.site import Now, TheSite
from web.units import choices
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Reviewer = Annotated[Actor, needs(Act.REVIEW)]
LIST: Final = "/viec-can-lam"
SHOWN: Final = 100
LEAST_ALIKE: Final = 2  # scans
MOST_ALIKE: Final = 5


class ListQuery(BaseModel):
    """What is shown: of one unit, one kind of doubt, one type; empty: all. `sua`: how many were mended."""

    unit: str = Field(default="", max_length=64)
    ly_do: str = Field(default="", max_length=40)
    loai: str = Field(default="", max_length=64)
    sua: int | None = Field(default=None, ge=0, le=2**31)


class AlikeForm(BaseModel):
    """A misreading and what it should be."""

    text: str = Field(default="", max_length=64)
    offered: str = Field(default="", max_length=64)


@router.get(LIST)
def show(
    request: Request, site: TheSite, now: Now, actor: Reviewer, query: Annotated[ListQuery, Query()]
) -> Response:
    """Show what waits."""
    wanted = WorkFilter(query.unit, query.ly_do, query.loai)
    with reading(site.engine) as c:
        context: dict[str, Any] = {
            "waiting": waiting_scans(c, actor.reach, wanted, now, SHOWN),
            "counts": counts_by_reason(c, actor.reach),
            "alike": misreadings(c, actor.reach, LEAST_ALIKE, MOST_ALIKE),
            "types": types_waiting(c, actor.reach),
        }
    context |= {
        "query": query,
        "units": choices(site.catalogue, actor.reach),
        "catalogue": site.catalogue,
        "certainty": certainty,
        "now": now,
        "today": now.astimezone(VIETNAM).date(),
    }
    return site.page(request, "review/list.html", context)


@router.post(f"{LIST}/sua-giong-nhau")
def mend(site: TheSite, now: Now, actor: Reviewer, form: Annotated[AlikeForm, Form()]) -> Response:
    """Mend the same misreading in all waiting scans that nobody else has in hand."""
    count = mend_alike(site, actor, form.text, form.offered.strip(), now) if form.offered.strip() else 0
    return RedirectResponse(f"{LIST}?sua={count}", 303)
