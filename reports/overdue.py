"""Overdue dossiers and why: ended late in the period, or open past their day due on its last day."""

from collections import Counter
from datetime import date
from typing import Final

from reports import course, listed, prose
from reports.counts import COUNTS
from reports.model import (
    Behind,
    Chart,
    ChartKind,
    Column,
    Figure,
    Kind,
    Line,
    Question,
    Series,
    Source,
    Table,
    Where,
)
from reports.scope import Tree

TITLE: Final = "Hồ sơ quá hạn và nguyên nhân"
COLUMNS: Final = (
    *listed.COLUMNS,
    Column("due_on", "Ngày hẹn trả", Kind.DAY),
    Column("ended_on", "Ngày trả", Kind.DAY),
    Column(
        "days",
        "Số ngày quá hạn",
        Kind.COUNT,
        meaning="Ngày theo lịch, tính đến ngày trả hoặc ngày cuối kỳ; "
        "để trống khi sổ ghi quá hạn mà ngày hẹn trả không cho biết bao nhiêu ngày.",
    ),
    Column("state", "Tình trạng"),
    Column("reason", "Nguyên nhân"),
)
NOTES: Final = (
    "Gồm hồ sơ kết thúc quá hạn trong kỳ và hồ sơ đang giải quyết đã quá hạn vào ngày cuối kỳ.",
    "Hồ sơ tạm dừng chờ bổ sung không tính là quá hạn.",
    prose.PERIOD_NOTE,
)


def build(source: Source, question: Question) -> Table:
    """Return the overdue dossiers, the longest overdue first, with the reasons counted."""
    tree = Tree(question)
    found = listed.in_order([f for f in listed.inside(source, tree) if _is_overdue(f, question)])
    found.sort(key=lambda figure: -(_days(figure, question) or 0))
    reasons = Counter(course.reason(figure) for figure in found)
    return Table(
        name="overdue",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(_line(tree, figure) for figure in found),
        notes=(f"Số hồ sơ trong danh sách: {len(found)}.", *NOTES),
        text=tuple(_text(tree, found, reasons)),
        charts=(_chart(question, reasons),) if found else (),
    )


def _is_overdue(figure: Figure, question: Question) -> bool:
    return COUNTS["overdue"].test(figure, question.period)


def _days(figure: Figure, question: Question) -> int | None:
    """Return the days of delay; None where only the register's own word says that there was any."""
    due = figure.dossier.due_on
    days = (_until(figure, question) - due).days if due else 0
    return days if days > 0 else None


def _until(figure: Figure, question: Question) -> date:
    """Return the day to which delay is counted: the end of the dossier, or of the period."""
    return min(figure.dossier.ended_on or date.max, question.period.last)


def _line(tree: Tree, figure: Figure) -> Line:
    question = tree.question
    is_open = course.is_open(figure, question.period)
    return Line(
        (
            *listed.cells(tree, figure),
            *(figure.dossier.due_on, None if is_open else figure.dossier.ended_on),
            _days(figure, question),
            "Đang giải quyết" if is_open else _end(figure),
            course.reason(figure),
        )
    )


def _end(figure: Figure) -> str:
    if figure.dossier.withdrawn_on:
        return "Xin rút"
    return "Trả lại" if figure.dossier.returned_on else "Đã giải quyết"


def _text(tree: Tree, found: list[Figure], reasons: Counter[str]) -> list[str]:
    period = tree.question.period
    still = sum(course.is_open(figure, period) for figure in found)
    first = (
        f"Trong kỳ, {prose.unit_words(tree)} có {prose.dossiers(len(found))} quá hạn, gồm "
        f"{prose.dossiers(len(found) - still)} đã giải quyết và {prose.dossiers(still)} đang giải quyết."
    )
    causes = "; ".join(f"{words.lower()} {prose.dossiers(count)}" for words, count in reasons.most_common())
    return [first, f"Nguyên nhân: {causes}."] if causes else [first]


def _chart(question: Question, reasons: Counter[str]) -> Chart:
    ordered = reasons.most_common()
    series = Series("Số hồ sơ", tuple(count for _, count in ordered))
    labels = tuple(words for words, _ in ordered)
    behind = tuple(Behind(Where(question.period, question.unit, reason=words), "overdue") for words in labels)
    return Chart("Nguyên nhân quá hạn", ChartKind.BARS, labels, (series,), " hồ sơ", behind)
