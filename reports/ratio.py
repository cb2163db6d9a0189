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

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Final

from reports.model import Cell, Column, Figure, Kind, Question, Table
from reports.percent import RULE, percent
from reports.scope import in_scope, receiving_units, unit_name

TITLE: Final = "Tỷ lệ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"
COLUMNS: Final = (
    Column("unit", "Mã đơn vị"),
    Column("name", "Đơn vị"),
    Column("received", "Tiếp nhận", Kind.COUNT),
    Column("complete", "Số hóa đủ thành phần", Kind.COUNT),
    Column("complete_ratio", "Tỷ lệ đầu vào", Kind.RATIO),
    Column("resolved", "Đã giải quyết", Kind.COUNT),
    Column("results", "Số hóa kết quả", Kind.COUNT),
    Column("results_ratio", "Tỷ lệ đầu ra", Kind.RATIO),
)
NOTES: Final = (
    "Tỷ lệ đầu vào = số hồ sơ số hóa đủ thành phần / số hồ sơ tiếp nhận (không gồm kỳ trước chuyển sang).",
    "Tỷ lệ đầu ra = số hồ sơ có số hóa kết quả / số hồ sơ đã giải quyết trong kỳ.",
    "Kỳ báo cáo tính cả ngày đầu và ngày cuối; hồ sơ ghi cho đơn vị đã tiếp nhận.",
    f"Tỷ lệ: {RULE}; “–” khi không có hồ sơ.",
)


@dataclass(slots=True)
class Tally:
    """The four counts of one unit."""

    received: int = 0
    complete: int = 0
    resolved: int = 0
    results: int = 0


def build(figures: Iterable[Figure], question: Question) -> Table:
    """Return the ratios: a row for each unit in scope that could receive dossiers, and their total."""
    tallies = count(figures, question)
    total = Tally(*(sum(column) for column in zip(*map(astuple, tallies.values()), strict=True)))
    return Table(
        name="ratio",
        title=TITLE,
        period=question.period,
        unit=question.unit,
        columns=COLUMNS,
        rows=tuple(_row(question, code, tally) for code, tally in sorted(tallies.items())),
        total=("", "Tổng cộng", *_cells(total)),
        notes=(*NOTES, *_ended_units(question)),
    )


def count(figures: Iterable[Figure], question: Question) -> dict[str, Tally]:
    """Return the counts by code of the receiving unit; units without dossiers have zeros."""
    tallies = {code: Tally() for code in receiving_units(question)}
    inside = in_scope(question)
    for figure in figures:
        dossier = figure.dossier
        if not inside(dossier.unit, dossier.received_on):
            continue
        if dossier.received_on in question.period or dossier.resolved_on in question.period:
            _add(tallies.setdefault(dossier.unit, Tally()), figure, question)
    return tallies


def _add(tally: Tally, figure: Figure, question: Question) -> None:
    if figure.dossier.received_on in question.period:
        tally.received += 1
        tally.complete += figure.complete
    if figure.dossier.resolved_on in question.period:
        tally.resolved += 1
        tally.results += figure.result_digitised


def _row(question: Question, code: str, tally: Tally) -> tuple[Cell, ...]:
    return (code, unit_name(question.catalogue, code, question.period.last), *_cells(tally))


def _cells(tally: Tally) -> tuple[Cell, ...]:
    return (
        *(tally.received, tally.complete, percent(tally.complete, tally.received)),
        *(tally.resolved, tally.results, percent(tally.results, tally.resolved)),
    )


def _ended_units(question: Question) -> tuple[str, ...]:
    """Say which units ended within the period: their dossiers are not those of their successors."""
    ended = sorted(
        f"{unit.name} ({unit.code}) đến hết {unit.valid_to:%d/%m/%Y}"
        for unit in question.catalogue.units
        if unit.valid_to in question.period and unit.code in set(receiving_units(question))
    )
    return (f"Trong kỳ có đơn vị kết thúc hoạt động: {'; '.join(ended)}.",) if ended else ()
