"""The catalogue for programs: entries as in its files, changes with differences, versions, the workbook.

Entries have the keys of `configs/catalogue`; days are text, 2026-07-01.
"""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from catalogue.amendments import Amendment, entries_of, from_day
from catalogue.book import read_book
from catalogue.difference import Difference, Way
from catalogue.errors import CatalogueError, Place
from catalogue.grid import OUTER
from catalogue.told import told
from catalogue.written import Section, as_plain, from_plain, named
from configs.settings import MEBIBYTE
from reports.catalogue_book import MEDIA_TYPE, catalogue_book
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.catalogue_versions import CatalogueVersion, versions
from storage.database import reading, writing
from web.cataloguing import (
    CatalogueRefusedError,
    Edit,
    Looked,
    going_back,
    keep_proposal,
    leave_proposal,
    look,
    look_at,
    take,
    take_proposal,
)
from web.limits import Costly
from web.permissions import needs, needs_everywhere
from web.site import Now, Site, TheSite

router = APIRouter(prefix="/catalogue", tags=["catalogue"])

Reader = Annotated[Actor, needs(Act.SEE_CATALOGUE)]
Editor = Annotated[Actor, needs_everywhere(Act.EDIT_CATALOGUE)]
Code = Annotated[str, Path(max_length=64)]
Number = Annotated[int, Path(ge=0, le=2**31 - 1)]
MOST_BOOK: Final = 20 * MEBIBYTE
MOST_SHOWN: Final = 500
BOOK: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {MEDIA_TYPE: {}}}}
BOOK_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}
Raw = dict[str, Any]


class SectionAnswer(BaseModel):
    """A section: its name, its title, how many codes it has."""

    section: Section
    title: str
    codes: int


class CatalogueAnswer(BaseModel):
    """The catalogue in force: its version (0: the files alone), its sections."""

    version: int
    sections: list[SectionAnswer]


class EntriesAnswer(BaseModel):
    """All the dated versions of one code, and the version of the catalogue they are of."""

    version: int
    section: Section
    code: str
    entries: list[Raw]


class CellAnswer(BaseModel):
    """A cell that changes."""

    heading: str
    before: str
    after: str


class DifferenceAnswer(BaseModel):
    """A row of a table that comes, goes or changes."""

    table: str
    name: str
    way: Way
    cells: list[CellAnswer]

    @classmethod
    def of(cls, each: Difference) -> Self:
        cells = [CellAnswer(heading=c.heading, before=c.before, after=c.after) for c in each.cells]
        return cls(table=each.table, name=each.name, way=each.way, cells=cells)


class LookedAnswer(BaseModel):
    """What a change does: the first differences, how many there are, what is wrong, dossiers counted anew."""

    base: int
    differences: list[DifferenceAnswer]
    count: int
    problems: list[str]
    dossiers: int

    @classmethod
    def of(cls, looked: Looked) -> Self:
        return cls(
            base=looked.base,
            differences=[DifferenceAnswer.of(each) for each in looked.differences[:MOST_SHOWN]],
            count=len(looked.differences),
            problems=[told(each) for each in looked.problems],
            dossiers=looked.dossiers,
        )


class VersionAnswer(BaseModel):
    """A version: who made it when, why, and which codes it changed, as `section:code`."""

    version: int
    who: str
    at: datetime
    note: str
    changed: list[str]

    @classmethod
    def of(cls, each: CatalogueVersion) -> Self:
        changed = [f"{section}:{code}" for section, code in each.changed]
        return cls(version=each.version, who=each.who, at=each.at, note=each.note, changed=changed)


class TakenAnswer(BaseModel):
    """A change that holds: its version, how many dossiers are counted anew."""

    version: VersionAnswer
    dossiers: int


class ProposalAnswer(BaseModel):
    """Proposed changes: their number, who proposed them, what they would do now."""

    number: int
    who: str
    at: datetime
    file_name: str
    base: int
    looked: LookedAnswer


class NumberAnswer(BaseModel):
    """The number of what was proposed."""

    number: int


class EntriesAsked(BaseModel):
    """What all the dated versions of one code say; empty: it is taken out.

    With `from_day`, there is one entry: it holds from that day on, the one before ends the day before.
    `base`: the version of the catalogue that was looked at, so that nobody's change is lost to another's;
    `dry_run`: only tell what would change.
    """

    entries: list[Raw] = Field(default_factory=list, max_length=200)
    from_day: date | None = None
    base: int = Field(ge=0, le=2**31 - 1)
    note: str = Field(default="", max_length=300)
    dry_run: bool = False


class NoteAsked(BaseModel):
    """Why the catalogue is changed."""

    note: str = Field(default="", max_length=300)


class FileAsked(BaseModel):
    """What is said of a workbook beside its content."""

    name: str = Field(default="danh-muc.xlsx", max_length=200)


@router.get("")
def catalogue(site: TheSite, _actor: Reader) -> CatalogueAnswer:
    """Tell which version is in force, and of its sections."""
    found = site.in_force.now()
    sections = [
        SectionAnswer(section=s, title=OUTER[s].title, codes=len({e.code for e in found.sections[s]}))
        for s in Section
    ]
    return CatalogueAnswer(version=found.version, sections=sections)


@router.get("/versions")
def all_versions(site: TheSite, _actor: Reader) -> list[VersionAnswer]:
    """List the versions, newest first; version 0 is what the files say."""
    with reading(site.engine) as c:
        return [VersionAnswer.of(each) for each in versions(c)]


@router.post("/versions/{number}/back", status_code=201)
def back(site: TheSite, now: Now, actor: Editor, number: Number) -> TakenAnswer:
    """Make the catalogue again what it was at a version; this is a new version, too."""
    try:
        edit = going_back(site.in_force, actor, number)
    except LookupError as error:
        raise HTTPException(404) from error
    taken = take(site.in_force, actor, edit, now)
    return TakenAnswer(version=VersionAnswer.of(taken.version), dossiers=taken.dossiers)


@router.get("/workbook", response_class=Response, responses=BOOK)
def workbook(site: TheSite, now: Now, actor: Reader) -> Response:
    """Hand out the whole catalogue as a workbook (XLSX); this is noted in the audit log."""
    site.limits.count(Costly.EXPORT, actor.name, now)
    made = catalogue_book(site.in_force.now().sections)
    with writing(site.engine) as c:
        note(c, now, actor, Deed(AuditAction.EXPORTED, "catalogue", actor.unit))
    headers = {"Content-Disposition": 'attachment; filename="danh-muc.xlsx"'}
    return Response(made, media_type=MEDIA_TYPE, headers=headers)


@router.post("/proposals", status_code=201, max_body_size=MOST_BOOK, openapi_extra=BOOK_BODY)
async def propose(
    request: Request, site: TheSite, now: Now, actor: Editor, asked: Annotated[FileAsked, Query()]
) -> NumberAnswer:
    """Propose what a workbook changes: the body is the file itself. It holds when the proposal is taken."""
    site.limits.count(Costly.UPLOAD, actor.name, now)
    content = await request.body()
    return NumberAnswer(number=await run_in_threadpool(_propose, site, actor, content, asked.name, now))


@router.get("/proposals/{number}")
def proposal(site: TheSite, actor: Editor, number: Number) -> ProposalAnswer:
    """Tell what proposed changes would do to the catalogue as it stands now."""
    found = look_at(site.in_force, actor, number)
    if found is None:
        raise HTTPException(404)
    kept, looked = found
    return ProposalAnswer(
        number=kept.id,
        who=kept.who,
        at=kept.at,
        file_name=kept.file_name,
        base=kept.base,
        looked=LookedAnswer.of(looked),
    )


@router.post("/proposals/{number}/take", status_code=201)
def take_it(site: TheSite, now: Now, actor: Editor, number: Number, asked: NoteAsked) -> TakenAnswer:
    """Let proposed changes hold from now on, as a new version."""
    try:
        taken = take_proposal(site.in_force, actor, number, " ".join(asked.note.split()), now)
    except LookupError as error:
        raise HTTPException(404) from error
    return TakenAnswer(version=VersionAnswer.of(taken.version), dossiers=taken.dossiers)


@router.delete("/proposals/{number}", status_code=204)
def leave(site: TheSite, actor: Editor, number: Number) -> None:
    """Forget proposed changes."""
    try:
        leave_proposal(site.in_force, actor, number)
    except LookupError as error:
        raise HTTPException(404) from error


@router.get("/{section}")
def codes(site: TheSite, _actor: Reader, section: Section) -> list[str]:
    """List the codes of a section."""
    return list(dict.fromkeys(entry.code for entry in site.in_force.now().sections[section]))


@router.get("/{section}/{code}")
def entries(site: TheSite, _actor: Reader, section: Section, code: Code) -> EntriesAnswer:
    """Tell all the dated versions of one code."""
    found = site.in_force.now()
    mine = [as_plain(entry.raw) for entry in entries_of(found.sections, section, code)]
    if not mine:
        raise HTTPException(404)
    return EntriesAnswer(version=found.version, section=section, code=code, entries=mine)


@router.put("/{section}/{code}")
def put(
    site: TheSite, now: Now, actor: Editor, section: Section, code: Code, asked: EntriesAsked
) -> LookedAnswer:
    """Change what one code says; it holds at once, as a new version, or with `dry_run` is only looked at."""
    before = site.in_force.now()
    amendment = _amendment(site, section, code, asked)
    with reading(site.engine) as c:
        looked = look(c, before, [amendment])
    if not asked.dry_run:
        take(site.in_force, actor, Edit(asked.base, (amendment,), asked.note or f"{section}:{code}"), now)
    return LookedAnswer.of(looked)


def _amendment(site: Site, section: Section, code: str, asked: EntriesAsked) -> Amendment:
    raws: list[Any] = [from_plain(each) for each in asked.entries]
    place = Place(OUTER[section].title)
    if asked.from_day is not None:
        if len(raws) != 1:
            raise CatalogueRefusedError([place.error("có from_day thì chỉ gửi một mục")])
        old = [each.raw for each in entries_of(site.in_force.now().sections, section, code)]
        raws = list(from_day(old, raws[0], asked.from_day))
    new = tuple(named(section, raw, place) for raw in raws)
    if any(each.code != code for each in new):
        raise CatalogueRefusedError([place.at("code").error(f"mọi mục phải có mã {code!r}")])
    return Amendment(section, code, new)


def _propose(site: Site, actor: Actor, content: bytes, name: str, now: datetime) -> int:
    before = site.in_force.now()
    try:
        read = read_book(content, before.sections)
    except CatalogueError as error:
        raise CatalogueRefusedError([error]) from error
    if read.problems:
        raise CatalogueRefusedError(read.problems)
    return keep_proposal(site.in_force, actor, Edit(before.version, read.amendments), name, now)
