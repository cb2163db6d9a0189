"""How many keys and seconds a scripted clerk needs for a paper with a wrong type and two wrong words.

    python -m bench.clerk [--papers 10]

A browser, Debian's Chromium, on a server with the pages; each paper is opened, settled by keys alone and
accepted. The type is wrong and unsure, two words of its title are misread. Seconds are the machine's, from
opening until the next page is there: a person's thinking comes on top.
"""

import argparse
import json
import statistics
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import uvicorn
from playwright.sync_api import Page, sync_playwright

from pipeline.model import Candidate
from storage import scans
from storage.access import UserRole
from storage.database import writing
from storage.model import ScanState
from tests.entered import PASSWORD, Office
from tests.filled import filled_settings
from tests.servers import need
from tests.stacks import UNIT, Misread, Stacks
from web.app import bound
from web.security import SecurityHeaders

TRUE_TYPE: Final = "to_khai_khai_sinh"
WRONG_TYPE: Final = "giay_khai_sinh"
WRONG: Final = (Misread("TỜ", "TÔ"), Misread("KHAI", "KHÁI"))
RIGHT: Final = {"TÔ": "TỜ", "KHÁI": "KHAI", "": TRUE_TYPE}
MOST: Final = 20  # keys for a paper before something is wrong
ASKED: Final = "#now .ask:not([hidden])"


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=10)
    papers = parser.parse_args().papers
    with tempfile.TemporaryDirectory() as folder:
        office = Office(filled_settings(Path(folder)), datetime.now(UTC))
        stacks = Stacks(office.app.state.site, office.now)
        code = stacks.dossier(1)
        made = [_paper(stacks, code) for _ in range(papers)]
        measured = _served(office, made)
        unfinished = [scan for scan in made if stacks.state(scan) is not ScanState.ACCEPTED]
        office.engine.dispose()
    if unfinished:
        raise SystemExit(f"not accepted: {unfinished}")
    keys, seconds = zip(*measured, strict=True)
    print(f"{papers} papers: median {statistics.median(keys):g} keys, {statistics.median(seconds):.2f} s")


def _paper(stacks: Stacks, code: str) -> int:
    """Add a paper whose title is misread and whose type is taken for another."""
    scan = stacks.add([TRUE_TYPE], wrong=WRONG, dossier=code)
    (part,) = stacks.parts(scan)
    guesses = (
        Candidate(WRONG_TYPE, 0.5, "Tiêu đề gần giống"),
        Candidate(TRUE_TYPE, 0.45, "Cụm từ đặc trưng"),
    )
    with writing(stacks.site.engine) as c:
        scans.save_parts(c, scan, [replace(part, type=WRONG_TYPE, confidence=0.5, candidates=guesses)])
        scans.set_state(c, scan, ScanState.REVIEW, "unsure_type", "Chưa chắc loại giấy tờ.", stacks.now)
    return scan


def _served(office: Office, made: list[int]) -> list[tuple[int, float]]:
    with bound("127.0.0.1", 0) as listening:
        config = uvicorn.Config(SecurityHeaders(office.app), log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            return _cleared(office, f"http://127.0.0.1:{listening.getsockname()[1]}", made)
        finally:
            server.should_exit = True
            thread.join()


def _cleared(office: Office, address: str, made: list[int]) -> list[tuple[int, float]]:
    name = office.account(UserRole.CLERK, unit=UNIT).name
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": 1366, "height": 768})
        page.goto("/dang-nhap")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/dang-nhap" not in url)
        measured = [_settle(page, scan) for scan in made]
        browser.close()
    return measured


def _settle(page: Page, scan: int) -> tuple[int, float]:
    """Settle a paper by keys; return how many, and the seconds from opening to the next page."""
    start = time.perf_counter()
    page.goto(f"/ra-soat/{scan}")
    keys = 0
    while f"/ra-soat/{scan}" in page.url and keys < MOST:
        asked = page.locator(ASKED).get_attribute("id")
        if asked == "nothing":
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: f"/ra-soat/{scan}" not in url)
        else:
            page.keyboard.press(_key(_state(page), asked or ""))
        keys += 1
    return keys, time.perf_counter() - start


def _key(state: Any, asked: str) -> str:  # noqa: ANN401 - JSON
    """Return the key of the right choice, or Enter where the first is right."""
    choices = next(ask["choices"] for ask in state["asks"] if ask["id"] == asked)
    right = RIGHT.get("" if asked.startswith("type") else choices[0], choices[0])
    return str(choices.index(right) + 1)


def _state(page: Page) -> Any:  # noqa: ANN401 - JSON
    return json.loads(page.locator("#state").text_content() or "{}")


if __name__ == "__main__":
    main()
