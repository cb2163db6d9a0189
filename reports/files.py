"""The files behind a number: exactly those that were counted, or that hold what was counted."""

from collections.abc import Iterator
from typing import Final

from catalogue.work import FileSeen
from reports import prose
from reports.file_counts import FILE_COUNTS, STATES
from reports.model import ANY, Cell, Column, Kind, Line, Question, Source, Table, Where
from reports.scope import Tree
from reports.stations import shown

TITLE: Final = "Danh sách tệp đứng sau một con số của báo cáo"
ALL: Final = "files"
COLUMNS: Final = (
    Column("scan", "Tệp số"),
    Column("station", "Trạm"),
    Column("file", "Tên tệp"),
    Column("received_on", "Ngày nhận", Kind.DAY),
    Column("dossier", "Mã hồ sơ"),
    Column("state", "Tình trạng"),
    Column("sent", "Số trang", Kind.COUNT),
    Column("pages", "Trang đã đọc", Kind.COUNT),
    Column("blank", "Trang trắng", Kind.COUNT),
    Column("text_layer", "Không phải quét", Kind.COUNT),
    Column("flawed", "Nên quét lại", Kind.COUNT),
    Column("papers", "Giấy tờ", Kind.COUNT),
    Column("unknown", "Chưa rõ loại", Kind.COUNT),
)
HELD: Final = ("sent", "pages", "blank", "text_layer", "flawed", "papers", "unknown")


def build(source: Source, question: Question) -> Table:
    """Return the files of the count `question.of`, narrowed to what `question.about` says, oldest first."""
    wanted = FILE_COUNTS.get(question.of, FILE_COUNTS[ALL])
    found = sorted(filter(wanted.test, _about(source, question)), key=lambda each: each.scan)
    return Table(
        name="files",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(Line(_cells(file)) for file in found),
        notes=(f"{wanted.title}: {wanted.meaning}", f"Số tệp: {len(found)}.", prose.PERIOD_NOTE),
        text=(f"{wanted.title}: {prose.many(len(found), 'tệp')}. {wanted.meaning}",),
    )


def _about(source: Source, question: Question) -> Iterator[FileSeen]:
    """Yield the files of a station, whatever the unit; else those of the units."""
    where = question.about or Where(question.period)
    if where.station is not None:
        for file in source.station_files(question.period):
            if where.station in {ANY, shown(file.station)}:
                yield file
        return
    tree = Tree(question)
    for file in source.files(question.period, tree.units()):
        if tree.inside(file.unit) and tree.meets(file.unit, where):
            yield file


def _cells(file: FileSeen) -> tuple[Cell, ...]:
    return (
        *(str(file.scan), shown(file.station), shown(file.name), file.received_at.date()),
        *(file.dossier or "", STATES[file.state]),
        *(getattr(file, name) for name in HELD),
    )
