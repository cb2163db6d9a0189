"""The dossiers behind a number: exactly those that were counted, by the very test that counts them."""

from collections.abc import Callable, Iterator
from typing import Final

from reports import course, listed, prose
from reports.counts import COUNTS
from reports.model import Cell, Column, Figure, Kind, Line, Question, Source, Table, Where
from reports.scope import Tree, sector_of

TITLE: Final = "Danh sách hồ sơ đứng sau một con số của báo cáo"
ALL: Final = "received"
COLUMNS: Final = (
    *listed.COLUMNS,
    Column("channel", "Hình thức nhận"),
    Column("due_on", "Ngày hẹn trả", Kind.DAY),
    Column("ended_on", "Ngày kết thúc", Kind.DAY),
    Column("clerk", "Cán bộ thụ lý"),
    Column("complete", "Thành phần hồ sơ"),
    Column("result", "Kết quả"),
)
CHANNELS: Final = {"online": "Trực tuyến", "direct": "Trực tiếp", "post": "Bưu chính"}


def build(source: Source, question: Question) -> Table:
    """Return the dossiers of the count `question.of`, narrowed to what `question.about` says."""
    tree = Tree(question)
    wanted = COUNTS.get(question.of, COUNTS[ALL])
    test, in_time = wanted.test, _done_in_time(source, tree)
    found = listed.in_order(
        [
            figure
            for figure in listed.inside(source, tree)
            if test(figure, question.period) and _is_about(tree, figure) and in_time(figure)
        ]
    )
    return Table(
        name="dossiers",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(Line(_cells(tree, figure)) for figure in found),
        notes=(
            f"{wanted.title}: {wanted.meaning}",
            *_done_note(question),
            f"Số hồ sơ: {len(found)}.",
            prose.PERIOD_NOTE,
        ),
        text=(f"{wanted.title}: {prose.dossiers(len(found))}. {wanted.meaning}",),
    )


def _done_in_time(source: Source, tree: Tree) -> Callable[[Figure], bool]:
    """Return a test whether a dossier was completed on the days that are asked for, if any are."""
    question = tree.question
    done = question.about.done if question.about else None
    if done is None:
        return lambda _: True
    days = source.completed(question.period, tree.units())
    return lambda figure: days.get(figure.dossier.code) in done


def _done_note(question: Question) -> Iterator[str]:
    if question.about and question.about.done:
        yield f"Chỉ gồm hồ sơ số hóa xong {prose.period_words(question.about.done)}."


def _is_about(tree: Tree, figure: Figure) -> bool:
    dossier, where = figure.dossier, tree.question.about or Where(tree.question.period)
    if not tree.meets(dossier.unit, where):
        return False
    sector = sector_of(tree.question.catalogue, dossier.procedure, dossier.received_on)
    narrowed = (
        (where.sector, sector),
        (where.clerk, listed.clerk(figure)),
        (where.reason, course.reason(figure)),
    )
    return all(wanted in {None, own} for wanted, own in narrowed)


def _cells(tree: Tree, figure: Figure) -> tuple[Cell, ...]:
    return (
        *listed.cells(tree, figure),
        *(CHANNELS[figure.dossier.channel], figure.dossier.due_on, figure.dossier.ended_on),
        listed.clerk(figure),
        "Đủ" if figure.complete else "Còn thiếu",
        "Đã số hóa" if figure.result_digitised else "Chưa số hóa",
    )
