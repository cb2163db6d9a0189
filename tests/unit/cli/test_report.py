import csv
import io
import json

import pytest

from reports import REPORTS
from reports.formats import FORMATS

PERIOD = ("--from", "01/11/2026", "--to", "2026-11-30")


@pytest.mark.parametrize("name", sorted(REPORTS))
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_report_in_every_format(name, form, sohoa, filled):
    result = sohoa("report", name, *PERIOD, "--format", form)
    assert result.exit_code == 0
    assert "H99.101" in result.output


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
        ((*PERIOD, "--unit", "H77"), "không có đơn vị"),
        ((*PERIOD, "--format", "pdf"), "không có định dạng"),
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
