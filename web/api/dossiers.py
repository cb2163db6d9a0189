"""Dossiers for programs: a list paged by key, one with its slots and papers, what can be done to it."""

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from catalogue.completeness import SlotStatus
from catalogue.dossier import Dossier
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.dossier_lists import DossierLine, DossierState, DossiersWanted, dossier_line, list_dossiers
from storage.facts import stated_facts
from storage.leases import version_of
from storage.papers import DossierPaper, papers_in_dossier
from storage.reuses import reuses_of
from web import dossier as view
from web.api.troubles import AnswerRoute
from web.dossiering import (
    NoDossierError,
    Placed,
    Stated,
    place_paper,
    state_condition,
    tell_person,
    undo_decision,
    within,
)
from web.permissions import needs
from web.site import Now, Site, TheSite
from web.words import VIETNAM

router = APIRouter(prefix="/dossiers", tags=["dossiers"], route_class=AnswerRoute)

Reader = Annotated[Actor, needs(Act.SEE_DOSSIERS)]
Changer = Annotated[Actor, needs(Act.CHANGE_DOSSIERS)]
Confidant = Annotated[Actor, needs(Act.SEE_PERSON)]
Code = Annotated[str, Path(max_length=64)]
Big = Annotated[int, Field(ge=0, le=2**62)]


class LineAnswer(BaseModel):
    """A dossier in a list; the counts are none while it waits to be counted."""

    code: str
    procedure: str
    unit: str
    received_on: date
    due_on: date | None
    ended_on: date | None
    required: int | None
    digitised: int | None
    complete: bool | None
    result_digitised: bool | None

    @classmethod
    def of(cls, line: DossierLine) -> Self:
        return cls(**{name: getattr(line, name) for name in cls.model_fields})


class LinesAnswer(BaseModel):
    """A page of the list, newest first; `next` is what `after` is to be for the page after it."""

    dossiers: list[LineAnswer]
    next: str | None


class PaperAnswer(BaseModel):
    """A paper of a dossier, by the scan and its number there; changes name the `version`."""

    scan: int
    ordinal: int
    type: str | None
    confidence: float
    pages: list[int]
    version: int

    @classmethod
    def of(cls, paper: DossierPaper, version: int) -> Self:
        part = paper.part
        return cls(
            scan=paper.scan_id,
            ordinal=paper.ordinal,
            type=part.type,
            confidence=part.confidence,
            pages=list(part.pages),
            version=version,
        )


class SlotAnswer(BaseModel):
    """A slot that the procedure asks for, and what became of it."""

    slot: str
    title: str
    status: SlotStatus


class ConditionAnswer(BaseModel):
    """A condition of the procedure, and whether it holds; `seen` tells whether somebody states it anew."""

    condition: str
    title: str
    holds: bool
    seen: str


class DossierAnswer(BaseModel):
    """A dossier with its slots, conditions and papers; names and numbers of people are asked for apart."""

    dossier: LineAnswer
    slots: list[SlotAnswer]
    conditions: list[ConditionAnswer]
    papers: list[PaperAnswer]


class ListAsked(BaseModel):
    """Which dossiers; `after` is the `next` of the page before."""

    code: str = Field(default="", max_length=64)
    state: DossierState = DossierState.ALL
    unit: str | None = Field(default=None, max_length=64)
    after: str = Field(default="", max_length=80)
    limit: int = Field(default=100, ge=1, le=500)

    def key(self) -> tuple[date, str] | None:
        day, _, code = self.after.partition("_")
        try:
            return (date.fromisoformat(day), code) if code else None
        except ValueError:
            return None


class ConditionAsked(BaseModel):
    """What is said of a condition; `holds` none: as the register has it. `seen`: as it was looked at."""

    condition: str = Field(default="", max_length=64)
    holds: bool | None = None
    seen: str | None = Field(default=None, max_length=40)


class VersionAsked(BaseModel):
    """The version of the scan that was looked at."""

    version: int = Field(default=-1, ge=-1, le=2**62)


class PaperAsked(VersionAsked):
    """Which paper is taken for which type."""

    scan: Big = 0
    ordinal: Annotated[int, Field(ge=0, le=100_000)] = 0
    type: str = Field(default="", max_length=64)


class UndoAsked(VersionAsked):
    """Which decision is undone."""

    decision: Big = 0


class DecisionAnswer(BaseModel):
    """The number of a decision, by which it can be undone."""

    decision: int


class UndoneAnswer(BaseModel):
    """Whether a decision was undone by this, or had been before."""

    undone: bool


class PersonAnswer(BaseModel):
    """Who a dossier is about: names and numbers as read, by title."""

    person: dict[str, str]


@router.get("")
def dossiers(site: TheSite, now: Now, actor: Reader, asked: Annotated[ListAsked, Query()]) -> LinesAnswer:
    """List the dossiers within reach, newest first."""
    today = now.astimezone(VIETNAM).date()
    wanted = DossiersWanted(today, asked.state, asked.code.strip().upper(), asked.unit or None)
    with reading(site.engine) as c:
        found = list_dossiers(c, actor.reach, wanted, asked.key(), asked.limit)
    last = found[-1].key if len(found) == asked.limit else None
    following = f"{last[0].isoformat()}_{last[1]}" if last else None
    return LinesAnswer(dossiers=[LineAnswer.of(line) for line in found], next=following)


@router.get("/{code}")
def dossier(site: TheSite, now: Now, actor: Reader, code: Code) -> DossierAnswer:
    """Tell of one dossier; this is noted in the audit log."""
    with writing(site.engine) as c:
        found = within(c, actor, code)
        note(c, now, actor, Deed(AuditAction.DOSSIER_SEEN, f"dossier:{code}", found.unit))
    return _one(site, actor, found)


@router.post("/{code}/conditions")
def state(site: TheSite, now: Now, actor: Changer, code: Code, asked: ConditionAsked) -> DossierAnswer:
    """State a condition of a dossier, or leave it to the register; it is counted at once."""
    state_condition(site, actor, code, Stated(asked.condition, asked.holds, asked.seen), now)
    with reading(site.engine) as c:
        found = within(c, actor, code)
    return _one(site, actor, found)


@router.post("/{code}/papers")
def place(site: TheSite, now: Now, actor: Changer, code: Code, asked: PaperAsked) -> DecisionAnswer:
    """Take a paper for what fills a slot; its scan is finished again."""
    placed = Placed(asked.scan, asked.ordinal, asked.type, asked.version)
    made = place_paper(site, actor, code, placed, now)
    return DecisionAnswer(decision=made)


@router.post("/{code}/undo")
def take_back(site: TheSite, now: Now, actor: Changer, code: Code, asked: UndoAsked) -> UndoneAnswer:
    """Undo a decision about a paper of this dossier."""
    return UndoneAnswer(undone=undo_decision(site, actor, code, (asked.decision, asked.version), now))


@router.post("/{code}/person")
def person(site: TheSite, now: Now, actor: Confidant, code: Code) -> PersonAnswer:
    """Tell who the dossier is about, unmasked; this is noted in the audit log."""
    return PersonAnswer(person=dict(tell_person(site, actor, code, now)))


def _one(site: Site, actor: Actor, dossier: Dossier) -> DossierAnswer:
    catalogue, code = site.catalogue, dossier.code
    procedure = catalogue.procedure(dossier.procedure, dossier.received_on)
    with reading(site.engine) as c:
        line = dossier_line(c, actor.reach, code)
        if line is None:  # it left the reach between two looks
            raise NoDossierError(code)
        papers = papers_in_dossier(c, code)
        versions = {scan_id: version_of(c, scan_id) for scan_id in {each.scan_id for each in papers}}
        stated = stated_facts(c, [code]).get(code, [])
        facts = view.facts_of(dossier, stated)
        placed = view.sort_papers(procedure, facts, catalogue, papers, reuses_of(c, code))
    switches = view.switches(procedure, catalogue, dossier, stated)
    return DossierAnswer(
        dossier=LineAnswer.of(line),
        slots=[
            SlotAnswer(slot=each.slot, title=each.title, status=each.state)
            for each in (placed.counted.slots if placed.counted else ())
        ],
        conditions=[
            ConditionAnswer(
                condition=each.code, title=each.words, holds=each.holds, seen=view.seen_of(each.stated)
            )
            for each in switches
        ],
        papers=[PaperAnswer.of(paper, versions[paper.scan_id]) for paper in papers],
    )
