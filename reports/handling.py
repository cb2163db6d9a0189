"""Handling of dossiers in the 13 columns of form II.06a/VPCP/KSTT (Thông tư 01/2020/TT-VPCP), and roll-ups.

* by sector: one agency that resolves directly, a line for each sector (II.06a);
* by unit: a line for each unit below (II.06b);
* by kind: the same columns rolled up once more (II.06c).

The identities of the form (`reports.identities`) are checked for every line; breaches stand under the table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from catalogue.tally import Tally
from reports import columns, prose
from reports.identities import Handling, breaches
from reports.lines import NAME, NUMBER, by_kind, grouped, total, unit_notes, unit_tallies
from reports.model import (
    Behind,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Line,
    Question,
    Series,
    Source,
    Table,
    Where,
)
from reports.scope import Tree, sector_of
from reports.tallying import tally, together

SECTORS: Final = "Tình hình, kết quả giải quyết thủ tục hành chính theo lĩnh vực"
UNITS: Final = "Tình hình, kết quả giải quyết thủ tục hành chính theo đơn vị"
KINDS: Final = "Tổng hợp tình hình, kết quả giải quyết thủ tục hành chính theo nhóm đơn vị"
RECEIVED: Final = "Tiếp nhận"
ENDED: Final = "Đã giải quyết"
OPEN: Final = "Đang giải quyết"
FIGURES: Final = (
    columns.count("total", "Tổng số", RECEIVED),
    columns.count("online", "Trong kỳ – Trực tuyến", RECEIVED),
    columns.count("direct", "Trong kỳ – Trực tiếp, dịch vụ bưu chính", RECEIVED),
    columns.count("carried", "Từ kỳ trước", RECEIVED),
    columns.count("ended", "Tổng số", ENDED),
    columns.count("early", "Trước hạn", ENDED),
    columns.count("on_time", "Đúng hạn", ENDED),
    columns.count("late", "Quá hạn", ENDED),
    columns.count("open", "Tổng số", OPEN),
    columns.count("open_in_time", "Trong hạn", OPEN),
    columns.count("open_late", "Quá hạn", OPEN),
)
SECTOR: Final = Column("name", "Lĩnh vực")
NOTES: Final = (
    "Đơn vị tính: số hồ sơ TTHC. Các cột theo Biểu số II.06a/VPCP/KSTT.",
    "(3)=(4)+(5)+(6); (7)=(8)+(9)+(10); (11)=(12)+(13); (3)=(7)+(11).",
    "“Đúng hạn” gồm cả hồ sơ xin rút, trả lại trong hạn và hồ sơ không có ngày hẹn trả.",
    prose.PERIOD_NOTE,
)
HELD: Final = "Các đẳng thức của biểu đều khớp ở mọi dòng."


def cells(counts: Tally) -> tuple[Cell, ...]:
    """Return columns (3) to (13) of a line."""
    return tuple(getattr(counts, column.key) for column in FIGURES)


def by_unit(source: Source, question: Question) -> Table:
    """Return a line for each unit, grouped by kind of unit."""
    tree = Tree(question)
    tallies = unit_tallies(source, tree)
    return _table("handling", UNITS, tree, tallies, grouped(tree, tallies, cells))


def by_unit_kind(source: Source, question: Question) -> Table:
    """Return a line for each kind of unit."""
    tree = Tree(question)
    tallies = unit_tallies(source, tree)
    return _table("handling-by-kind", KINDS, tree, tallies, by_kind(tree, tallies, cells))


def by_sector(source: Source, question: Question) -> Table:
    """Return a line for each sector of the procedures that had dossiers."""
    tree = Tree(question)
    units = tree.units()

    def sector(figure: Figure) -> str:
        return sector_of(question.catalogue, figure.dossier.procedure, figure.dossier.received_on)

    mine = (figure for figure in source.figures(question.period, units) if tree.inside(figure.dossier.unit))
    tallies = dict(sorted(tally(mine, question.period, sector).items()))
    lines = tuple(
        Line((str(n), name, *cells(each)), Where(question.period, question.unit, sector=name))
        for n, (name, each) in enumerate(tallies.items(), start=1)
    )
    table = _table("handling-by-sector", SECTORS, tree, tallies, lines)
    return replace(table, columns=(NUMBER, SECTOR, *FIGURES))


def _table(name: str, title: str, tree: Tree, tallies: dict[str, Tally], lines: tuple[Line, ...]) -> Table:
    whole = total(tree, tallies.values(), cells)
    return Table(
        name=name,
        title=title,
        question=tree.question,
        columns=(NUMBER, NAME, *FIGURES),
        lines=lines,
        sum=whole,
        notes=(*NOTES, *checked((*lines, whole)), *unit_notes(tree)),
        text=tuple(_text(tree, together(tallies.values()))),
        charts=tuple(_charts(lines)),
    )


def checked(lines: Iterable[Line]) -> Iterator[str]:
    """Yield what is wrong with which line, or one sentence that nothing is."""
    found = False
    for line in lines:
        numbers = [cell for cell in line.cells[2:] if isinstance(cell, int)]
        for words in breaches(Handling(*numbers)):
            found = True
            yield f"Số liệu không khớp – {line.cells[1]}: {words}."
    if not found:
        yield HELD


def _text(tree: Tree, whole: Tally) -> Iterator[str]:
    question, share = tree.question, tree.question.percent
    yield (
        f"Tổng số hồ sơ {prose.unit_words(tree)} tiếp nhận {prose.period_words(question.period)} là "
        f"{prose.dossiers(whole.total)} (trong đó: trực tuyến {prose.dossiers(whole.online)}; trực tiếp "
        "và qua dịch "
        f"vụ bưu chính công ích {prose.dossiers(whole.direct)}; kỳ trước chuyển sang "
        f"{prose.dossiers(whole.carried)})."
    )
    in_time = whole.early + whole.on_time
    yield (
        f"Số hồ sơ đã giải quyết là {prose.dossiers(whole.ended)}: trước hạn "
        f"{prose.dossiers(whole.early)}, đúng hạn "
        f"{prose.dossiers(whole.on_time)}, quá hạn {prose.dossiers(whole.late)}. Tỷ lệ giải quyết trước "
        "hạn và đúng "
        f"hạn: {prose.reached(in_time, whole.ended, share(in_time, whole.ended))}."
    )
    yield (
        f"Số hồ sơ đang giải quyết là {prose.dossiers(whole.open)}: trong hạn "
        f"{prose.dossiers(whole.open_in_time)}, "
        f"quá hạn {prose.dossiers(whole.open_late)}."
    )
    if whole.withdrawn or whole.returned:
        yield (
            f"Trong số hồ sơ đã kết thúc có {prose.dossiers(whole.withdrawn)} xin rút và "
            f"{prose.dossiers(whole.returned)} trả lại."
        )


def _charts(lines: tuple[Line, ...]) -> Iterator[Chart]:
    plain = [line for line in lines if not line.strong]
    if plain:
        place = 2 + [column.key for column in FIGURES].index("total")
        values = partial(_numbers, plain)
        yield Chart(
            "Hồ sơ tiếp nhận và đã giải quyết",
            ChartKind.BARS,
            tuple(str(line.cells[1]) for line in plain),
            (Series("Tiếp nhận", values(place)), Series("Đã giải quyết", values(place + 4))),
            " hồ sơ",
            tuple(Behind(line.where, "total") if line.where else None for line in plain),
        )


def _numbers(lines: list[Line], place: int) -> tuple[int | None, ...]:
    return tuple(cell if isinstance(cell := line.cells[place], int) else None for line in lines)
