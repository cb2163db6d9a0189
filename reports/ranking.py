"""Units in the order of their input ratio, then of their output ratio; equal ones share a place."""

from decimal import Decimal
from typing import Final

from catalogue.tally import Tally
from reports import columns, prose
from reports.lines import NAME, unit_bars, unit_notes, unit_tallies, unit_where
from reports.model import Chart, ChartKind, Column, Kind, Line, Question, Series, Source, Table
from reports.percent import vietnamese_percent
from reports.scope import Tree
from reports.targets import target_of

TITLE: Final = "Xếp hạng đơn vị theo tỷ lệ số hóa"
COLUMNS: Final = (
    Column(
        "place", "Hạng", Kind.COUNT, meaning="Theo tỷ lệ đầu vào, rồi tỷ lệ đầu ra; bằng nhau thì đồng hạng."
    ),
    NAME,
    columns.count("complete", "Số hóa đủ thành phần"),
    columns.count("received", "Tiếp nhận"),
    columns.ratio("complete_ratio", "Tỷ lệ đầu vào", "complete", "received"),
    columns.count("results", "Số hóa kết quả"),
    columns.count("resolved", "Đã giải quyết"),
    columns.ratio("results_ratio", "Tỷ lệ đầu ra", "results", "resolved"),
)
Key = tuple[Decimal, Decimal]


def build(source: Source, question: Question) -> Table:
    """Return the units, best first; those without dossiers have no place and are left out."""
    tree = Tree(question)
    tallies = [t for t in unit_tallies(source, tree).values() if t.received or t.resolved]
    tallies.sort(key=lambda tally: (*_negative(_key(question, tally)), tree.shown(tally.unit)))
    keys = [_key(question, tally) for tally in tallies]
    lines = tuple(_line(tree, keys.index(key) + 1, tally) for key, tally in zip(keys, tallies, strict=True))
    return Table(
        name="ranking",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=lines,
        notes=(prose.PERIOD_NOTE, prose.rule_note(question), *unit_notes(tree)),
        text=_text(lines),
        charts=(_chart(tree, tallies),) if tallies else (),
    )


def _key(question: Question, tally: Tally) -> Key:
    """Return the ratios that decide; a ratio of nothing comes last."""
    none = Decimal(-1)
    first = question.percent(tally.complete, tally.received)
    second = question.percent(tally.results, tally.resolved)
    return (none if first is None else first, none if second is None else second)


def _negative(key: Key) -> Key:
    return (-key[0], -key[1])


def _line(tree: Tree, place: int, tally: Tally) -> Line:
    share = tree.question.percent
    cells = (
        *(place, tree.shown(tally.unit)),
        *(tally.complete, tally.received, share(tally.complete, tally.received)),
        *(tally.results, tally.resolved, share(tally.results, tally.resolved)),
    )
    return Line(cells, unit_where(tree, tally.unit))


def _text(lines: tuple[Line, ...]) -> tuple[str, ...]:
    if not lines:
        return ("Trong kỳ không có đơn vị nào phát sinh hồ sơ.",)
    first, last = lines[0].cells, lines[-1].cells
    best = f"Đứng đầu là {first[1]} ({_shown(first[4])} đầu vào, {_shown(first[7])} đầu ra)"
    worst = f"; thấp nhất là {last[1]} ({_shown(last[4])} đầu vào, {_shown(last[7])} đầu ra)"
    return (f"{best}{worst if len(lines) > 1 else ''}.",)


def _shown(cell: object) -> str:
    return vietnamese_percent(cell if isinstance(cell, Decimal) else None)


def _chart(tree: Tree, tallies: list[Tally]) -> Chart:
    goals = {target_of(tree, tree.kind(tally.unit), tally.unit) for tally in tallies}
    target = goals.pop() if len(goals) == 1 else None  # one line across only where all have the same target
    values = tuple(tree.question.percent(t.complete, t.received) for t in tallies)
    series = Series("Đầu vào", values, target.complete if target else None)
    labels = tuple(tree.shown(tally.unit) for tally in tallies)
    behind = unit_bars(tree, [tally.unit for tally in tallies], "incomplete")
    return Chart("Tỷ lệ số hóa đầu vào", ChartKind.BARS, labels, (series,), "%", behind)
