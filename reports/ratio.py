"""The two digitisation ratios of each unit.

* Input: dossiers whose components are all digitised / dossiers received ("Số hồ sơ có số hóa thành phần hồ sơ
  / Số hồ sơ tiếp nhận"). *Received in the period*: the day of receipt is in the period. Dossiers carried over
  from before were received, and counted, then.
* Output: dossiers whose result is digitised / dossiers resolved ("Số hồ sơ có số hóa kết quả / Số hồ sơ đã
  giải quyết"). *Resolved in the period*: the day of return is in it, whenever the dossier was received.

The definitions are those that districts print in their reports (Tủa Chùa, 4/2024: 6.252/6.434, 5.739/6.417).
A period is any two days, both included, as in the periodic form II.06a; consecutive periods share no day.
A dossier counts for the unit that received it: an abolished unit and its successors are never both summed.
"""

from typing import Final

from catalogue.tally import Tally
from reports import columns
from reports.lines import TOTAL, unit_notes, unit_tallies, unit_where
from reports.model import Cell, Column, Line, Question, Source, Table, Where
from reports.prose import rule_note
from reports.scope import Tree
from reports.tallying import together

TITLE: Final = "Tỷ lệ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"
COLUMNS: Final = (
    Column("unit", "Mã đơn vị"),
    Column("name", "Đơn vị"),
    columns.count("received", "Tiếp nhận"),
    columns.count("complete", "Số hóa đủ thành phần"),
    columns.ratio("complete_ratio", "Tỷ lệ đầu vào", "complete", "received"),
    columns.count("resolved", "Đã giải quyết"),
    columns.count("results", "Số hóa kết quả"),
    columns.ratio("results_ratio", "Tỷ lệ đầu ra", "results", "resolved"),
)
NOTES: Final = (
    "Tỷ lệ đầu vào = số hồ sơ số hóa đủ thành phần / số hồ sơ tiếp nhận (không gồm kỳ trước chuyển sang).",
    "Tỷ lệ đầu ra = số hồ sơ có số hóa kết quả / số hồ sơ đã giải quyết trong kỳ.",
    "Kỳ báo cáo tính cả ngày đầu và ngày cuối; hồ sơ ghi cho đơn vị đã tiếp nhận.",
)


def build(source: Source, question: Question) -> Table:
    """Return the ratios: a row for each unit in scope that could receive dossiers, and their total."""
    tree = Tree(question)
    tallies = unit_tallies(source, tree)
    where = Where(question.period, question.unit)
    return Table(
        name="ratio",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(_line(tree, tally) for tally in tallies.values()),
        sum=Line(("", TOTAL, *_cells(question, together(tallies.values()))), where, strong=True),
        notes=(*NOTES, rule_note(question), *unit_notes(tree)),
    )


def _line(tree: Tree, tally: Tally) -> Line:
    cells = (tally.unit, tree.shown(tally.unit), *_cells(tree.question, tally))
    return Line(cells, unit_where(tree, tally.unit))


def _cells(question: Question, tally: Tally) -> tuple[Cell, ...]:
    return (
        *(tally.received, tally.complete, question.percent(tally.complete, tally.received)),
        *(tally.resolved, tally.results, question.percent(tally.results, tally.resolved)),
    )
