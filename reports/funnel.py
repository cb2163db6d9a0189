"""How far the scanned files got: taken in, read, recognised, reviewed, accepted, stored."""

from functools import reduce
from operator import add
from typing import Final

from catalogue.work import UnitFunnel
from reports import prose
from reports.file_counts import STAGES
from reports.model import Behind, Chart, ChartKind, Column, Kind, Line, Question, Series, Source, Table, Where
from reports.scope import Tree

TITLE: Final = "Các bước số hóa: từ quét đến lưu kho"
FIRST: Final = "scanned"
COLUMNS: Final = (
    Column("stage", "Bước"),
    Column("files", "Số tệp", Kind.COUNT),
    Column("share", "So với đã quét", Kind.RATIO),
    Column("lost", "Dừng trước bước này", Kind.COUNT, meaning="Số tệp của bước trước chưa tới bước này."),
    Column("meaning", "Cách tính"),
)


def build(source: Source, question: Question) -> Table:
    """Return a line for each stage."""
    tree = Tree(question)
    mine = (each for each in source.funnel(question.period, tree.units()) if tree.inside(each.unit))
    whole = reduce(add, mine, UnitFunnel())
    counts = [getattr(whole, stage) for stage in STAGES]
    before = [whole.scanned, *counts]
    where = Where(question.period, question.unit)
    lines = tuple(
        Line(
            (title, here, question.percent(here, whole.scanned), previous - here, meaning),
            where,
            opens=_opens(stage),
        )
        for (stage, (title, meaning)), here, previous in zip(STAGES.items(), counts, before, strict=False)
    )
    return Table(
        name="funnel",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=lines,
        notes=tuple(_notes(question)),
        text=(
            (
                f"Trong kỳ, các trạm quét gửi {prose.many(whole.scanned, 'tệp')}; đã đọc "
                f"{prose.many(whole.read, 'tệp')}, "
                f"nhận dạng đủ {prose.many(whole.matched, 'tệp')}, lưu kho {prose.many(whole.stored, 'tệp')}."
            ),
        ),
        charts=(
            Chart(
                TITLE,
                ChartKind.FUNNEL,
                tuple(title for title, _ in STAGES.values()),
                (Series("Số tệp", tuple(counts)),),
                " tệp",
                tuple(Behind(where, f"file_{stage}") for stage in STAGES),
            ),
        ),
    )


def _opens(stage: str) -> dict[str, str]:
    lost = {} if stage == FIRST else {"lost": f"file_not_{stage}"}
    return {"files": f"file_{stage}", **lost}


def _notes(question: Question) -> list[str]:
    loose = "Tệp chưa rõ hồ sơ không thuộc đơn vị nào, chỉ tính khi lập báo cáo cho tất cả đơn vị."
    return [loose, prose.rule_note(question)]
