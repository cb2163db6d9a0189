"""The pages with people logged in: an office with its database, and a browser for each of them."""

import re
from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from configs.settings import Settings
from storage.access import Act, UserRole
from storage.accounts import Account, NewAccount, add_account, find_account
from storage.database import writing
from storage.passwords import hash_password
from storage.sessions import open_session
from storage.tokens import NewToken, add_token
from tests.filled import NOW
from web.app import create_app
from web.cookies import SESSION, form_token
from web.permissions import FORM_HEADER
from web.security import SecurityHeaders
from web.site import clock

PASSWORD = "bốn mùa xuân hạ"
HASH = hash_password(PASSWORD, "")


class Office:
    """An application on a database, at a moment that a test may move."""

    def __init__(self, settings: Settings, now: datetime = NOW) -> None:
        self.settings = settings
        self.now = now
        self.app = create_app(settings)
        self.app.dependency_overrides[clock] = lambda: self.now
        self.engine = self.app.state.site.engine

    def later(self, **how_long: float) -> None:
        self.now = self.now.astimezone(UTC) + timedelta(**how_long)

    def browser(self) -> TestClient:
        """Return a browser that nobody has logged in with."""
        return TestClient(SecurityHeaders(self.app), raise_server_exceptions=False, follow_redirects=False)

    def account(
        self, *roles: UserRole, name: str = "", unit: str | None = None, station: str | None = None
    ) -> Account:
        """Return an account of these roles, made if it is not there; its password is PASSWORD."""
        name = name or "-".join([*(role[:3] for role in roles), unit or station or "all"]).lower()
        with writing(self.engine) as c:
            known = find_account(c, name)
            new = NewAccount(name, f"Người dùng {name}", frozenset(roles), unit, station)
            return known or add_account(c, new, HASH, self.now, must_change=False)

    def enter(
        self, *roles: UserRole, name: str = "", unit: str | None = None, station: str | None = None
    ) -> TestClient:
        """Return a browser in which an account of these roles is logged in; htmx's header is set."""
        account = self.account(*roles, name=name, unit=unit, station=station)
        with writing(self.engine) as c:
            key = open_session(c, account.id, "testclient", self.now)
        browser = self.browser()
        browser.cookies.set(SESSION, key)
        browser.headers[FORM_HEADER] = form_token(key)
        return browser

    def program(self, *acts: Act, unit: str | None = None, station: str | None = None) -> TestClient:
        """Return a program with a token for these acts."""
        name = "-".join([*acts, unit or station or "all"])
        with writing(self.engine) as c:
            key = add_token(c, NewToken(name, frozenset(acts), unit, station), "test", self.now)
        browser = self.browser()
        browser.headers["Authorization"] = f"Bearer {key}"
        return browser


def words_of(answer) -> str:
    """Return what a person reads of a page, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


def hidden_token(answer) -> str:
    """Return the token in a page's form."""
    found = re.search(r'name="form_token" value="([^"]*)"', answer.text)
    assert found
    return found[1]
