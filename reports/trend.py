"""The two ratios over time: the period cut into months, quarters, reporting quarters or years."""

from typing import Final

from catalogue.tally import Tally
from reports import columns, prose
from reports.model import Behind, Cell, Chart, ChartKind, Column, Line, Question, Series, Source, Table, Where
from reports.periods import STEPS, Part, split
from reports.scope import Tree
from reports.tallying import together

TITLE: Final = "Diễn biến tỷ lệ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"
COLUMNS: Final = (
    Column("part", "Kỳ"),
    columns.count("received", "Tiếp nhận"),
    columns.count("complete", "Số hóa đủ thành phần"),
    columns.ratio("complete_ratio", "Tỷ lệ đầu vào", "complete", "received"),
    columns.count("resolved", "Đã giải quyết"),
    columns.count("results", "Số hóa kết quả"),
    columns.ratio("results_ratio", "Tỷ lệ đầu ra", "results", "resolved"),
)


def build(source: Source, question: Question) -> Table:
    """Return a line for each part of the period, and their sum; the parts share no day."""
    tree = Tree(question)
    units = tree.units()
    pieces = list(split(question.period, question.step))
    counted = source.tallies([piece.period for piece in pieces], units)
    parts = [(piece, together(tallies)) for piece, tallies in zip(pieces, counted, strict=True)]
    whole = together(tally for _, tally in parts)
    return Table(
        name="trend",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(_line(question, part, tally) for part, tally in parts),
        sum=Line(("Cả kỳ", *_cells(question, whole)), Where(question.period, question.unit), strong=True),
        notes=(
            f"Chia theo {STEPS[question.step].title}; kỳ đầu, kỳ cuối có thể không trọn.",
            prose.PERIOD_NOTE,
            prose.rule_note(question),
        ),
        text=tuple(_text(question, parts)),
        charts=(_chart(question, parts),),
    )


def _line(question: Question, part: Part, tally: Tally) -> Line:
    return Line((part.label, *_cells(question, tally)), Where(part.period, question.unit))


def _cells(question: Question, tally: Tally) -> tuple[Cell, ...]:
    return (
        *(tally.received, tally.complete, question.percent(tally.complete, tally.received)),
        *(tally.resolved, tally.results, question.percent(tally.results, tally.resolved)),
    )


def _text(question: Question, parts: list[tuple[Part, Tally]]) -> list[str]:
    return [
        f"- {part.label}: đầu vào "
        f"{prose.reached(t.complete, t.received, question.percent(t.complete, t.received))}; "
        f"đầu ra {prose.reached(t.results, t.resolved, question.percent(t.results, t.resolved))}."
        for part, t in parts
        if t.received or t.resolved
    ]


def _chart(question: Question, parts: list[tuple[Part, Tally]]) -> Chart:
    return Chart(
        "Tỷ lệ số hóa theo thời gian",
        ChartKind.LINES,
        tuple(part.label.removeprefix("Tháng ") for part, _ in parts),
        (
            Series("Đầu vào", tuple(question.percent(t.complete, t.received) for _, t in parts)),
            Series("Đầu ra", tuple(question.percent(t.results, t.resolved) for _, t in parts)),
        ),
        "%",
        tuple(Behind(Where(part.period, question.unit), "lacking") for part, _ in parts),
    )
