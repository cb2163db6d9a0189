"""The system for programs: the doctor's findings, the audit log and whether its chain is whole."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, Wanted, entries, note, verify
from storage.database import reading, writing
from web.limits import Costly
from web.permissions import needs
from web.site import Now, TheSite
from web.words import masked

router = APIRouter(tags=["system"])

Keeper = Annotated[Actor, needs(Act.SEE_HEALTH)]
Auditor = Annotated[Actor, needs(Act.SEE_AUDIT_LOG)]


class FindingAnswer(BaseModel):
    """What one check saw, and what to do about it."""

    title: str
    level: Literal["ok", "note", "trouble"]
    seen: str
    advice: str | None


class HealthAnswer(BaseModel):
    """The findings of the last check."""

    at: datetime
    findings: list[FindingAnswer]


class LineAnswer(BaseModel):
    """A line of the audit log."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    unit: str | None
    address: str | None
    detail: dict[str, Any]
    hash: str


class LogAsked(BaseModel):
    """Which lines; `before`: only older than that line."""

    actor: str | None = Field(default=None, max_length=100)
    action: AuditAction | None = None
    subject: str | None = Field(default=None, max_length=200)
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    before: int | None = Field(default=None, ge=1, le=2**62)
    limit: int = Field(default=100, ge=1, le=500)

    def wanted(self) -> Wanted:
        action = self.action.value if self.action else None
        return Wanted(self.actor or None, action, self.subject or None, self.since, self.until)


class VerdictAnswer(BaseModel):
    """Whether the chain is whole: how many lines are, the last one's hash, the first that is wrong."""

    intact: bool
    whole: int
    head: str
    broken_at: int | None


@router.get("/health")
def health(site: TheSite, now: Now, actor: Keeper) -> HealthAnswer:
    """Tell what the doctor finds; a check is kept for half a minute."""
    site.limits.count(Costly.CHECK, actor.name, now)
    at, found = site.checkup.findings(now)
    return HealthAnswer(
        at=at,
        findings=[FindingAnswer.model_validate(each, from_attributes=True) for each in found],
    )


@router.get("/audit-log")
def audit_log(
    site: TheSite, now: Now, actor: Auditor, asked: Annotated[LogAsked, Query()]
) -> list[LineAnswer]:
    """List the lines within reach, newest first; looking is noted, the first time of a look."""
    if asked.before is None:
        with writing(site.engine) as c:
            note(c, now, actor, Deed(AuditAction.AUDIT_LOG_SEEN, "audit_log", actor.unit))
    with reading(site.engine) as c:
        found = entries(c, actor.reach, asked.wanted(), before=asked.before, limit=asked.limit)
    names = ("seq", "at", "action", "unit", "address", "detail", "hash")
    return [
        LineAnswer(
            actor=masked(each.actor),
            subject=masked(each.subject),
            **{name: getattr(each, name) for name in names},
        )
        for each in found
    ]


@router.post("/audit-log/verify")
def check(site: TheSite, now: Now, actor: Auditor) -> VerdictAnswer:
    """Read the whole chain and tell whether it is whole."""
    site.limits.count(Costly.CHECK, actor.name, now)
    with reading(site.engine) as c:
        found = verify(c)
    return VerdictAnswer(intact=found.intact, whole=found.whole, head=found.head, broken_at=found.broken_at)
