"""Workbooks are read alike by both libraries, whole or in runs; what only one can bear goes to that one."""

import re
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from catalogue.sheet import open_sheet
from catalogue.workbook_parts import Way, way_of

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
def each_way(tmp_path, monkeypatch):
    """Read a workbook whole, in runs of two rows and cell by cell; it must be fit for each of them."""

    def each_way(book):
        path = tmp_path / "so.xlsx"
        book.save(path)
        found = []
        for way in Way:
            with monkeypatch.context() as patched:
                bend(patched, way)
                assert way_of(path) is way
                with open_sheet(path) as opened:
                    found.append(list(opened.records))
        return found

    return each_way


def bend(monkeypatch, way):
    """Have workbooks read in this way that are small and plain."""
    monkeypatch.setattr("catalogue.workbook_runs.ROWS", 2)
    monkeypatch.setattr("catalogue.workbook_parts._CHUNK", 100)
    if way is not Way.WHOLE:
        monkeypatch.setattr("catalogue.workbook_parts.MOST_CELLS", -1)
    if way is Way.STREAMED:
        monkeypatch.setattr("catalogue.workbook_parts.MOST_TEXTS", -1)


def book_of(*rows):
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return book


@drawn
@given(st.lists(st.lists(cells, max_size=5), max_size=5))
def test_every_way_reads_the_same(each_way, rows):
    whole, in_runs, streamed = each_way(book_of(["Đầu", "dòng"], *rows))
    assert whole == in_runs == streamed


def test_every_way_reads_the_same_in_every_dress(each_way):
    rich = CellRichText("Lò ", TextBlock(InlineFont(b=True), "Thị"), " Mai")
    book = book_of(["x"], [], [rich, MOMENT, time(8, 30), timedelta(hours=30), 1e20, " hai  dấu\ncách "])
    for place, form in enumerate(FORMATS, 1):
        for line, number in ((4, 46329), (5, 46329.354)):
            cell = book.worksheets[0].cell(line, place, number)
            cell.number_format = form
    whole, in_runs, streamed = each_way(book)
    assert whole == in_runs == streamed
    assert whole[1].cells == [
        "Lò Thị Mai",
        "2026-11-03 08:30",
        "08:30:00",
        "1 day, 6:00:00",
        "1" + "0" * 20,
        "hai dấu cách",
    ]
    assert whole[2].cells[0] == "2026-11-03"


def test_a_run_whose_first_columns_and_lines_are_empty_keeps_its_places(each_way):
    rows = [["a", "b", "c"], [1, 2, 3], [], [], [None, None, "x"], [None, "y"], [], ["z"]]
    whole, in_runs, streamed = each_way(book_of(*rows))
    assert whole == in_runs == streamed
    assert [(record.line, record.cells) for record in whole][2:] == [
        (5, ["", "", "x"]),
        (6, ["", "y"]),
        (8, ["z"]),
    ]


def test_a_table_that_begins_in_a_later_column_stays_there(each_way):
    for records in each_way(book_of([None, None, "a"], [None, None, "b"])):
        assert [record.cells for record in records] == [["", "", "a"], ["", "", "b"]]


def test_every_worksheet_can_be_read_in_runs(tmp_path, monkeypatch):
    book = book_of(["bìa"])
    book.create_chartsheet("Biểu đồ")
    long = book.create_sheet("Sổ")
    for number in range(9):
        long.append(["Mã hồ sơ", number])
    book.save(tmp_path / "so.xlsx")
    bend(monkeypatch, Way.RUNS)
    with open_sheet(tmp_path / "so.xlsx", lambda rows: len(rows) > 1) as opened:
        assert (opened.name, opened.others) == ("Sổ", ("Sheet",))
        assert [record.cells[1] for record in opened.records] == [str(number) for number in range(9)]
        assert opened.position == opened.size


def test_texts_that_are_shared_are_known_to_every_run(tmp_path, monkeypatch):
    book_of(*[[f"chữ {number}"] for number in range(7)]).save(tmp_path / "so.xlsx")
    share_texts(tmp_path / "so.xlsx", tmp_path / "chung.xlsx")
    bend(monkeypatch, Way.RUNS)
    with open_sheet(tmp_path / "chung.xlsx") as opened:
        assert [record.cells for record in opened.records] == [[f"chữ {number}"] for number in range(7)]


def share_texts(path, into):
    """Write a workbook as Excel does: its texts in a part of their own."""
    cell = re.compile(rb'<c r="(\w+)" t="inlineStr"><is>(.*?)</is></c>')
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(into, "w") as other:
        parts = {name: given.read(name) for name in given.namelist()}
        texts = cell.findall(parts["xl/worksheets/sheet1.xml"])
        shared = cell.sub(rb'<c r="\1" t="s"><v>%d</v></c>', parts["xl/worksheets/sheet1.xml"])
        parts["xl/worksheets/sheet1.xml"] = shared % tuple(range(len(texts)))
        all_texts = b"".join(b"<si>" + text + b"</si>" for _, text in texts)
        space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        parts["xl/sharedStrings.xml"] = b'<sst xmlns="' + space + b'">' + all_texts + b"</sst>"
        for name, content in parts.items():
            other.writestr(name, content)


def test_what_one_library_would_lose_is_left_to_the_other(tmp_path):
    book = book_of(["Mã hồ sơ"], ["#N/A"])
    book.worksheets[0]["A2"].data_type = "e"
    book.save(tmp_path / "so.xlsx")
    assert way_of(tmp_path / "so.xlsx") is Way.STREAMED
    with open_sheet(tmp_path / "so.xlsx") as opened:
        assert [record.cells for record in opened.records] == [["Mã hồ sơ"], ["#N/A"]]


def test_a_stray_cell_far_away_costs_no_memory(tmp_path):
    book = book_of(["Mã hồ sơ"], ["1"])
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(tmp_path / "so.xlsx")
    assert way_of(tmp_path / "so.xlsx") is Way.STREAMED


@pytest.mark.parametrize("written", [(b"<c ", b"<c\n"), (b"<c ", b"<x:c "), (b"<row ", b"<x:row ")])
def test_cells_written_otherwise_are_not_taken_for_none(tmp_path, written):
    book_of(["Mã hồ sơ"], ["1"]).save(tmp_path / "so.xlsx")
    with zipfile.ZipFile(tmp_path / "so.xlsx") as plain, zipfile.ZipFile(tmp_path / "la.xlsx", "w") as other:
        for part in plain.namelist():
            content = plain.read(part)
            other.writestr(part, content.replace(*written) if "worksheets/" in part else content)
    assert way_of(tmp_path / "la.xlsx") is Way.STREAMED


def test_a_workbook_that_unpacks_to_too_much_is_read_in_runs(tmp_path, monkeypatch):
    book_of(["Mã hồ sơ"], ["1"]).save(tmp_path / "so.xlsx")
    assert way_of(tmp_path / "so.xlsx") is Way.WHOLE
    monkeypatch.setattr("catalogue.workbook_parts.MOST_BYTES", 100)
    assert way_of(tmp_path / "so.xlsx") is Way.RUNS


def test_pieces_of_a_part_cut_no_tag(tmp_path, monkeypatch):
    monkeypatch.setattr("catalogue.workbook_parts._CHUNK", 7)
    book_of(*[["a", "b", number] for number in range(30)]).save(tmp_path / "so.xlsx")
    assert way_of(tmp_path / "so.xlsx") is Way.WHOLE


def test_progress_grows_to_the_end(tmp_path):
    book_of(*[[number] for number in range(100)]).save(tmp_path / "so.xlsx")
    with open_sheet(tmp_path / "so.xlsx") as opened:
        seen = [opened.position for _ in opened.records]
        assert seen == sorted(seen)
        assert opened.position == opened.size
