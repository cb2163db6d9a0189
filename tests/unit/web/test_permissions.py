"""Walks every route with every role: what may be done is what the table of acts says, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.routing import RouteContext, iter_route_contexts

from configs.settings import Settings
from storage.access import ACTS, Act, UserRole
from storage.tokens import GRANTABLE
from web.app import create_app
from web.permissions import PUBLIC, SAFE_METHODS, needed_by

# What stands for {name} in a path: one of the filled database, within reach of who sees everything.
EXAMPLES = {
    "name": "lan",
    "scan_id": "1",
    "number": "1",
    "code": "H99.101-261102-0000",
    "station": "tram-101",
    "report_name": "ratio",
    "table": "thu-tuc",
    "section": "conditions",
    "region_id": "1",
}


# What a route must be told beside its path to get as far as looking for the thing.
ASKED = {"/api/stations/{station}/files": {"name": "quet.pdf"}}


def all_routes() -> Iterator[tuple[str, str, RouteContext]]:
    app = create_app(Settings(data_dir=Path("nowhere")).resolved())
    for route in iter_route_contexts(app.routes):
        for method in sorted(route.methods or {"GET"}):
            yield method, str(route.path), route


ROUTES = list(all_routes())
GUARDED = [each for each in ROUTES if each[1] not in PUBLIC]


def filled_in(path):
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: EXAMPLES[found[1]], path)


def ids(routes):
    return [f"{method} {path}" for method, path, _ in routes]


def test_there_are_routes_and_each_has_a_rule():
    assert len(GUARDED) > 5
    assert {path for _, path, _ in ROUTES} >= PUBLIC
    assert {"/tai-khoan", "/api/status", "/quan-tri/nhat-ky"} <= {path for _, path, _ in GUARDED}


def test_a_route_that_somebody_forgot_lets_nothing_start(monkeypatch):
    router = APIRouter()
    router.get("/forgotten")(lambda: None)
    monkeypatch.setattr("web.pages.PAGES", (router,))
    with pytest.raises(RuntimeError, match="/forgotten"):
        create_app(Settings(data_dir=Path("nowhere")).resolved())


@pytest.fixture(autouse=True)
def doctor(monkeypatch):
    """The doctor takes seconds: what it says has tests of its own."""
    monkeypatch.setattr("web.checkup._ask", lambda _: ())


def send(browser, method, path):
    asked = {"params": ASKED.get(path)}
    if method not in SAFE_METHODS:
        asked |= {"json": {}} if path.startswith("/api/") else {"data": {}}
    return browser.request(method, filled_in(path), **asked)


@pytest.mark.parametrize(("method", "path", "route"), GUARDED, ids=ids(GUARDED))
def test_a_stranger_gets_nowhere(office, method, path, route):
    answer = send(office.browser(), method, path)
    if path.startswith("/api/"):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    else:
        assert (answer.status_code, answer.headers["location"][:10]) == (303, "/dang-nhap")


@pytest.mark.parametrize(("method", "path", "route"), GUARDED, ids=ids(GUARDED))
def test_each_role_may_what_its_acts_say(office, method, path, route):
    office.account(UserRole.CLERK, name="lan")
    for role in UserRole:
        browser = office.enter(role, station="tram-101" if role is UserRole.STATION else None)
        answer = send(browser, method, path)
        allowed = needed_by(route) <= ACTS[role]
        assert (answer.status_code != 403) == allowed, role
        assert answer.status_code < 500, answer.text


@pytest.mark.parametrize(("method", "path", "route"), GUARDED, ids=ids(GUARDED))
def test_nothing_is_changed_without_the_token_of_our_own_page(office, method, path, route):
    if method in SAFE_METHODS:
        return
    browser = office.enter(*UserRole)
    del browser.headers["X-Form-Token"]
    assert send(browser, method, path).status_code == 403


API = [each for each in GUARDED if each[1].startswith("/api/")]


@pytest.mark.parametrize(("method", "path", "route"), API, ids=ids(API))
def test_a_token_may_what_it_was_given(office, method, path, route):
    needed = needed_by(route)
    assert needed <= GRANTABLE
    answer = send(office.program(*needed), method, path)
    assert answer.status_code not in {401, 403}
    others = GRANTABLE - needed - {Act.ENTER}
    if needed != {Act.ENTER}:
        assert send(office.program(*others), method, path).status_code == 403


# A foreign unit: each kind of thing that a path can name, asked for by somebody of another unit.

# What is named there belongs to no unit; that figures are cut down to the reach is tested in test_figures.
SHARED = {
    "/api/reports/{report_name}",
    "/quan-tri/danh-muc/thu-tuc/{code}",
    "/quan-tri/danh-muc/bang/{table}",
    "/api/catalogue/{section}",
    "/api/catalogue/{section}/{code}",
}
# What holds everywhere is changed by those who reach everything.
EVERYWHERE = re.compile(
    r"/quan-tri/danh-muc/(sua/|de-nghi/|ban/|nhap$|tep$)|/api/catalogue/(proposals|versions/)"
)
OWNED = [
    each for each in GUARDED if "{" in each[1] and each[1] not in SHARED and not EVERYWHERE.match(each[1])
]
OF_ALL = [
    each
    for each in GUARDED
    if EVERYWHERE.match(each[1]) or (each[0], each[1]) == ("PUT", "/api/catalogue/{section}/{code}")
]


@pytest.mark.parametrize(("method", "path", "route"), OWNED, ids=ids(OWNED))
def test_a_thing_of_a_foreign_unit_is_not_there(office, method, path, route):
    office.account(UserRole.CLERK, name="lan", unit="H99.101")
    roles = [role for role in UserRole if role is not UserRole.STATION]
    answer = send(office.enter(*roles, unit="H99.104"), method, path)
    assert answer.status_code == 404, answer.text


@pytest.mark.parametrize(("method", "path", "route"), OF_ALL, ids=ids(OF_ALL))
def test_what_holds_everywhere_is_changed_by_who_reaches_everything(office, method, path, route):
    roles = [role for role in UserRole if role is not UserRole.STATION]
    assert send(office.enter(*roles, unit="H99.104"), method, path).status_code == 403
    assert send(office.enter(*roles), method, path).status_code != 403
