import pytest

from storage.access import UserRole
from tests.e2e.conftest import SIZES
from tests.entered import PASSWORD

pytestmark = pytest.mark.services


def test_somebody_logs_in_works_and_leaves_by_keyboard_alone(pages):
    pages.office.account(UserRole.LEAD, name="lan")
    page = pages.open("/theo-doi")
    page.wait_for_selector("#name:focus")
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/theo-doi")
    page.wait_for_selector(".counts")
    page.focus("details.who summary")
    page.keyboard.press("Enter")
    page.focus("details.who button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-nhap")
    page.go_back()
    page.wait_for_url("**/dang-nhap**")  # nothing of it is left in the browser


def test_a_page_renews_itself_and_says_when_the_line_is_broken(pages):
    page = pages.enter(UserRole.LEAD, path="/theo-doi")
    pages.office.later(minutes=1)
    page.wait_for_selector("text=Lúc 09:31 20/11/2026")
    pages.expect("net::ERR_INTERNET_DISCONNECTED")  # the browser itself tells of the broken line
    page.context.set_offline(True)
    page.wait_for_selector("text=Mất kết nối, đang thử lại…")
    page.context.set_offline(False)
    page.wait_for_selector("#link:not(.lost)", state="attached")


def test_a_session_that_has_ended_leads_to_the_login_page_by_itself(pages):
    page = pages.enter(UserRole.LEAD, path="/theo-doi")
    pages.expect("401")
    pages.office.later(hours=2)
    page.wait_for_url("**/dang-nhap**")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_overflows_and_the_letters_are_ours(pages, size):
    page = pages.open("/dang-nhap", size)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('13px \"Noto Sans Sohoa\"', 'ặ ể ỗ ợ Ừ')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_administrator_makes_an_account_that_must_change_its_password(pages):
    page = pages.enter(UserRole.ADMINISTRATOR, path="/quan-tri/tai-khoan")
    page.fill("#name", "nguyen.binh")
    page.fill("#full_name", "Nguyễn Thị Bình")
    page.select_option("#unit", "H99.102")
    page.check("text=Công chức một cửa")
    page.click("text=Thêm và tạo mật khẩu")
    password = page.inner_text(".secret")
    other = pages.open("/")
    other.fill("#name", "nguyen.binh")
    other.fill("#password", password)
    other.keyboard.press("Enter")
    other.wait_for_url("**/tai-khoan")
    other.fill("#old", password)
    other.fill("#new", PASSWORD)
    other.fill("#again", PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_url("**/viec-can-lam")
    assert "Nguyễn Thị Bình" in other.inner_text("header")
