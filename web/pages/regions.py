"""A rectangle drawn on a page under review: that place is read again into the field that has the focus."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Path, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from pipeline.model import Box
from storage.access import Act, Actor
from storage.model import RegionState
from web.limits import Costly
from web.pages.review import TROUBLES, ScanId, VersionForm, refused
from web.permissions import needs
from web.rereading import AWAY, Framed, frame, framed_region
from web.site import Now, TheSite

router = APIRouter(include_in_schema=False)

Reviewer = Annotated[Actor, needs(Act.REVIEW)]
RegionId = Annotated[int, Path(ge=1, le=2**62)]
FARTHEST: Final = 200_000  # pixels

# What is said of a place; nothing is said while it is being read.
SAID: Final[dict[RegionState, str]] = {
    RegionState.FAILED: "Máy không đọc được chỗ này. Hãy gõ tay.",
    RegionState.READ: "",
}
NOTHING: Final = "Không thấy chữ in nào ở chỗ này. Hãy gõ tay."


class FrameForm(VersionForm):
    """A rectangle in pixels of a page, and the field that it is meant for: see `web.rereading.Framed`."""

    page: int = Field(default=0, ge=0, le=100_000)
    x: int = Field(default=0, ge=0, le=FARTHEST)
    y: int = Field(default=0, ge=0, le=FARTHEST)
    w: int = Field(default=0, ge=0, le=FARTHEST)
    h: int = Field(default=0, ge=0, le=FARTHEST)
    first: int = Field(default=0, ge=0, le=100_000)
    place: int = Field(default=0, ge=0, le=100_000)
    name: str = Field(default="", max_length=64)


@router.post("/ra-soat/{scan_id}/doc-lai")
def ask(
    site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId, form: Annotated[FrameForm, Form()]
) -> Response:
    """Let a place be read again; tell its number, or that nobody is there to read it."""
    site.limits.count(Costly.READING, actor.name, now)
    box = Box(form.x, form.y, form.w, form.h)
    framed = Framed(form.version, form.page, box, form.first, form.place, form.name)
    try:
        region = frame(site, actor, scan_id, framed, now)
    except TROUBLES as error:
        return refused(error)
    return JSONResponse({"region": region, "words": "" if region else AWAY})


@router.get("/ra-soat/{scan_id}/doc-lai/{region_id}")
def show(site: TheSite, actor: Reviewer, scan_id: ScanId, region_id: RegionId) -> Response:
    """Tell what was read at a place, once it was."""
    found = framed_region(site, actor, scan_id, region_id)
    if found is None:
        raise HTTPException(404)
    told: dict[str, Any] = {"done": found.state in SAID, "value": found.value}
    empty = found.state is RegionState.READ and not found.value
    return JSONResponse({**told, "words": NOTHING if empty else SAID.get(found.state, "")})
