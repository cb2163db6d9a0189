"""Review for programs: what waits, a scan with what is to be settled about it, what is decided."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel, Field, StrictBool

from pipeline.model import Box
from storage.access import Act, Actor
from storage.database import reading
from storage.decisions import Kind
from storage.model import RegionState
from storage.waiting import WaitingScan, WorkFilter, waiting_scans
from web.alike import mend_alike
from web.api.scans import ScanAnswer
from web.api.troubles import AnswerRoute
from web.asking import places_of
from web.holding import beat, let_go
from web.limits import Costly
from web.permissions import needs
from web.rereading import Framed, frame, framed_region
from web.reviewing import (
    Review,
    Said,
    accept,
    look,
    open_review,
    say,
    send_back,
    take_back,
)
from web.site import Now, Site, TheSite
from web.words import masked

router = APIRouter(prefix="/review", tags=["review"], route_class=AnswerRoute)

Reviewer = Annotated[Actor, needs(Act.REVIEW)]
ScanId = Annotated[int, Path(ge=1, le=2**62)]
WRONG_VALUE: Final = "Giá trị không hợp với loại quyết định này."
SWITCHES: Final = frozenset({Kind.STARTS, Kind.BLANK})
NUMBERS: Final = frozenset({Kind.PLACE, Kind.TURN})
WHOLE_TURN: Final = 360
Decided = Literal["starts", "blank", "place", "type", "dossier", "exempt", "field", "word", "turn"]
Why = Literal["mo", "thieu", "nham", "nguoi-khac", "ban-sao", "mat"]  # web.reviewing.RETURN_REASONS, MARKED


class WaitingAnswer(BaseModel):
    """A scan that waits; `type` is its first paper's, `holder` who has it in hand."""

    id: int
    file_name: str
    unit: str | None
    dossier: str | None
    reason_code: str | None
    reason: str | None
    pages: int | None
    received_at: datetime
    due_on: date | None
    type: str | None
    papers: int
    words: int
    holder: str | None

    @classmethod
    def of(cls, scan: WaitingScan) -> Self:
        same = ("id", "unit", "reason_code", "received_at", "due_on", "type", "papers", "words", "holder")
        return cls(
            **{name: getattr(scan, name) for name in same},
            file_name=masked(scan.file_name),
            dossier=scan.dossier_code,
            reason=scan.reason and masked(scan.reason),
            pages=scan.page_count,
        )


class ReviewPaper(BaseModel):
    """A paper of a scan; `page` and `place` name it in decisions, `fields` hold what was read by name."""

    page: int
    place: int
    pages: list[int]
    type: str | None
    confidence: float
    dossier: str | None
    fields: dict[str, str]


class AskAnswer(BaseModel):
    """What is to be settled: the decision that does it, and values that may be chosen."""

    kind: str
    title: str
    page: int
    place: int
    name: str
    value: str
    choices: list[str]


class ReviewAnswer(BaseModel):
    """A scan under review; every change names `version`, so that nobody writes over another."""

    scan: ScanAnswer
    version: int
    holder: str | None
    mine: bool
    papers: list[ReviewPaper]
    asks: list[AskAnswer]
    remarks: list[str]

    @classmethod
    def of(cls, found: Review) -> Self:
        return cls(
            scan=ScanAnswer.of(found.scan),
            version=found.version,
            holder=found.lease.full_name if found.lease else None,
            mine=found.mine,
            papers=[
                ReviewPaper(
                    page=part.pages[0],
                    place=place,
                    pages=list(part.pages),
                    type=part.type,
                    confidence=part.confidence,
                    dossier=part.dossier,
                    fields={name: field.value for name, field in part.fields.items()},
                )
                for part, place in places_of(found.parts)
            ],
            asks=[
                AskAnswer(
                    **{
                        name: getattr(ask, name)
                        for name in ("kind", "title", "page", "place", "name", "value")
                    },
                    choices=[value for value, _ in ask.choices],
                )
                for ask in found.asks
            ],
            remarks=list(found.remarks),
        )


class VersionAsked(BaseModel):
    """The version of the scan that was looked at."""

    version: int = Field(default=-1, ge=-1, le=2**62)


class DecisionAsked(VersionAsked):
    """A decision about a page or paper; `value` is a switch, a number or text, as its kind says.

    `region`: the place that was read again to say so.
    """

    kind: Decided | None = None
    value: (
        StrictBool | Annotated[float, Field(ge=-(10**9), le=10**9)] | Annotated[str, Field(max_length=400)]
    ) = ""
    page: int = Field(default=0, ge=0, le=100_000)
    place: int = Field(default=0, ge=0, le=100_000)
    name: str = Field(default="", max_length=64)
    region: int = Field(default=0, ge=0, le=2**62)


class ReturnAsked(VersionAsked):
    """Why a scan goes back to its station; `mat`: it bears a mark of secrecy, and is sealed."""

    why: Why | None = None


class RegionAsked(VersionAsked):
    """A rectangle in pixels of a page, and the field that it is meant for."""

    page: int = Field(default=0, ge=0, le=100_000)
    x: int = Field(default=0, ge=0, le=200_000)
    y: int = Field(default=0, ge=0, le=200_000)
    w: int = Field(default=0, ge=0, le=200_000)
    h: int = Field(default=0, ge=0, le=200_000)
    first: int = Field(default=0, ge=0, le=100_000)
    place: int = Field(default=0, ge=0, le=100_000)
    name: str = Field(default="", max_length=64)


class RegionAnswer(BaseModel):
    """A place that is read again: its number, whether that is done, what was read."""

    region: int | None
    done: bool
    value: str


class AlikeAsked(BaseModel):
    """A misreading, and what it should be."""

    text: str = Field(default="", max_length=64)
    offered: str = Field(default="", max_length=64)


class CountAnswer(BaseModel):
    """In how many scans something was changed."""

    scans: int


class ListAsked(BaseModel):
    """Which scans are asked for; empty: all."""

    unit: str = Field(default="", max_length=64)
    reason: str = Field(default="", max_length=40)
    type: str = Field(default="", max_length=64)
    limit: int = Field(default=100, ge=1, le=500)


@router.get("")
def waiting(
    site: TheSite, now: Now, actor: Reviewer, asked: Annotated[ListAsked, Query()]
) -> list[WaitingAnswer]:
    """List the scans that wait within reach, those whose people wait longest first."""
    wanted = WorkFilter(asked.unit, asked.reason, asked.type)
    with reading(site.engine) as c:
        found = waiting_scans(c, actor.reach, wanted, now, asked.limit)
    return [WaitingAnswer.of(each) for each in found]


@router.post("/alike")
def mend(site: TheSite, now: Now, actor: Reviewer, asked: AlikeAsked) -> CountAnswer:
    """Mend the same misreading in all waiting scans that nobody else has in hand."""
    offered = asked.offered.strip()
    return CountAnswer(scans=mend_alike(site, actor, asked.text, offered, now) if offered else 0)


@router.post("/{scan_id}/take")
def take(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId) -> ReviewAnswer:
    """Take a scan in hand, if nobody else has it, and tell of it; this is noted in the audit log."""
    found = open_review(site, actor, scan_id, now)
    if found is None:
        raise HTTPException(404)
    return ReviewAnswer.of(found)


@router.post("/{scan_id}/decisions")
def decide(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId, asked: DecisionAsked) -> ReviewAnswer:
    """Keep a decision; tell what comes of it."""
    _within(site, actor, scan_id, now)
    kind = Kind(asked.kind) if asked.kind else None
    key = (asked.page, asked.place, asked.name, asked.region)
    said = Said(scan_id, asked.version, kind, _value(kind, asked.value), *key)
    with _in_reach():
        say(site, actor, said, now)
    return _within(site, actor, scan_id, now)


@router.post("/{scan_id}/undo")
def undo(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId, asked: VersionAsked) -> ReviewAnswer:
    """Undo the last decision of one's own."""
    with _in_reach():
        take_back(site, actor, scan_id, asked.version, now)
    return _within(site, actor, scan_id, now)


@router.post("/{scan_id}/accept")
def accept_it(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId, asked: VersionAsked) -> ReviewAnswer:
    """Accept a scan as it is."""
    with _in_reach():
        accept(site, actor, scan_id, asked.version, now)
    return _within(site, actor, scan_id, now)


@router.post("/{scan_id}/return")
def return_it(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId, asked: ReturnAsked) -> ReviewAnswer:
    """Send a scan back to its station."""
    with _in_reach():
        send_back(site, actor, scan_id, asked.version, asked.why or "", now)
    return _within(site, actor, scan_id, now)


@router.post("/{scan_id}/regions", status_code=202)
def read_again(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId, asked: RegionAsked) -> RegionAnswer:
    """Let a place of a page be read again; `region` is none where no reader is at work."""
    site.limits.count(Costly.READING, actor.name, now)
    _within(site, actor, scan_id, now)
    box = Box(asked.x, asked.y, asked.w, asked.h)
    framed = Framed(asked.version, asked.page, box, asked.first, asked.place, asked.name)
    with _in_reach():
        return RegionAnswer(region=frame(site, actor, scan_id, framed, now), done=False, value="")


@router.get("/{scan_id}/regions/{region_id}")
def region(site: TheSite, actor: Reviewer, scan_id: ScanId, region_id: ScanId) -> RegionAnswer:
    """Tell what was read at a place, once it was."""
    found = framed_region(site, actor, scan_id, region_id)
    if found is None:
        raise HTTPException(404)
    done = found.state in {RegionState.READ, RegionState.FAILED}
    return RegionAnswer(region=region_id, done=done, value=found.value or "")


@router.post("/{scan_id}/keep", status_code=204)
def keep(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId) -> None:
    """Keep a scan in hand."""
    _within(site, actor, scan_id, now)
    beat(site, actor, scan_id, now)


@router.post("/{scan_id}/put-down", status_code=204)
def put_down(site: TheSite, now: Now, actor: Reviewer, scan_id: ScanId) -> None:
    """Put a scan down."""
    _within(site, actor, scan_id, now)
    let_go(site, actor, scan_id)


def _within(site: Site, actor: Actor, scan_id: int, now: datetime) -> ReviewAnswer:
    found = look(site, actor, scan_id, now)
    if found is None:
        raise HTTPException(404)
    return ReviewAnswer.of(found)


@contextmanager
def _in_reach() -> Iterator[None]:
    """Answer 404 where a scan is out of reach; a key that is missing somewhere is a fault of ours."""
    try:
        yield
    except (KeyError, IndexError):
        raise
    except LookupError as error:
        raise HTTPException(404) from error


def _value(kind: Kind | None, value: bool | float | str) -> Any:  # noqa: ANN401, FBT001 - as its kind says
    wanted: type | tuple[type, ...] = bool if kind in SWITCHES else (int, float) if kind in NUMBERS else str
    if not isinstance(value, wanted) or (kind in NUMBERS and isinstance(value, bool)):
        raise HTTPException(422, WRONG_VALUE)
    return int(value) % WHOLE_TURN if kind is Kind.TURN else value
