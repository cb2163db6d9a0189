from dataclasses import replace
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from catalogue.load import load_catalogue
from configs.settings import Settings
from reports.catalogue_book import catalogue_book

CATALOGUE = load_catalogue(Settings().catalogue_dir)


def sheets(catalogue):
    book = load_workbook(BytesIO(catalogue_book(catalogue)))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_every_section_is_a_sheet_with_a_row_for_each_entry():
    found = sheets(CATALOGUE)
    counts = {title: len(rows) - 1 for title, rows in found.items()}
    assert counts == {
        "Thủ tục": len(CATALOGUE.procedures),
        "Thành phần hồ sơ": sum(len(each.requirements) for each in CATALOGUE.procedures),
        "Loại giấy tờ": len(CATALOGUE.types),
        "Đơn vị": len(CATALOGUE.units),
        "Chỉ tiêu": len(CATALOGUE.targets),
    }
    unit = next(row for row in found["Đơn vị"] if row[0] == "H99.15")
    assert unit[1:4] == ["huyện Sơn Thủy", "cấp huyện", "H99"]
    assert unit[5].date() == date(2025, 6, 30)
    assert unit[6] == "H99.101; H99.102"


def test_no_text_becomes_a_formula():
    unit = replace(CATALOGUE.units[0], name='=HYPERLINK("http://x.example","y")')
    found = load_workbook(BytesIO(catalogue_book(replace(CATALOGUE, units=(unit,)))))
    cell = found["Đơn vị"]["B2"]
    assert (cell.data_type, cell.value) == ("s", unit.name)
