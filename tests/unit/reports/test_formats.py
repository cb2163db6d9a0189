import csv
import io
import json
import re
import unicodedata
from datetime import date

from reports import missing, ratio
from reports.formats import FORMATS
from reports.formats.as_text import width

from .world import Known, Stated, dossier_of, question

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def busy():
    return Stated(
        [
            Known(dossier_of(f"H99.101-261001-{n:04}", received=OCTOBER[0]), complete=n % 35 > 0)
            for n in range(1400)
        ]
    )


def test_text_prints_numbers_the_vietnamese_way_and_aligns_columns():
    lines = FORMATS["table"].render(ratio.build(busy(), question(*OCTOBER))).decode().splitlines()
    assert lines[1] == "Kỳ báo cáo: từ 01/10/2026 đến 31/10/2026. Đơn vị: tất cả"
    row = next(line for line in lines if "H99.101" in line)
    assert re.split(r"\s{2,}", row) == ["H99.101", "xã Sơn Thủy", "1.400", "1.360", "97,14%", "0", "0", "–"]
    rule = next(n for n, line in enumerate(lines) if line.startswith("---"))
    table = lines[rule : lines.index("", rule)]
    assert len({width(line) for line in table}) == 1
    assert max(map(width, lines[3:rule])) <= width(table[0])  # long titles are broken


def test_width_counts_what_a_terminal_shows():
    assert width(unicodedata.normalize("NFD", "Tỷ lệ số hóa")) == width("Tỷ lệ số hóa") == 12


def test_csv_opens_in_a_spreadsheet():
    content = FORMATS["csv"].render(ratio.build(busy(), question(*OCTOBER)))
    assert content.startswith(b"\xef\xbb\xbf")
    heading, row, *_, total = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert heading[:3] == ["Mã đơn vị", "Đơn vị", "Tiếp nhận"]
    assert row == ["H99.101", "xã Sơn Thủy", "1400", "1360", "97,14%", "0", "0", "–"]
    assert total[1:3] == ["Tổng cộng", "1400"]


def test_csv_never_holds_a_formula():
    evil = Known(
        dossier_of("H99.101-261001-0001", received=OCTOBER[0]),
        complete=False,
        missing=(("x", '=HYPERLINK("x")'),),
    )
    content = FORMATS["csv"].render(missing.build(Stated([evil]), question(*OCTOBER))).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content)))[1][7] == """'=HYPERLINK("x")"""


def test_json_holds_numerators_denominators_and_the_rule():
    content = json.loads(FORMATS["json"].render(ratio.build(busy(), question(*OCTOBER, unit="H99"))))
    assert content["period"] == {"from": "2026-10-01", "to": "2026-10-31"}
    assert content["unit"] == "H99"
    assert "half-up" in content["rule"]
    links = content["rows"][0].pop("links")
    assert links["complete"].endswith(
        "of=complete&from=2026-10-01&to=2026-10-31&unit=H99&line_unit=H99.101&exact=1"
    )
    definitions = {column["key"]: column["definition"] for column in content["columns"]}
    assert "đã số hóa đủ các thành phần" in definitions["complete"]
    assert content["rows"][0] == {
        "is_sum": False,
        "unit": "H99.101",
        "name": "xã Sơn Thủy",
        "received": 1400,
        "complete": 1360,
        "complete_ratio": 97.14,
        "resolved": 0,
        "results": 0,
        "results_ratio": None,
    }


def test_json_of_the_missing_list_holds_lists_and_days():
    known = Known(
        dossier_of("H99.101-261001-0001", received=OCTOBER[0]),
        complete=False,
        missing=(("a", "Một"), ("b", "Hai")),
    )
    (row,) = json.loads(FORMATS["json"].render(missing.build(Stated([known]), question(*OCTOBER))))["rows"]
    assert (row["missing"], row["received_on"]) == (["Một", "Hai"], "2026-10-01")


def test_signs_that_no_workbook_can_hold_are_left_out():
    world = Stated([Known(dossier_of("H99.101-261001-0001\x1f\x00", received=OCTOBER[0]), complete=False)])
    table = missing.build(world, question(*OCTOBER))
    for name in ("xlsx", "docx"):
        assert FORMATS[name].render(table)
