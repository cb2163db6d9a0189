"""Accounts for programs: the same as the page of users."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from storage.access import Act, Actor, UserRole
from storage.accounts import Account, NewAccount, folded, list_accounts
from storage.database import reading
from web import managing
from web.api.troubles import AnswerRoute
from web.managing import Profile
from web.permissions import needs
from web.site import Now, TheSite

router = APIRouter(prefix="/accounts", tags=["accounts"], route_class=AnswerRoute)

Manager = Annotated[Actor, needs(Act.MANAGE_ACCOUNTS)]
Name = Annotated[str, Path(max_length=64)]


class AccountAnswer(BaseModel):
    """An account; `unit` is the top of what it reaches (none: everything), times are in UTC."""

    name: str
    full_name: str
    roles: list[UserRole]
    unit: str | None
    station: str | None
    must_change: bool
    created_at: datetime
    disabled_at: datetime | None
    last_login_at: datetime | None

    @classmethod
    def of(cls, account: Account) -> Self:
        roles = sorted(account.roles)
        given = {name: getattr(account, name) for name in cls.model_fields if name != "roles"}
        return cls(roles=roles, **given)


class ProfileAsked(BaseModel):
    """What can be changed of an account."""

    full_name: str = Field(default="", max_length=100)
    roles: list[UserRole] = Field(default_factory=list, max_length=20)
    unit: str | None = Field(default=None, max_length=64)
    station: str | None = Field(default=None, max_length=100)

    def profile(self, name: str) -> Profile:
        person = " ".join(self.full_name.split()) or name
        return Profile(person, frozenset(self.roles), self.unit or None, (self.station or "").strip() or None)


class NewAsked(ProfileAsked):
    """A new account; its password for the first time is in the answer, and nowhere else."""

    name: str = Field(default="", max_length=64)


class PasswordAnswer(BaseModel):
    """An account with a password for one time: its owner must change it."""

    account: AccountAnswer
    password: str


@router.get("")
def accounts(site: TheSite, actor: Manager) -> list[AccountAnswer]:
    """List the accounts within reach."""
    with reading(site.engine) as c:
        return [AccountAnswer.of(each) for each in list_accounts(c, actor.reach)]


@router.post("", status_code=201)
def add_account(site: TheSite, now: Now, actor: Manager, asked: NewAsked) -> PasswordAnswer:
    """Make an account."""
    name, password = folded(asked.name), managing.proposed_password()
    profile = asked.profile(name)
    new = NewAccount(name, profile.full_name, profile.roles, profile.unit, profile.station)
    made = managing.add(site.engine, actor, new, password, now)
    return PasswordAnswer(account=AccountAnswer.of(made), password=password)


@router.get("/{name}")
def account(site: TheSite, actor: Manager, name: Name) -> AccountAnswer:
    """Tell of one account."""
    with reading(site.engine) as c:
        return AccountAnswer.of(managing.account_of(c, actor, name))


@router.put("/{name}")
def change_account(site: TheSite, now: Now, actor: Manager, name: Name, asked: ProfileAsked) -> AccountAnswer:
    """Give an account other roles, another unit, station or name of a person; it holds at once."""
    with reading(site.engine) as c:
        managing.account_of(c, actor, name)  # who is out of reach is not told what else is wrong
    return AccountAnswer.of(managing.change(site.engine, actor, name, asked.profile(name), now))


@router.post("/{name}/password")
def reset_password(site: TheSite, now: Now, actor: Manager, name: Name) -> PasswordAnswer:
    """Give an account another password for one time; its sessions end."""
    password = managing.proposed_password()
    managing.reset_password(site.engine, actor, name, password, now)
    with reading(site.engine) as c:
        return PasswordAnswer(
            account=AccountAnswer.of(managing.account_of(c, actor, name)), password=password
        )


@router.post("/{name}/disable")
def disable_account(site: TheSite, now: Now, actor: Manager, name: Name) -> AccountAnswer:
    """Let an account enter no more; its sessions end."""
    return _switched(site, now, actor, name, on=False)


@router.post("/{name}/enable")
def enable_account(site: TheSite, now: Now, actor: Manager, name: Name) -> AccountAnswer:
    """Let an account enter again."""
    return _switched(site, now, actor, name, on=True)


def _switched(site: TheSite, now: Now, actor: Actor, name: str, *, on: bool) -> AccountAnswer:
    managing.switch(site.engine, actor, name, now, on=on)
    with reading(site.engine) as c:
        return AccountAnswer.of(managing.account_of(c, actor, name))
