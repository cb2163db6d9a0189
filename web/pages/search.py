"""Searching papers: one box, tones optional; hits with the word in its line and as a crop; export."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from configs.personal import hide_numbers
from reports.formats import FORMATS
from reports.model import Column, Kind, Line, Period, Table
from reports.model import Question as ReportQuestion
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.dossier_lists import DossiersWanted, list_dossiers
from storage.search import Hit, Key, Question, find, find_and_count
from web.limits import Costly
from web.permissions import needs
from web.searching import excerpt, has_personal_number
from web.site import Now, Site, TheSite
from web.units import unit_name
from web.words import VIETNAM, masked

router = APIRouter(include_in_schema=False)

Seeker = Annotated[Actor, needs(Act.SEARCH)]
Exporter = Annotated[Actor, needs(Act.EXPORT)]
ADDRESS: Final = "/tra-cuu"
HITS: Final = 20
DOSSIERS: Final = 5
MOST_EXPORTED: Final = 2000
EXPORTS: Final = ("xlsx", "csv")
COLUMNS: Final = (
    Column("dossier", "Mã hồ sơ"),
    Column("type", "Loại giấy tờ"),
    Column("unit", "Đơn vị"),
    Column("received", "Ngày nhận", Kind.DAY),
    Column("file", "Tệp"),
    Column("page", "Trang", Kind.COUNT),
    Column("line", "Dòng tìm thấy"),
)


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


def export_found(site: Site, now: datetime, actor: Actor, question: Question, kind: str) -> Response:
    """Return what is found as a file of a format, personal numbers masked; this is noted."""
    site.limits.count(Costly.EXPORT, actor.name, now)
    with writing(site.engine) as c:
        found = find(c, actor.reach, question, None, MOST_EXPORTED)
        detail = {"tim": question.words, "so_dong": len(found)}
        note(c, now, actor, Deed(AuditAction.EXPORTED, f"search.{kind}", actor.unit, detail))
    form = FORMATS[kind]
    headers = {"Content-Disposition": f'attachment; filename="tra-cuu.{form.extension}"'}
    made = form.render(_table(site, now, question, found))
    return Response(made, media_type=form.media_type, headers=headers)


def note_search(c: Connection, now: datetime, actor: Actor, words: str) -> None:
    """Note in the audit log what was searched for."""
    note(c, now, actor, Deed(AuditAction.SEARCHED, "search", actor.unit, {"tim": words}))


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


def _table(site: Site, now: datetime, asked: Question, found: tuple[Hit, ...]) -> Table:
    today = now.astimezone(VIETNAM).date()
    question = ReportQuestion(Period(today, today), None, site.catalogue)
    words = hide_numbers(asked.words, lambda number: f"{number[:3]}…{number[-2:]}")
    lines = tuple(Line(tuple(_cells(site, hit, asked))) for hit in found)
    notes = (f"Tìm: {words}.", "Số định danh đã được che.")
    return Table("search", "Kết quả tra cứu giấy tờ", question, COLUMNS, lines, notes=notes)


def _cells(site: Site, hit: Hit, question: Question) -> Iterator[Any]:
    kind = site.catalogue.types.get(hit.part.type or "") if hit.part else None
    yield (hit.part.dossier if hit.part else None) or ""
    yield kind.name if kind else "Chưa rõ loại"
    yield unit_name(site.catalogue, hit.unit) if hit.unit else ""
    yield hit.received_at.astimezone(VIETNAM).date()
    yield masked(hit.file_name)
    yield hit.page.number
    yield masked(" ".join(piece.text for piece in excerpt(hit.page, question).pieces))
