"""What is still missing: each dossier that keeps a ratio of the period below 100 %, and the papers it wants.

A dossier is listed if it was received in the period and lacks a component, or was resolved in the period and
its result is not digitised: exactly the dossiers between the numerators and the denominators of the ratios.
"""

from collections.abc import Iterable
from typing import Final

from reports.model import Cell, Column, Figure, Kind, Question, Table
from reports.scope import in_scope, unit_name

TITLE: Final = "Danh sách hồ sơ còn thiếu giấy tờ số hóa"
NO_RESULT: Final = "Chưa số hóa"
COLUMNS: Final = (
    Column("unit", "Mã đơn vị"),
    Column("name", "Đơn vị"),
    Column("dossier", "Mã hồ sơ"),
    Column("procedure", "Mã thủ tục"),
    Column("procedure_name", "Thủ tục hành chính"),
    Column("received_on", "Ngày tiếp nhận", Kind.DAY),
    Column("missing", "Thành phần còn thiếu", Kind.LIST),
    Column("result", "Kết quả giải quyết"),
)
NOTES: Final = (
    "Gồm hồ sơ tiếp nhận trong kỳ còn thiếu thành phần và hồ sơ giải quyết trong kỳ chưa số hóa kết quả.",
    "Kỳ báo cáo tính cả ngày đầu và ngày cuối.",
)


def build(figures: Iterable[Figure], question: Question) -> Table:
    """Return the missing list, by unit, day of receipt and dossier code."""
    inside = in_scope(question)
    wanted = [
        figure
        for figure in figures
        if inside(figure.dossier.unit, figure.dossier.received_on)
        and (_lacks_components(figure, question) or _lacks_result(figure, question))
    ]
    wanted.sort(key=lambda figure: (figure.dossier.unit, figure.dossier.received_on, figure.dossier.code))
    return Table(
        name="missing",
        title=TITLE,
        period=question.period,
        unit=question.unit,
        columns=COLUMNS,
        rows=tuple(_row(figure, question) for figure in wanted),
        total=None,
        notes=(f"Số hồ sơ trong danh sách: {len(wanted)}.", *NOTES),
    )


def _lacks_components(figure: Figure, question: Question) -> bool:
    return figure.dossier.received_on in question.period and not figure.complete


def _lacks_result(figure: Figure, question: Question) -> bool:
    return figure.dossier.resolved_on in question.period and not figure.result_digitised


def _row(figure: Figure, question: Question) -> tuple[Cell, ...]:
    dossier, catalogue = figure.dossier, question.catalogue
    procedure = catalogue.procedure(dossier.procedure, dossier.received_on)
    return (
        *(dossier.unit, unit_name(catalogue, dossier.unit, dossier.received_on), dossier.code),
        *(dossier.procedure, procedure.name if procedure else dossier.procedure, dossier.received_on),
        tuple(title for _, title in figure.missing) if _lacks_components(figure, question) else (),
        NO_RESULT if _lacks_result(figure, question) else "",
    )
