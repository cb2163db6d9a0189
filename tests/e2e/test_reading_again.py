"""Places framed on the page and pages turned, in a real browser and with a real reading."""

import pytest

from storage import tasks
from storage.database import reading, writing
from storage.decisions import Kind
from storage.model import ProcessBeat, Stage, Urgency
from storage.overview import beat_process
from storage.regions import regions_due
from tests.e2e.reviewing import clerk, state, until
from tests.stacks import Misread, Stacks
from workers.jobs import run
from workers.regions import run_region

pytestmark = [pytest.mark.services, pytest.mark.ocr]

KIND = "to_khai_khai_sinh"
WRONG = (Misread("TỜ", "TÔ"), Misread("KHAI", "KHÁI"))
SEED = 3
CODE = "H99.101-261118-9001"


@pytest.fixture
def stacks(pages):
    made = Stacks(pages.office.app.state.site, pages.office.now)
    made.dossier(1)
    return made


@pytest.fixture
def scan(stacks):
    original = stacks.add_original(KIND, SEED)
    return stacks.add([KIND], wrong=WRONG, dossier=CODE, seed=SEED, sha256=original)


def worker_lives(pages):
    with writing(pages.office.engine) as c:
        beat_process(c, ProcessBeat("worker-pc1-1", None, pages.office.now, None))


def read_what_was_framed(stacks):
    """Do what a worker does with what waits."""

    def due():
        with reading(stacks.site.engine) as c:
            return regions_due(c, 9)

    until(due)
    for region in due():
        run_region(stacks.shop, region)


def on_screen(page, box):
    """Return the corners of a box of the page, in pixels of the screen."""
    sheet = page.locator("#page").bounding_box()
    here = state(page)["pages"][0]
    x, y = sheet["width"] / here["w"], sheet["height"] / here["h"]
    left, top = sheet["x"] + box[0] * x, sheet["y"] + box[1] * y
    return (left - 4, top - 4), (left + box[2] * x + 4, top + box[3] * y + 4)


def drag(page, corners):
    page.mouse.move(*corners[0])
    page.mouse.down()
    page.mouse.move(*corners[1], steps=4)
    page.mouse.up()


def word_asked(page):
    return next(ask for ask in state(page)["asks"] if ask["kind"] == "word")


def test_a_rectangle_is_read_into_the_focused_field_and_both_readings_are_kept(pages, stacks, scan):
    worker_lives(pages)
    page = clerk(pages, f"/ra-soat/{scan}")
    ask = word_asked(page)
    page.keyboard.press("e")
    drag(page, on_screen(page, ask["box"]))
    assert "Đang đọc chỗ đã khoanh" in page.inner_text("#framed")
    assert page.evaluate("document.activeElement.id") == f"in-{ask['id']}"  # the mouse took no focus away
    read_what_was_framed(stacks)
    until(lambda: page.input_value(f"#in-{ask['id']}") == "TỜ")
    assert page.evaluate("document.activeElement.id") == f"in-{ask['id']}"
    page.keyboard.press("Enter")
    until(lambda: state(page)["version"] > 0)
    (kept,) = [one for one in stacks.held(scan) if one.kind is Kind.WORD]
    assert (kept.value, kept.machine["read"], kept.machine["again"]) == ("TỜ", "TÔ", "TỜ")


def test_a_frame_is_drawn_by_keys_alone_and_escape_gives_back_what_was_there(pages, stacks, scan):
    worker_lives(pages)
    page = clerk(pages, f"/ra-soat/{scan}")
    field = f"#in-{word_asked(page)['id']}"
    page.keyboard.press("v")
    assert page.is_visible("#frame")
    page.keyboard.press("Escape")
    assert not page.is_visible("#frame")
    page.keyboard.press("e")
    page.keyboard.press("F4")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    read_what_was_framed(stacks)
    until(lambda: page.input_value(field).startswith("TỜ"))
    page.keyboard.press("Escape")
    assert page.input_value(field) == "TÔ"
    assert stacks.held(scan) == ()


def test_what_is_read_is_dropped_by_escape(pages, stacks, scan):
    worker_lives(pages)
    page = clerk(pages, f"/ra-soat/{scan}")
    ask = word_asked(page)
    page.keyboard.press("e")
    drag(page, on_screen(page, ask["box"]))
    page.wait_for_selector("#framed:has-text('Đang đọc')")
    page.keyboard.press("Escape")
    assert page.inner_text("#framed") == ""
    read_what_was_framed(stacks)
    page.keyboard.type("KHAI")
    assert page.input_value(f"#in-{ask['id']}") == "KHAI"


def test_where_no_worker_is_the_clerk_is_told_and_types(pages, stacks, scan):
    pages.office.later(minutes=5)
    page = clerk(pages, f"/ra-soat/{scan}")
    ask = word_asked(page)
    page.keyboard.press("e")
    drag(page, on_screen(page, ask["box"]))
    page.wait_for_selector("#said:not([hidden])")
    assert "Máy đọc đang tắt" in page.inner_text("#said")
    page.keyboard.type("TỜ")
    page.keyboard.press("Enter")
    until(lambda: state(page)["version"] > 0)
    assert [one.value for one in stacks.held(scan) if one.kind is Kind.WORD] == ["TỜ"]


def test_a_turned_page_comes_back_as_it_was_turned_with_its_pictures(pages, stacks, scan):
    worker_lives(pages)
    with writing(stacks.site.engine) as c:
        tasks.add_task(c, scan, Stage.PAGE, 1, unit="x", urgency=Urgency.COUNTER, now=stacks.now)
        tasks.close_rest(c, scan, stacks.now)
    page = clerk(pages, f"/ra-soat/{scan}")
    page.wait_for_selector("#rings rect")
    page.keyboard.press("r")
    page.keyboard.press("r")
    until(lambda: [(one["said"], one["reading"]) for one in state(page)["pages"]] == [(180, True)])
    assert "đang được đọc lại theo chiều mới" in page.inner_text("#panel")
    with reading(stacks.site.engine) as c:
        task = next(task for task in tasks.tasks_of(c, scan) if task.stage is Stage.PAGE)
    run(stacks.shop, task.id)
    until(lambda: state(page)["pages"][0]["version"] == "?xoay=180")
    assert state(page)["pages"][0]["turn"] == 0
    until(lambda: page.locator("#picture").get_attribute("src").endswith("?xoay=180"))
    page.keyboard.press("z")
    until(lambda: state(page)["pages"][0]["said"] == 90)  # of two turns one is undone
