import pytest

from storage.access import UserRole
from tests.papers import CODE, NUMBER, give_pictures, lay_out

pytestmark = pytest.mark.services


@pytest.fixture
def laid(pages):
    made = lay_out(pages.office.engine)
    give_pictures(pages.office.app.state.site.objects(), pages.office.engine, made)


def test_a_clerk_finds_a_paper_without_tones_and_opens_its_dossier(pages, laid):
    page = pages.enter(UserRole.CLERK, path="/tra-cuu", unit="H99.102")
    page.wait_for_selector("[name=tim]:focus")  # the browser puts it there once it has drawn the page
    page.keyboard.type("do duc do")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark:has-text('Đức')")
    assert page.url.endswith("/tra-cuu?tim=do+duc+do")  # to be kept, shared, come back to
    page.click(f"a:has-text('{CODE}')")
    page.wait_for_url(f"**/ho-so/{CODE}")


def test_a_personal_number_is_found_and_never_in_the_address(pages, laid):
    page = pages.enter(UserRole.CLERK, path="/tra-cuu")
    page.wait_for_selector("[name=tim]:focus")
    page.keyboard.type(NUMBER)
    page.keyboard.press("Enter")
    page.wait_for_selector("mark:has-text('999…18')")
    assert NUMBER not in page.url
    assert NUMBER not in page.inner_text("#main")
