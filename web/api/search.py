"""Searching papers for programs: the body holds the words, so that no address holds a personal number."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from reports.formats import FORMATS
from storage.access import Act, Actor
from storage.database import reading, writing
from storage.search import Key, Question, find
from web.exporting import export_found, note_search
from web.limits import Costly
from web.permissions import needs
from web.searching import excerpt
from web.site import Now, TheSite
from web.words import masked

router = APIRouter(prefix="/search", tags=["search"])

Seeker = Annotated[Actor, needs(Act.SEARCH)]
Exporter = Annotated[Actor, needs(Act.EXPORT)]
FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {FORMATS[name].media_type: {} for name in ("xlsx", "csv")}}
}


class SearchAsked(BaseModel):
    """What is searched, tones or not; `after` is the `next` of the page before."""

    words: str = Field(default="", max_length=200)
    type: str | None = Field(default=None, max_length=64)
    unit: str | None = Field(default=None, max_length=64)
    year: int | None = Field(default=None, ge=1900, le=2999)

    def question(self) -> Question:
        return Question(self.words, self.type or None, self.unit or None, self.year)


class PageAsked(SearchAsked):
    """The same, a page of the list."""

    after: str = Field(default="", pattern=r"^(\d\.\d{1,18})?$")
    limit: int = Field(default=20, ge=1, le=100)

    def key(self) -> Key | None:
        tier, _, row = self.after.partition(".")
        return Key(int(tier), int(row)) if row else None


class FileAsked(SearchAsked):
    """The same, as a file."""

    format: Literal["xlsx", "csv"] = "csv"


class HitAnswer(BaseModel):
    """A page on which the words stand; personal numbers in its line are masked."""

    scan: int
    page: int
    file_name: str
    unit: str | None
    dossier: str | None
    type: str | None
    line: str


class HitsAnswer(BaseModel):
    """A page of the list; `next` is what `after` is to be for the page after it."""

    hits: list[HitAnswer]
    next: str | None


@router.post("")
def search(site: TheSite, now: Now, actor: Seeker, asked: PageAsked) -> HitsAnswer:
    """Search; this is noted in the audit log."""
    if not asked.words.strip():
        return HitsAnswer(hits=[], next=None)
    question = asked.question()
    site.limits.count(Costly.SEARCH, actor.name, now)
    with writing(site.engine) as c:
        note_search(c, now, actor, asked.words)
    with reading(site.engine) as c:
        found = find(c, actor.reach, question, asked.key(), asked.limit)
    last = found[-1].key if len(found) == asked.limit else None
    hits = [
        HitAnswer(
            scan=hit.scan_id,
            page=hit.page.number,
            file_name=masked(hit.file_name),
            unit=hit.unit,
            dossier=hit.part.dossier if hit.part else None,
            type=hit.part.type if hit.part else None,
            line=masked(" ".join(piece.text for piece in excerpt(hit.page, question).pieces)),
        )
        for hit in found
    ]
    return HitsAnswer(hits=hits, next=f"{last.tier}.{last.row}" if last else None)


@router.post("/export", response_class=Response, responses=FILES)
def export(site: TheSite, now: Now, actor: Exporter, asked: FileAsked) -> Response:
    """Hand out what is found as a file, personal numbers masked; this is noted in the audit log."""
    return export_found(site, now, actor, asked.question(), asked.format)
