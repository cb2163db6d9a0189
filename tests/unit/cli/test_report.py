import csv
import io
import json

import pytest

from reports import REPORTS
from reports.formats import FORMATS

PERIOD = ("--from", "01/11/2026", "--to", "2026-11-30")


WAYS = [*((name, "table") for name in sorted(REPORTS)), *(("ratio", form) for form in sorted(FORMATS))]


@pytest.mark.parametrize(("name", "form"), [way for way in WAYS if way[1] != "pdf"])  # that needs LibreOffice
def test_every_report_and_every_format(name, form, sohoa, filled):
    result = sohoa("report", name, *PERIOD, "--format", form)
    assert result.exit_code == 0
    assert result.stdout_bytes


def test_json_counts_what_the_register_holds(sohoa, filled):
    content = json.loads(sohoa("report", "ratio", *PERIOD, "--format", "json").stdout)
    assert [row["unit"] for row in content["rows"]] == ["H99.101", "H99.102", "H99.103", "H99.104"]
    assert content["total"]["received"] == 24
    assert content["total"]["resolved"] == 16


def test_csv_begins_with_a_byte_order_mark(sohoa, filled):
    content = sohoa("report", "missing", *PERIOD, "--format", "csv").stdout_bytes
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))) == 25


def test_a_unit_takes_those_below_with_it(sohoa, filled):
    def received(unit):
        return json.loads(sohoa("report", "ratio", *PERIOD, "--unit", unit, "--format", "json").stdout)[
            "total"
        ]["received"]

    assert (received("H99.101"), received("H99")) == (6, 24)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "30/11/2026", "--to", "01/11/2026"), "trước ngày đầu kỳ"),
        (("--from", "01/01/0001", "--to", "01/11/2026"), "phải nằm từ 01/01/1900"),
        (("--from", "01/11/2026", "--to", "31/12/9999"), "đến 31/12/2099"),
        ((*PERIOD, "--unit", "H77"), "không có đơn vị"),
        ((*PERIOD, "--format", "doc"), "không có định dạng"),
        ((*PERIOD, "--step", "week"), "không có cách chia kỳ"),
        ((*PERIOD, "--of", "all"), "không có con số"),
        (("--from", "mai", "--to", "01/11/2026"), "không phải là ngày"),
    ],
)
def test_bad_usage_is_told_and_ends_with_2(arguments, words, sohoa, filled):
    result = sohoa("report", "ratio", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())


def test_a_terminal_gets_a_drawn_table(sohoa, filled, monkeypatch):
    monkeypatch.setattr("cli.report.is_terminal", lambda: True)
    output = sohoa("report", "ratio", *PERIOD).output
    assert "┃" in output
    assert "Tổng" in output


def test_a_file_that_is_no_text_is_not_thrown_at_a_terminal(sohoa, filled, monkeypatch):
    monkeypatch.setattr("cli.report.is_terminal", lambda: True)
    result = sohoa("report", "handling", *PERIOD, "--format", "docx")
    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_out_writes_a_file(sohoa, filled, tmp_path):
    result = sohoa("report", "handling", *PERIOD, "--format", "xlsx", "--out", tmp_path / "biểu.xlsx")
    assert result.exit_code == 0
    assert (tmp_path / "biểu.xlsx").read_bytes().startswith(b"PK")


def test_without_libreoffice_a_person_is_told(sohoa, filled, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    result = sohoa("report", "ratio", *PERIOD, "--format", "pdf")
    assert result.exit_code == 1
    assert "chưa có LibreOffice" in result.stderr


def test_truncation_and_places_are_a_choice(sohoa, filled):
    chosen = ("--format", "json", "--rounding", "truncate", "--places", "1")
    assert "làm tròn xuống" in json.loads(sohoa("report", "ratio", *PERIOD, *chosen).stdout)["rule"]
    assert "1 chữ số" in json.loads(sohoa("report", "ratio", *PERIOD, *chosen).stdout)["rule"]


def test_a_trend_is_cut_as_asked(sohoa, filled):
    asked = ("--from", "01/09/2026", "--to", "30/11/2026", "--format", "json")
    rows = json.loads(sohoa("report", "trend", *asked, "--step", "report-quarter").stdout)["rows"]
    assert [row["part"] for row in rows] == ["Quý III/2026", "Quý IV/2026"]
