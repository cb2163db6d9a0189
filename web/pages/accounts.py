"""Administration of accounts: who there is, who may do what where."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from storage.access import Act, Actor, UserRole
from storage.accounts import AccountError, NewAccount, folded, list_accounts
from storage.database import reading
from web import managing
from web.managing import Profile, UnknownAccountError
from web.permissions import needs
from web.site import Now, Site, TheSite
from web.units import choices

router = APIRouter(include_in_schema=False)

Manager = Annotated[Actor, needs(Act.MANAGE_ACCOUNTS)]
LIST: Final = "/quan-tri/tai-khoan"
ONE: Final = LIST + "/{name}"


class AccountForm(BaseModel):
    """What the form of an account holds; empty unit: everything, empty station: none."""

    name: str = Field(default="", max_length=64)
    full_name: str = Field(default="", max_length=100)
    roles: list[UserRole] = Field(default_factory=list)
    unit: str = Field(default="", max_length=64)
    station: str = Field(default="", max_length=100)

    def profile(self) -> Profile:
        person = " ".join(self.full_name.split()) or self.name
        return Profile(person, frozenset(self.roles), self.unit or None, self.station.strip() or None)

    def new(self) -> NewAccount:
        profile = self.profile()
        name = folded(self.name)
        return NewAccount(name, profile.full_name, profile.roles, profile.unit, profile.station)


@router.get(LIST)
def show_all(request: Request, site: TheSite, actor: Manager) -> Response:
    """Show the accounts within reach, and the form for one more."""
    return _list(request, site, actor, AccountForm())


@router.post(LIST)
def add(
    request: Request, site: TheSite, now: Now, actor: Manager, form: Annotated[AccountForm, Form()]
) -> Response:
    """Make an account with a password for the first time, which is shown once."""
    password = managing.proposed_password()
    try:
        account = managing.add(site.engine, actor, form.new(), password, now)
    except AccountError as error:
        return _list(request, site, actor, form, wrong=str(error))
    return _list(request, site, actor, AccountForm(), made=(account.name, password))


@router.get(ONE)
def show_one(request: Request, site: TheSite, actor: Manager, name: str) -> Response:
    """Show one account."""
    return _one(request, site, actor, name)


@router.post(ONE)
def change(
    request: Request, site: TheSite, now: Now, actor: Manager, name: str, form: Annotated[AccountForm, Form()]
) -> Response:
    """Change an account's roles, unit, station or person."""
    try:
        managing.change(site.engine, actor, name, form.profile(), now)
    except UnknownAccountError as error:
        raise HTTPException(404, str(error)) from error
    except AccountError as error:
        return _one(request, site, actor, name, wrong=str(error))
    return _one(request, site, actor, name, done="Đã lưu.")


@router.post(ONE + "/mat-khau")
def reset_password(request: Request, site: TheSite, now: Now, actor: Manager, name: str) -> Response:
    """Give an account a password for once; its sessions end."""
    password = managing.proposed_password()
    try:
        managing.reset_password(site.engine, actor, name, password, now)
    except UnknownAccountError as error:
        raise HTTPException(404, str(error)) from error
    return _one(request, site, actor, name, password=password)


@router.post(ONE + "/khoa")
def disable(request: Request, site: TheSite, now: Now, actor: Manager, name: str) -> Response:
    """Let an account enter no more."""
    return _switch(request, site, now, actor, name, on=False)


@router.post(ONE + "/mo")
def enable(request: Request, site: TheSite, now: Now, actor: Manager, name: str) -> Response:
    """Let an account enter again."""
    return _switch(request, site, now, actor, name, on=True)


def _switch(request: Request, site: Site, now: Now, actor: Actor, name: str, *, on: bool) -> Response:
    try:
        managing.switch(site.engine, actor, name, now, on=on)
    except UnknownAccountError as error:
        raise HTTPException(404, str(error)) from error
    except AccountError as error:
        return _one(request, site, actor, name, wrong=str(error))
    return RedirectResponse(f"{LIST}/{folded(name)}", 303)


def _list(request: Request, site: Site, actor: Actor, form: AccountForm, **told: Any) -> Response:  # noqa: ANN401
    with reading(site.engine) as c:
        found = list_accounts(c, actor.reach)
    context = {"accounts": found, "form": form, "units": choices(site.catalogue, actor.reach)}
    status = 422 if told.get("wrong") else 200
    return site.page(request, "admin/accounts.html", {"wrong": None, "made": None, **context, **told}, status)


def _one(request: Request, site: Site, actor: Actor, name: str, **told: Any) -> Response:  # noqa: ANN401
    try:
        with reading(site.engine) as c:
            account = managing.account_of(c, actor, name)
    except UnknownAccountError as error:
        raise HTTPException(404, str(error)) from error
    context = {"account": account, "units": choices(site.catalogue, actor.reach)}
    status = 422 if told.get("wrong") else 200
    plain = {"wrong": None, "done": None, "password": None}
    return site.page(request, "admin/account.html", {**plain, **context, **told}, status)
