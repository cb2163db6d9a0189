"""Tokens for programs: which there are, another one, one taken back."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Path
from pydantic import AwareDatetime, BaseModel, Field

from storage.access import Act, Actor
from storage.database import reading
from storage.tokens import NewToken, Token, list_tokens
from web.api.troubles import AnswerRoute
from web.permissions import needs
from web.site import Now, TheSite
from web.tokens import grant, revoke

router = APIRouter(prefix="/tokens", tags=["tokens"], route_class=AnswerRoute)

Manager = Annotated[Actor, needs(Act.MANAGE_TOKENS)]


class TokenAnswer(BaseModel):
    """A token without its key; `unit` is the top of what it reaches, `station` the only one it has."""

    name: str
    acts: list[Act]
    unit: str | None
    station: str | None
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None

    @classmethod
    def of(cls, token: Token) -> Self:
        given = {name: getattr(token, name) for name in cls.model_fields if name != "acts"}
        return cls(acts=sorted(token.acts), **given)


class TokenAsked(BaseModel):
    """What a new token may do, and where: in a unit and all below it, in one station, or everywhere."""

    name: str = Field(default="", max_length=64)
    acts: list[Act] = Field(default_factory=list, max_length=50)
    unit: str | None = Field(default=None, max_length=64)
    station: str | None = Field(default=None, max_length=100)
    expires_at: AwareDatetime | None = None


class KeyAnswer(BaseModel):
    """The key of a new token: it is told once."""

    name: str
    key: str


@router.get("")
def tokens(site: TheSite, actor: Manager) -> list[TokenAnswer]:
    """List the tokens within reach."""
    with reading(site.engine) as c:
        return [TokenAnswer.of(each) for each in list_tokens(c, actor.reach)]


@router.post("", status_code=201)
def add_token(site: TheSite, now: Now, actor: Manager, asked: TokenAsked) -> KeyAnswer:
    """Make a token; a program gives only acts that it has itself."""
    unit, station = asked.unit or None, (asked.station or "").strip() or None
    new = NewToken(asked.name.strip(), frozenset(asked.acts), unit, station, asked.expires_at)
    return KeyAnswer(name=new.name, key=grant(site.engine, actor, new, now))


@router.post("/{name}/revoke", status_code=204)
def revoke_token(site: TheSite, now: Now, actor: Manager, name: Annotated[str, Path(max_length=64)]) -> None:
    """Let a token work no more."""
    revoke(site.engine, actor, name, now)
