"""Lines of a table by unit: numbered, grouped by kind of unit, with the sum of each group and of all.

The groups stand in the order in which provinces list them (I sở, ban, ngành; II văn phòng đăng ký đất đai;
III cấp huyện; then cấp xã), as in the digitisation table of Quyết định 766/QĐ-TTg.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from catalogue.kinds import KIND_TITLES
from catalogue.model import UnitKind
from catalogue.tally import Tally
from reports.model import Behind, Cell, Column, Line, Source, Where
from reports.percent import vietnamese
from reports.scope import Tree, ended_units
from reports.tallying import together

ROMAN: Final = ("I", "II", "III", "IV", "V")
NUMBER: Final = Column("number", "TT")
NAME: Final = Column("name", "Đơn vị")
TOTAL: Final = "Tổng cộng"
MOST_NAMED: Final = 20  # ended units; the merger of a whole province would fill pages

Cells = Callable[[Tally], tuple[Cell, ...]]


def unit_tallies(source: Source, tree: Tree) -> dict[str, Tally]:
    """Return the counts by unit, by code; every unit that could receive dossiers has its line."""
    question = tree.question
    found = {code: Tally(code) for code in tree.receiving()}
    (tallies,) = source.tallies([question.period], tree.units())
    for tally in tallies:
        home = tree.home(tally.unit)
        found[home] = found.get(home, Tally(home)) + tally
    return dict(sorted(found.items()))


def grouped(tree: Tree, tallies: dict[str, Tally], cells: Cells) -> tuple[Line, ...]:
    """Return the lines (number, name, *cells); groups are headed where there is more than one."""
    groups: defaultdict[UnitKind, list[Tally]] = defaultdict(list)
    for tally in tallies.values():
        groups[tree.kind(tally.unit)].append(tally)
    present = [(kind, groups[kind]) for kind in UnitKind if kind in groups]
    lines: list[Line] = []
    for roman, (kind, members) in zip(ROMAN, present, strict=False):
        if len(present) > 1:
            lines.append(_group_line(tree, roman, kind, cells(together(members))))
        lines += _unit_lines(tree, members, cells)
    return tuple(lines)


def by_kind(tree: Tree, tallies: dict[str, Tally], cells: Cells) -> tuple[Line, ...]:
    """Return a line for each kind of unit (number, its name, *cells)."""
    groups: defaultdict[UnitKind, list[Tally]] = defaultdict(list)
    for tally in tallies.values():
        groups[tree.kind(tally.unit)].append(tally)
    present = [kind for kind in UnitKind if kind in groups]
    return tuple(
        Line(
            (str(n), KIND_TITLES[kind], *cells(together(groups[kind]))),
            Where(tree.question.period, tree.question.unit, kind=kind),
        )
        for n, kind in enumerate(present, start=1)
    )


def total(tree: Tree, tallies: Iterable[Tally], cells: Cells) -> Line:
    """Return the line that sums up all units of the question."""
    where = Where(tree.question.period, tree.question.unit)
    return Line(("", TOTAL, *cells(together(tallies))), where, strong=True)


def unit_where(tree: Tree, code: str) -> Where:
    """Return what a line of one unit is about."""
    return Where(tree.question.period, code, exact=True)


def unit_bars(tree: Tree, codes: Iterable[str], of: str) -> tuple[Behind, ...]:
    """Return what the bars of units open: the dossiers of a count, unit by unit."""
    return tuple(Behind(unit_where(tree, code), of) for code in codes)


def unit_notes(tree: Tree) -> Iterator[str]:
    """Say which units ended within the period, and where their dossiers are shown."""
    ended = ended_units(tree)
    if not ended:
        return
    if len(ended) > MOST_NAMED:
        yield f"Trong kỳ có {vietnamese(len(ended))} đơn vị kết thúc hoạt động; sau tên ghi ngày cuối cùng."
    else:
        names = "; ".join(f"{unit.name} ({unit.code}) đến hết {unit.on:%d/%m/%Y}" for unit in ended)
        yield f"Trong kỳ có đơn vị kết thúc hoạt động: {names}."
    if tree.question.mapped:
        yield "Hồ sơ của đơn vị đã kết thúc ghi cho đơn vị kế thừa; nơi có nhiều đơn vị kế thừa thì để riêng."
    else:
        yield "Hồ sơ ghi cho đơn vị đã tiếp nhận, theo cây đơn vị tại thời điểm đó; không tính hai lần."


def _group_line(tree: Tree, roman: str, kind: UnitKind, cells: tuple[Cell, ...]) -> Line:
    where = Where(tree.question.period, tree.question.unit, kind=kind)
    return Line((roman, KIND_TITLES[kind], *cells), where, strong=True)


def _unit_lines(tree: Tree, members: Sequence[Tally], cells: Cells) -> Iterator[Line]:
    for n, tally in enumerate(members, start=1):
        yield Line((str(n), tree.shown(tally.unit), *cells(tally)), unit_where(tree, tally.unit))
