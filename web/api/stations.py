"""Stations for programs: which there are, and files sent to one."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field

from pipeline.intake.kind import JPEG, PDF, PNG, TIFF
from storage.access import Act, Actor
from storage.database import reading
from storage.stations import list_stations
from web.permissions import needs
from web.sending import send_to_station
from web.site import Now, TheSite
from web.words import masked

router = APIRouter(prefix="/stations", tags=["stations"])

Watcher = Annotated[Actor, needs(Act.SEE_STATIONS)]
Sender = Annotated[Actor, needs(Act.UPLOAD)]
MOST: Final = 4 * 1024**3  # of one request; the settings' limit of a file is counted while it comes
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


@router.get("")
def stations(site: TheSite, actor: Watcher) -> list[StationAnswer]:
    """List the stations within reach."""
    with reading(site.engine) as c:
        found = list_stations(c, actor.reach)
    return [
        StationAnswer(
            name=masked(each.name),
            unit=each.unit,
            closed=each.closed_at is not None,
            files=each.files,
            last_arrival=each.last_arrival,
        )
        for each in found
    ]


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
