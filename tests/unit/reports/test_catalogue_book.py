from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from catalogue.load import read_files
from catalogue.written import Section, Written
from configs.settings import Settings
from reports.catalogue_book import catalogue_book

FILES = read_files(Settings().catalogue_dir)
CATALOGUE = FILES.catalogue()


def sheets(sections):
    book = load_workbook(BytesIO(catalogue_book(sections)))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_every_section_is_a_sheet_with_a_row_for_each_entry():
    found = sheets(FILES.sections)
    counts = {title: len(rows) - 1 for title, rows in found.items()}
    assert counts == {
        "Thủ tục": len(CATALOGUE.procedures),
        "Thành phần hồ sơ": sum(len(each.requirements) for each in CATALOGUE.procedures),
        "Loại giấy tờ": len(CATALOGUE.types),
        "Trường": sum(len(each.fields) for each in CATALOGUE.types.values()),
        "Điều kiện": len(CATALOGUE.conditions),
        "Đơn vị": len(CATALOGUE.units),
        "Chỉ tiêu": len(CATALOGUE.targets),
    }
    unit = next(row for row in found["Đơn vị"] if row[0] == "H99.15")
    assert unit[3:6] == ["huyện Sơn Thủy", "cấp huyện", "H99"]
    assert unit[2].date() == date(2025, 6, 30)
    assert unit[6] == "H99.101; H99.102"


def test_no_text_becomes_a_formula():
    first = FILES.sections[Section.UNITS][0]
    name = '=HYPERLINK("http://x.example","y")'
    unit = Written(first.place, first.code, {**first.raw, "name": name})
    found = load_workbook(BytesIO(catalogue_book({**FILES.sections, Section.UNITS: (unit,)})))
    cell = found["Đơn vị"]["D2"]
    assert (cell.data_type, cell.value) == ("s", name)
