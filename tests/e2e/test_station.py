"""The station page in a real browser: a file is sent, what is no scan is refused, covers are printed."""

import pytest

from storage.access import UserRole

pytestmark = pytest.mark.services


def test_a_file_is_sent_and_a_disguised_one_is_refused_with_a_reason(pages):
    page = pages.enter(UserRole.STATION, path="/tram-quet", station="tram-101")
    page.set_input_files(
        "#files", {"name": "quét 1.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" * 99}
    )
    page.wait_for_selector("#sending .ok")
    assert [path.name for path in (pages.office.settings.inbox / "tram-101").iterdir()] == ["quét 1.pdf"]
    pages.expect("415")
    page.set_input_files("#files", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"MZ" * 9000})
    page.wait_for_selector("#sending .trouble")
    assert "Chỉ nhận tệp PDF" in page.inner_text("#sending .trouble")


def test_covers_are_a_file_and_a_wrong_code_is_told(pages):
    page = pages.enter(UserRole.STATION, path="/tram-quet", station="tram-101")
    page.fill("#codes", "H99.101-261118-9001")
    with page.expect_download() as started:
        page.get_by_role("button", name="Tải tờ bìa").click()
    assert started.value.suggested_filename == "to-bia.pdf"
    pages.expect("status of 4")
    page.fill("#codes", "không phải")
    page.get_by_role("button", name="Tải tờ bìa").click()
    assert "không phải mã hồ sơ" in page.inner_text("[role=alert]")
