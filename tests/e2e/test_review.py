"""Review in a real browser, by keyboard alone: what is pressed is decided, and nobody writes over another."""

import json
import time

import pytest

from storage.access import UserRole
from storage.decisions import Kind
from storage.model import ScanState
from tests.e2e.conftest import SIZES
from tests.stacks import Misread, Stacks

pytestmark = pytest.mark.services

CODE = "H99.101-261118-9001"
WRONG = (Misread("TỜ", "TÔ"), Misread("KHAI", "KHÁI"))


@pytest.fixture
def stacks(pages):
    made = Stacks(pages.office.app.state.site, pages.office.now)
    made.add(["giay_chung_sinh"], dossier=made.dossier(1))  # tells whose the others are: the same people
    return made


def clerk(pages, path, **more):
    return pages.enter(UserRole.CLERK, path=path, unit="H99.101", **more)


def asked(page):
    """Return the kind of what is asked now; "nothing" at the end."""
    return page.locator("#now .ask:not([hidden])").get_attribute("id").split("-")[0]


def state(page):
    """Return what the page's script knows of the scan."""
    return json.loads(page.locator("#state").text_content())


def until(fulfilled):
    """Wait until something is so; the policy of our pages forbids Playwright to look by itself."""
    end = time.monotonic() + 20
    while not fulfilled():
        assert time.monotonic() < end
        time.sleep(0.05)


def clear(page, stacks):
    """Settle what is asked of the scan shown, by keys alone, and take it."""
    here = page.url.split("?")[0]
    page.wait_for_selector("#now .ask:not([hidden])")
    for _ in state(page)["asks"]:
        page.keyboard.press("2" if asked(page) == "word" else "1")
    assert asked(page) == "nothing"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.startswith(here))


def test_a_clerk_clears_twenty_papers_by_keyboard_alone(pages, stacks):
    mine = [stacks.add(["to_khai_khai_sinh"], wrong=WRONG) for _ in range(20)]
    page = clerk(pages, "/viec-can-lam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ra-soat/**")
    for _ in mine:
        clear(page, stacks)
    assert page.url.endswith("/viec-can-lam")
    assert {stacks.state(scan) for scan in mine} == {ScanState.ACCEPTED}
    assert {part.dossier for scan in mine for part in stacks.parts(scan)} == {CODE}
    kept = [one for one in stacks.held(mine[0]) if one.kind is Kind.WORD]
    assert [(one.machine, one.who) for one in kept] == [("TÔ", "cle-h99.101"), ("KHÁI", "cle-h99.101")]


def test_a_word_is_typed_and_undone(pages, stacks):
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG, dossier=None)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.keyboard.press("1")
    assert asked(page) == "word"
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type("TỜ")
    page.keyboard.press("Enter")
    until(lambda: state(page)["version"] > 1)
    until(lambda: len(state(page)["asks"]) == 1)
    assert [one.value for one in stacks.held(scan) if one.kind is Kind.WORD] == ["TỜ"]
    page.keyboard.press("z")
    until(lambda: len(state(page)["asks"]) == 2)
    assert [one for one in stacks.held(scan) if one.kind is Kind.WORD] == []


def test_a_stack_is_joined_and_split_again(pages, stacks):
    scan = stacks.add(["to_khai_khai_sinh", "giay_chung_sinh", "giay_khai_sinh"])
    assert len(stacks.parts(scan)) == 3
    page = clerk(pages, f"/ra-soat/{scan}?trang=2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("m")
    page.wait_for_selector(".paper[data-pages='1 2']")
    assert [part.pages for part in stacks.parts(scan)] == [(1, 2), (3,)]
    page.keyboard.press("s")
    page.wait_for_selector(".paper[data-pages='2']")
    assert [part.pages for part in stacks.parts(scan)] == [(1,), (2,), (3,)]


def test_two_clerks_never_overwrite_each_other(pages, stacks):
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG)
    first = clerk(pages, f"/ra-soat/{scan}")
    second = clerk(pages, f"/ra-soat/{scan}", name="second")
    assert "đang rà soát giấy này" in second.inner_text("#panel")
    second.keyboard.press("1")
    second.keyboard.press("x")
    assert stacks.held(scan) == ()
    # The first goes silent, the second takes over and decides; then the first comes back with old eyes.
    pages.office.later(seconds=80)
    second.reload()
    second.keyboard.press("1")
    until(lambda: state(second)["version"] > 0)
    held = stacks.held(scan)
    pages.expect("409")
    first.keyboard.press("1")
    first.wait_for_selector("#said:not([hidden])")
    assert "đang rà soát giấy này" in first.inner_text("#panel")
    assert stacks.held(scan) == held


def test_the_browser_is_killed_and_the_work_comes_back(pages, stacks):
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.keyboard.press("1")
    until(lambda: state(page)["version"] > 0)
    page.context.set_offline(True)  # a killed browser says no farewell
    page.context.close()
    other = clerk(pages, "/viec-can-lam", name="second")
    assert "đang xem" in other.inner_text("#work")
    pages.office.later(seconds=80)
    other.goto("/ra-soat")
    other.wait_for_url(f"**/ra-soat/{scan}**")
    assert asked(other) == "word"
    clear(other, stacks)
    assert stacks.state(scan) is ScanState.ACCEPTED


def test_what_is_sent_back_is_seen_at_the_station_and_can_be_undone(pages, stacks):
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.keyboard.press("x")
    page.keyboard.press("2")
    page.wait_for_url("**/viec-can-lam")
    assert stacks.state(scan) is ScanState.REJECTED
    page.goto(f"/ra-soat/{scan}")
    assert "Thiếu trang" in page.inner_text("#panel")
    page.keyboard.press("z")
    until(lambda: len(state(page)["asks"]) == 3)
    until(lambda: stacks.state(scan) is ScanState.REVIEW)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_of_the_review_page_is_out_of_sight(pages, stacks, size):
    scan = stacks.add(["to_khai_khai_sinh", "giay_chung_sinh"], wrong=WRONG)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('.keys').getBoundingClientRect().bottom <= innerHeight")
