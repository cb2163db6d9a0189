import io

import pytest
from openpyxl import load_workbook

from storage.access import UserRole
from tests.papers import CODE, give_pictures, lay_out

pytestmark = pytest.mark.services


@pytest.fixture(autouse=True)
def laid(pages):
    made = lay_out(pages.office.engine)
    give_pictures(pages.office.app.state.site.objects(), pages.office.engine, made)


def test_two_clicks_lead_to_a_missing_paper(pages):
    page = pages.enter(UserRole.LEAD, path="/so-lieu", unit="H99.102")
    page.click(".ranked a >> nth=0")
    page.click(f"a:has-text('{CODE}')")
    page.wait_for_selector("tr.missing:has-text('Giấy chứng sinh')")


def test_an_officer_exports_a_report(pages):
    page = pages.enter(UserRole.OFFICER, path="/so-lieu")
    with page.expect_download() as waiting:
        page.click(".exports tr:first-child a:has-text('XLSX')")
    book = load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "xã Hòa Phú" in said
