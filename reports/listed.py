"""Lists of dossiers: the columns that they share, and which dossiers a question is about."""

from collections.abc import Iterator
from typing import Final

from reports.model import Cell, Column, Figure, Kind, Question, Source
from reports.scope import Tree

COLUMNS: Final = (
    Column("unit", "Mã đơn vị"),
    Column("name", "Đơn vị"),
    Column("dossier", "Mã hồ sơ"),
    Column("procedure", "Mã thủ tục"),
    Column("procedure_name", "Thủ tục hành chính"),
    Column("received_on", "Ngày tiếp nhận", Kind.DAY),
)


def inside(source: Source, tree: Tree) -> Iterator[Figure]:
    """Yield the dossiers of the question's units that have to do with its period."""
    for figure in source.figures(tree.question.period, tree.units()):
        if tree.inside(figure.dossier.unit):
            yield figure


def in_order(figures: list[Figure]) -> list[Figure]:
    """Return the dossiers by unit, day of receipt and code."""
    return sorted(figures, key=lambda each: (each.dossier.unit, each.dossier.received_on, each.dossier.code))


def cells(tree: Tree, figure: Figure) -> tuple[Cell, ...]:
    """Return the cells of COLUMNS: unit, dossier, procedure, day of receipt."""
    dossier = figure.dossier
    return (
        *(dossier.unit, tree.name(dossier.unit, dossier.received_on), dossier.code),
        *(dossier.procedure, procedure_name(tree.question, figure), dossier.received_on),
    )


def clerk(figure: Figure) -> str:
    """Return the official in charge as the register names them; "" where it names none."""
    return figure.dossier.clerk or ""


def procedure_name(question: Question, figure: Figure) -> str:
    """Return the name of the dossier's procedure; its code where the catalogue does not know it."""
    dossier = figure.dossier
    known = question.catalogue.procedure(dossier.procedure, dossier.received_on)
    return known.name if known else dossier.procedure
