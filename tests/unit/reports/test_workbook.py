import io
from datetime import date

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from reports import handling, missing, ranking, trend
from reports.formats import FORMATS

from .world import Known, Stated, busy, dossier_of, question

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def opened(table):
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(table)))


@pytest.fixture(scope="module")
def sheet():
    return opened(handling.by_unit(busy(["H99.101", "H99.102"]), question(*OCTOBER, unit="H99")))["Báo cáo"]


def test_the_head_names_body_state_title_period_and_unit(sheet):
    words = {str(cell.value) for row in sheet["A1:M4"] for cell in row if cell.value}
    assert {"ỦY BAN NHÂN DÂN", "TỈNH AN LẠC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"} <= words
    assert handling.UNITS.upper() in words
    assert any("từ 01/10/2026 đến 31/10/2026. Đơn vị: tỉnh An Lạc (H99)" in text for text in words)


def test_the_columns_are_numbered_as_in_the_form(sheet):
    assert [cell.value for cell in sheet[8]] == [f"({n})" for n in range(1, 14)]
    assert [sheet.cell(6, n).value for n in (3, 7, 11)] == ["Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]


def test_it_prints_across_as_wide_as_the_sheet_with_its_heads_on_each(sheet):
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$6:$8"
    assert sheet.freeze_panes == "C9"


@pytest.mark.parametrize("build", [ranking.build, handling.by_unit, trend.build])
def test_the_name_of_the_state_fits_into_its_cells(build):
    sheet = opened(build(busy(["H99.101", "H99.102"]), question(*OCTOBER, unit="H99")))["Báo cáo"]
    (span,) = [each for each in sheet.merged_cells.ranges if each.min_row == 1 and each.min_col > 1]
    letters = [get_column_letter(n) for n in range(span.min_col, span.max_col + 1)]
    assert sum(sheet.column_dimensions[letter].width for letter in letters) >= 48


@pytest.mark.parametrize("papers", [1, 30, 300])
def test_a_long_list_gets_a_wider_column_and_no_row_higher_than_excel_shows(papers):
    lacking = Known(
        dossier_of("H99.101-261001-0001", received=OCTOBER[0]),
        complete=False,
        missing=tuple((f"x{n}", "Giấy xác nhận tình trạng hôn nhân, bản chính") for n in range(papers)),
    )
    sheet = opened(missing.build(Stated([lacking]), question(*OCTOBER)))["Báo cáo"]
    height, width = sheet.row_dimensions[9].height, sheet.column_dimensions["H"].width
    assert height <= 409
    if papers < 300:  # no column is wide enough for those
        assert height / 15 * (width - 2) / 0.87 >= len(sheet["H9"].value)


def test_numbers_are_shown_the_vietnamese_way(sheet):
    assert sheet["C9"].number_format == "[$-42A]#,##0"


def test_the_second_sheet_explains_each_column():
    book = opened(handling.by_unit(busy(["H99.101"]), question(*OCTOBER)))
    rows = {row[1].value: row[2].value for row in book["Giải thích"].iter_rows()}
    assert "trước ngày hẹn trả" in str(rows["Đã giải quyết – Trước hạn"])
    assert "làm tròn nửa lên" in str(rows["Làm tròn"])


def test_a_text_is_never_a_formula():
    evil = Known(
        dossier_of("H99.101-261001-0001", received=OCTOBER[0]), complete=False, missing=(("x", "=1+1"),)
    )
    cell = opened(missing.build(Stated([evil]), question(*OCTOBER)))["Báo cáo"]["H9"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
