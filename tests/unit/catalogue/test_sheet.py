"""Tables as programs save them: CSV in several encodings, XLSX; what is neither is refused in words."""

import csv
import errno
import tracemalloc
import unicodedata
from datetime import date, datetime
from io import StringIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from catalogue.record import Record, SheetError
from catalogue.sheet import csv_records, open_sheet
from catalogue.workbook import NO_TABLE
from catalogue.workbook_parts import Way
from catalogue.worksheet import BROKEN, NO_ROOM

TEXT = "Mã hồ sơ;Đơn vị\nH99-1;xã Sơn Thủy\n\n;;\nH99-2;xã Hòa Phú\n"
ROWS = [["Mã hồ sơ", "Đơn vị"], ["H99-1", "xã Sơn Thủy"], ["H99-2", "xã Hòa Phú"]]
# Letters of TCVN3 by Unicode, as many as the text needs.
TCVN3 = str.maketrans({"ã": "·", "ồ": "å", "ơ": "¬", "Đ": "§", "ị": "Þ", "ủ": "ñ", "ò": "ß", "ú": "ó"})


@pytest.fixture
def read(tmp_path):
    def read(raw, name="so.csv"):
        path = tmp_path / name
        path.write_bytes(raw)
        with open_sheet(path) as sheet:
            found = list(sheet.records)
            assert 0 < sheet.position <= sheet.size
            return found

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_the_encodings_of_spreadsheets(read, encoding):
    text = TEXT
    if encoding == "cp1258":  # it writes tones apart from most letters
        text = "".join(
            letter if letter.encode(encoding, "ignore") else unicodedata.normalize("NFD", letter)
            for letter in TEXT
        )
        text = text.replace("o\u031b", "ơ").replace("o\u0302", "ô")
    found = read(text.encode(encoding))
    assert [record.cells for record in found] == ROWS
    assert [record.line for record in found] == [1, 2, 5]


def test_old_encodings_that_cannot_be_told_are_refused(read):
    with pytest.raises(SheetError, match="TCVN3"):
        read(TEXT.translate(TCVN3).encode("latin-1"))
    with pytest.raises(SheetError, match="UTF-8"):
        read(TEXT.encode("utf-16-le"))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 512, r"\.xls"),
        (b"<html><table>", "HTML"),
        (b"PK\x03\x04" + b"x" * 100, "hỏng"),
    ],
)
def test_other_files_are_refused_with_what_to_do(read, raw, words):
    with pytest.raises(SheetError, match=words):
        read(raw, "so.xls")


def test_the_delimiter_is_that_of_the_table_not_of_the_title():
    text = "Sổ theo dõi, năm 2026\nMã hồ sơ;Đơn vị;Ngày\n1;2;3\n"
    assert [record.cells for record in csv_records(StringIO(text, newline=""))][1:] == [
        ["Mã hồ sơ", "Đơn vị", "Ngày"],
        ["1", "2", "3"],
    ]


def test_an_empty_file_has_no_rows(read):
    assert list(csv_records([])) == []


def test_a_workbook_is_read_as_if_it_were_text(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Mã  hồ sơ", "Ngày", "Giờ", "Số", "Lẻ", None])
    sheet.append([None])
    day = date(2026, 11, 3)
    moment = datetime(2026, 11, 3, 8, 30)  # noqa: DTZ001 - as Excel keeps it
    sheet.append(["H99-1", day, moment, 46329.0, 1.5, True])
    book.save(tmp_path / "so.xlsx")
    with open_sheet(tmp_path / "so.xlsx") as opened:
        found = list(opened.records)
    assert found[0] == Record(1, ["Mã hồ sơ", "Ngày", "Giờ", "Số", "Lẻ"], grid=True)
    assert found[1].line == 3
    assert found[1].cells == ["H99-1", "2026-11-03", "2026-11-03 08:30", "46329", "1.5", "True"]


def test_a_workbook_cut_off_is_no_crash(tmp_path):
    book = Workbook()
    for number in range(500):
        book.worksheets[0].append([f"H99-{number}"] * 8)
    book.save(tmp_path / "so.xlsx")
    whole = (tmp_path / "so.xlsx").read_bytes()
    for share in (0.2, 0.5, 0.9):
        (tmp_path / "so.xlsx").write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(SheetError, match="hỏng"), open_sheet(tmp_path / "so.xlsx") as opened:
            list(opened.records)


@pytest.mark.parametrize("way", Way)
def test_a_damaged_workbook_is_told_wherever_the_damage_is(tmp_path, monkeypatch, way):
    book = Workbook()
    for number in range(100):
        book.worksheets[0].append([f"H99-{number * 7919 % 1000}"] * 6)
    book.save(tmp_path / "so.xlsx")
    whole = (tmp_path / "so.xlsx").read_bytes()
    monkeypatch.setattr("catalogue.workbook.way_of", lambda _: way)
    told = set()
    for place in range(10, len(whole), len(whole) // 40):
        (tmp_path / "so.xlsx").write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        try:
            with open_sheet(tmp_path / "so.xlsx") as opened:
                list(opened.records)
        except SheetError as error:
            told.add(str(error))
    assert BROKEN in told
    assert told <= {BROKEN, NO_TABLE}


def test_a_full_disk_is_not_told_as_a_broken_workbook(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    book = Workbook()
    book.worksheets[0].append(["Mã hồ sơ"])
    book.save(tmp_path / "so.xlsx")
    monkeypatch.setattr("catalogue.workbook.way_of", lambda _: Way.RUNS)
    for place in ("copyfile", "copyfileobj"):
        monkeypatch.setattr(f"catalogue.workbook_runs.shutil.{place}", full)
        with pytest.raises(SheetError, match=NO_ROOM), open_sheet(tmp_path / "so.xlsx") as opened:
            list(opened.records)


@pytest.mark.parametrize("name", ["so.csv", "so.xlsx"])
def test_long_notes_do_not_stay_in_memory(tmp_path, name):
    notes = [[f"{number} " + "ghi chú " * 1000] for number in range(500)]  # 8 MB of text
    if name.endswith(".csv"):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as text:
            csv.writer(text).writerows(notes)
    else:
        book = Workbook()
        for note in notes:
            book.worksheets[0].append(note)
        book.save(tmp_path / name)
    del notes
    tracemalloc.start()
    with open_sheet(tmp_path / name) as opened:
        assert sum(1 for _ in opened.records) == 500
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < 2_000_000


def test_a_workbook_of_charts_alone_has_no_rows(tmp_path):
    book = Workbook()
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=1, min_row=1, max_row=2))
    book.create_chartsheet("Biểu đồ").add_chart(chart)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "so.xlsx")
    with pytest.raises(SheetError, match="chỉ có biểu đồ"), open_sheet(tmp_path / "so.xlsx"):
        pass


def test_a_workbook_whose_parts_lead_nowhere_is_no_crash(tmp_path, monkeypatch):
    book = Workbook()
    book.create_chartsheet("Biểu đồ")  # refers to a drawing that is not there
    book.save(tmp_path / "so.xlsx")
    with open_sheet(tmp_path / "so.xlsx") as opened:
        assert list(opened.records) == []
    monkeypatch.setattr("catalogue.workbook_parts.MOST_CELLS", -1)
    monkeypatch.setattr("catalogue.workbook_parts.MOST_TEXTS", -1)
    with pytest.raises(SheetError, match="hỏng"), open_sheet(tmp_path / "so.xlsx"):
        pass


def test_the_worksheet_that_holds_the_table_is_read_whatever_stands_before_it(tmp_path):
    book = Workbook()
    book.worksheets[0].title = "Bìa"
    book.worksheets[0].append(["SỔ THEO DÕI"])
    for name in ("Sổ", "Khác"):
        book.create_sheet(name).append(["Mã hồ sơ", name])
    book.save(tmp_path / "so.xlsx")

    def read(holds):
        with open_sheet(tmp_path / "so.xlsx", holds) as opened:
            return opened.name, opened.others, [record.cells for record in opened.records]

    def holds(rows):
        return any("Mã hồ sơ" in row.cells for row in rows)

    assert read(holds) == ("Sổ", ("Bìa", "Khác"), [["Mã hồ sơ", "Sổ"]])
    for nothing in (None, lambda _: False):
        assert read(nothing) == ("Bìa", ("Sổ", "Khác"), [["SỔ THEO DÕI"]])


def test_the_delimiter_of_a_text_is_told(tmp_path):
    for delimiter in ";,\t":
        (tmp_path / "so.csv").write_text(f"a{delimiter}b\n", encoding="utf-8")
        with open_sheet(tmp_path / "so.csv") as opened:
            assert opened.delimiter == delimiter


def test_what_was_made_harmless_is_read_as_it_was():
    (record,) = csv_records(["'=1+1,'@x,'x,-\n"])
    assert record.cells == ["=1+1", "@x", "'x", "-"]
