"""Who stands behind a request, and whether they may: each route says the act it needs, or is in PUBLIC.

    Reviewer = Annotated[Actor, needs(Act.REVIEW)]

    @router.get("/ra-soat")
    def work_list(request: Request, site: TheSite, actor: Reviewer) -> Response: ...

What the act reaches is told by `actor.reach`: put its condition into every query (storage.access).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import Depends, HTTPException, Request
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute

from catalogue.reach import Reaches
from storage import tokens
from storage.access import Act, Actor, Reach, acts_of
from storage.accounts import Account
from storage.database import reading, writing
from storage.sessions import find_session, touch_session
from web.cataloguing import NOT_EVERYWHERE
from web.cookies import SESSION, is_form_token, key_of, lifetime_of
from web.site import Now, Site, TheSite, address_of
from web.words import VIETNAM

API: Final = "/api/"
OWN_ACCOUNT: Final = "/tai-khoan"
LOGOUT: Final = "/dang-xuat"
# Answered to everybody: the login form, its style and letters, and what a load balancer asks.
PUBLIC: Final = frozenset({"/healthz", "/dang-nhap", "/static"})
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_FIELD: Final = "form_token"
FORM_HEADER: Final = "X-Form-Token"
BEARER: Final = "bearer "
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
NOT_ALLOWED: Final = "Tài khoản của bạn không có quyền làm việc này. Hãy hỏi quản trị viên."
NOT_OUR_PAGE: Final = "Yêu cầu không đến từ trang của hệ thống, hoặc trang đã mở quá lâu. Hãy tải lại trang."


class NotEnteredError(Exception):
    """Nobody is logged in: a person is led to the login page, a program is told so."""


class MustChangeError(Exception):
    """The password was given by somebody else and must be changed before anything else."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is behind a request; `key` is the session's, None for a program with a token."""

    actor: Actor
    key: str | None
    must_change: bool = False


def visitor_of(request: Request, site: TheSite, now: Now) -> Visitor | None:
    """Return who is behind a request, by session or token; None: nobody that we know."""
    authorization = request.headers.get("Authorization", "")
    if authorization.lower().startswith(BEARER):
        found = _by_token(site, authorization[len(BEARER) :].strip(), address_of(request), now)
    else:
        found = _by_session(site, request, now)
    request.state.visitor = found  # for the layout, which shows who is logged in
    return found


TheVisitor = Annotated[Visitor | None, Depends(visitor_of)]


async def from_our_page(request: Request, visitor: TheVisitor) -> None:
    """Refuse what changes something unless our own page sent it; a token is sent by no browser on its own."""
    if request.method in SAFE_METHODS or visitor is None or visitor.key is None:
        return
    if is_cross_site(request) or not is_form_token(await sent_token(request), visitor.key):
        raise HTTPException(403, NOT_OUR_PAGE)


async def sent_token(request: Request) -> str | None:
    """Return the form token in the header that htmx sends, or in the form."""
    if (header := request.headers.get(FORM_HEADER)) is not None:
        return header
    if not request.headers.get("content-type", "").startswith(FORMS):
        return None
    value = (await request.form()).get(FORM_FIELD)
    return value if isinstance(value, str) else None


def is_cross_site(request: Request) -> bool:
    """Tell whether the browser itself says that another site asks."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


@dataclass(frozen=True, slots=True)
class Needs:
    """A dependency that gives the actor, or refuses who may not do the act."""

    act: Act

    def __call__(
        self, request: Request, visitor: TheVisitor, _ours: Annotated[None, Depends(from_our_page)]
    ) -> Actor:
        if visitor is None:
            raise NotEnteredError
        if visitor.must_change and request.url.path not in {OWN_ACCOUNT, LOGOUT}:
            raise MustChangeError
        if not visitor.actor.may(self.act):
            raise HTTPException(403, NOT_ALLOWED)
        return visitor.actor


@dataclass(frozen=True, slots=True)
class NeedsEverywhere(Needs):
    """The same, of what holds for everybody: it is changed by those who reach everything."""

    def __call__(
        self, request: Request, visitor: TheVisitor, _ours: Annotated[None, Depends(from_our_page)]
    ) -> Actor:
        actor = Needs.__call__(self, request, visitor, _ours)
        if not actor.reach.everywhere:
            raise HTTPException(403, NOT_EVERYWHERE)
        return actor


def needs(act: Act) -> Any:  # noqa: ANN401 - as fastapi types its Depends
    """Return the dependency that a view names beside its actor, as above."""
    return Depends(Needs(act))


def needs_everywhere(act: Act) -> Any:  # noqa: ANN401 - as fastapi types its Depends
    """Return the dependency of a view that changes what holds for everybody."""
    return Depends(NeedsEverywhere(act))


def needed_by(route: RouteContext) -> frozenset[Act]:
    """Return the acts that a route asks for; none: it is public, or somebody forgot."""
    if not isinstance(route.original_route, APIRoute):
        return frozenset()
    return frozenset(call.act for call in _calls(route.dependant.dependencies) if isinstance(call, Needs))


def unguarded(routes: Sequence[BaseRoute]) -> tuple[str, ...]:
    """Return the paths of routes that ask for no act and are not in PUBLIC: there must be none."""
    found = iter_route_contexts(routes)
    return tuple(str(route.path) for route in found if not needed_by(route) and route.path not in PUBLIC)


def reach_of(reaches: Reaches, unit: str | None, station: str | None, now: datetime) -> Reach:
    """Return what an account or token of this unit or station reaches today."""
    if station is not None:
        return Reach(None, station)
    if unit is None:
        return Reach(None)
    return Reach(reaches.within(unit, now.astimezone(VIETNAM).date()))


def actor_of(account: Account, reaches: Reaches, now: datetime, address: str | None = None) -> Actor:
    """Return what an account may do, and where, today."""
    station = account.station if account.only_station else None
    return Actor(
        name=account.name,
        full_name=account.full_name,
        acts=acts_of(account.roles),
        reach=reach_of(reaches, account.unit, station, now),
        account_id=account.id,
        roles=account.roles,
        unit=account.unit,
        address=address,
    )


def _by_session(site: Site, request: Request, now: datetime) -> Visitor | None:
    key = key_of(request, site.settings, SESSION)
    if key is None:
        return None
    with reading(site.engine) as c:
        session = find_session(c, key, lifetime_of(site.settings), now)
    if session is None:
        return None
    if session.stale:
        with writing(site.engine) as c:
            touch_session(c, key, now)
    actor = actor_of(session.account, site.reaches, now, address_of(request))
    return Visitor(actor, key, session.account.must_change)


def _by_token(site: Site, key: str, address: str, now: datetime) -> Visitor | None:
    with reading(site.engine) as c:
        token = tokens.find_token(c, key, now)
    if token is None:
        return None
    if tokens.is_stale(token, now):
        with writing(site.engine) as c:
            tokens.touch_token(c, token.id, now)
    reach = reach_of(site.reaches, token.unit, token.station, now)
    name = f"token:{token.name}"
    return Visitor(Actor(name, token.name, token.acts, reach, unit=token.unit, address=address), None)


def _calls(dependants: Iterable[Any]) -> Iterator[object]:
    for each in dependants:
        yield each.call
        yield from _calls(each.dependencies)
