"""What is proposed for the catalogue, and its versions: looked at, taken, undone by going back."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from catalogue.grid import OUTER
from catalogue.told import told
from storage.access import Act, Actor
from storage.catalogue_versions import StaleCatalogueError, versions
from storage.database import reading
from web.cataloguing import (
    CatalogueRefusedError,
    going_back,
    keep_proposal,
    leave_proposal,
    look_at,
    may_edit,
    take_proposal,
)
from web.pages.catalogue import LIST
from web.permissions import needs, needs_everywhere
from web.site import Now, TheSite

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, needs(Act.SEE_CATALOGUE)]
Editor = Annotated[Actor, needs_everywhere(Act.EDIT_CATALOGUE)]
Number = Annotated[int, Path(ge=0, le=2**31 - 1)]
PROPOSAL: Final = LIST + "/de-nghi/{number}"
VERSIONS: Final = LIST + "/ban"
SHOWN: Final = 500  # differences of a page


class NoteForm(BaseModel):
    """Why the catalogue is changed."""

    ghi_chu: str = Field(default="", max_length=300)


@router.get(PROPOSAL)
def show(request: Request, site: TheSite, actor: Editor, number: Number) -> Response:
    """Show what proposed changes would do to the catalogue as it stands now."""
    return _proposal(request, site, actor, number)


@router.post(PROPOSAL + "/nhan")
def take(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Editor,
    number: Number,
    form: Annotated[NoteForm, Form()],
) -> Response:
    """Let proposed changes hold from now on."""
    try:
        taken = take_proposal(site.in_force, actor, number, " ".join(form.ghi_chu.split()), now)
    except LookupError as error:
        raise HTTPException(404) from error
    except StaleCatalogueError as error:
        return _proposal(request, site, actor, number, wrong=str(error), status=409)
    except CatalogueRefusedError:
        return _proposal(request, site, actor, number, status=422)
    return RedirectResponse(f"{VERSIONS}?xong={taken.version.version}&ho_so={taken.dossiers}", 303)


@router.post(PROPOSAL + "/bo")
def leave(site: TheSite, actor: Editor, number: Number) -> Response:
    """Forget proposed changes."""
    try:
        leave_proposal(site.in_force, actor, number)
    except LookupError as error:
        raise HTTPException(404) from error
    return RedirectResponse(LIST, 303)


@router.get(VERSIONS)
def show_all(
    request: Request, site: TheSite, actor: Reader, xong: int | None = None, ho_so: int = 0
) -> Response:
    """Show who changed what of the catalogue, newest first."""
    return _versions(request, site, actor, taken=xong, counted=ho_so)


@router.post(VERSIONS + "/{number}/quay-lai")
def back(request: Request, site: TheSite, now: Now, actor: Editor, number: Number) -> Response:
    """Propose what makes the catalogue again what it was at a version."""
    try:
        edit = going_back(site.in_force, actor, number)
        kept = keep_proposal(site.in_force, actor, edit, edit.note, now)
    except LookupError as error:
        raise HTTPException(404) from error
    except CatalogueRefusedError as error:
        return _versions(request, site, actor, wrong=str(error))
    return RedirectResponse(f"{LIST}/de-nghi/{kept}", 303)


def _versions(request: Request, site: TheSite, actor: Actor, **told_of: Any) -> Response:  # noqa: ANN401
    with reading(site.engine) as c:
        found = versions(c)
    context = {"versions": found, "outer": OUTER, "may_edit": may_edit(actor)}
    plain = {"taken": None, "counted": 0, "wrong": ""}
    status = 422 if told_of.get("wrong") else 200
    return site.page(request, "admin/catalogue_versions.html", {**plain, **context, **told_of}, status)


def _proposal(
    request: Request, site: TheSite, actor: Actor, number: int, wrong: str = "", status: int = 200
) -> Response:
    found = look_at(site.in_force, actor, number)
    if found is None:
        raise HTTPException(404)
    proposal, looked = found
    context: dict[str, Any] = {
        "proposal": proposal,
        "looked": looked,
        "shown": looked.differences[:SHOWN],
        "left_out": max(len(looked.differences) - SHOWN, 0),
        "stale": proposal.base != looked.base,
        "problems": [told(each) for each in looked.problems],
        "wrong": wrong,
    }
    return site.page(request, "admin/catalogue_proposal.html", context, status)
