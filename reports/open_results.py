"""Results that are scanned although their dossier still stands open: handed out, but not closed."""

from typing import Final

from reports import course, listed, prose
from reports.counts import COUNTS
from reports.model import Column, Figure, Kind, Line, Question, Source, Table
from reports.scope import Tree

TITLE: Final = "Hồ sơ đã số hóa kết quả nhưng chưa kết thúc trên phần mềm"
COLUMNS: Final = (
    *listed.COLUMNS,
    Column("due_on", "Ngày hẹn trả", Kind.DAY),
    Column("state", "Tình trạng"),
)
NOTES: Final = (
    "Kết quả giải quyết đã được quét vào hồ sơ nhưng sổ theo dõi chưa ghi ngày trả kết quả đến ngày cuối kỳ.",
    "Hãy kết thúc hồ sơ trên phần mềm một cửa, hoặc kiểm tra giấy tờ đã xếp nhầm hồ sơ.",
)


def build(source: Source, question: Question) -> Table:
    """Return the dossiers open on the last day of the period whose result is digitised."""
    tree = Tree(question)
    found = listed.in_order([f for f in listed.inside(source, tree) if _is_forgotten(f, question)])
    return Table(
        name="open-results",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(_line(tree, figure) for figure in found),
        notes=(f"Số hồ sơ trong danh sách: {len(found)}.", *NOTES),
        text=(
            (
                f"Đến ngày {prose.day(question.period.last)}, {prose.unit_words(tree)} có "
                f"{prose.dossiers(len(found))} "
                f"đã số hóa kết quả nhưng chưa kết thúc trên phần mềm."
            ),
        ),
    )


def _is_forgotten(figure: Figure, question: Question) -> bool:
    return COUNTS["open_with_result"].test(figure, question.period)


def _line(tree: Tree, figure: Figure) -> Line:
    late = course.is_late(figure, tree.question.period.last)
    state = "Quá hạn" if late else "Trong hạn"
    return Line((*listed.cells(tree, figure), figure.dossier.due_on, state))
