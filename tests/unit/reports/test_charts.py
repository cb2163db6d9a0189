import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from reports.formats.charts import BARS_TOGETHER, MOST_BARS, svgs
from reports.model import Chart, ChartKind, Series

SVG = "{http://www.w3.org/2000/svg}"


def chart(kind, count=3, **more):
    values = tuple(Decimal(10 * n % 101) for n in range(count))
    series = (Series("Đầu vào", values, more.pop("target", None)), Series("Đầu ra", values))
    return Chart("Tỷ lệ <số hóa>", kind, tuple(f"xã số {n} & Ủy ban" for n in range(count)), series, "%")


def pieces(some):
    return [ET.fromstring(piece) for piece in svgs(some)]  # noqa: S314 - our own


def drawn(some):
    (only,) = pieces(some)
    return only


def words(some):
    return [text.text for piece in pieces(some) for text in piece.iter(f"{SVG}text")]


def bars(piece):
    return [rect for rect in piece.iter(f"{SVG}rect") if rect.get("stroke-width") == "0.6"]


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_is_whole_xml_that_says_its_title_and_names(kind):
    found = drawn(chart(kind))
    assert found.get("aria-label") == "Tỷ lệ <số hóa>"
    assert any("xã số 1 & Ủy ban" in str(text) for text in words(chart(kind)))


def test_a_bar_is_as_long_as_its_value():
    zero, ten, twenty = [float(bar.get("width")) for bar in bars(drawn(chart(ChartKind.BARS)))][::2]
    assert zero == 0
    assert twenty == pytest.approx(2 * ten, abs=0.1)


def test_a_target_is_a_line_with_its_number():
    assert "chỉ tiêu 85%" in words(chart(ChartKind.BARS, target=Decimal(85)))


def test_series_differ_without_colour():
    text = "".join([*svgs(chart(ChartKind.BARS)), *svgs(chart(ChartKind.LINES))])
    assert "url(#hatch)" in text
    assert 'stroke-dasharray="7 4"' in text


@pytest.mark.parametrize("count", [1, BARS_TOGETHER, BARS_TOGETHER + 1, MOST_BARS, 700])
def test_long_charts_come_in_pieces_and_say_what_is_left_out(count):
    some = chart(ChartKind.BARS, count)
    shown = [len(bars(piece)) // 2 for piece in pieces(some)]
    left = count - MOST_BARS
    assert sum(shown) == (MOST_BARS + 1 if left > 0 else count)
    assert max(shown) <= BARS_TOGETHER + 1
    assert (f"(còn {left} dòng trong bảng)" in words(some)) == (left > 0)


def test_all_pieces_have_one_scale():
    series = Series("Tệp", tuple(range(100, 100 - 2 * BARS_TOGETHER, -1)))
    some = Chart("x", ChartKind.BARS, tuple(map(str, series.values)), (series,), " tệp")
    first, second = (float(bars(piece)[0].get("width", 0)) for piece in pieces(some))
    assert second / first == pytest.approx((100 - BARS_TOGETHER) / 100, abs=0.001)


def test_a_gap_is_a_gap():
    some = Chart("x", ChartKind.LINES, ("a", "b"), (Series("s", (None, Decimal(50))),), "%")
    assert "–" not in words(some)
