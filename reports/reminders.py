"""Missing papers by who has to bring them: a list to remind with, the longest lists first.

The register does not name the clerk of a dossier. One-stop shops have a clerk, or a counter, for each sector:
unit and sector stand for them.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from reports import listed, missing, prose
from reports.model import Cell, Column, Figure, Kind, Line, Question, Source, Table
from reports.scope import Tree, sector_of

TITLE: Final = "Đôn đốc bổ sung giấy tờ số hóa theo đơn vị và lĩnh vực phụ trách"
SHOWN: Final = 20
COLUMNS: Final = (
    Column("name", "Đơn vị"),
    Column("sector", "Lĩnh vực phụ trách"),
    Column("dossiers", "Số hồ sơ", Kind.COUNT, meaning="Hồ sơ còn thiếu thành phần hoặc kết quả số hóa."),
    Column(
        "papers", "Thành phần thiếu", Kind.COUNT, meaning="Tổng số thành phần còn thiếu của các hồ sơ đó."
    ),
    Column("results", "Kết quả thiếu", Kind.COUNT, meaning="Số hồ sơ đã giải quyết chưa số hóa kết quả."),
    Column("oldest", "Hồ sơ cũ nhất", Kind.DAY),
    Column("list", "Mã hồ sơ và giấy tờ thiếu", Kind.LIST),
)
NOTES: Final = (
    "Cùng những hồ sơ như danh sách hồ sơ còn thiếu giấy tờ (báo cáo “missing”), xếp theo quầy, lĩnh vực.",
    f"Mỗi dòng nêu nhiều nhất {SHOWN} hồ sơ, cũ nhất trước.",
    prose.PERIOD_NOTE,
)


def build(source: Source, question: Question) -> Table:
    """Return a line for each unit and sector, the most dossiers first."""
    tree = Tree(question)
    groups: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in listed.inside(source, tree):
        if missing.is_wanted(figure, question):
            groups[figure.dossier.unit, _sector(question, figure)].append(figure)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return Table(
        name="reminders",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(Line(_cells(tree, *key, figures)) for key, figures in ordered),
        notes=NOTES,
        text=(
            (
                f"Đề nghị {prose.many(len(groups), 'đầu mối')} trong danh sách bổ sung giấy tờ số hóa cho "
                f"{prose.dossiers(sum(map(len, groups.values())))} còn thiếu."
            ),
        ),
    )


def _sector(question: Question, figure: Figure) -> str:
    return sector_of(question.catalogue, figure.dossier.procedure, figure.dossier.received_on)


def _cells(tree: Tree, unit: str, sector: str, figures: list[Figure]) -> tuple[Cell, ...]:
    question = tree.question
    oldest_first = sorted(figures, key=lambda each: (each.dossier.received_on, each.dossier.code))
    wanting = [figure for figure in figures if missing.lacks_components(figure, question)]
    return (
        *(tree.name(unit), sector, len(figures)),
        sum(len(figure.missing) for figure in wanting),
        sum(missing.lacks_result(figure, question) for figure in figures),
        oldest_first[0].dossier.received_on,
        tuple(_papers(question, oldest_first[:SHOWN])),
    )


def _papers(question: Question, figures: Iterable[Figure]) -> Iterable[str]:
    for figure in figures:
        papers = [title for _, title in figure.missing] if missing.lacks_components(figure, question) else []
        papers += ["kết quả giải quyết"] if missing.lacks_result(figure, question) else []
        yield f"{figure.dossier.code}: {', '.join(papers) or 'chưa rõ giấy tờ'}"
