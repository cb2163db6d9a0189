"""Administration of stations: which unit each belongs to, which are closed."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Request, Response
from pydantic import BaseModel, Field

from storage.access import Act, Actor
from storage.database import reading
from storage.stations import list_stations
from web.permissions import needs
from web.site import Now, Site, TheSite
from web.stationing import OUTSIDE, NoStationError, StationChange, StationError, change_station
from web.units import choices

router = APIRouter(include_in_schema=False)

Manager = Annotated[Actor, needs(Act.MANAGE_STATIONS)]
LIST: Final = "/quan-tri/tram-quet"


class StationForm(BaseModel):
    """What the form of a station holds; empty unit: none."""

    name: str = Field(default="", max_length=100)
    unit: str = Field(default="", max_length=64)
    note: str = Field(default="", max_length=200)
    closed: bool = False


@router.get(LIST)
def show_all(request: Request, site: TheSite, actor: Manager) -> Response:
    """Show the stations within reach, and the form for one more."""
    return _list(request, site, actor, StationForm())


@router.post(LIST)
def put(
    request: Request, site: TheSite, now: Now, actor: Manager, form: Annotated[StationForm, Form()]
) -> Response:
    """Give a station to a unit, close it or open it again."""
    change = StationChange(form.name.strip(), form.unit or None, form.note.strip() or None, form.closed)
    try:
        change_station(site, actor, change, now)
    except StationError as error:
        return _list(request, site, actor, form, wrong=str(error))
    except NoStationError as error:
        if str(error) != OUTSIDE:
            raise HTTPException(404) from error
        return _list(request, site, actor, form, wrong=OUTSIDE)
    return _list(request, site, actor, StationForm(), done="Đã lưu.")


def _list(request: Request, site: Site, actor: Actor, form: StationForm, **told: Any) -> Response:  # noqa: ANN401
    with reading(site.engine) as c:
        found = list_stations(c, actor.reach)
    context = {"stations": found, "form": form, "units": choices(site.catalogue, actor.reach)}
    status = 422 if told.get("wrong") else 200
    return site.page(request, "admin/stations.html", {"wrong": None, "done": None, **context, **told}, status)
