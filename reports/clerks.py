"""What each clerk did: papers looked over, dossiers changed, files uploaded, and on how many days.

From the decisions and the audit log, in which every change stands with who made it. It tells how much work
there is, and how it is shared out; it does not tell how hard it was.
"""

from collections import defaultdict
from typing import Final

from catalogue.work import ClerkWork
from reports import prose
from reports.file_counts import KINDS
from reports.lines import TOTAL
from reports.model import (
    ANY,
    Behind,
    Cell,
    Chart,
    ChartKind,
    Column,
    Kind,
    Line,
    Question,
    Series,
    Source,
    Table,
    Where,
)
from reports.scope import Tree

TITLE: Final = "Khối lượng công việc của công chức"
COLUMNS: Final = (
    Column("name", "Họ và tên"),
    Column("account", "Tài khoản"),
    Column("unit", "Đơn vị của hồ sơ", Kind.LIST),
    *(
        Column(kind, title, Kind.COUNT, "", meaning, f"deed_{kind}")
        for kind, (title, meaning) in KINDS.items()
    ),
    Column(
        "days",
        "Số ngày làm",
        Kind.COUNT,
        meaning="Ngày có ít nhất một việc trong các cột trên.",
        opens="deeds",
    ),
    Column(
        "a_day",
        "Giấy tờ mỗi ngày",
        Kind.COUNT,
        meaning="Giấy tờ đã rà soát / số ngày làm, làm tròn nửa lên.",
        opens="deed_papers",
    ),
)
COUNTED: Final = tuple(KINDS)
NOTES: Final = (
    "Theo quyết định rà soát và nhật ký thao tác; chỉ gồm người có tài khoản, không gồm việc máy tự làm.",
    "Ngày tính theo giờ Việt Nam. Công chức làm cho nhiều đơn vị: số ngày lấy ở đơn vị làm nhiều nhất.",
    prose.PERIOD_NOTE,
)


def build(source: Source, question: Question) -> Table:
    """Return a line for each person who did something in the period, the most papers first."""
    tree = Tree(question)
    people: defaultdict[str, list[ClerkWork]] = defaultdict(list)
    for work in source.clerks(question.period):
        if tree.inside(work.unit):
            people[work.account].append(work)
    ordered = sorted(people.values(), key=lambda works: (-_sum(works, "papers"), works[0].account))
    papers = sum(_sum(works, "papers") for works in ordered)
    return Table(
        name="clerks",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(_line(tree, works) for works in ordered),
        sum=_total(question, [work for works in ordered for work in works]),
        notes=NOTES,
        text=(
            (
                f"Trong kỳ có {prose.many(len(ordered), 'công chức')} làm việc trên hệ thống, rà soát "
                f"{prose.many(papers, 'giấy tờ')}."
            ),
        ),
        charts=(_chart(question, ordered),),
    )


def _sum(works: list[ClerkWork], name: str) -> int:
    return sum(getattr(work, name) for work in works)


def _line(tree: Tree, works: list[ClerkWork]) -> Line:
    days, papers = max(work.days for work in works), _sum(works, "papers")
    units = tuple(tree.name(work.unit) for work in works if work.unit)
    counts = tuple(_sum(works, name) for name in COUNTED)
    rate = (2 * papers + days) // (2 * days)
    cells: tuple[Cell, ...] = (works[0].name, works[0].account, units, *counts, days, rate)
    return Line(cells, _where(tree.question, works[0].account))


def _where(question: Question, account: str) -> Where:
    return Where(question.period, question.unit, account=account)


def _total(question: Question, works: list[ClerkWork]) -> Line:
    cells: tuple[Cell, ...] = (TOTAL, "", (), *(_sum(works, name) for name in COUNTED), None, None)
    return Line(cells, _where(question, ANY), strong=True)


def _chart(question: Question, people: list[list[ClerkWork]]) -> Chart:
    labels = tuple(works[0].name for works in people)
    series = Series("Giấy tờ đã rà soát", tuple(_sum(works, "papers") for works in people))
    behind = tuple(Behind(_where(question, works[0].account), "deed_papers") for works in people)
    return Chart("Giấy tờ đã rà soát theo công chức", ChartKind.BARS, labels, (series,), " giấy tờ", behind)
