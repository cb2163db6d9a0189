import pytest

from storage.access import UserRole
from storage.database import reading
from storage.decisions import history
from tests.papers import CODE, NAME, give_pictures, lay_out

pytestmark = pytest.mark.services

HERE = f"/ho-so/{CODE}"


@pytest.fixture
def laid(pages):
    made = lay_out(pages.office.engine)
    give_pictures(pages.office.app.state.site.objects(), pages.office.engine, made)
    return made


def drag(page, thing, target):
    page.set_viewport_size({"width": 1366, "height": 1600})  # both are seen at once
    page.hover(thing)
    page.mouse.down()
    page.hover(target)
    page.hover(target)  # only the second movement tells the browser that something is dragged over it
    page.mouse.up()


def test_a_clerk_fills_a_dossier(pages, laid):
    page = pages.enter(UserRole.CLERK, path="/ho-so", unit="H99.102")
    page.fill("#ma", CODE.lower())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HERE}")
    page.click("text=Hiện đầy đủ")
    page.wait_for_selector(f"text={NAME}")
    page.click("fieldset:has-text('Có ủy quyền') >> text=/^Có$/")
    page.wait_for_selector("text=1/3")
    drag(page, f'[data-paper="{laid[1].id}-0"] .what', 'tr[data-slot="chung_sinh"] td:nth-child(2)')
    page.wait_for_selector("text=Giấy tờ đang được xếp lại")
    with reading(pages.office.engine) as c:
        assert [each.value for each in history(c, laid[1].id)] == ["giay_chung_sinh"]
    page.click("form.undo button")
    page.wait_for_selector("text=Đã hoàn tác")


def test_a_paper_is_put_into_a_slot_by_keyboard(pages, laid):
    page = pages.enter(UserRole.CLERK, path=HERE)
    page.focus(f"#type-{laid[2].id}-0")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Giấy tờ đang được xếp lại")
    with reading(pages.office.engine) as c:
        assert [each.value for each in history(c, laid[2].id)] == ["van_ban_lam_chung"]


def test_the_slip_is_printed_without_what_is_to_click(pages, laid):
    page = pages.enter(UserRole.CLERK, path=f"{HERE}/bo-sung")
    page.emulate_media(media="print")
    assert page.is_visible("text=PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ")
    assert not page.is_visible("[data-print]")
