"""Digitisation by unit, in the columns of the table that follows Quyết định 766/QĐ-TTg.

Received [not digitised, digitised, begun, reused, reused from the national portal], resolved [not digitised,
digitised], with both ratios; rows grouped by kind of unit. What the two ratios are of, `reports.ratio` says.
"""

from collections.abc import Iterator
from typing import Final

from catalogue.tally import Tally
from reports import columns, prose
from reports.lines import NAME, NUMBER, grouped, total, unit_bars, unit_notes, unit_tallies
from reports.model import Cell, Chart, ChartKind, Question, Series, Source, Table
from reports.percent import vietnamese_percent
from reports.scope import Tree
from reports.tallying import together

TITLE: Final = "Kết quả số hóa hồ sơ, giấy tờ, kết quả giải quyết thủ tục hành chính"
RECEIVED: Final = "Tiếp nhận"
RESOLVED: Final = "Đã giải quyết"
COLUMNS: Final = (
    NUMBER,
    NAME,
    columns.count("received", "Tổng số", RECEIVED),
    columns.count("incomplete", "Chưa số hóa TPHS", RECEIVED),
    columns.count("complete", "Có số hóa TPHS", RECEIVED),
    columns.ratio("complete_ratio", "Tỷ lệ đầu vào", "complete", "received", RECEIVED),
    columns.count("begun", "Đã bắt đầu số hóa", RECEIVED),
    columns.count("reused", "Có tái sử dụng TP", RECEIVED),
    columns.count("reused_national", "Tái sử dụng từ Cổng DVCQG", RECEIVED),
    columns.count("resolved", "Tổng số", RESOLVED),
    columns.count("without_result", "Chưa số hóa", RESOLVED),
    columns.count("results", "Đã số hóa", RESOLVED),
    columns.ratio("results_ratio", "Tỷ lệ đầu ra", "results", "resolved", RESOLVED),
)
NOTES: Final = (
    "TPHS: thành phần hồ sơ; Cổng DVCQG: Cổng Dịch vụ công quốc gia.",
    "“Có số hóa TPHS”: đã số hóa đủ các thành phần phải số hóa; “đã bắt đầu”: có ít nhất một thành phần.",
    "Bản sao chụp, bản sao chứng thực, giấy tờ chỉ xuất trình không phải số hóa (Thông tư 01/2023/TT-VPCP).",
    prose.PERIOD_NOTE,
)


def build(source: Source, question: Question) -> Table:
    """Return the digitisation of each unit, by kind of unit, and of all of them."""
    tree = Tree(question)
    tallies = unit_tallies(source, tree)

    def cells(tally: Tally) -> tuple[Cell, ...]:
        return _cells(question, tally)

    return Table(
        name="digitisation",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=grouped(tree, tallies, cells),
        sum=total(tree, tallies.values(), cells),
        notes=(*NOTES, prose.rule_note(question), *unit_notes(tree)),
        text=tuple(_text(tree, tallies)),
        charts=(_chart(tree, tallies),),
    )


def _cells(question: Question, tally: Tally) -> tuple[Cell, ...]:
    return (
        *(tally.received, tally.incomplete, tally.complete),
        question.percent(tally.complete, tally.received),
        *(tally.begun, tally.reused, tally.reused_national),
        *(tally.resolved, tally.without_result, tally.results),
        question.percent(tally.results, tally.resolved),
    )


def _text(tree: Tree, tallies: dict[str, Tally]) -> Iterator[str]:
    question, whole = tree.question, together(tallies.values())
    share = question.percent
    yield "# 1. Kết quả số hóa thành phần hồ sơ khi tiếp nhận"
    yield (
        f"Trong kỳ báo cáo ({prose.period_words(question.period)}), {prose.unit_words(tree)} tiếp nhận "
        f"{prose.dossiers(whole.received)}. Tỷ lệ số hóa đầu vào (số hồ sơ có số hóa thành phần hồ sơ/số "
        "hồ sơ "
        "tiếp nhận): "
        f"{prose.reached(whole.complete, whole.received, share(whole.complete, whole.received))}; "
        f"còn {prose.dossiers(whole.incomplete)} chưa số hóa đủ thành phần. Số hồ sơ đã bắt đầu số hóa: "
        f"{prose.dossiers(whole.begun)}."
    )
    yield (
        f"Số hồ sơ có tái sử dụng thành phần đã số hóa là {prose.dossiers(whole.reused)}, trong đó tái sử "
        "dụng từ "
        f"Cổng Dịch vụ công quốc gia {prose.dossiers(whole.reused_national)}."
    )
    yield "# 2. Kết quả số hóa kết quả giải quyết"
    yield (
        f"Số hồ sơ đã giải quyết có kết quả là {prose.dossiers(whole.resolved)}. Tỷ lệ số hóa đầu ra (số "
        "hồ sơ có "
        f"số hóa kết quả/số hồ sơ đã giải quyết): "
        f"{prose.reached(whole.results, whole.resolved, share(whole.results, whole.resolved))}; còn "
        f"{prose.dossiers(whole.without_result)} chưa số hóa kết quả."
    )
    yield from _lowest(tree, tallies)


def _lowest(tree: Tree, tallies: dict[str, Tally]) -> Iterator[str]:
    """Name the units with the lowest input ratio, if there are several units to compare."""
    ratios = {code: tree.question.percent(each.complete, each.received) for code, each in tallies.items()}
    known = sorted((ratio, code) for code, ratio in ratios.items() if ratio is not None)
    if len(known) > 1 and known[0][0] < known[-1][0]:
        some = known[: min(3, len(known) - 1)]
        names = "; ".join(f"{tree.name(code)} ({vietnamese_percent(ratio)})" for ratio, code in some)
        yield f"Đơn vị có tỷ lệ số hóa đầu vào thấp nhất: {names}."


def _chart(tree: Tree, tallies: dict[str, Tally]) -> Chart:
    share = tree.question.percent
    return Chart(
        "Tỷ lệ số hóa theo đơn vị",
        ChartKind.BARS,
        tuple(tree.shown(code) for code in tallies),
        (
            Series("Đầu vào", tuple(share(t.complete, t.received) for t in tallies.values())),
            Series("Đầu ra", tuple(share(t.results, t.resolved) for t in tallies.values())),
        ),
        "%",
        unit_bars(tree, tallies, "lacking"),
    )
