"""The audit log: who did what, and whether the chain is whole."""

from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, Wanted, entries, note, verify
from storage.database import reading, writing
from web.limits import Costly
from web.permissions import needs
from web.site import Now, TheSite
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Auditor = Annotated[Actor, needs(Act.SEE_AUDIT_LOG)]
LINES = 100


class Filter(BaseModel):
    """What is asked for, as it stands in the address; days are those of Vietnam, both included."""

    nguoi: str = Field(default="", max_length=100)
    viec: str = Field(default="", max_length=40)
    doi_tuong: str = Field(default="", max_length=200)
    tu: str = Field(default="", max_length=10)
    den: str = Field(default="", max_length=10)
    truoc: int | None = Field(default=None, ge=1, le=2**62)

    def wanted(self) -> Wanted:
        last = _day(self.den)
        return Wanted(
            actor=self.nguoi.strip() or None,
            action=self.viec or None,
            subject=self.doi_tuong.strip() or None,
            since=_midnight(_day(self.tu)),
            until=_midnight(last and last + timedelta(days=1)),
        )


@router.get("/quan-tri/nhat-ky")
def show(
    request: Request, site: TheSite, now: Now, actor: Auditor, asked: Annotated[Filter, Query()]
) -> Response:
    """Show the newest lines that fit; looking is noted, too, the first time of a look."""
    if asked.truoc is None:
        with writing(site.engine) as c:
            note(c, now, actor, Deed(AuditAction.AUDIT_LOG_SEEN, "audit_log", actor.unit))
    with reading(site.engine) as c:
        found = entries(c, actor.reach, asked.wanted(), before=asked.truoc, limit=LINES)
    older = found[-1].seq if len(found) == LINES else None
    chosen = {key: value for key, value in asked.model_dump().items() if value and key != "truoc"}
    context = {"entries": found, "asked": asked, "older": older, "chosen": chosen}
    return site.page(request, "admin/audit_log.html", {**context, "actions": tuple(AuditAction)})


@router.post("/quan-tri/nhat-ky/kiem-tra")
def check(request: Request, site: TheSite, now: Now, actor: Auditor) -> Response:
    """Read the whole chain and tell whether it is whole."""
    site.limits.count(Costly.CHECK, actor.name, now)
    with reading(site.engine) as c:
        verdict = verify(c)
    return site.page(request, "admin/verdict.html", {"verdict": verdict, "at": now})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), VIETNAM)
