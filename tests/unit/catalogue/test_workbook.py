"""Workbooks are read alike by both libraries; what only one of them can bear goes to that one."""

import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from catalogue.sheet import open_sheet
from catalogue.workbook import is_plain

MOMENT = datetime(2026, 11, 3, 8, 30, 15)  # noqa: DTZ001 - as Excel keeps it
FORMATS = ("dd/mm/yyyy", "[$-42A]dd/mm/yyyy;@", '"ngày "dd" tháng "mm', "mmm-yy", "d.m.yy", "m/d/yyyy h:mm")
letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
cells = (
    st.none()
    | st.text(letters, max_size=12).filter(lambda text: not text.startswith("="))
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 6))
    | st.dates(date(1990, 1, 1), date(2099, 12, 31))
)
drawn = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Read a workbook by the quick library and by the one that streams; it must be fit for both."""

    def both(book):
        path = tmp_path / "so.xlsx"
        book.save(path)
        assert is_plain(path)
        found = []
        for most in (10**6, -1):
            with monkeypatch.context() as patched:
                patched.setattr("catalogue.workbook.MOST_CELLS", most)
                assert is_plain(path) is (most > 0)
                with open_sheet(path) as opened:
                    found.append(list(opened.records))
        return found

    return both


def book_of(*rows):
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return book


@drawn
@given(st.lists(st.lists(cells, max_size=5), max_size=5))
def test_both_libraries_read_the_same(both, rows):
    quick, streamed = both(book_of(["Đầu", "dòng"], *rows))
    assert quick == streamed


def test_both_read_the_same_in_every_dress(both):
    rich = CellRichText("Lò ", TextBlock(InlineFont(b=True), "Thị"), " Mai")
    book = book_of(["x"], [], [rich, MOMENT, time(8, 30), timedelta(hours=30), 1e20, " hai  dấu\ncách "])
    for place, form in enumerate(FORMATS, 1):
        for line, number in ((4, 46329), (5, 46329.354)):
            cell = book.worksheets[0].cell(line, place, number)
            cell.number_format = form
    quick, streamed = both(book)
    assert quick == streamed
    assert quick[1].cells == [
        "Lò Thị Mai",
        "2026-11-03 08:30",
        "08:30:00",
        "1 day, 6:00:00",
        "1" + "0" * 20,
        "hai dấu cách",
    ]
    assert quick[2].cells[0] == "2026-11-03"


def test_what_one_library_would_lose_is_left_to_the_other(tmp_path):
    book = book_of(["Mã hồ sơ"], ["#N/A"])
    book.worksheets[0]["A2"].data_type = "e"
    book.save(tmp_path / "so.xlsx")
    assert not is_plain(tmp_path / "so.xlsx")
    with open_sheet(tmp_path / "so.xlsx") as opened:
        assert [record.cells for record in opened.records] == [["Mã hồ sơ"], ["#N/A"]]


def test_a_stray_cell_far_away_costs_no_memory(tmp_path):
    book = book_of(["Mã hồ sơ"], ["1"])
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(tmp_path / "so.xlsx")
    assert not is_plain(tmp_path / "so.xlsx")


@pytest.mark.parametrize("written", [(b"<c ", b"<c\n"), (b"<c ", b"<x:c "), (b"<row ", b"<x:row ")])
def test_cells_written_otherwise_are_not_taken_for_none(tmp_path, written):
    book_of(["Mã hồ sơ"], ["1"]).save(tmp_path / "so.xlsx")
    with zipfile.ZipFile(tmp_path / "so.xlsx") as plain, zipfile.ZipFile(tmp_path / "la.xlsx", "w") as other:
        for part in plain.namelist():
            content = plain.read(part)
            other.writestr(part, content.replace(*written) if "worksheets/" in part else content)
    assert not is_plain(tmp_path / "la.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_streamed(tmp_path, monkeypatch):
    book_of(["Mã hồ sơ"], ["1"]).save(tmp_path / "so.xlsx")
    assert is_plain(tmp_path / "so.xlsx")
    monkeypatch.setattr("catalogue.workbook.MOST_BYTES", 100)
    assert not is_plain(tmp_path / "so.xlsx")


def test_pieces_of_a_part_cut_no_tag(tmp_path, monkeypatch):
    monkeypatch.setattr("catalogue.workbook._CHUNK", 7)
    book_of(*[["a", "b", number] for number in range(30)]).save(tmp_path / "so.xlsx")
    assert is_plain(tmp_path / "so.xlsx")


def test_progress_grows_to_the_end(tmp_path):
    book_of(*[[number] for number in range(100)]).save(tmp_path / "so.xlsx")
    with open_sheet(tmp_path / "so.xlsx") as opened:
        seen = [opened.position for _ in opened.records]
        assert seen == sorted(seen)
        assert opened.position == opened.size
