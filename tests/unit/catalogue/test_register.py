"""The register: good rows become dossiers, each bad row one error with its line and a reason."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.dossier import Channel, Dossier
from catalogue.register import RowError
from tests.unit.catalogue.register_rows import (
    CATALOGUE,
    COLUMNS,
    DOSSIER,
    HEADER,
    ROW,
    Reading,
    read,
    sheet,
    told,
)

NAMESAKES = replace(
    CATALOGUE,
    procedures=(
        *CATALOGUE.procedures,
        *(replace(CATALOGUE.procedures[0], code=code, name="Cấp đổi") for code in ("1.000001", "1.000002")),
    ),
)


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
    assert resolved.reason == "cột “ngay_tra” (ngày trả): 04/11/2026 sau hôm nay (03/11/2026)"
    (received,) = read(sheet(ROW), date(2026, 11, 2)).errors
    assert received.reason == "cột “ngay_tiep_nhan” (ngày tiếp nhận): 03/11/2026 sau hôm nay (02/11/2026)"


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


@pytest.mark.parametrize(
    "code",
    [
        *("1.001193", "1.001193.H99", "1.001193.000.00.00.H99", "khai sinh", "Thủ tục Khai sinh"),
        *("1.001193 - Đăng ký khai sinh", "Đăng ký khai sinh (1.001193.000.00.00.H99)"),
    ],
)
def test_what_a_province_writes_beside_a_procedure_is_left_out(code):
    assert read(sheet({**ROW, "ma_thu_tuc": code})).dossiers[0].procedure == "1.001193"


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("1.001193, 1.001612", "1.001193 hoặc 1.001612"),
        ("HKD (liên thông 1.001193)", "1.001193 hoặc 1.001612"),
        ("1.001193.H99 - HKD", "1.001193 hoặc 1.001612"),
        ("Cấp đổi", "1.000001 hoặc 1.000002"),
    ],
)
def test_a_procedure_is_never_guessed_where_several_may_be_meant(cell, codes):
    (error,) = read(sheet({**ROW, "ma_thu_tuc": f'"{cell}"'}), catalogue=NAMESAKES).errors
    assert error.reason == told("ma_thu_tuc", f"“{cell}” có thể là thủ tục {codes}; hãy ghi một mã thủ tục")


def test_a_code_says_which_of_two_procedures_of_one_name_is_meant():
    (dossier,) = read(sheet({**ROW, "ma_thu_tuc": "1.000002 - Cấp đổi"}), catalogue=NAMESAKES).dossiers
    assert dossier.procedure == "1.000002"


def test_a_name_does_not_stand_for_an_unknown_code_before_it():
    (error,) = read(sheet({**ROW, "ma_thu_tuc": "1.009999 - Khai sinh"})).errors
    assert error.reason == told("ma_thu_tuc", "không có thủ tục “1.009999 - Khai sinh” trong danh mục")


@pytest.mark.parametrize("code", ["000.00.19.H99-261103-0001", "H99-261103-123456", "H99.15.03-240229-0001"])
def test_both_layouts_of_dossier_codes(code):
    assert read(sheet({**ROW, "ma_ho_so": code})).dossiers[0].code == code


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        *((column, "", "để trống") for column in COLUMNS),
        (
            "ma_ho_so",
            "H99.101-261103-1",
            "“H99.101-261103-1” sai quy cách mã hồ sơ",
        ),
        (
            "ma_ho_so",
            "x H99.101-261103-0001",
            "“x H99.101-261103-0001” sai quy cách mã hồ sơ",
        ),
        (
            "ma_ho_so",
            "H99.101-٢٦1103-0001",
            "“H99.101-٢٦1103-0001” sai quy cách mã hồ sơ",
        ),
        (
            "ma_ho_so",
            "H99.101-260230-0001",
            "ngày trong mã “H99.101-260230-0001” không có thật",
        ),
        (
            "ma_thu_tuc",
            "9.999999",
            "không có thủ tục “9.999999” trong danh mục",
        ),
        ("ma_don_vi", "H98", "không có đơn vị “H98” trong danh mục"),
        (
            "ma_don_vi",
            "H99.15",
            "đơn vị “H99.15” không có hiệu lực vào ngày 03/11/2026",
        ),
        (
            "ngay_tiep_nhan",
            "2026.11.03",
            "“2026.11.03” không phải ngày dạng dd/mm/yyyy",
        ),
        (
            "ngay_tiep_nhan",
            "31/11/2026",
            "ngày 31/11/2026 không có thật",
        ),
        (
            "ngay_tiep_nhan",
            "03/11/26",
            "“03/11/26” không phải ngày dạng dd/mm/yyyy",
        ),
        (
            "hinh_thuc",
            "email",
            "“email” không phải trực tuyến, trực tiếp hoặc bưu chính",
        ),
        (
            "ngay_hen_tra",
            "02/11/2026",
            "02/11/2026 trước ngày tiếp nhận 03/11/2026",
        ),
        ("ngay_tra", "2/11/2026", "2/11/2026 trước ngày tiếp nhận 03/11/2026"),
        ("ngay_tra", "mai", "“mai” không phải ngày dạng dd/mm/yyyy"),
        ("dieu_kien", "tre_em;abc", "không có điều kiện abc trong danh mục"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_not(column, cell, reason):
    good = {**ROW, "ma_ho_so": "H99.101-261103-0002"}
    reading = read(sheet({**ROW, column: cell}, good))
    assert reading.errors == (RowError(2, told(column, reason)),)
    assert [dossier.code for dossier in reading.dossiers] == ["H99.101-261103-0002"]


def test_a_procedure_not_yet_valid_on_the_day_it_was_received():
    row = {**ROW, "ma_thu_tuc": "1.001612", "ma_don_vi": "H99.15", "ngay_tiep_nhan": "30/06/2025"}
    reason = "cột “ma_thu_tuc” (mã thủ tục): thủ tục “1.001612” không có hiệu lực vào ngày 30/06/2025"
    assert read(sheet(row)).errors == (RowError(2, reason),)


def test_lines_are_those_of_the_file():
    text = sheet(ROW).replace(",co_uy_quyen", ',"co_uy_quyen\n\ntre_em"') + "\n,,,\n" + "x\n"
    reading = read(text)
    assert reading.dossiers[0].facts == {"co_uy_quyen", "tre_em"}
    assert reading.errors == (RowError(7, "cột “ngay_tiep_nhan” (ngày tiếp nhận): để trống"),)


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
    assert reading.errors[0].reason.startswith("dòng tiêu đề thiếu cột mã hồ sơ (ma_ho_so)")


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
