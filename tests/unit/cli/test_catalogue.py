"""`sohoa catalogue`: out as a workbook, in with its differences, and back."""

import pytest
from openpyxl import load_workbook

from cli.in_force import catalogue_of
from configs.settings import Settings


@pytest.fixture
def book(sohoa, filled, tmp_path):
    path = tmp_path / "danh-muc.xlsx"
    assert sohoa("catalogue", "export", path).exit_code == 0
    return path


def change(path, sheet, cell, value):
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def first_words():
    return next(iter(catalogue_of(Settings().resolved()).conditions.values()))


def test_a_workbook_is_looked_at_taken_and_undone(sohoa, book):
    before = first_words()
    change(book, "Điều kiện", "B2", "có người đi thay")
    looked = sohoa("catalogue", "import", book, "--dry-run")
    assert looked.exit_code == 0
    assert f"Nội dung: {before} → có người đi thay" in looked.output
    assert first_words() == before
    assert "bản 1" in sohoa("catalogue", "import", book, "--note", "thử").output
    assert first_words() == "có người đi thay"
    assert "sohoa: thử" in sohoa("catalogue", "versions").output
    assert "bản 2" in sohoa("catalogue", "back", "0").output
    assert first_words() == before
    assert sohoa("catalogue", "back", "9").exit_code == 2


def test_a_wrong_row_ends_with_3_and_changes_nothing(sohoa, book):
    change(book, "Chỉ tiêu", "E2", 970)
    result = sohoa("catalogue", "import", book)
    assert result.exit_code == 3
    assert "không nằm trong khoảng 0 đến 100" in result.output
    assert "Đầu vào (%)" in result.output
    assert sohoa("catalogue", "import", __file__).exit_code == 3


def test_files_that_no_longer_fit_are_led_out_of(sohoa, book, tmp_path, monkeypatch):
    change(book, "Thủ tục", "D2", "Tên khác")
    assert sohoa("catalogue", "import", book).exit_code == 0
    settings = Settings().resolved()
    other = tmp_path / "files"
    other.mkdir()
    for name, text in {
        "units.toml": '[[unit]]\ncode = "H99"\nname = "tỉnh An Lạc"\nlevel = "province"\n',
        "conditions.toml": "",
        "types.toml": "",
        "procedures.toml": "",
    }.items():
        (other / name).write_text(text, encoding="utf-8")
    assert catalogue_of(settings).procedures
    monkeypatch.setenv("SOHOA_CATALOGUE_DIR", str(other))
    doctor = sohoa("doctor")
    assert "Danh mục sai" in doctor.output
    led = sohoa("catalogue", "back", "0")
    assert led.exit_code == 0, led.output
    assert "Mọi hồ sơ sẽ được tính lại" in led.output
    assert catalogue_of(Settings().resolved()).procedures == ()
