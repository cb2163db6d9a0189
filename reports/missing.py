"""What is still missing: each dossier that keeps a ratio of the period below 100 %, and the papers it wants.

A dossier is listed if it was received in the period and lacks a component, or was resolved in the period and
its result is not digitised: exactly the dossiers between the numerators and the denominators of the ratios.
"""

from typing import Final

from reports import listed, prose
from reports.counts import COUNTS
from reports.model import Cell, Column, Figure, Kind, Line, Question, Source, Table
from reports.scope import Tree

TITLE: Final = "Danh sách hồ sơ còn thiếu giấy tờ số hóa"
NO_RESULT: Final = "Chưa số hóa"
COLUMNS: Final = (
    *listed.COLUMNS,
    Column("clerk", "Cán bộ thụ lý"),
    Column("missing", "Thành phần còn thiếu", Kind.LIST),
    Column("result", "Kết quả giải quyết"),
)
NOTES: Final = (
    "Gồm hồ sơ tiếp nhận trong kỳ còn thiếu thành phần và hồ sơ giải quyết trong kỳ chưa số hóa kết quả.",
    prose.PERIOD_NOTE,
)


def build(source: Source, question: Question) -> Table:
    """Return the missing list, by unit, day of receipt and dossier code."""
    tree = Tree(question)
    wanted = listed.in_order([f for f in listed.inside(source, tree) if is_wanted(f, question)])
    return Table(
        name="missing",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(Line(_cells(tree, figure)) for figure in wanted),
        notes=(f"Số hồ sơ trong danh sách: {len(wanted)}.", *NOTES),
        text=(
            (
                f"Qua rà soát, hồ sơ {prose.period_words(question.period)} của {prose.unit_words(tree)} còn "
                f"{prose.dossiers(len(wanted))} thiếu giấy tờ số hóa, danh sách tại Phụ lục kèm theo."
            ),
        ),
    )


def is_wanted(figure: Figure, question: Question) -> bool:
    """Tell whether a dossier of the period wants a component or its result."""
    return lacks_components(figure, question) or lacks_result(figure, question)


def lacks_components(figure: Figure, question: Question) -> bool:
    """Tell whether a dossier received in the period wants a component."""
    return COUNTS["incomplete"].test(figure, question.period)


def lacks_result(figure: Figure, question: Question) -> bool:
    """Tell whether a dossier resolved in the period wants its result."""
    return COUNTS["without_result"].test(figure, question.period)


def _cells(tree: Tree, figure: Figure) -> tuple[Cell, ...]:
    return (
        *listed.cells(tree, figure),
        listed.clerk(figure),
        tuple(title for _, title in figure.missing) if lacks_components(figure, tree.question) else (),
        NO_RESULT if lacks_result(figure, tree.question) else "",
    )
