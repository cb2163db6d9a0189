"""The pages in a real browser: a server on a filled database, and Debian's Chromium."""

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from storage.access import UserRole
from tests.entered import PASSWORD, Office
from tests.filled import filled_settings
from tests.servers import need
from web.app import bound
from web.security import SecurityHeaders

SIZES = [(1366, 768), (1920, 1080)]


class Pages:
    """A running server, and browsers of people on it."""

    def __init__(self, office: Office, address: str, browser: Browser) -> None:
        self.office = office
        self.address = address
        self.browser = browser
        self.faults: list[str] = []  # what the browser complained about
        self.expected: list[str] = []  # words of complaints that a test brings about

    def expect(self, *words: str) -> None:
        """Let the browser complain in these words, at whatever moment its complaint arrives."""
        self.expected.extend(words)

    @property
    def unexpected(self) -> list[str]:
        return [fault for fault in self.faults if not any(words in fault for words in self.expected)]

    def open(self, path: str = "/", size: tuple[int, int] = SIZES[0]) -> Page:
        """Return a page of a browser of its own, nobody logged in."""
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": size[0], "height": size[1]}, locale="vi-VN"
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return page

    def enter(self, *roles: UserRole, path: str = "/", unit: str | None = None, **more: str) -> Page:
        """Return a page on which somebody of these roles has logged in by the form."""
        account = self.office.account(*roles, unit=unit, **more)
        page = self.open(path)
        page.fill("#name", account.name)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/dang-nhap" not in url)
        return page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, shared by all tests; each page has a context of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def pages(tmp_path, chromium) -> Iterator[Pages]:
    """A server on a filled database. At the end no page may have complained."""
    office = Office(filled_settings(tmp_path))
    with bound("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(SecurityHeaders(office.app), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        made = Pages(office, f"http://127.0.0.1:{listening.getsockname()[1]}", chromium)
        yield made
        for context in chromium.contexts:
            context.close()
        server.should_exit = True
        thread.join()
    office.engine.dispose()
    assert made.unexpected == []
