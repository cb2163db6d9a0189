"""Missing papers by who has to bring them: a list to remind with, the longest lists first.

A dossier is its clerk's, where the register names one. Else unit and sector stand for them: one-stop shops
have a clerk, or a counter, for each sector.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from reports import columns, listed, missing, prose
from reports.model import Column, Figure, Kind, Line, Question, Source, Table, Where
from reports.scope import Tree, sector_of

TITLE: Final = "Đôn đốc bổ sung giấy tờ số hóa theo cán bộ thụ lý"
NO_CLERK: Final = "Chưa ghi cán bộ"
SHOWN: Final = 20
COLUMNS: Final = (
    Column("name", "Đơn vị"),
    Column("clerk", "Cán bộ thụ lý", meaning="Theo sổ; hồ sơ chưa ghi cán bộ thì gom theo lĩnh vực."),
    Column("sector", "Lĩnh vực", Kind.LIST),
    columns.count("lacking", "Số hồ sơ"),
    Column(
        "papers",
        "Thành phần thiếu",
        Kind.COUNT,
        meaning="Tổng số thành phần còn thiếu của các hồ sơ đó.",
        opens="incomplete",
    ),
    columns.count("without_result", "Kết quả thiếu"),
    Column("oldest", "Hồ sơ cũ nhất", Kind.DAY),
    Column("list", "Mã hồ sơ và giấy tờ thiếu", Kind.LIST),
)
NOTES: Final = (
    "Cùng những hồ sơ như danh sách hồ sơ còn thiếu giấy tờ (báo cáo “missing”), xếp theo cán bộ thụ lý.",
    f"Mỗi dòng nêu nhiều nhất {SHOWN} hồ sơ, cũ nhất trước.",
    prose.PERIOD_NOTE,
)


class Desk(NamedTuple):
    """Who has to bring papers: the clerk of a unit; where none is named, its desk for a sector."""

    unit: str
    clerk: str
    sector: str | None


def build(source: Source, question: Question) -> Table:
    """Return a line for each clerk, or desk, the most dossiers first."""
    tree = Tree(question)
    desks: defaultdict[Desk, list[Figure]] = defaultdict(list)
    for figure in listed.inside(source, tree):
        if missing.is_wanted(figure, question):
            desks[_desk(tree, figure)].append(figure)
    ordered = sorted(
        desks.items(), key=lambda each: (-len(each[1]), each[0].unit, each[0].clerk, each[0][2] or "")
    )
    return Table(
        name="reminders",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(_line(tree, desk, figures) for desk, figures in ordered),
        notes=NOTES,
        text=(
            (
                f"Đề nghị {prose.many(len(desks), 'đầu mối')} trong danh sách bổ sung giấy tờ số hóa cho "
                f"{prose.dossiers(sum(map(len, desks.values())))} còn thiếu."
            ),
        ),
    )


def _desk(tree: Tree, figure: Figure) -> Desk:
    clerk = listed.clerk(figure)
    return Desk(tree.home(figure.dossier.unit), clerk, None if clerk else _sector(tree.question, figure))


def _sector(question: Question, figure: Figure) -> str:
    return sector_of(question.catalogue, figure.dossier.procedure, figure.dossier.received_on)


def _line(tree: Tree, desk: Desk, figures: list[Figure]) -> Line:
    question = tree.question
    oldest_first = sorted(figures, key=lambda each: (each.dossier.received_on, each.dossier.code))
    wanting = [figure for figure in figures if missing.lacks_components(figure, question)]
    cells = (
        *(tree.name(desk.unit), desk.clerk or NO_CLERK),
        tuple(sorted({_sector(question, figure) for figure in figures})),
        len(figures),
        sum(len(figure.missing) for figure in wanting),
        sum(missing.lacks_result(figure, question) for figure in figures),
        oldest_first[0].dossier.received_on,
        tuple(_papers(question, oldest_first[:SHOWN])),
    )
    where = Where(question.period, desk.unit, exact=True, sector=desk.sector, clerk=desk.clerk)
    return Line(cells, where)


def _papers(question: Question, figures: Iterable[Figure]) -> Iterable[str]:
    for figure in figures:
        papers = [title for _, title in figure.missing] if missing.lacks_components(figure, question) else []
        papers += ["kết quả giải quyết"] if missing.lacks_result(figure, question) else []
        yield f"{figure.dossier.code}: {', '.join(papers) or 'chưa rõ giấy tờ'}"
