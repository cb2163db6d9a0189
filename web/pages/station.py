"""The station page: what was dropped and what became of it; files by drag and drop; covers to print."""

from datetime import datetime, time
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field

from storage.access import Act, Actor
from storage.database import reading
from storage.station_view import lying, sent_scans, station_day
from storage.stations import list_stations
from web.joining import JoinRefusedError, join_scans
from web.permissions import needs
from web.sending import send_to_station
from web.site import Now, Site, TheSite
from web.stationing import StationError, covers_of
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Watcher = Annotated[Actor, needs(Act.SEE_STATIONS)]
Sender = Annotated[Actor, needs(Act.UPLOAD)]
PAGE: Final = "/tram-quet"
SHOWN: Final = 40
LYING: Final = 20
MOST: Final = 4 * 1024**3  # of one request; the settings' limit of a file is counted while it comes


class CoverForm(BaseModel):
    """Codes of dossiers, one a line or parted by blanks or commas."""

    codes: str = Field(default="", max_length=20_000)


class JoinForm(BaseModel):
    """The scans of a pile's fronts and of its backs."""

    truoc: int
    sau: int


@router.get(PAGE)
def show(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Watcher,
    tram: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """Show what was sent, newest first."""
    return _page(request, site, actor, (tram, now))


@router.post(PAGE + "/to-bia")
def covers(
    request: Request, site: TheSite, now: Now, actor: Sender, form: Annotated[CoverForm, Form()]
) -> Response:
    """Hand out covers with codes for these dossiers, to be laid upon their papers."""
    try:
        wanted = covers_of(site.settings, form.codes)
    except StationError as error:
        return _page(request, site, actor, (None, now), wrong=str(error), codes=form.codes)
    from reports.cover_sheets import cover_sheets  # noqa: PLC0415 - 27 MiB, for a page that few print

    headers = {"Content-Disposition": 'attachment; filename="to-bia.pdf"'}
    return Response(cover_sheets(wanted), 200, headers, "application/pdf")


@router.post(PAGE + "/ghep")
def join(
    request: Request, site: TheSite, now: Now, actor: Sender, form: Annotated[JoinForm, Form()]
) -> Response:
    """Make one file of two that are the fronts and the backs of one pile."""
    try:
        told = join_scans(site, actor, form.truoc, form.sau, now)
    except JoinRefusedError as error:
        return _page(request, site, actor, (None, now), wrong=str(error))
    return _page(request, site, actor, (None, now), done=told)


@router.post(PAGE + "/{station}/tep", status_code=204, max_body_size=MOST)
async def send(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Sender,
    station: Annotated[str, Path(max_length=100)],
    name: Annotated[str, Query(max_length=300)] = "tep",
) -> Response:
    """Take a file that was dropped on the page: the body is the file itself."""
    await send_to_station(request, site, actor, (station, name, None), now)
    return Response(status_code=204)


def _page(
    request: Request,
    site: Site,
    actor: Actor,
    asked: tuple[str | None, datetime],
    **told: Any,  # noqa: ANN401
) -> Response:
    wanted, now = asked
    midnight = datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM)
    with reading(site.engine) as c:
        known = [each.name for each in list_stations(c, actor.reach) if each.closed_at is None]
        if wanted is not None and wanted not in known:
            raise HTTPException(404)
        station = wanted or actor.reach.station
        context = {
            "sent": sent_scans(c, actor.reach, station, SHOWN),
            "day": station_day(c, actor.reach, station, midnight),
            "lying": lying(c, actor.reach, station, LYING),
        }
    goes_to = station or (known[0] if len(known) == 1 else None)
    context |= {
        "stations": known,
        "station": station,
        "goes_to": goes_to,
        "now": now,
        "types": site.catalogue.types,
    }
    shown = {"wrong": None, "done": None, "codes": "", **context, **told}
    return site.page(request, "station.html", shown, 422 if told.get("wrong") else 200)
