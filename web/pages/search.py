"""Searching papers: one box, tones optional; hits with the word in its line and as a crop; export."""

from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from storage.access import Act, Actor
from storage.database import reading, writing
from storage.dossier_lists import DossiersWanted, list_dossiers
from storage.search import Key, Question, find_and_count
from web.exporting import export_found, note_search
from web.limits import Costly
from web.permissions import needs
from web.searching import excerpt, has_personal_number
from web.site import Now, Site, TheSite
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Seeker = Annotated[Actor, needs(Act.SEARCH)]
Exporter = Annotated[Actor, needs(Act.EXPORT)]
ADDRESS: Final = "/tra-cuu"
HITS: Final = 20
DOSSIERS: Final = 5
EXPORTS: Final = ("xlsx", "csv")


class Asked(BaseModel):
    """What is searched; without a personal number it stands in the address, else only in forms."""

    tim: str = Field(default="", max_length=200)
    loai: str = Field(default="", max_length=64)
    don_vi: str = Field(default="", max_length=64)
    nam: int | None = Field(default=None, ge=1900, le=2999)
    sau: str = Field(default="", pattern=r"^(\d\.\d{1,18})?$")

    def question(self) -> Question:
        return Question(self.tim, self.loai or None, self.don_vi or None, self.nam)

    def after(self) -> Key | None:
        tier, _, row = self.sau.partition(".")
        return Key(int(tier), int(row)) if row else None

    def chosen(self) -> dict[str, str]:
        return {key: str(value) for key, value in self.model_dump(exclude={"sau", "kieu"}).items() if value}


class ExportForm(Asked):
    """The same, as a file."""

    kieu: str = Field(default="xlsx", pattern="^(xlsx|csv)$")


@router.get(ADDRESS)
def show(
    request: Request, site: TheSite, now: Now, actor: Seeker, asked: Annotated[Asked, Query()]
) -> Response:
    """Show the box, and what is found."""
    return _answer(request, site, now, actor, asked)


@router.post(ADDRESS)
def search(
    request: Request, site: TheSite, now: Now, actor: Seeker, asked: Annotated[Asked, Form()]
) -> Response:
    """Search; what holds no personal number gets an address that can be kept and shared."""
    if has_personal_number(asked.tim):
        return _answer(request, site, now, actor, asked, secret=True)
    place = {"sau": asked.sau} if asked.sau else {}
    return RedirectResponse(f"{ADDRESS}?{urlencode(asked.chosen() | place)}", 303)


@router.post(ADDRESS + "/xuat")
def export(site: TheSite, now: Now, actor: Exporter, asked: Annotated[ExportForm, Form()]) -> Response:
    """Hand out what is found as a file, personal numbers masked; this is noted."""
    return export_found(site, now, actor, asked.question(), asked.kieu)


def _answer(
    request: Request, site: Site, now: datetime, actor: Actor, asked: Asked, *, secret: bool = False
) -> Response:
    context: dict[str, Any] = {"asked": asked, "secret": secret, "hits": (), "counts": None, "more": None}
    context |= {"dossiers": (), "catalogue": site.catalogue, "excerpts": {}, "refused": False}
    if has_personal_number(asked.tim) and not secret:
        context |= {"refused": True, "asked": asked.model_copy(update={"tim": ""})}
    elif asked.tim.strip():
        site.limits.count(Costly.SEARCH, actor.name, now)
        with writing(site.engine) as c:
            note_search(c, now, actor, asked.tim)
        with reading(site.engine) as c:
            context |= _found(c, actor, asked, now)
    status = 422 if context["refused"] else 200
    return site.page(request, "search.html", context, status)


def _found(c: Connection, actor: Actor, asked: Asked, now: datetime) -> dict[str, Any]:
    question = asked.question()
    hits, counted = find_and_count(c, actor.reach, question, asked.after(), HITS + 1)
    shown = hits[:HITS]
    more = f"{shown[-1].key.tier}.{shown[-1].key.row}" if len(hits) > HITS else None
    found = {"hits": shown, "counts": counted, "more": more}
    if actor.may(Act.SEE_DOSSIERS) and not asked.sau:
        code = asked.tim.strip().upper()
        wanted = DossiersWanted(now.astimezone(VIETNAM).date(), code=code)
        found["dossiers"] = list_dossiers(c, actor.reach, wanted, None, DOSSIERS) if _like_code(code) else ()
    return found | {"excerpts": {hit.key: excerpt(hit.page, question) for hit in shown}}


def _like_code(text: str) -> bool:
    """Tell whether a text may begin a dossier's code: no blank in it, a digit among the first signs."""
    return (
        bool(text) and not any(sign.isspace() for sign in text) and any(sign.isdigit() for sign in text[:4])
    )
