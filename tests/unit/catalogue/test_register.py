"""The register: good rows become dossiers, each bad row one error with its line and a reason."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.dossier import Channel, Dossier
from catalogue.model import Unit, UnitLevel
from catalogue.register import Layout, RegisterReader, RowError, RowRead
from catalogue.sheet import SheetError, csv_records
from tests.unit.catalogue.register_rows import CATALOGUE, COLUMNS, DOSSIER, HEADER, ROW


def sheet(*rows: dict[str, str], delimiter: str = ",", newline: str = "\n") -> str:
    lines = [HEADER, *([row[column] for column in HEADER] for row in rows)]
    return "".join(delimiter.join(cells) + newline for cells in lines)


class Reading(NamedTuple):
    """What a register gave: the dossiers of its good rows, an error for each of the others."""

    dossiers: tuple[Dossier, ...]
    errors: tuple[RowError, ...]


def read(text: str, today: date = date.max, layout: Layout = Layout()) -> Reading:  # noqa: B008 - it is frozen
    try:
        found = list(RegisterReader(csv_records(StringIO(text, newline="")), CATALOGUE, today, layout))
    except SheetError as error:
        return Reading((), (RowError(error.line, str(error)),))
    dossiers = tuple(each.dossier for each in found if isinstance(each, RowRead))
    return Reading(dossiers, tuple(each for each in found if isinstance(each, RowError)))


def test_a_row_is_a_dossier():
    assert read(sheet(ROW)) == Reading((DOSSIER,), ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_spreadsheets_save_it_in_several_ways(delimiter, newline, mark):
    assert read(mark + sheet(ROW, delimiter=delimiter, newline=newline)) == Reading((DOSSIER,), ())


@pytest.mark.parametrize(
    "written", ["2026-11-03", "03/11/2026 08:30", "3/11/2026 8:30:05", "2026-11-03T08:30:00"]
)
def test_days_may_be_written_by_programs(written):
    assert read(sheet({**ROW, "ngay_tiep_nhan": written})) == Reading((DOSSIER,), ())


def test_a_first_line_may_name_the_separator():
    text = "sep=;\r\n" + sheet(ROW, {**ROW, "hinh_thuc": "bay"}, delimiter=";")
    found = read(text)
    assert found.dossiers == (DOSSIER,)
    assert [error.line for error in found.errors] == [4]


def test_what_lies_after_today_is_refused():
    assert read(sheet(ROW), date(2026, 11, 4)).dossiers == (DOSSIER,)
    (resolved,) = read(sheet(ROW), date(2026, 11, 3)).errors
    assert resolved.reason == "ngay_tra: 04/11/2026 sau hôm nay (03/11/2026)"
    (received,) = read(sheet(ROW), date(2026, 11, 2)).errors
    assert received.reason == "ngay_tiep_nhan: 03/11/2026 sau hôm nay (02/11/2026)"


def test_decomposed_letters_and_stray_blanks_are_the_same():
    text = sheet({**ROW, "hinh_thuc": "  Trực   tiếp "})
    assert read(unicodedata.normalize("NFD", text)) == Reading((DOSSIER,), ())


def test_columns_stand_in_any_order_and_others_are_passed_over():
    names = ["ghi_chu", *reversed(HEADER)]
    cells = ["không", *(ROW[name] for name in reversed(HEADER))]
    assert read(",".join(names) + "\n" + ",".join(cells) + "\n").dossiers == (DOSSIER,)


def test_an_open_dossier_has_no_day_of_return():
    (dossier,) = read(sheet({**ROW, "ngay_hen_tra": "", "ngay_tra": "", "dieu_kien": ""})).dossiers
    assert (dossier.due_on, dossier.resolved_on, dossier.facts) == (None, None, frozenset())


def test_the_columns_that_may_be_blank_may_be_absent():
    text = ",".join(COLUMNS) + "\n" + ",".join(ROW[name] for name in COLUMNS)
    (dossier,) = read(text).dossiers
    assert (dossier.due_on, dossier.resolved_on, dossier.facts) == (None, None, frozenset())


def test_a_row_cut_short_is_filled_with_blanks():
    text = ",".join(HEADER) + "\n" + ",".join(ROW[name] for name in COLUMNS)
    assert read(text).dossiers[0].facts == frozenset()


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("trực tuyến", Channel.ONLINE),
        ("Trực tuyến", Channel.ONLINE),
        ("TRUC TUYEN", Channel.ONLINE),
        ("truc tiep", Channel.DIRECT),
        ("bưu chính", Channel.POST),
        ("buu chinh", Channel.POST),
        ("Bưu chính công ích", Channel.POST),
    ],
)
def test_the_channel_with_tones_and_without(words, channel):
    assert read(sheet({**ROW, "hinh_thuc": words})).dossiers[0].channel is channel


@pytest.mark.parametrize("cell", ["co_uy_quyen; tre_em", '"co_uy_quyen, tre_em"', "tre_em co_uy_quyen;"])
def test_several_conditions(cell):
    assert read(sheet({**ROW, "dieu_kien": cell})).dossiers[0].facts == {"co_uy_quyen", "tre_em"}


@pytest.mark.parametrize("code", ["1.001193", "1.001193.H99", "1.001193.000.00.00.H99"])
def test_the_suffix_of_a_province_is_left_out(code):
    assert read(sheet({**ROW, "ma_thu_tuc": code})).dossiers[0].procedure == "1.001193"


@pytest.mark.parametrize("code", ["000.00.19.H99-261103-0001", "H99-261103-123456", "H99.15.03-240229-0001"])
def test_both_layouts_of_dossier_codes(code):
    assert read(sheet({**ROW, "ma_ho_so": code})).dossiers[0].code == code


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        *((column, "", f"{column}: để trống") for column in COLUMNS),
        ("ma_ho_so", "H99.101-261103-1", "ma_ho_so: 'H99.101-261103-1' sai quy cách mã hồ sơ"),
        ("ma_ho_so", "x H99.101-261103-0001", "ma_ho_so: 'x H99.101-261103-0001' sai quy cách mã hồ sơ"),
        ("ma_ho_so", "H99.101-٢٦1103-0001", "ma_ho_so: 'H99.101-٢٦1103-0001' sai quy cách mã hồ sơ"),
        (
            "ma_ho_so",
            "H99.101-260230-0001",
            "ma_ho_so: ngày trong mã 'H99.101-260230-0001' không có thật",
        ),
        ("ma_thu_tuc", "9.999999", "ma_thu_tuc: không có thủ tục '9.999999' trong danh mục"),
        ("ma_don_vi", "H98", "ma_don_vi: không có đơn vị 'H98' trong danh mục"),
        (
            "ma_don_vi",
            "H99.15",
            "ma_don_vi: đơn vị 'H99.15' không có hiệu lực vào ngày 03/11/2026",
        ),
        ("ngay_tiep_nhan", "2026.11.03", "ngay_tiep_nhan: '2026.11.03' không phải ngày dạng dd/mm/yyyy"),
        ("ngay_tiep_nhan", "31/11/2026", "ngay_tiep_nhan: ngày 31/11/2026 không có thật"),
        ("ngay_tiep_nhan", "03/11/26", "ngay_tiep_nhan: '03/11/26' không phải ngày dạng dd/mm/yyyy"),
        ("hinh_thuc", "email", "hinh_thuc: 'email' không phải trực tuyến, trực tiếp hoặc bưu chính"),
        ("ngay_hen_tra", "02/11/2026", "ngay_hen_tra: 02/11/2026 trước ngày tiếp nhận 03/11/2026"),
        ("ngay_tra", "2/11/2026", "ngay_tra: 2/11/2026 trước ngày tiếp nhận 03/11/2026"),
        ("ngay_tra", "mai", "ngay_tra: 'mai' không phải ngày dạng dd/mm/yyyy"),
        ("dieu_kien", "tre_em;abc", "dieu_kien: không có điều kiện abc trong danh mục"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_not(column, cell, reason):
    good = {**ROW, "ma_ho_so": "H99.101-261103-0002"}
    reading = read(sheet({**ROW, column: cell}, good))
    assert reading.errors == (RowError(2, reason),)
    assert [dossier.code for dossier in reading.dossiers] == ["H99.101-261103-0002"]


def test_a_procedure_not_yet_valid_on_the_day_it_was_received():
    row = {**ROW, "ma_thu_tuc": "1.001612", "ma_don_vi": "H99.15", "ngay_tiep_nhan": "30/06/2025"}
    reason = "ma_thu_tuc: thủ tục '1.001612' không có hiệu lực vào ngày 30/06/2025"
    assert read(sheet(row)).errors == (RowError(2, reason),)


def test_lines_are_those_of_the_file():
    text = sheet(ROW).replace(",co_uy_quyen", ',"co_uy_quyen\n\ntre_em"') + "\n,,,\n" + "x\n"
    reading = read(text)
    assert reading.dossiers[0].facts == {"co_uy_quyen", "tre_em"}
    assert reading.errors == (RowError(7, "ngay_tiep_nhan: để trống"),)


def test_more_cells_than_columns_are_no_guess():
    reading = read(sheet({**ROW, "dieu_kien": "co_uy_quyen,tre_em"}))
    assert reading.errors == (RowError(2, "có nhiều ô hơn dòng tiêu đề"),)


def test_a_quote_that_never_closes_swallows_no_row_in_silence():
    reading = read(sheet(ROW, {**ROW, "hinh_thuc": '"trực tiếp'}, ROW))
    assert reading.dossiers == (DOSSIER,)
    assert [error.line for error in reading.errors] == [3]
    assert "dấu nháy kép" in reading.errors[0].reason


@pytest.mark.parametrize("text", ["", "\n", "a,b\n1,2\n", ",".join(COLUMNS[1:])])
def test_a_file_without_the_columns_is_one_error(text):
    reading = read(text)
    assert reading.dossiers == ()
    assert len(reading.errors) == 1
    assert reading.errors[0].line == 1
    assert reading.errors[0].reason.startswith("dòng tiêu đề thiếu cột ma_ho_so")


def test_a_column_twice_is_one_error():
    reading = read("ma_ho_so," + sheet(ROW))
    assert reading.errors == (RowError(1, "dòng tiêu đề lặp lại cột ma_ho_so"),)


@given(st.text(alphabet='",;\t\n\r\ufeff' + "".join(HEADER) + "0123456789-.H/trựctuyến", max_size=200))
def test_no_text_is_a_crash(text):
    for reading in (read(text), read(sheet(ROW) + text)):
        assert all(error.line >= 1 and error.reason for error in reading.errors)


@given(
    received=st.dates(date(2025, 7, 1), date(2099, 1, 1)),
    days=st.none() | st.integers(0, 300),
    channel=st.sampled_from(Channel),
    facts=st.frozensets(st.sampled_from(["co_uy_quyen", "tre_em"])),
    serial=st.integers(0, 9999),
)
def test_what_is_written_is_what_is_read(received, days, channel, facts, serial):
    words = {Channel.ONLINE: "trực tuyến", Channel.DIRECT: "trực tiếp", Channel.POST: "bưu chính"}
    resolved = None if days is None else received + timedelta(days=days)
    dossier = Dossier(
        code=f"H99.101-{received:%y%m%d}-{serial:04}",
        procedure="1.001193",
        unit="H99.101",
        received_on=received,
        channel=channel,
        resolved_on=resolved,
        facts=facts,
    )
    row = {
        "ma_ho_so": dossier.code,
        "ma_thu_tuc": dossier.procedure,
        "ma_don_vi": dossier.unit,
        "ngay_tiep_nhan": f"{received:%d/%m/%Y}",
        "hinh_thuc": words[channel],
        "ngay_hen_tra": "",
        "ngay_tra": f"{resolved:%d/%m/%Y}" if resolved else "",
        "dieu_kien": ";".join(sorted(facts)),
    }
    assert read(sheet(row)) == Reading((dossier,), ())


PORTAL = (
    *("Mã số hồ sơ", "Tên thủ tục", "Đơn vị", "Ngày tiếp nhận", "Hình thức nộp", "Hẹn trả", "Ngày trả"),
    *("Ngày rút", "Ngày trả lại", "Ngày yêu cầu bổ sung", "Trạng thái", "Tiến độ", "Lý do quá hạn"),
)
PORTAL_ROW = dict.fromkeys(PORTAL, "") | {
    "Mã số hồ sơ": "H99.101-261103-0001",
    "Tên thủ tục": "KHAI SINH",
    "Đơn vị": "UBND xã Sơn Thủy",
    "Ngày tiếp nhận": "46329",
    "Hình thức nộp": "Nộp trực tuyến",
    "Hẹn trả": "05/11/2026",
}


def portal(*rows: dict[str, str], above: str = "", below: str = "") -> str:
    lines = [PORTAL, *([row[name] for name in PORTAL] for row in rows)]
    return above + "".join(";".join(cells) + "\n" for cells in lines) + below


def test_names_stand_for_codes_and_excel_numbers_for_days():
    (found,) = read(portal(PORTAL_ROW)).dossiers
    assert (found.procedure, found.unit, found.received_on) == ("1.001193", "H99.101", date(2026, 11, 3))
    assert found.channel is Channel.ONLINE


D3, D5, D9 = (date(2026, 11, day) for day in (3, 5, 9))


@pytest.mark.parametrize(
    ("cells", "ending"),
    [
        ({}, {}),
        ({"Ngày trả": "09/11/2026"}, {"resolved_on": D9}),
        ({"Ngày rút": "09/11/2026"}, {"withdrawn_on": D9}),
        ({"Ngày trả lại": "09/11/2026"}, {"returned_on": D9}),
        ({"Ngày yêu cầu bổ sung": "05/11/2026"}, {"suspended_on": D5}),
        ({"Trạng thái": "Công dân rút", "Ngày trả": "09/11/2026"}, {"withdrawn_on": D9}),
        ({"Trạng thái": "Trả lại", "Ngày trả": "09/11/2026"}, {"returned_on": D9}),
        ({"Trạng thái": "Chờ bổ sung"}, {"suspended_on": D3}),
        (
            {"Trạng thái": "Đã trả trước hạn", "Ngày trả": "09/11/2026"},
            {"resolved_on": D9, "timing": "early"},
        ),
        ({"Tiến độ": "Đúng hạn", "Ngày trả": "09/11/2026"}, {"resolved_on": D9, "timing": "on_time"}),
        ({"Tiến độ": "Trong hạn"}, {}),
        ({"Lý do quá hạn": "mất điện"}, {"late_reason": "power"}),
        ({"Ngày trả": "09/11/2026", "Ngày yêu cầu bổ sung": "05/11/2026"}, {"resolved_on": D9}),
    ],
)
def test_how_a_dossier_ended_or_why_it_waits(cells, ending):
    (found,) = read(portal(PORTAL_ROW | cells)).dossiers
    names = ("resolved_on", "withdrawn_on", "returned_on", "suspended_on", "timing", "late_reason")
    assert {name: getattr(found, name) for name in names} == dict.fromkeys(names) | ending


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Trạng thái": "Đã rút"}, "trang_thai: hồ sơ đã rút nhưng không có ngày"),
        ({"Trạng thái": "Đã trả kết quả"}, "trang_thai: hồ sơ đã giải quyết nhưng không có ngày"),
        (
            {"Ngày tiếp nhận": "11/03/2026"},
            "ngay_tiep_nhan: 11/03/2026 có lẽ đảo ngày và tháng: mã hồ sơ ghi ngày 03/11/2026",
        ),
        ({"Trạng thái": "Từ chối"}, "trang_thai: hồ sơ bị trả lại nhưng không có ngày"),
        (
            {"Ngày trả": "09/11/2026", "Ngày rút": "09/11/2026"},
            "có nhiều hơn một ngày trong các cột ngay_tra, ngay_rut, ngay_tra_lai",
        ),
        ({"Tên thủ tục": "Khai gì đó"}, "ma_thu_tuc: không có thủ tục 'Khai gì đó' trong danh mục"),
    ],
)
def test_what_contradicts_itself_is_refused(cells, reason):
    assert read(portal(PORTAL_ROW | cells)).errors == (RowError(2, reason),)


def test_a_name_that_two_units_bear_is_no_guess():
    twin = Unit("H99.102", "xã Sơn Thủy", UnitLevel.COMMUNE, "H99", date(2025, 7, 1))
    catalogue = replace(CATALOGUE, units=(*CATALOGUE.units, twin))
    (found,) = RegisterReader(csv_records(StringIO(portal(PORTAL_ROW), newline="")), catalogue)
    assert found == RowError(2, "ma_don_vi: có 2 đơn vị tên 'UBND xã Sơn Thủy'; hãy ghi mã đơn vị")


def test_rows_that_are_no_dossiers_are_passed_over():
    numbers = ";".join(f"({number})" for number in range(1, len(PORTAL) + 1)) + "\n"
    text = portal(PORTAL_ROW, above="SỔ THEO DÕI\n", below="Tổng số: 1 hồ sơ\n;;;;NGƯỜI LẬP BIỂU\n")
    text = text.replace("Lý do quá hạn\n", "Lý do quá hạn\n" + numbers)
    reader = RegisterReader(csv_records(StringIO(text, newline="")), CATALOGUE)
    assert [type(found) for found in reader] == [RowRead]
    assert (reader.header.line, reader.rows, reader.passed_over) == (2, 1, 3)


@pytest.mark.parametrize(
    "below",
    [
        "Tổng cộng",
        "NGƯỜI LẬP BIỂU;THỦ TRƯỞNG ĐƠN VỊ",
        "Nguyễn Văn A",
        "An Lạc, ngày 30 tháng 11 năm 2026",
    ],
)
def test_signatures_below_may_stand_in_any_column(below):
    for before in ("", ";", ";;;"):
        assert read(portal(PORTAL_ROW, below=f"{before}{below}\n")).errors == ()


@pytest.mark.parametrize(
    "cut", ["H99.101-2611", "x", "H99.101-261103-0002;Khai sinh", ";Khai sinh;UBND xã;x"]
)
def test_a_row_cut_short_is_no_signature(cut):
    assert len(read(portal(PORTAL_ROW, below=f"{cut}\n")).errors) == 1


@pytest.mark.parametrize("total", ["Tổng số: 10.674 hồ sơ", "Tổng cộng 2"])
def test_a_file_cut_short_is_told_by_its_total(total):
    (error,) = read(portal(PORTAL_ROW, below=f"{total}\n")).errors
    assert error.line == 3
    assert error.reason.endswith("tệp có 1 hồ sơ")


def test_the_register_of_one_unit_need_not_name_it():
    layout = Layout(fixed={"ma_don_vi": "H99.101", "hinh_thuc": "trực tiếp"}, columns={"so bn": "ma_ho_so"})
    text = "Số BN,Thủ tục,Ngày nhận\nH99.101-261103-0001,1.001193,03/11/2026\n"
    (found,) = read(text, layout=layout).dossiers
    assert (found.unit, found.channel) == ("H99.101", Channel.DIRECT)


def test_what_a_file_says_nothing_of_is_known():
    short = RegisterReader(csv_records([",".join(COLUMNS)]), CATALOGUE)
    assert short.fields == {"code", "procedure", "unit", "received_on", "channel"}
    whole = RegisterReader(csv_records([";".join(PORTAL)]), CATALOGUE)
    endings = {"resolved_on", "withdrawn_on", "returned_on", "suspended_on", "timing"}
    assert whole.fields == {*short.fields, *endings, "due_on", "late_reason"}
