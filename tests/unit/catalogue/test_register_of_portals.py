"""Registers as the systems of provinces export them: names for codes, states in words, totals below."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest

from catalogue.dossier import Channel
from catalogue.model import Unit, UnitLevel
from catalogue.register import Layout, RegisterReader, RowError, RowRead
from catalogue.sheet import csv_records
from tests.unit.catalogue.register_rows import (
    CATALOGUE,
    COLUMNS,
    HEADER,
    ROW,
    read,
)

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
        ({"Trạng thái": "Đã rút"}, "cột “Trạng thái”: hồ sơ đã rút nhưng không có ngày"),
        ({"Trạng thái": "Đã trả kết quả"}, "cột “Trạng thái”: hồ sơ đã giải quyết nhưng không có ngày"),
        (
            {"Ngày tiếp nhận": "11/03/2026"},
            "cột “Ngày tiếp nhận”: 11/03/2026 có lẽ đảo ngày và tháng: mã hồ sơ ghi ngày 03/11/2026",
        ),
        ({"Trạng thái": "Từ chối"}, "cột “Trạng thái”: hồ sơ bị trả lại nhưng không có ngày"),
        (
            {"Ngày trả": "09/11/2026", "Ngày rút": "09/11/2026"},
            "cột “Ngày trả”: hồ sơ chỉ kết thúc một lần, nhưng có cả ngày rút",
        ),
        (
            {"Tên thủ tục": "Khai gì đó"},
            "cột “Tên thủ tục” (mã thủ tục): không có thủ tục “Khai gì đó” trong danh mục",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(cells, reason):
    assert read(portal(PORTAL_ROW | cells)).errors == (RowError(2, reason),)


def test_a_name_that_two_units_bear_is_no_guess():
    twin = Unit("H99.102", "xã Sơn Thủy", UnitLevel.COMMUNE, "H99", date(2025, 7, 1))
    catalogue = replace(CATALOGUE, units=(*CATALOGUE.units, twin))
    (found,) = RegisterReader(csv_records(StringIO(portal(PORTAL_ROW), newline="")), catalogue)
    assert found == RowError(
        2, "cột “Đơn vị” (mã đơn vị): có 2 đơn vị tên “UBND xã Sơn Thủy”; hãy ghi mã đơn vị"
    )


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


def test_a_name_that_is_no_name_is_refused():
    found = read(f"{','.join([*HEADER, 'can_bo'])}\n{','.join([*ROW.values(), 'x' * 201])}\n")
    assert found.errors == (RowError(2, "cột “can_bo” (cán bộ thụ lý): dài hơn 200 ký tự"),)
    found = read(f"{','.join([*HEADER, 'Người thụ lý'])}\n{','.join([*ROW.values(), 'Lò Thị  Mai'])}\n")
    assert [each.clerk for each in found.dossiers] == ["Lò Thị Mai"]
