"""Administration of tokens: what programs may do here."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from storage.access import Act, Actor
from storage.accounts import AccountError
from storage.database import reading
from storage.tokens import NewToken, list_tokens
from web.permissions import needs
from web.site import Now, Site, TheSite
from web.tokens import PURPOSES, UnknownTokenError, grant, revoke
from web.units import choices

router = APIRouter(include_in_schema=False)

Manager = Annotated[Actor, needs(Act.MANAGE_TOKENS)]
LIST: Final = "/quan-tri/khoa-truy-cap"


class TokenForm(BaseModel):
    """What the form of a token holds; empty unit: everything, empty station: any."""

    name: str = Field(default="", max_length=64)
    purpose: str = Field(default="scanner", max_length=20)
    unit: str = Field(default="", max_length=64)
    station: str = Field(default="", max_length=100)

    def new(self) -> NewToken:
        if self.purpose not in PURPOSES:
            raise AccountError("Hãy chọn mục đích sử dụng của khóa.")
        acts = PURPOSES[self.purpose][1]
        return NewToken(self.name.strip(), acts, self.unit or None, self.station.strip() or None)


@router.get(LIST)
def show_all(request: Request, site: TheSite, now: Now, actor: Manager) -> Response:
    """Show the tokens within reach, and the form for one more."""
    return _list(request, site, actor, TokenForm(), now=now)


@router.post(LIST)
def add(
    request: Request, site: TheSite, now: Now, actor: Manager, form: Annotated[TokenForm, Form()]
) -> Response:
    """Make a token; its key is shown once."""
    try:
        key = grant(site.engine, actor, form.new(), now)
    except AccountError as error:
        return _list(request, site, actor, form, now=now, wrong=str(error))
    return _list(request, site, actor, TokenForm(), now=now, key=key)


@router.post(LIST + "/{name}/thu-hoi")
def take_back(site: TheSite, now: Now, actor: Manager, name: str) -> Response:
    """Let a token work no more."""
    try:
        revoke(site.engine, actor, name, now)
    except UnknownTokenError as error:
        raise HTTPException(404, str(error)) from error
    return RedirectResponse(LIST, 303)


def _list(request: Request, site: Site, actor: Actor, form: TokenForm, **told: Any) -> Response:  # noqa: ANN401
    with reading(site.engine) as c:
        found = list_tokens(c, actor.reach)
    context = {"tokens": found, "form": form, "purposes": PURPOSES, "wrong": None, "key": None}
    units = choices(site.catalogue, actor.reach)
    status = 422 if told.get("wrong") else 200
    return site.page(request, "admin/tokens.html", {**context, "units": units, **told}, status)
