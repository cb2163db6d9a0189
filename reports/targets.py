"""The two ratios of each unit against the targets that the plan sets for it, or for its kind of unit.

Targets stand in the catalogue with the number of the plan that sets them. The target that
holds on the last day of the period counts.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from catalogue.kinds import KIND_TITLES
from catalogue.model import Target, UnitKind
from catalogue.tally import Tally
from reports import columns, prose
from reports.lines import NAME, NUMBER, unit_bars, unit_notes, unit_tallies, unit_where
from reports.model import Cell, Chart, ChartKind, Column, Kind, Line, Question, Series, Source, Table
from reports.scope import Tree

TITLE: Final = "Kết quả thực hiện chỉ tiêu số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"
INPUT: Final = "Số hóa thành phần hồ sơ (đầu vào)"
OUTPUT: Final = "Số hóa kết quả (đầu ra)"
REACHED: Final = {True: "Đạt", False: "Chưa đạt", None: "–"}
COLUMNS: Final = (
    NUMBER,
    NAME,
    Column("kind", "Nhóm đơn vị"),
    columns.count("complete", "Đã số hóa", INPUT),
    columns.count("received", "Tiếp nhận", INPUT),
    columns.ratio("complete_ratio", "Tỷ lệ", "complete", "received", INPUT),
    Column("input_target", "Chỉ tiêu", Kind.RATIO, INPUT, "Chỉ tiêu của kế hoạch cho nhóm đơn vị."),
    Column("input_reached", "Đánh giá", group=INPUT, meaning="Đạt khi tỷ lệ không thấp hơn chỉ tiêu."),
    columns.count("results", "Đã số hóa", OUTPUT),
    columns.count("resolved", "Đã giải quyết", OUTPUT),
    columns.ratio("results_ratio", "Tỷ lệ", "results", "resolved", OUTPUT),
    Column("output_target", "Chỉ tiêu", Kind.RATIO, OUTPUT, "Chỉ tiêu của kế hoạch cho nhóm đơn vị."),
    Column("output_reached", "Đánh giá", group=OUTPUT, meaning="Đạt khi tỷ lệ không thấp hơn chỉ tiêu."),
    Column("plan", "Kế hoạch", meaning="Số, ký hiệu của kế hoạch giao chỉ tiêu."),
)


def build(source: Source, question: Question) -> Table:
    """Return each unit's ratios beside its targets, and whether it has reached them."""
    tree = Tree(question)
    tallies = unit_tallies(source, tree)
    lines = tuple(_line(tree, n, tally) for n, tally in enumerate(tallies.values(), start=1))
    return Table(
        name="targets",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=lines,
        notes=(*_target_notes(tree, tallies), prose.rule_note(question), *unit_notes(tree)),
        text=(_text(lines),),
        charts=tuple(_charts(tree, tallies)),
    )


def target_of(tree: Tree, kind: UnitKind, unit: str | None = None) -> Target | None:
    """Return the target for a unit, or its kind, on the last day of the period; None: no plan sets one."""
    return tree.question.catalogue.target(kind, tree.question.period.last, unit)


def reached(ratio: Decimal | None, goal: Decimal | None) -> bool | None:
    """Tell whether a ratio has reached a goal; None where one of the two is not there."""
    return None if ratio is None or goal is None else ratio >= goal


def _line(tree: Tree, number: int, tally: Tally) -> Line:
    share, kind = tree.question.percent, tree.kind(tally.unit)
    target = target_of(tree, kind, tally.unit)
    goals = (target.complete, target.results) if target else (None, None)
    ratios = share(tally.complete, tally.received), share(tally.results, tally.resolved)
    verdicts = [REACHED[reached(ratio, goal)] for ratio, goal in zip(ratios, goals, strict=True)]
    cells: tuple[Cell, ...] = (
        *(str(number), tree.shown(tally.unit), KIND_TITLES[kind]),
        *(tally.complete, tally.received, ratios[0], goals[0], verdicts[0]),
        *(tally.results, tally.resolved, ratios[1], goals[1], verdicts[1]),
        target.plan if target else "Chưa có chỉ tiêu",
    )
    return Line(cells, unit_where(tree, tally.unit))


def _target_notes(tree: Tree, tallies: dict[str, Tally]) -> Iterator[str]:
    kinds = dict.fromkeys(tree.kind(code) for code in tallies)
    found = {KIND_TITLES[kind]: target_of(tree, kind) for kind in kinds}
    own = {tree.shown(code): target_of(tree, UnitKind.UNKNOWN, code) for code in tallies}
    for name, target in (*found.items(), *own.items()):
        if target:
            goals = [prose.whole_percent(goal) for goal in (target.complete, target.results)]
            yield f"Chỉ tiêu {name}: đầu vào {goals[0]}, đầu ra {goals[1]} ({target.plan})."


def _text(lines: tuple[Line, ...]) -> str:
    keys = [column.key for column in COLUMNS]
    inputs = [line.cells[keys.index("input_reached")] for line in lines]
    outputs = [line.cells[keys.index("output_reached")] for line in lines]
    yes = REACHED[True]
    return (
        f"Có {inputs.count(yes)}/{len(lines)} đơn vị đạt chỉ tiêu số hóa thành phần hồ sơ và "
        f"{outputs.count(yes)}/{len(lines)} đơn vị đạt chỉ tiêu số hóa kết quả giải quyết."
    )


def _charts(tree: Tree, tallies: dict[str, Tally]) -> Iterator[Chart]:
    """Yield a chart for each kind of unit that has a target: its line across is that target."""
    share = tree.question.percent
    for kind in UnitKind:
        target = target_of(tree, kind)
        of_kind = (tally for code, tally in tallies.items() if tree.kind(code) is kind)
        mine = [tally for tally in of_kind if target_of(tree, kind, tally.unit) == target]
        if mine and target:
            yield Chart(
                f"{KIND_TITLES[kind]}: tỷ lệ so với chỉ tiêu",
                ChartKind.BARS,
                tuple(tree.shown(tally.unit) for tally in mine),
                (
                    Series("Đầu vào", tuple(share(t.complete, t.received) for t in mine), target.complete),
                    Series("Đầu ra", tuple(share(t.results, t.resolved) for t in mine), target.results),
                ),
                "%",
                unit_bars(tree, [tally.unit for tally in mine], "lacking"),
            )
