"""Dossiers: their list, and each with its slots, conditions, papers, contradictions and history."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from catalogue.dossier import Dossier
from reports.letterhead import letterhead
from reports.model import Period, Question
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, Wanted, entries, note
from storage.database import reading, writing
from storage.decisions import history
from storage.dossier_lists import DossierState, DossiersWanted, dossier_line, list_dossiers
from storage.facts import stated_facts
from storage.leases import version_of
from storage.papers import being_finished, contents_of, papers_in_dossier
from storage.reuses import reuses_of
from storage.scans import scan_within
from web import dossier as view
from web.dossiering import (
    NoDossierError,
    Placed,
    Stated,
    WrongChoiceError,
    place_paper,
    state_condition,
    tell_person,
    undo_decision,
    within,
)
from web.holding import ConflictError
from web.pages.review import VersionForm
from web.permissions import needs
from web.site import Now, Site, TheSite
from web.units import choices
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, needs(Act.SEE_DOSSIERS)]
Changer = Annotated[Actor, needs(Act.CHANGE_DOSSIERS)]
Confidant = Annotated[Actor, needs(Act.SEE_PERSON)]
LIST: Final = "/ho-so"
ONE: Final = LIST + "/{code}"
LINES: Final = 50
STATES: Final = {
    DossierState.ALL: "Tất cả",
    DossierState.LACKING: "Còn thiếu giấy tờ",
    DossierState.COMPLETE: "Đủ giấy tờ",
    DossierState.OVERDUE: "Quá hạn, chưa xong",
}
FACT_STATED: Final = "Đã ghi điều kiện và đếm lại thành phần."


class ListAsked(BaseModel):
    """What the list is asked for, as it stands in the address; `sau` is the key of the last line seen."""

    ma: str = Field(default="", max_length=64)
    loai: DossierState = DossierState.ALL
    don_vi: str = Field(default="", max_length=64)
    sau: str = Field(default="", max_length=80)

    def after(self) -> tuple[date, str] | None:
        day, _, code = self.sau.partition("_")
        try:
            return (date.fromisoformat(day), code) if code else None
        except ValueError:
            return None


class FactForm(BaseModel):
    """What a clerk says of a condition; "so": as the register has it. `seen`: since when it was as shown."""

    fact: str = Field(default="", max_length=64)
    value: str = Field(default="so", pattern="^(co|khong|so)$")
    seen: str = Field(default="", max_length=40)


class PlaceForm(VersionForm):
    """Which paper is to be taken for which type."""

    scan_id: int = Field(default=0, ge=0)
    ordinal: int = Field(default=0, ge=0)
    type: str = Field(default="", max_length=64)


class UndoForm(VersionForm):
    """Which decision is to be undone."""

    decision: int = Field(default=0, ge=0)


@router.get(LIST)
def show_all(
    request: Request, site: TheSite, now: Now, actor: Reader, asked: Annotated[ListAsked, Query()]
) -> Response:
    """Show dossiers, newest first; a whole code leads to its dossier."""
    today = _today(now)
    code = asked.ma.strip().upper()
    wanted = DossiersWanted(today, asked.loai, code, asked.don_vi or None)
    with reading(site.engine) as c:
        if code and dossier_line(c, actor.reach, code) is not None:
            return RedirectResponse(f"{LIST}/{code}", 303)
        found = list_dossiers(c, actor.reach, wanted, asked.after(), LINES + 1)
    more = found[LINES - 1].key if len(found) > LINES else None
    chosen = {key: str(value) for key, value in asked.model_dump().items() if value and key != "sau"}
    context = {"lines": found[:LINES], "asked": asked, "states": STATES, "today": today, "chosen": chosen}
    context |= {"more": more and f"{more[0]}_{more[1]}", "units": choices(site.catalogue, actor.reach)}
    return site.page(request, "dossiers/list.html", {**context, "catalogue": site.catalogue})


@router.get(ONE)
def show(request: Request, site: TheSite, now: Now, actor: Reader, code: str) -> Response:
    """Show a dossier; that it was looked at is noted, but not each time that the page renews itself."""
    if "HX-Request" in request.headers:
        return _one(request, site, now, actor, code)
    with writing(site.engine) as c:
        dossier = _within(c, actor, code)
        note(c, now, actor, Deed(AuditAction.DOSSIER_SEEN, f"dossier:{code}", dossier.unit))
    return _one(request, site, now, actor, code)


@router.post(ONE + "/dieu-kien")
def state(
    request: Request, site: TheSite, now: Now, actor: Changer, code: str, form: Annotated[FactForm, Form()]
) -> Response:
    """State a condition, or leave it to the register again; the dossier is counted at once."""
    value = {"co": True, "khong": False, "so": None}[form.value]
    try:
        state_condition(site, actor, code, Stated(form.fact, value, form.seen), now)
    except NoDossierError as error:
        raise HTTPException(404) from error
    except WrongChoiceError as error:
        raise HTTPException(422, str(error)) from error
    except ConflictError as error:
        return _one(request, site, now, actor, code, clash=str(error))
    return _one(request, site, now, actor, code, done=FACT_STATED)


@router.post(ONE + "/xep")
def place(
    request: Request, site: TheSite, now: Now, actor: Changer, code: str, form: Annotated[PlaceForm, Form()]
) -> Response:
    """Take a paper for what fills a slot; the scan is finished again, and the paper counted."""
    try:
        placed = Placed(form.scan_id, form.ordinal, form.type, form.version)
        made = place_paper(site, actor, code, placed, now)
    except NoDossierError as error:
        raise HTTPException(404) from error
    except WrongChoiceError as error:
        raise HTTPException(422, str(error)) from error
    except ConflictError as error:
        return _one(request, site, now, actor, code, clash=str(error))
    undoable = (made, form.scan_id)
    return _one(request, site, now, actor, code, done="Đã ghi. Giấy tờ đang được xếp lại.", undoable=undoable)


@router.post(ONE + "/hoan-tac")
def take_back(
    request: Request, site: TheSite, now: Now, actor: Changer, code: str, form: Annotated[UndoForm, Form()]
) -> Response:
    """Undo a decision about a paper of this dossier."""
    try:
        undone = undo_decision(site, actor, code, (form.decision, form.version), now)
    except NoDossierError as error:
        raise HTTPException(404) from error
    except ConflictError as error:
        return _one(request, site, now, actor, code, clash=str(error))
    told = "Đã hoàn tác. Giấy tờ đang được xếp lại." if undone else "Việc này đã được hoàn tác trước đó."
    return _one(request, site, now, actor, code, done=told)


@router.post(ONE + "/nguoi")
def person(request: Request, site: TheSite, now: Now, actor: Confidant, code: str) -> Response:
    """Show who the dossier is about, unmasked; that is noted."""
    try:
        shown = tell_person(site, actor, code, now)
    except NoDossierError as error:
        raise HTTPException(404) from error
    return site.page(request, "dossiers/person.html", {"person": shown})


@router.get(ONE + "/bo-sung")
def supplement(request: Request, site: TheSite, now: Now, actor: Reader, code: str) -> Response:
    """Show, to be printed, what the citizen still has to bring; the name to who may see it, and noted."""
    with writing(site.engine) as c:
        dossier = _within(c, actor, code)
        papers = papers_in_dossier(c, code)
        sorted_papers = _sorted(c, site, dossier, papers)
        named = view.applicant(site.catalogue, papers) if actor.may(Act.SEE_PERSON) else ()
        action = AuditAction.PERSON_SEEN if named else AuditAction.DOSSIER_SEEN
        note(c, now, actor, Deed(action, f"dossier:{code}", dossier.unit, {"in": "phieu_bo_sung"}))
    today = _today(now)
    head = letterhead(Question(Period(today, today), dossier.unit, site.catalogue))
    context = {"dossier": dossier, "sorted": sorted_papers, "head": head, "today": today, "person": named}
    context["procedure"] = site.catalogue.procedure(dossier.procedure, dossier.received_on)
    return site.page(request, "dossiers/supplement.html", context)


def _one(
    request: Request,
    site: Site,
    now: datetime,
    actor: Actor,
    code: str,
    **told: Any,  # noqa: ANN401
) -> Response:
    with reading(site.engine) as c:
        dossier = _within(c, actor, code)
        papers = papers_in_dossier(c, code)
        context = {
            "dossier": dossier,
            "sorted": _sorted(c, site, dossier, papers),
            "switches": _switches(c, site, dossier),
            "clashes": view.clashes(
                dossier, site.catalogue, papers, contents_of(c, {p.scan_id for p in papers})
            ),
            "busy": being_finished(c, {paper.scan_id for paper in papers}),
            "events": entries(c, actor.reach, Wanted(subject=f"dossier:{code}"), limit=30),
            "decisions": _decisions(c, actor, {paper.scan_id for paper in papers}),
            "versions": {scan_id: version_of(c, scan_id) for scan_id in {paper.scan_id for paper in papers}},
        }
    procedure = site.catalogue.procedure(dossier.procedure, dossier.received_on)
    context |= {"procedure": procedure, "catalogue": site.catalogue, "today": _today(now)}
    context |= {"person": view.applicant(site.catalogue, papers), "initials": view.initials}
    context["choices"] = lambda paper: view.choices_of(procedure, site.catalogue, paper)
    status = 409 if told.get("clash") else 200
    plain = {"clash": None, "done": None, "undoable": None}
    context["seen_of"] = view.seen_of
    return site.page(request, "dossiers/one.html", {**plain, **context, **told}, status)


def _sorted(c: Connection, site: Site, dossier: Dossier, papers: Any) -> view.Sorted:  # noqa: ANN401
    stated = stated_facts(c, [dossier.code]).get(dossier.code, [])
    procedure = site.catalogue.procedure(dossier.procedure, dossier.received_on)
    facts = view.facts_of(dossier, stated)
    return view.sort_papers(procedure, facts, site.catalogue, papers, reuses_of(c, dossier.code))


def _switches(c: Connection, site: Site, dossier: Dossier) -> tuple[view.Switch, ...]:
    stated = stated_facts(c, [dossier.code]).get(dossier.code, [])
    procedure = site.catalogue.procedure(dossier.procedure, dossier.received_on)
    return view.switches(procedure, site.catalogue, dossier, stated)


def _decisions(c: Connection, actor: Actor, scan_ids: set[int]) -> list[Any]:
    """Return what was decided about papers of these scans that are within reach, newest first."""
    near = [each for each in sorted(scan_ids) if scan_within(c, each, actor.reach) is not None]
    found = [each for scan_id in near for each in history(c, scan_id)]
    return sorted(found, key=lambda each: each.id, reverse=True)[:30]


def _within(c: Connection, actor: Actor, code: str) -> Dossier:
    """Return a dossier within reach. Raises HTTPException: out of reach and not there look the same."""
    try:
        return within(c, actor, code)
    except NoDossierError as error:
        raise HTTPException(404) from error


def _today(now: datetime) -> date:
    return now.astimezone(VIETNAM).date()
