"""Stations for programs: which there are, and files sent to one."""

from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from pipeline.intake.kind import JPEG, PDF, PNG, TIFF
from storage.access import Act, Actor
from storage.database import reading
from storage.stations import KnownStation, list_stations
from web.api.troubles import AnswerRoute
from web.joining import join_scans
from web.permissions import needs
from web.sending import send_to_station
from web.site import Now, TheSite
from web.stationing import NoStationError, StationChange, change_station, covers_of
from web.words import masked

router = APIRouter(prefix="/stations", tags=["stations"], route_class=AnswerRoute)

Watcher = Annotated[Actor, needs(Act.SEE_STATIONS)]
Manager = Annotated[Actor, needs(Act.MANAGE_STATIONS)]
Sender = Annotated[Actor, needs(Act.UPLOAD)]
MOST: Final = 4 * 1024**3  # of one request; the settings' limit of a file is counted while it comes
COVERS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {PDF: {}}}}
FILE_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in (PDF, TIFF, JPEG, PNG)
        },
    }
}


class StationAnswer(BaseModel):
    """A station: its folder's name, unit, number of files seen, when the newest was first seen."""

    name: str
    unit: str | None
    closed: bool
    files: int
    last_arrival: datetime | None


class FileAnswer(BaseModel):
    """A file that lies in its station's folder and will be taken from there."""

    station: str
    name: str
    size: int


class FileAsked(BaseModel):
    """What is said of a file beside its content."""

    name: str = Field(max_length=300, description="the file's name")
    dossier: str | None = Field(default=None, max_length=64, description="the code of its dossier")


class StationAsked(BaseModel):
    """What a station is from now on; no unit: it belongs to none."""

    unit: str | None = Field(default=None, max_length=64)
    note: str | None = Field(default=None, max_length=200)
    closed: bool = False


class CoversAsked(BaseModel):
    """The codes of dossiers."""

    codes: list[str] = Field(default_factory=list, max_length=1000)


class JoinAsked(BaseModel):
    """The scans of a pile's fronts and of its backs."""

    fronts: int = Field(default=0, ge=0, le=2**62)
    backs: int = Field(default=0, ge=0, le=2**62)


class ToldAnswer(BaseModel):
    """What was done, in Vietnamese."""

    told: str


@router.post("/join")
def join(site: TheSite, now: Now, actor: Sender, asked: JoinAsked) -> ToldAnswer:
    """Make one file of two that are the fronts and the backs of one pile."""
    return ToldAnswer(told=join_scans(site, actor, asked.fronts, asked.backs, now))


@router.post("/covers", response_class=Response, responses=COVERS)
def covers(site: TheSite, _actor: Sender, asked: CoversAsked) -> Response:
    """Hand out covers with codes for these dossiers (PDF), to be laid upon their papers."""
    wanted = covers_of(site.settings, "\n".join(asked.codes))
    from reports.cover_sheets import cover_sheets  # noqa: PLC0415 - the PDF writer is seldom needed

    return Response(cover_sheets(wanted), media_type=PDF)


@router.put("/{station}")
def put(
    site: TheSite,
    now: Now,
    actor: Manager,
    station: Annotated[str, Path(max_length=100)],
    asked: StationAsked,
) -> StationAnswer:
    """Give a station to a unit, close it or open it again."""
    change_station(site, actor, StationChange(station, asked.unit or None, asked.note, asked.closed), now)
    with reading(site.engine) as c:
        found = next((each for each in list_stations(c, actor.reach) if each.name == station), None)
    if found is None:
        raise NoStationError(station)
    return _answer(found)


@router.get("")
def stations(site: TheSite, actor: Watcher) -> list[StationAnswer]:
    """List the stations within reach."""
    with reading(site.engine) as c:
        found = list_stations(c, actor.reach)
    return [_answer(each) for each in found]


def _answer(each: KnownStation) -> StationAnswer:
    return StationAnswer(
        name=masked(each.name),
        unit=each.unit,
        closed=each.closed_at is not None,
        files=each.files,
        last_arrival=each.last_arrival,
    )


@router.post("/{station}/files", status_code=201, max_body_size=MOST, openapi_extra=FILE_BODY)
async def send(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Sender,
    station: Annotated[str, Path(max_length=100)],
    asked: Annotated[FileAsked, Query()],
) -> FileAnswer:
    """Send one file to a station: the body is the file itself (PDF, TIFF, JPEG, PNG)."""
    received = await send_to_station(request, site, actor, (station, asked.name, asked.dossier), now)
    return FileAnswer(station=station, name=masked(received.name), size=received.size)
