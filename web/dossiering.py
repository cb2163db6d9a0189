"""What can be done to a dossier, for page and API: within reach, counted at once, noted in the audit log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from catalogue.dossier import Dossier
from catalogue.model import Catalogue
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from storage.decisions import OF_PAPERS, Kind, NewDecision, decide, history, undo
from storage.dossier_lists import dossier_line
from storage.dossiers import get_dossier
from storage.facts import state_fact, stated_facts, take_back_fact
from storage.model import StatedFact
from storage.papers import paper_of, papers_in_dossier
from storage.recount import recount
from storage.scans import scan_within
from web import dossier as view
from web.holding import ConflictError, as_seen
from web.site import Site

NO_TYPE: Final = "Thủ tục của hồ sơ này không có giấy tờ đó. Hãy chọn một thành phần trong danh sách."
FACT_CLASH: Final = "Người khác vừa đổi điều kiện này. Việc vừa chọn chưa được lưu; đang hiện bản mới nhất."
NO_CONDITION: Final = "Danh mục không có điều kiện này."


class WrongChoiceError(ValueError):
    """What was chosen for a dossier cannot be; the words are Vietnamese."""


class NoDossierError(LookupError):
    """There is no such dossier, paper or decision within reach."""


def within(c: Connection, actor: Actor, code: str, *, hold: bool = False) -> Dossier:
    """Return a dossier within reach. Raises NoDossierError: out of reach and not there look the same."""
    found = get_dossier(c, code, hold=hold) if dossier_line(c, actor.reach, code) is not None else None
    if found is None:
        raise NoDossierError(code)
    return found


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody says of a condition; None leaves it to the register.

    `seen` tells what it was when they looked (`web.dossier.seen_of`); None: they did not look.
    """

    fact: str
    value: bool | None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Which paper is taken for which type, as a version of its scan showed it."""

    scan_id: int
    ordinal: int
    type: str
    version: int


def state_condition(site: Site, actor: Actor, code: str, said: Stated, now: datetime) -> None:
    """State a condition of a dossier; it is counted at once. Raises WrongChoiceError, ConflictError."""
    fact, value, catalogue = said.fact, said.value, site.catalogue
    with writing(site.engine) as c:
        dossier = within(c, actor, code, hold=True)
        if fact not in catalogue.conditions:
            raise WrongChoiceError(NO_CONDITION)
        before = {each.fact: each for each in stated_facts(c, [code]).get(code, [])}
        if said.seen is not None and said.seen != view.seen_of(before.get(fact)):
            raise ConflictError(FACT_CLASH)
        if value is None:
            take_back_fact(c, code, fact)
        else:
            state_fact(c, StatedFact(code, fact, value, actor.name, now))
        recount(c, catalogue, code, now)
        words = {True: "co", False: "khong", None: "so"}[value]
        detail = {"dieu_kien": fact, "gia_tri": words}
        note(c, now, actor, Deed(AuditAction.DOSSIER_CHANGED, f"dossier:{code}", dossier.unit, detail))


def place_paper(site: Site, actor: Actor, code: str, placed: Placed, now: datetime) -> int:
    """Take a paper for what fills a slot; return the decision. Raises WrongChoiceError, ConflictError."""
    scan_id, kind, catalogue = placed.scan_id, placed.type, site.catalogue
    with writing(site.engine) as c:
        dossier = within(c, actor, code)
        found = paper_of(c, actor.reach, scan_id, placed.ordinal)
        if found is None or found[0].dossier != code:
            raise NoDossierError(scan_id)
        if kind not in types_of(catalogue, dossier):
            raise WrongChoiceError(NO_TYPE)
        as_seen(c, actor, scan_id, placed.version, now)
        part, number = found
        machine = {"type": part.type, "confidence": part.confidence}
        new = NewDecision(scan_id, Kind.TYPE, kind, actor.name, part.pages[0], number, machine=machine)
        made = decide(c, new, now)
        detail = {"ban_quet": scan_id, "giay_to": kind, "quyet_dinh": made}
        note(c, now, actor, Deed(AuditAction.PAPER_CHANGED, f"dossier:{code}", dossier.unit, detail))
    return made


def undo_decision(site: Site, actor: Actor, code: str, made: tuple[int, int], now: datetime) -> bool:
    """Undo a decision (its number, the scan's version); False: it was undone before. Raises ConflictError."""
    number, version = made
    with writing(site.engine) as c:
        dossier = within(c, actor, code)
        scan_ids = {each.scan_id for each in papers_in_dossier(c, code)}
        near = [each for each in scan_ids if scan_within(c, each, actor.reach) is not None]
        papers = [each for scan_id in near for each in history(c, scan_id) if each.kind in OF_PAPERS]
        decision = next((each for each in papers if each.id == number), None)
        if decision is None:
            raise NoDossierError(number)
        as_seen(c, actor, decision.scan_id, version, now)
        undone = undo(c, number, actor.name, now)
        detail = {"hoan_tac": number}
        note(c, now, actor, Deed(AuditAction.PAPER_CHANGED, f"dossier:{code}", dossier.unit, detail))
    return undone is not None


def tell_person(site: Site, actor: Actor, code: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return who a dossier is about, unmasked, as (title, value); that is noted."""
    with writing(site.engine) as c:
        dossier = within(c, actor, code)
        note(c, now, actor, Deed(AuditAction.PERSON_SEEN, f"dossier:{code}", dossier.unit))
        return view.applicant(site.catalogue, papers_in_dossier(c, code))


def types_of(catalogue: Catalogue, dossier: Dossier) -> frozenset[str]:
    """Return the types of paper that a dossier's procedure knows."""
    procedure = catalogue.procedure(dossier.procedure, dossier.received_on)
    if procedure is None:
        return frozenset()
    return frozenset(code for slot in procedure.requirements for code in slot.types) | set(procedure.results)
