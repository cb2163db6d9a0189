"""Charts as SVG: no script, no colour needed. Series differ by hatching or dashes, values are written out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from reports.model import Chart, ChartKind, Series
from reports.percent import vietnamese

WIDTH: Final = 760
NAME_WIDTH: Final = 250
VALUE_WIDTH: Final = 90
BAR: Final = 15
GAP: Final = 9
TOP: Final = 34
PLOT_HEIGHT: Final = 220
LABEL_HEIGHT: Final = 74
MOST_BARS: Final = 36  # more than that nobody compares; the table has all
BARS_TOGETHER: Final = 12  # of a piece: it must fit on one sheet
FILLS: Final = ("#4d4d4d", "url(#hatch)", "#cccccc")
DASHES: Final = ("none", "7 4", "2 3")
LETTERS: Final = 33  # of a name
FULL: Final = Decimal(100)
DEFINITIONS: Final = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<line x1="0" y1="0" x2="0" y2="6" stroke="#333" stroke-width="3"/></pattern></defs>'
)
HALO: Final = 'paint-order="stroke" stroke="#fff" stroke-width="3"'  # lines behind a text do not touch it
Number = int | Decimal


def svgs(chart: Chart) -> Iterator[str]:
    """Yield the chart as SVG elements that each fit on a printed page: long bar charts come in pieces.

    All pieces have the same scale. Bars that are left out are named by the last label.
    """
    scale = _largest(chart)
    if chart.kind is not ChartKind.BARS:
        yield _svg(chart, scale)
        return
    for start in range(0, min(len(chart.labels), MOST_BARS), BARS_TOGETHER):
        end = min(start + BARS_TOGETHER, MOST_BARS)
        yield _svg(_cut(chart, start, end, last=end == MOST_BARS), scale)


def _cut(chart: Chart, start: int, end: int, *, last: bool) -> Chart:
    """Return some bars of a chart; the last ones with a line that says how many are left out."""
    left = max(len(chart.labels) - end, 0) if last else 0
    label = (f"(còn {left} dòng trong bảng)",) if left else ()
    links = chart.links[start:end]
    series = (replace(s, values=(*s.values[start:end], *(None for _ in label))) for s in chart.series)
    return replace(chart, labels=(*chart.labels[start:end], *label), series=tuple(series), links=links)


def _svg(chart: Chart, scale: Number) -> str:
    """Return one SVG element with a title for those who cannot see it; `scale` is the largest value."""
    height, drawn = DRAWERS[chart.kind](chart, scale)
    title = escape(chart.title)
    role = "group" if any(chart.links) else "img"  # what is in a picture cannot be reached by the keyboard
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="{role}" '
        f'aria-label="{title}"><title>{title}</title>{DEFINITIONS}{"".join(drawn)}</svg>'
    )


def _bars(chart: Chart, largest: Number) -> tuple[int, list[str]]:
    """Draw lying bars: a name, a bar for each series, its value; targets are lines across."""
    room = WIDTH - NAME_WIDTH - VALUE_WIDTH
    step = BAR * len(chart.series) + GAP
    height = TOP + step * len(chart.labels) + GAP
    drawn = [*_legend(chart.series, _box)]
    for k, series in enumerate(chart.series):
        if series.target is not None:
            x = NAME_WIDTH + _scaled(series.target, largest, room)
            drawn.append(_target(x, height, k, f"chỉ tiêu {_value(chart, series.target)}"))
    for n, label in enumerate(chart.labels):
        y = TOP + n * step
        name = _text(NAME_WIDTH - 8, y + step / 2 - 1, _short(label), "end")
        drawn.append(_linked(chart, n, [name, *_bars_of(chart, n, y, largest)]))
    return height, drawn


def _bars_of(chart: Chart, place: int, y: int, largest: Number) -> Iterator[str]:
    """Draw the bars of one label, a series below the other, each with its value."""
    for k, series in enumerate(chart.series):
        value = series.values[place]
        width = _scaled(value, largest, WIDTH - NAME_WIDTH - VALUE_WIDTH)
        top = y + k * BAR
        yield (
            f'<rect x="{NAME_WIDTH}" y="{top}" width="{width:.1f}" height="{BAR - 3}" '
            f'fill="{FILLS[k % len(FILLS)]}" stroke="#333" stroke-width="0.6"/>'
        )
        yield _text(NAME_WIDTH + width + 5, top + BAR - 4, _value(chart, value))


def _linked(chart: Chart, place: int, drawn: list[str]) -> str:
    """Return what is drawn of a label, within the link to what is behind it."""
    address = chart.links[place] if place < len(chart.links) else None
    inside = "".join(drawn)
    return f"<a href={quoteattr(address)}>{inside}</a>" if address else inside


def _target(x: float, height: int, place: int, words: str) -> str:
    line = (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{height - GAP}" stroke="#000" '
        f'stroke-width="1.6" stroke-dasharray="{DASHES[(place + 1) % len(DASHES)]}"/>'
    )
    return line + _text(x - 4, TOP - 8, words, "end" if place % 2 == 0 else "start")


def _lines(chart: Chart, largest: Number) -> tuple[int, list[str]]:
    """Draw values over time: a dash pattern and a sign for each series, the values beside the points."""
    height = TOP + PLOT_HEIGHT + LABEL_HEIGHT
    left, right = 50.0, WIDTH - 30.0
    drawn = [*_legend(chart.series, _stroke), *_axis(chart, largest, left, right)]
    steps = max(len(chart.labels) - 1, 1)
    places = [left + 20 + (right - left - 40) * n / steps for n in range(len(chart.labels))]
    for k, series in enumerate(chart.series):
        points = [
            (x, TOP + PLOT_HEIGHT - _scaled(value, largest, PLOT_HEIGHT - 20), value)
            for x, value in zip(places, series.values, strict=True)
            if value is not None
        ]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        dash = DASHES[k % len(DASHES)]
        drawn.append(
            f'<polyline points="{way}" fill="none" stroke="#222" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        for x, y, value in points:
            drawn.append(_point(x, y, k))
            above = k % 2 == 0
            words = _value(chart, value, unit=chart.unit == "%")
            drawn.append(_text(x, y - 8 if above else y + 18, words, "middle", 11))
    turned = len(chart.labels) > 6  # noqa: PLR2004 - more names than fit side by side
    for n, (x, label) in enumerate(zip(places, chart.labels, strict=True)):
        drawn.append(_linked(chart, n, [_below(x, label, turned=turned)]))
    return height, drawn


def _axis(chart: Chart, largest: Number, left: float, right: float) -> Iterator[str]:
    for part in (0, 1, 2, 3, 4):
        y = TOP + PLOT_HEIGHT - (PLOT_HEIGHT - 20) * part / 4
        yield f'<line x1="{left}" x2="{right}" y1="{y}" y2="{y}" stroke="#bbb" stroke-width="0.7"/>'
        value = Decimal(largest) * part / 4
        yield _text(left - 6, y + 4, _value(chart, value.quantize(Decimal(1)), unit=False), "end", 11)


def _below(x: float, label: str, *, turned: bool) -> str:
    y = TOP + PLOT_HEIGHT + 18
    if not turned:
        return _text(x, y, label, "middle", 11)
    return f'<g transform="rotate(-35 {x:.1f} {y})">{_text(x, y, label, "end", 11)}</g>'


def _funnel(chart: Chart, largest: Number) -> tuple[int, list[str]]:
    """Draw each stage as a bar in the middle, as wide as its part of the first one."""
    values = chart.series[0].values
    room, step = WIDTH - NAME_WIDTH - VALUE_WIDTH - 60, 36
    drawn = []
    for n, (label, value) in enumerate(zip(chart.labels, values, strict=True)):
        width = _scaled(value, largest, room)
        x, y = NAME_WIDTH + (room - width) / 2, 10 + n * step
        look = 'fill="#cccccc" stroke="#333" stroke-width="0.8"'
        bar = f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{step - 10}" {look}/>'
        name = _text(NAME_WIDTH - 8, y + 17, _short(label), "end")
        drawn.append(
            _linked(chart, n, [name, bar, _text(NAME_WIDTH + room + 10, y + 17, _value(chart, value))])
        )
    return 20 + step * len(chart.labels), drawn


def _legend(series: tuple[Series, ...], sign: Callable[[int, int], str]) -> Iterator[str]:
    for k, each in enumerate(series):
        x = NAME_WIDTH + k * 170
        yield sign(x, k) + _text(x + 34, 15, each.name)


def _box(x: int, place: int) -> str:
    return f'<rect x="{x}" y="4" width="26" height="12" fill="{FILLS[place % len(FILLS)]}" stroke="#333"/>'


def _stroke(x: int, place: int) -> str:
    dash = DASHES[place % len(DASHES)]
    look = f'stroke="#222" stroke-width="2" stroke-dasharray="{dash}"'
    return f'<line x1="{x}" x2="{x + 28}" y1="10" y2="10" {look}/>' + _point(x + 14, 10, place)


def _point(x: float, y: float, place: int) -> str:
    if place % 2 == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#222"/>'
    look = 'fill="#fff" stroke="#222" stroke-width="2"'
    return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {look}/>'


def _text(x: float, y: float, words: str, anchor: str = "start", size: int = 12) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" {HALO}>{escape(words)}</text>'


def _largest(chart: Chart) -> Number:
    values = [value for series in chart.series for value in series.values if value is not None]
    return FULL if chart.unit == "%" else max(values, default=0) or 1


def _scaled(value: Number | None, largest: Number, room: float) -> float:
    return 0.0 if value is None else min(float(value) / float(largest), 1.0) * room


def _value(chart: Chart, value: Number | None, *, unit: bool = True) -> str:
    return "–" if value is None else f"{vietnamese(value)}{chart.unit if unit else ''}"


def _short(label: str) -> str:
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 1]}…"


DRAWERS: Final[dict[ChartKind, Callable[[Chart, Number], tuple[int, list[str]]]]] = {
    ChartKind.BARS: _bars,
    ChartKind.LINES: _lines,
    ChartKind.FUNNEL: _funnel,
}
