"""Every page that somebody can open, in a real browser: readable for all, within the window, printable."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from storage.access import UserRole
from tests.e2e.conftest import SIZES
from tests.papers import CODE, give_pictures, lay_out
from web.checkup import Finding
from web.navigation import ADMINISTRATION, OWN, PLACES

pytestmark = pytest.mark.services

PATHS = [place.path for place in (*PLACES, *ADMINISTRATION, OWN)]
EVERYBODY = [role for role in UserRole if role is not UserRole.STATION]
BEHIND = "/so-lieu/ho-so?from=2026-01-01&to=2026-12-31"
SERIOUS = {"serious", "critical"}
MOST_SCRIPT = 200 * 1024


def faults(page):
    found = Axe().run(page).response["violations"]
    return [
        (fault["id"], node["html"])
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


@pytest.fixture
def healthy(monkeypatch):
    """The doctor takes seconds: its page is looked at with findings of each level."""
    found = tuple(Finding(f"Việc {level}", level, "thấy", "Hãy sửa.") for level in ("ok", "note", "trouble"))
    monkeypatch.setattr("web.checkup._ask", lambda _: found)


def settled(page, path):
    page.goto(path)
    page.wait_for_load_state("networkidle" if path == "/quan-tri/suc-khoe" else "load")


def test_axe_finds_no_serious_fault_on_any_page(pages, healthy):
    page = pages.enter(*EVERYBODY)
    found = {}
    for path in PATHS:
        settled(page, path)
        found[path] = faults(page)
    assert {path: each for path, each in found.items() if each} == {}
    assert faults(pages.open("/dang-nhap")) == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_page_is_wider_than_the_window(pages, healthy, size):
    page = pages.enter(*EVERYBODY)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in PATHS:
        settled(page, path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_in_print_there_is_the_matter_and_nothing_to_click(pages):
    page = pages.enter(*EVERYBODY, path="/theo-doi")
    page.emulate_media(media="print")
    assert page.is_visible(".ratios")
    assert not page.is_visible(".top")
    page.goto("/quan-tri/tai-khoan")
    assert page.is_visible("table")
    assert not page.is_visible("button.main")


def test_a_page_loads_little_script_and_nothing_from_elsewhere(pages):
    sizes: list[int] = []
    strangers: list[str] = []
    page = pages.open("/dang-nhap")
    page.on("response", lambda answer: weigh(answer, pages.address, sizes, strangers))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert sizes
    assert sum(sizes) < MOST_SCRIPT
    assert strangers == []


def weigh(answer, address, sizes, strangers):
    if not answer.url.startswith(address):
        strangers.append(answer.url)
    elif answer.url.partition("?")[0].endswith(".js"):
        sizes.append(len(answer.body()))


ONES = [f"/ho-so/{CODE}", f"/ho-so/{CODE}/bo-sung", "/tra-cuu?tim=nguyen+thi", f"{BEHIND}&of=incomplete"]


def test_axe_finds_no_serious_fault_where_papers_are_shown(pages):
    made = lay_out(pages.office.engine)
    give_pictures(pages.office.app.state.site.objects(), pages.office.engine, made)
    page = pages.enter(*EVERYBODY)
    found = {}
    for path in ONES:
        page.goto(path)
        found[path] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert {path: each for path, each in found.items() if each} == {}


WEIGHT = """performance.getEntriesByType("resource").filter(each => each.name.split("?")[0].endsWith(".js"))
    .reduce((sum, each) => sum + each.decodedBodySize, 0)"""


@pytest.mark.parametrize("path", ONES)
def test_pages_of_papers_load_little_script(pages, path):
    made = lay_out(pages.office.engine)
    give_pictures(pages.office.app.state.site.objects(), pages.office.engine, made)
    page = pages.enter(*EVERYBODY)
    page.goto(path)
    assert 0 < page.evaluate(WEIGHT) < MOST_SCRIPT


def test_axe_would_see_a_fault(pages):
    page = pages.open("/dang-nhap")
    page.evaluate("document.querySelector('label[for=password]').remove()")
    assert [name for name, _ in faults(page)] == ["label"]
