"""The catalogue in a real browser: a new version, a wrong row, a workbook handed in and undone."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from storage.access import UserRole
from tests.e2e.conftest import SIZES
from tests.e2e.test_looks import faults

pytestmark = pytest.mark.services

LIST = "/quan-tri/danh-muc"
EDIT = f"{LIST}/sua/thu-tuc?ma=1.001193"
PATHS = [
    *(f"{LIST}/bang/{table}" for table in ("loai-giay-to", "dieu-kien", "don-vi", "chi-tieu")),
    *(EDIT, f"{LIST}/sua/loai-giay-to?ma=cccd", f"{LIST}/sua/chi-tieu", f"{LIST}/ban", f"{LIST}/nhap"),
]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_page_of_the_catalogue_fits_and_is_readable_for_all(pages, size):
    page = pages.enter(UserRole.ADMINISTRATOR)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found = {}
    for path in PATHS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        found[path] = faults(page)
    assert {path: each for path, each in found.items() if each} == {}


def test_a_procedure_gets_a_new_version(pages):
    page = pages.enter(UserRole.ADMINISTRATOR, path=EDIT)
    page.goto(EDIT)
    page.fill("#d0-title", "Tờ khai theo mẫu mới")
    page.fill("input[name=tu_ngay]", "2027-01-01")
    page.fill("#ghi_chu", "Quyết định số 10")
    page.click("text=Xem thay đổi")
    page.wait_for_url("**/de-nghi/*")
    assert page.is_visible("text=từ 01/01/2027 >> nth=0")
    assert page.inner_text("ins >> nth=1") == "Tờ khai theo mẫu mới"
    assert faults(page) == []
    page.click("text=Áp dụng")
    page.wait_for_url("**/ban?xong=1*")
    assert page.is_visible("text=Quyết định số 10")
    page.goto(f"{LIST}/thu-tuc/1.001193")
    assert page.is_visible("text=Hiệu lực từ 01/01/2027")
    assert page.is_visible("text=Tờ khai theo mẫu mới")


def test_a_workbook_is_handed_in_and_undone(pages, tmp_path):
    page = pages.enter(UserRole.ADMINISTRATOR)
    page.goto(f"{LIST}/nhap")
    with page.expect_download() as download:
        page.click("text=Xuất danh mục hiện hành")
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    book["Điều kiện"]["B2"] = "có người đi thay"
    changed = tmp_path / "danh-muc.xlsx"
    book.save(changed)
    page.set_input_files("#tep", changed)
    page.click("button.main")
    page.wait_for_url("**/de-nghi/*")
    assert page.inner_text("ins") == "có người đi thay"
    page.click("text=Áp dụng")
    page.wait_for_url("**/ban?xong=1*")
    page.click("text=Quay lại bản 0")
    page.wait_for_url("**/de-nghi/*")
    assert page.inner_text("del") == "có người đi thay"


def test_a_wrong_row_is_seen_and_nothing_that_was_written_is_lost(pages):
    pages.expect("422")
    page = pages.enter(UserRole.ADMINISTRATOR)
    page.goto(EDIT)
    page.fill("#d0-types", "khong_co")
    page.fill("#o-name", "Tên đang sửa dở")
    page.click("text=Xem thay đổi")
    page.wait_for_selector("tr.wrong")
    assert page.input_value("#d0-types") == "khong_co"
    assert page.input_value("#o-name") == "Tên đang sửa dở"
    assert "không có loại giấy tờ" in page.inner_text("[role=alert]")
