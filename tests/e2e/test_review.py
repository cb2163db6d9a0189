"""Review in a real browser, by keyboard alone: what is pressed is decided, and nobody writes over another."""

import contextlib
import re
from pathlib import Path

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe

from storage.database import writing
from storage.decisions import Kind, NewDecision, decide
from storage.leases import take_scan
from storage.model import ScanState
from storage.turns import read_again
from tests.e2e.conftest import SIZES, Pages
from tests.e2e.reviewing import asked, clear, clerk, state, until
from tests.servers import need
from tests.stacks import Misread, Stacks
from workers.settling import settle

pytestmark = pytest.mark.services

CODE = "H99.101-261118-9001"
WRONG = (Misread("TỜ", "TÔ"), Misread("KHAI", "KHÁI"))


@pytest.fixture
def stacks(pages):
    made = Stacks(pages.office.app.state.site, pages.office.now)
    made.add(["giay_chung_sinh"], dossier=made.dossier(1))  # tells whose the others are: the same people
    return made


def test_a_clerk_clears_twenty_papers_by_keyboard_alone(pages, stacks):
    mine = [stacks.add(["to_khai_khai_sinh"], wrong=WRONG) for _ in range(20)]
    page = clerk(pages, "/viec-can-lam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ra-soat/**")
    for _ in mine:
        clear(page)
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


def test_two_clerks_on_the_same_list_take_different_papers(pages, stacks):
    mine = [stacks.add(["to_khai_khai_sinh"], wrong=WRONG) for _ in range(4)]
    both = [clerk(pages, "/viec-can-lam", name=name) for name in ("first", "second")]
    for page in both:
        page.keyboard.press("Enter")
    for page in both:
        page.wait_for_url("**/ra-soat/**")
    assert len({page.url.split("?")[0] for page in both}) == len(both)
    for page in (*both, *both):
        clear(page)
    takers = {scan: [one.who for one in stacks.held(scan) if one.kind is Kind.ACCEPTED] for scan in mine}
    assert sorted(takers.values()) == [["first"], ["first"], ["second"], ["second"]]


def words_of(process):
    """Return the command of a process; one that has just ended has none."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.cmdline()
    return []


def kill(browser_mark):
    """Kill a browser with all its processes, as a power cut does."""
    marked = [each for each in psutil.Process().children(recursive=True) if browser_mark in words_of(each)]
    assert marked
    processes = {each for one in marked for each in (one, *one.children(recursive=True))}
    for each in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()
    psutil.wait_procs(processes, timeout=20)


def test_the_browser_is_killed_and_the_work_comes_back(pages, stacks):
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG)
    mark = "--of-this-test"
    doomed = pages.browser.browser_type.launch(executable_path=need("chromium"), args=["--no-sandbox", mark])
    page = clerk(Pages(pages.office, pages.address, doomed), f"/ra-soat/{scan}")
    page.keyboard.press("1")
    until(lambda: state(page)["version"] > 0)
    kill(mark)
    other = clerk(pages, "/viec-can-lam", name="second")
    assert "đang xem" in other.inner_text("#work")
    pages.office.later(seconds=80)
    other.goto("/ra-soat")
    other.wait_for_url(f"**/ra-soat/{scan}**")
    assert asked(other) == "word"
    clear(other)
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


def test_what_was_typed_stays_when_somebody_else_took_the_paper_meanwhile(pages, stacks):
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG, dossier=CODE)
    first = clerk(pages, f"/ra-soat/{scan}")
    first.wait_for_selector("#rings rect")
    first.keyboard.press("e")
    first.keyboard.type("TỜ ĐÃ GÕ")
    field = first.evaluate("document.activeElement.id")
    pages.office.later(seconds=80)
    clerk(pages, f"/ra-soat/{scan}", name="second")
    first.keyboard.press("Enter")
    first.wait_for_selector("#said:not([hidden])")
    assert "second đang rà soát giấy này. Việc vừa nhập chưa được lưu." in first.inner_text("#said")
    assert first.input_value(f"#{field}") == "TỜ ĐÃ GÕ"
    assert stacks.held(scan) == ()
    assert all("409" in fault for fault in pages.faults)
    pages.faults.clear()


def waiting(stacks, pages):
    """A paper that is asked about."""
    return stacks.add(["to_khai_khai_sinh", "giay_chung_sinh"], wrong=WRONG)


def in_other_hands(stacks, pages):
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG)
    with writing(stacks.site.engine) as c:
        take_scan(c, scan, "second", "Trần Minh", pages.office.now)
    return scan


def accepted(stacks, pages):
    scan = stacks.add(["giay_chung_sinh"], dossier=CODE, seed=2)
    with writing(stacks.site.engine) as c:
        decide(c, NewDecision(scan, Kind.ACCEPTED, value=True, who="lan"), pages.office.now)
    settle(stacks.shop, scan, pages.office.now)
    return scan


def sent_back(stacks, pages):
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG)
    with writing(stacks.site.engine) as c:
        decide(c, NewDecision(scan, Kind.RETURNED, "Bản quét mờ.", "lan"), pages.office.now)
    settle(stacks.shop, scan, pages.office.now)
    return scan


def unknown(stacks, pages):
    """A paper of which neither type nor dossier is known, a page that is being read again."""
    scan = stacks.add(["giay_khai_sinh", "to_khai_khai_sinh"], seed=5)
    with writing(stacks.site.engine) as c:
        decide(c, NewDecision(scan, Kind.TURN, 180, "lan", 1), pages.office.now)
        read_again(c, scan, 1, pages.office.now)
    return scan


STATES = (waiting, in_other_hands, accepted, sent_back, unknown)


def faults_of(page):
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("lay", STATES, ids=lambda lay: lay.__name__)
def test_axe_finds_no_serious_fault_whatever_state_a_paper_is_in(pages, stacks, lay):
    scan = lay(stacks, pages)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.wait_for_load_state("networkidle")
    assert faults_of(page) == []
    for key, dialog in (("?", "#help"), ("x", "#why"), ("o", "#exempt")):
        page.keyboard.press(key)
        if page.is_visible(dialog):
            assert faults_of(page) == []
            page.keyboard.press("Escape")
    page.wait_for_load_state("networkidle")


def test_the_focus_goes_from_the_bar_through_what_is_asked_to_the_fields_and_the_page(pages, stacks):
    scan = stacks.add(["giay_chung_sinh"], dossier=CODE, seed=2)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.wait_for_selector("#nothing:not([hidden])")
    page.evaluate("document.activeElement.blur()")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        where = "document.activeElement.closest('header, #panel, .sheet, .keys')"
        seen.append(page.evaluate(f"{where}?.id || {where}?.className || ''"))
        assert page.evaluate("document.activeElement.checkVisibility()")
    places = [place for place in dict.fromkeys(seen) if place]
    assert places == ["top", "panel", "sheet", "keys no-print"]


def test_every_key_is_told_in_the_help(pages, stacks):
    script = Path("web/static/review.js").read_text(encoding="utf-8")
    table = re.search(r"const KEYS = \{(.*?)\n  \};", script, re.DOTALL)
    assert table
    names = re.findall(r'^    "?([^\s":]+)"?:', table[1], re.MULTILINE)
    assert len(names) > 15
    scan = stacks.add(["to_khai_khai_sinh"], wrong=WRONG)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.keyboard.press("?")
    told = {key.strip() for key in page.locator("#help kbd").all_inner_texts()}
    shown = {"ArrowUp": "↑", "ArrowDown": "↓", "PageUp": "PgUp", "PageDown": "PgDn", "=": "+"}
    assert {shown.get(name, name) for name in names} - told == set()
    assert {"Tab", "Alt", "F4", "Esc", "Shift"} <= told


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_of_the_review_page_is_out_of_sight(pages, stacks, size):
    scan = stacks.add(["to_khai_khai_sinh", "giay_chung_sinh"], wrong=WRONG)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('.keys').getBoundingClientRect().bottom <= innerHeight")
