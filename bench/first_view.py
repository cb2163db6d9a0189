"""How soon each page is seen on an old PC, and how much the browser loads for it.

    python -m bench.first_view [--slow 4] [--times 3]

Debian's Chromium with its processor slowed (CDP `Emulation.setCPUThrottlingRate`), on a server with a filled
database and papers; nothing is in the browser's cache. Told are the median of the moment when the largest
thing in view stood there (largest contentful paint), from the click on, of the first paint, and the decoded
kilobytes of script and of everything. A page is to be seen within a second and to load less than 200 KB of
script.
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from storage.access import UserRole
from tests.entered import PASSWORD, Office
from tests.filled import filled_settings
from tests.papers import CODE, give_pictures, lay_out
from tests.servers import need
from tests.stacks import Misread, Stacks
from web.app import bound
from web.navigation import ADMINISTRATION, OWN
from web.security import SecurityHeaders

MOST_SECONDS: Final = 1.0
MOST_SCRIPT: Final = 200.0  # KB
# Kept from the page's first moment on: what is painted before a watcher is there is told to it, too.
WATCH: Final = """window.painted = 0;
new PerformanceObserver((seen) => seen.getEntries().forEach((each) => (window.painted = each.startTime)))
    .observe({type: "largest-contentful-paint", buffered: true});"""
TOLD: Final = """() => {
    const all = [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")];
    const sum = (some) => some.reduce((size, each) => size + each.decodedBodySize, 0) / 1024;
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    const script = all.filter((each) => new URL(each.name).pathname.endsWith(".js"));
    const began = (first ? first.startTime : 0) / 1000;
    return {seen: (window.painted / 1000) || began, first: began, script: sum(script), all: sum(all)};
}"""


@dataclass(frozen=True, slots=True)
class View:
    """A page as it was seen: seconds, kilobytes."""

    first: float
    seen: float
    script: float
    all: float


def main() -> None:
    """Print a line for each page; the last says whether all were seen in time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--slow", type=float, default=4.0)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        office = Office(filled_settings(Path(folder)), datetime.now(UTC))
        paths = ["/dang-nhap", *_pages(office)]
        with _served(office) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox"])
            account = office.account(*(role for role in UserRole if role is not UserRole.STATION)).name
            found = {path: _median(browser, (address, account), path, asked) for path in paths}
            browser.close()
        office.engine.dispose()
    print(f"{'page':44}{'first paint':>12}{'largest':>9}{'script':>9}{'all':>9}   at 1/{asked.slow:g} speed")
    for path, view in found.items():
        print(f"{path:44}{view.first:10.2f} s{view.seen:7.2f} s{view.script:6.0f} KB{view.all:6.0f} KB")
    late = [path for path, view in found.items() if view.seen > MOST_SECONDS or view.script > MOST_SCRIPT]
    print(f"over {MOST_SECONDS:g} s or {MOST_SCRIPT:g} KB of script: {', '.join(late) or 'none'}")


def _pages(office: Office) -> list[str]:
    """Fill in papers and return the pages that show them."""
    made = lay_out(office.engine, office.now)
    give_pictures(office.app.state.site.objects(), office.engine, made)
    stacks = Stacks(office.app.state.site, office.now)
    wrong = (Misread("TỜ", "TÔ"), Misread("KHAI", "KHÁI"))
    scan = stacks.add(["to_khai_khai_sinh", "giay_chung_sinh"], wrong=wrong, dossier=stacks.dossier(1))
    review = f"/ra-soat/{scan}"
    pages = ["/tram-quet", "/viec-can-lam", review, "/ho-so", f"/ho-so/{CODE}", f"/ho-so/{CODE}/bo-sung"]
    others = [each.path for each in (*ADMINISTRATION, OWN)]
    return [*pages, "/tra-cuu?tim=nguyen+thi", "/so-lieu", "/theo-doi", *others]


@contextmanager
def _served(office: Office) -> Iterator[str]:
    with bound("127.0.0.1", 0) as listening:
        config = uvicorn.Config(SecurityHeaders(office.app), log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _median(browser: Browser, who: tuple[str, str], path: str, asked: argparse.Namespace) -> View:
    views = [_seen(browser, who, path, asked.slow) for _ in range(asked.times)]
    sides = ("first", "seen", "script", "all")
    return View(**{side: statistics.median(getattr(view, side) for view in views) for side in sides})


def _seen(browser: Browser, who: tuple[str, str], path: str, slow: float) -> View:
    """Open a page in a browser that has seen none of it."""
    address, name = who
    context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    if path != "/dang-nhap":
        _enter(page, name)
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    page.goto(path)
    page.wait_for_load_state("networkidle")
    told: dict[str, Any] = page.evaluate(TOLD)
    context.close()
    return View(**told)


def _enter(page: Page, name: str) -> None:
    page.goto("/dang-nhap")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/dang-nhap" not in url)


if __name__ == "__main__":
    main()
