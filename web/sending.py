"""Sending a file to a station, for the page and for programs: who may, how often, and what is noted."""

from datetime import datetime
from typing import Final

from fastapi import HTTPException, Request
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.stations import is_closed, unit_of_station
from web.limits import Costly
from web.site import Site
from web.uploads import Received, Upload, UploadRefusedError, receive

CLOSED: Final = "Trạm này đã đóng."
Sent = tuple[str, str, str | None]  # station, the file's name, the dossier's code


async def send_to_station(request: Request, site: Site, actor: Actor, sent: Sent, now: datetime) -> Received:
    """Take the request's body as a file for a station. Raises HTTPException, TooOftenError."""
    station, name, dossier = sent
    site.limits.count(Costly.UPLOAD, actor.name, now)
    unit = await run_in_threadpool(_unit_to_send_to, site.engine, actor, station)
    upload = Upload(site.settings.inbox, station, name, dossier, site.settings.max_file_bytes)
    try:
        received = await receive(upload, request.stream())
    except UploadRefusedError as error:
        raise HTTPException(error.status, str(error)) from error
    await run_in_threadpool(_note, site.engine, actor, sent, unit, now)
    return received


def _unit_to_send_to(engine: Engine, actor: Actor, station: str) -> str | None:
    """Return the station's unit. Raises HTTPException: 404 out of reach, 409 closed."""
    with reading(engine) as c:
        unit, closed = unit_of_station(c, station), is_closed(c, station)
    if not actor.reach.holds(unit, station):
        raise HTTPException(404)
    if closed:
        raise HTTPException(409, CLOSED)
    return unit


def _note(engine: Engine, actor: Actor, sent: Sent, unit: str | None, now: datetime) -> None:
    station, name, dossier = sent
    detail = {"name": name[:200], "dossier": dossier}
    with writing(engine) as c:
        note(c, now, actor, Deed(AuditAction.FILE_UPLOADED, f"station:{station}", unit, detail))
