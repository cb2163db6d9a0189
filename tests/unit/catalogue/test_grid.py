"""Every value of the shipped catalogue comes back from its cell; what cannot be read is refused in words."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from catalogue import cells
from catalogue.amendments import Amendment, amended, from_day
from catalogue.book import read_book
from catalogue.cells import CellError, Look
from catalogue.difference import Way, changed, differences, in_words
from catalogue.errors import CatalogueError, Place
from catalogue.grid import GRIDS, OUTER, Row, read_row
from catalogue.load import SHAPES, read_files
from catalogue.told import told
from catalogue.written import Section, Written, as_plain, from_plain
from configs.settings import Settings
from reports.catalogue_book import catalogue_book

FILES = read_files(Settings().catalogue_dir)
BOOK = catalogue_book(FILES.sections)


def edited(change):
    book = load_workbook(BytesIO(BOOK))
    change(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_the_tables_hold_every_key_of_every_entry():
    for section, shape in SHAPES.items():
        of_section = {column.key for grid in GRIDS if grid.section is section for column in grid.columns}
        inside = {grid.inside for grid in GRIDS if grid.section is section}
        assert {*shape.required, *shape.optional} <= of_section | inside


def test_a_workbook_that_nobody_changed_changes_nothing():
    read = read_book(BOOK, FILES.sections)
    assert (read.amendments, read.problems) == ((), ())
    assert set(read.tables) == {grid.title for grid in GRIDS}


def test_an_entry_read_from_a_workbook_says_the_same_as_its_file():
    def change(book):
        for row in book["Thủ tục"].iter_rows(min_row=2):
            row[3].value += " (sửa)"

    read = read_book(edited(change), FILES.sections)
    assert len(read.amendments) == len({each.code for each in FILES.sections[Section.PROCEDURES]})
    after = FILES.catalogue(read.amendments)
    for old, new in zip(FILES.catalogue().procedures, after.procedures, strict=True):
        assert (new.name, new.requirements, new.results) == (
            f"{old.name} (sửa)",
            old.requirements,
            old.results,
        )


def test_a_sheet_that_is_not_there_changes_nothing():
    def change(book):
        del book["Trường"], book["Đơn vị"], book["Chỉ tiêu"]
        book["Loại giấy tờ"]["B2"] = "Tên khác"

    read = read_book(edited(change), FILES.sections)
    (one,) = read.amendments
    assert one.section is Section.TYPES
    first = FILES.sections[Section.TYPES][0].raw
    assert one.entries is not None
    assert one.entries[0].raw == {**first, "name": "Tên khác"}, "its fields are kept"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda book: book["Chỉ tiêu"].__setitem__("E2", "nhiều"),
            "Chỉ tiêu, dòng 2, Đầu vào (%): 'nhiều' không phải",
        ),
        (
            lambda book: book["Thủ tục"].__setitem__("B3", "hôm qua"),
            "Thủ tục, dòng 3, Từ ngày: “hôm qua” không phải",
        ),
        (
            lambda book: book["Thành phần hồ sơ"].__setitem__("A2", "9.000000"),
            "không có mục này trong bảng “Thủ tục”",
        ),
    ],
)
def test_wrong_cells_are_named_by_sheet_line_and_column(change, said):
    read = read_book(edited(change), FILES.sections)
    assert said in told(read.problems[0])
    assert not read.amendments or said.startswith("không có mục")


def other_titles(book):
    for sheet in book:
        sheet.title = f"{sheet.title} 2"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda book: book["Chỉ tiêu"].__setitem__("A1", "Nhóm"),
            "Chỉ tiêu, dòng tiêu đề: thiếu cột Nhóm đơn vị",
        ),
        (lambda book: book.__delitem__("Thủ tục"), "phải có trang “Thủ tục”"),
        (
            other_titles,
            "không có trang tính nào",
        ),
    ],
)
def test_a_workbook_of_another_form_is_refused_whole(change, said):
    with pytest.raises(CatalogueError) as error:
        read_book(edited(change), FILES.sections)
    assert said in told(error.value)


@given(st.decimals(0, 100, places=2, allow_nan=False))
def test_a_share_is_read_as_it_is_shown(value):
    shown = in_words(cells.SHARE.show(float(value)))
    for written in (shown, shown.replace(".", ","), f"{shown}%", f"{shown} %"):
        assert Decimal(str(cells.SHARE.read(written))) == value


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_as_it_is_shown(day):
    assert cells.DAY.read(in_words(day)) == cells.DAY.read(day.isoformat()) == day


@given(st.text(max_size=30), st.sampled_from([column.cell for grid in GRIDS for column in grid.columns]))
def test_whatever_stands_in_a_cell_is_read_or_refused(text, cell):
    with suppress(CellError):
        assert cell.read(text) is not None


@pytest.mark.parametrize("text", ["nan", "inf", "1e9", "-1", "٩٩", "1,2,3", "9" * 5000])
@pytest.mark.parametrize("cell", [cells.SHARE, cells.COUNT], ids=["share", "count"])
def test_what_is_no_number_of_ours_is_refused(text, cell):
    with pytest.raises(CellError):
        cell.read(text)


def test_every_choice_is_understood_by_its_words_and_by_itself():
    for column in (c for grid in GRIDS for c in grid.columns if c.cell.look is Look.CHOICE):
        for value, words in column.cell.words.items():
            assert (
                column.cell.read(words) == column.cell.read(words.upper()) == column.cell.read(value) == value
            )


def test_blank_cells_say_nothing():
    grid = OUTER[Section.TARGETS]
    assert read_row(grid.columns, Row(Place("x"), {"unit": "  ", "plan": "số 1"})) == {"plan": "số 1"}


def test_differences_name_rows_and_cells():
    first = FILES.sections[Section.CONDITIONS][0]
    new = Written(first.place, first.code, {**first.raw, "words": "khác"})
    extra = Written(first.place, "moi", {"code": "moi", "words": "thêm"})
    amendments = (
        Amendment(Section.CONDITIONS, first.code, (new,)),
        Amendment(Section.CONDITIONS, "moi", (extra,)),
        Amendment(Section.CONDITIONS, FILES.sections[Section.CONDITIONS][1].code, ()),
    )
    after = amended(FILES.sections, amendments)
    found = differences(FILES.sections, after, {(each.section, each.code) for each in amendments})
    assert {each.name: each.way for each in found} == {
        first.code: Way.CHANGED,
        "moi": Way.ADDED,
        FILES.sections[Section.CONDITIONS][1].code: Way.REMOVED,
    }
    (cell,) = next(each for each in found if each.way is Way.CHANGED).cells
    assert (cell.heading, cell.before, cell.after) == ("Nội dung", first.raw["words"], "khác")
    assert (
        changed(FILES.sections, Section.CONDITIONS, after[Section.CONDITIONS], missing_too=True) == amendments
    )


def test_an_entry_is_kept_as_json_and_comes_back():
    for section in Section:
        for entry in FILES.sections[section]:
            assert from_plain(as_plain(entry.raw)) == entry.raw


def test_everything_wrong_is_told_at_once():
    first, second = FILES.sections[Section.CONDITIONS][:2]
    broken = [Written(first.place, each.code, {**each.raw, "words": ""}) for each in (first, second)]
    sections = {**FILES.sections, Section.CONDITIONS: tuple(broken)}
    found = [told(error) for error in FILES.problems(sections)]
    assert len(found) == 2
    assert all("Nội dung: không được để trống" in each for each in found)


def test_a_new_version_is_told_by_what_it_says_otherwise():
    entry = next(e for e in FILES.sections[Section.PROCEDURES] if e.code == "1.001193")
    slots = entry.raw["requirements"]
    new = {**entry.raw, "requirements": [{**slots[0], "title": "mẫu mới"}, *slots[2:]]}
    raws = from_day([entry.raw], new, date(2027, 1, 1))
    after = amended(
        FILES.sections,
        [
            Amendment(
                Section.PROCEDURES, entry.code, tuple(Written(entry.place, entry.code, raw) for raw in raws)
            )
        ],
    )
    found = differences(FILES.sections, after, {(Section.PROCEDURES, entry.code)})
    told_of = [(each.table, each.name, each.way, [cell.after for cell in each.cells]) for each in found]
    assert told_of == [
        ("Thủ tục", "1.001193", Way.CHANGED, ["31/12/2026"]),
        ("Thủ tục", "1.001193, từ 01/01/2027", Way.VERSION, []),
        ("Thành phần hồ sơ", f"1.001193, từ 01/01/2027, {slots[0]['slot']}", Way.CHANGED, ["mẫu mới"]),
        ("Thành phần hồ sơ", f"1.001193, từ 01/01/2027, {slots[1]['slot']}", Way.REMOVED, []),
    ]
