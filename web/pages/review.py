"""Review: the next scan that needs a person, what is to be settled about it, what somebody decides."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from pydantic import BaseModel, Field

from storage.access import Act, Actor
from storage.database import reading
from storage.decisions import Kind
from storage.previews import first_rotations
from storage.waiting import next_scans
from web.desk import desk_of
from web.holding import ConflictError, WrongDecisionError, beat, let_go, take_next
from web.permissions import needs
from web.reviewing import Said, accept, look, open_review, say, send_back, take_back
from web.site import Now, Site, TheSite

router = APIRouter(include_in_schema=False)

Reviewer = Annotated[Actor, needs(Act.REVIEW)]
ScanId = Annotated[int, Path(ge=1, le=2**62)]
LIST: Final = "/viec-can-lam"
AHEAD: Final = 2  # scans whose pictures are loaded before they are opened
DECIDED_HERE: Final = frozenset(
    {"starts", "blank", "place", "type", "dossier", "exempt", "field", "word", "turn"}
)
SWITCHES: Final = frozenset({Kind.STARTS, Kind.BLANK})


class VersionForm(BaseModel):
    """What every change says: the version of the scan that its page showed."""

    version: int = Field(default=-1, ge=-1, le=2**62)


class DecisionForm(VersionForm):
    """A decision; `value` as text, "1" and "0" for switches."""

    kind: str = Field(default="", max_length=20)
    value: str = Field(default="", max_length=400)
    page: int = Field(default=0, ge=0, le=100_000)
    place: int = Field(default=0, ge=0, le=100_000)
    name: str = Field(default="", max_length=64)
    region: int = Field(default=0, ge=0, le=2**62)


class ReturnForm(VersionForm):
    """Why a scan goes back to its station."""

    why: str = Field(default="", max_length=20)


@router.get("/ra-soat")
def first(
    site: TheSite, now: Now, actor: Reviewer, sau: Annotated[int | None, Query(ge=1, le=2**62)] = None
) -> Response:
    """Lead to the first scan that waits and is free, or to the one behind `sau`; else to the list."""
    found = take_next(site, actor, now, sau)
    return RedirectResponse(f"/ra-soat/{found}" if found else LIST, 303)


@router.get("/ra-soat/{scan_id}")
def show(request: Request, site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId) -> Response:
    """Show a scan, taken in hand if it is free."""
    found = open_review(site, actor, scan_id, now)
    if found is None:
        raise HTTPException(404)
    with reading(site.engine) as c:
        waiting = [each for each in next_scans(c, actor.reach, actor.name, now, AHEAD + 1) if each != scan_id]
        ahead = first_rotations(c, waiting[:AHEAD])
    context = {"desk": desk_of(site.catalogue, found), "ahead": ahead}
    return site.page(request, "review/one.html", context)


@router.get("/ra-soat/{scan_id}/manh")
def piece(request: Request, site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId) -> Response:
    """Show what changes of a scan's page."""
    return _piece(request, site, actor, scan_id, now)


@router.post("/ra-soat/{scan_id}/quyet")
def decide(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Reviewer,
    scan_id: ScanId,
    form: Annotated[DecisionForm, Form()],
) -> Response:
    """Keep a decision, and show what comes of it."""
    kind = Kind(form.kind) if form.kind in DECIDED_HERE else None
    key = (form.page, form.place, form.name, form.region)
    said = Said(scan_id, form.version, kind, _value(kind, form.value), *key)
    try:
        say(site, actor, said, now)
    except TROUBLES as error:
        return refused(error)
    return _piece(request, site, actor, scan_id, now)


@router.post("/ra-soat/{scan_id}/hoan-tac")
def undo(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Reviewer,
    scan_id: ScanId,
    form: Annotated[VersionForm, Form()],
) -> Response:
    """Undo the last decision."""
    try:
        take_back(site, actor, scan_id, form.version, now)
    except TROUBLES as error:
        return refused(error)
    return _piece(request, site, actor, scan_id, now)


@router.post("/ra-soat/{scan_id}/nhan")
def take(
    site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId, form: Annotated[VersionForm, Form()]
) -> Response:
    """Accept a scan; tell which is next."""
    try:
        accept(site, actor, scan_id, form.version, now)
    except TROUBLES as error:
        return refused(error)
    return _next(site, actor, now)


@router.post("/ra-soat/{scan_id}/tra-lai")
def return_it(
    site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId, form: Annotated[ReturnForm, Form()]
) -> Response:
    """Send a scan back to its station; tell which is next."""
    try:
        send_back(site, actor, scan_id, form.version, form.why, now)
    except TROUBLES as error:
        return refused(error)
    return _next(site, actor, now)


@router.post("/ra-soat/{scan_id}/giu")
def keep(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId) -> Response:
    """Keep a scan in hand."""
    _within(site, actor, scan_id, now)
    try:
        beat(site, actor, scan_id, now)
    except ConflictError as error:
        return refused(error)
    return Response(status_code=204)


@router.post("/ra-soat/{scan_id}/buong")
def put_down(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId) -> Response:
    """Put a scan down."""
    _within(site, actor, scan_id, now)
    let_go(site, actor, scan_id)
    return Response(status_code=204)


TROUBLES: Final = (ConflictError, WrongDecisionError, LookupError)


def refused(error: Exception) -> Response:
    """Answer a change that was not made, in words. Raises HTTPException where the scan is out of reach."""
    if isinstance(error, LookupError):
        raise HTTPException(404) from error
    return PlainTextResponse(str(error), 409 if isinstance(error, ConflictError) else 422)


def _piece(request: Request, site: Site, actor: Actor, scan_id: int, now: Now) -> Response:
    found = look(site, actor, scan_id, now)
    if found is None:
        raise HTTPException(404)
    return site.page(request, "review/desk.html", {"desk": desk_of(site.catalogue, found)})


def _next(site: Site, actor: Actor, now: Now) -> Response:
    found = take_next(site, actor, now)
    return JSONResponse({"next": f"/ra-soat/{found}" if found else LIST})


def _within(site: Site, actor: Actor, scan_id: int, now: Now) -> None:
    if look(site, actor, scan_id, now) is None:
        raise HTTPException(404)


def _value(kind: Kind | None, text: str) -> Any:  # noqa: ANN401 - as its kind says
    if kind in SWITCHES:
        return text == "1"
    if kind is Kind.PLACE:
        return _number(text)
    if kind is Kind.TURN:
        return int(_number(text)) % 360
    return text


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise HTTPException(422) from None
