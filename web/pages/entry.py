"""Logging in and out, and one's own account."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from storage.access import Act, Actor
from storage.passwords import WeakPasswordError
from web import cookies, entering
from web.entering import Attempt, NewPassword, RefusedError
from web.limits import Costly
from web.navigation import home_of
from web.permissions import NOT_OUR_PAGE, TheVisitor, is_cross_site, needs
from web.site import Now, Site, TheSite, address_of

router = APIRouter(include_in_schema=False)

Anybody = Annotated[Actor, needs(Act.ENTER)]
LOGIN: Final = "/dang-nhap"
EXPIRED: Final = "Trang đăng nhập đã mở quá lâu. Hãy nhập lại."
CHANGED: Final = "Đã đổi mật khẩu. Mọi phiên đăng nhập khác của bạn đã kết thúc."


class Login(BaseModel):
    """What the login form holds."""

    name: str = Field(default="", max_length=200)
    password: str = Field(default="", max_length=1000)
    tiep: str = "/"
    form_token: str = ""


class OtherPassword(BaseModel):
    """What the form for another password holds."""

    old: str = Field(default="", max_length=1000)
    new: str = Field(default="", max_length=1000)
    again: str = Field(default="", max_length=1000)


@router.get(LOGIN)
def login_form(request: Request, site: TheSite, visitor: TheVisitor, tiep: str = "/") -> Response:
    """Show the login form; somebody who is in goes on."""
    if visitor is not None:
        return RedirectResponse(inside(tiep), 303)
    return _form(request, site, Login(tiep=tiep))


@router.post(LOGIN)
def login(request: Request, site: TheSite, now: Now, form: Annotated[Login, Form()]) -> Response:
    """Begin a session, or show the form again with what is wrong."""
    before = cookies.key_of(request, site.settings, cookies.BEFORE)
    if is_cross_site(request) or not cookies.is_form_token(form.form_token, before):
        return _form(request, site, form, EXPIRED, 403)
    address = address_of(request)
    site.limits.count(Costly.LOGIN, address, now)
    attempt = Attempt(form.name, form.password, address, cookies.key_of(request, site.settings))
    try:
        key = entering.enter(site.engine, attempt, cookies.lifetime_of(site.settings), now)
    except RefusedError as error:
        return _form(request, site, form, str(error), 401)
    response = RedirectResponse(inside(form.tiep), 303)
    cookies.give_key(response, site.settings, key)
    cookies.take_key(response, site.settings, cookies.BEFORE)
    return response


@router.post("/dang-xuat")
def logout(site: TheSite, now: Now, actor: Anybody, visitor: TheVisitor) -> Response:
    """End the session."""
    if visitor is not None and visitor.key is not None:
        entering.leave(site.engine, actor, visitor.key, now)
    response = RedirectResponse(LOGIN, 303)
    cookies.take_key(response, site.settings)
    return response


@router.get("/tai-khoan", dependencies=[needs(Act.ENTER)])
def own_account(request: Request, site: TheSite, visitor: TheVisitor) -> Response:
    """Show one's own account and the form for another password."""
    return site.page(request, "account/own.html", _own(visitor))


@router.post("/tai-khoan")
def change_password(
    request: Request,
    site: TheSite,
    now: Now,
    actor: Anybody,
    visitor: TheVisitor,
    form: Annotated[OtherPassword, Form()],
) -> Response:
    """Change one's own password; other sessions end."""
    if visitor is None or visitor.key is None:
        raise HTTPException(403, NOT_OUR_PAGE)
    typed = NewPassword(form.old, form.new, form.again)
    try:
        entering.change_password(site.engine, actor, typed, visitor.key, now)
    except (RefusedError, WeakPasswordError) as error:
        return site.page(request, "account/own.html", _own(visitor, wrong=str(error)), 422)
    if visitor.must_change:
        return RedirectResponse(home_of(actor), 303)
    return site.page(request, "account/own.html", _own(visitor, done=CHANGED))


def inside(path: str) -> str:
    """Return a path of ours to go on to; anything that could lead elsewhere becomes the home page."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe and "\\" not in path else "/"


def _own(visitor: TheVisitor, wrong: str | None = None, done: str | None = None) -> dict[str, object]:
    must_change = visitor is not None and visitor.must_change and done is None
    return {"must_change": must_change, "wrong": wrong, "done": done}


def _form(request: Request, site: Site, form: Login, wrong: str | None = None, status: int = 200) -> Response:
    """Return the login form, bound to the browser by a key of its own."""
    key = cookies.key_of(request, site.settings, cookies.BEFORE) or cookies.fresh_key()
    context = {"wrong": wrong, "name": form.name, "tiep": inside(form.tiep)}
    response = site.page(request, "account/login.html", {**context, "token": cookies.form_token(key)}, status)
    cookies.give_key(response, site.settings, key, cookies.BEFORE)
    return response
