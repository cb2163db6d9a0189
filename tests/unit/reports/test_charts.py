import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from reports.formats.charts import BARS_TOGETHER, MOST_BARS, pieces, svg
from reports.model import Chart, ChartKind, Series

SVG = "{http://www.w3.org/2000/svg}"


def chart(kind, count=3, **more):
    values = tuple(Decimal(10 * n % 101) for n in range(count))
    series = (Series("Đầu vào", values, more.pop("target", None)), Series("Đầu ra", values))
    return Chart("Tỷ lệ <số hóa>", kind, tuple(f"xã số {n} & Ủy ban" for n in range(count)), series, "%")


def drawn(some):
    return ET.fromstring(svg(some))  # noqa: S314 - our own


def words(some):
    return [text.text for text in drawn(some).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_is_whole_xml_that_says_its_title_and_names(kind):
    found = drawn(chart(kind))
    assert found.get("aria-label") == "Tỷ lệ <số hóa>"
    assert any("xã số 1 & Ủy ban" in str(text) for text in words(chart(kind)))


def test_a_bar_is_as_long_as_its_value():
    bars = [float(rect.get("width", 0)) for rect in drawn(chart(ChartKind.BARS)).iter(f"{SVG}rect")]
    zero, ten, twenty = bars[-6::2]
    assert zero == 0
    assert twenty == pytest.approx(2 * ten, abs=0.1)


def test_a_target_is_a_line_with_its_number():
    assert "chỉ tiêu 85%" in words(chart(ChartKind.BARS, target=Decimal(85)))


def test_series_differ_without_colour():
    text = svg(chart(ChartKind.BARS)) + svg(chart(ChartKind.LINES))
    assert "url(#hatch)" in text
    assert 'stroke-dasharray="7 4"' in text


@pytest.mark.parametrize("count", [1, BARS_TOGETHER, BARS_TOGETHER + 1, MOST_BARS, 700])
def test_long_charts_come_in_pieces_and_say_what_is_left_out(count):
    cut = list(pieces(chart(ChartKind.BARS, count)))
    assert all(len(piece.labels) <= BARS_TOGETHER for piece in cut)
    labels = [label for piece in cut for label in piece.labels]
    left = count - MOST_BARS
    assert len(labels) == (MOST_BARS + 1 if left > 0 else count)
    assert (labels[-1] == f"(còn {left} dòng trong bảng)") == (left > 0)


def test_a_gap_is_a_gap():
    some = Chart("x", ChartKind.LINES, ("a", "b"), (Series("s", (None, Decimal(50))),), "%")
    assert "–" not in words(some)
