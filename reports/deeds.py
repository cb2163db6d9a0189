"""What people did, one by one: what stands behind the numbers of the report of the work of clerks."""

from typing import Final

from catalogue.work import DeedSeen
from reports import prose
from reports.file_counts import DEED_COUNTS, KINDS
from reports.model import ANY, Cell, Column, Kind, Line, Question, Source, Table, Where
from reports.scope import Tree

TITLE: Final = "Danh sách việc đứng sau một con số của báo cáo"
ALL: Final = "deeds"
COLUMNS: Final = (
    Column("name", "Họ và tên"),
    Column("account", "Tài khoản"),
    Column("kind", "Việc"),
    Column("thing", "Giấy tờ, hồ sơ, tệp"),
    Column("unit", "Đơn vị"),
    Column("on", "Lần cuối", Kind.DAY),
)


def build(source: Source, question: Question) -> Table:
    """Return the deeds of the count `question.of` by whom `question.about` says; each thing once."""
    tree = Tree(question)
    wanted = DEED_COUNTS.get(question.of, DEED_COUNTS[ALL])
    who = (question.about or Where(question.period)).account
    last: dict[tuple[str, str, str, str], DeedSeen] = {}
    for deed in sorted(source.deeds(question.period), key=lambda each: each.at):
        if wanted.test(deed) and tree.inside(deed.unit) and who in {None, ANY, deed.account}:
            last[deed.account, deed.unit, deed.kind, deed.thing] = deed
    found = sorted(last.values(), key=lambda each: (each.account, each.kind, each.at, each.thing))
    return Table(
        name="deeds",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(Line(_cells(tree, deed)) for deed in found),
        notes=(f"{wanted.title}: {wanted.meaning}", f"Số việc: {len(found)}.", prose.PERIOD_NOTE),
        text=(f"{wanted.title}: {prose.many(len(found), 'việc')}. {wanted.meaning}",),
    )


def _cells(tree: Tree, deed: DeedSeen) -> tuple[Cell, ...]:
    unit = tree.name(deed.unit) if deed.unit else ""
    return deed.name, deed.account, KINDS[deed.kind][0], _thing(deed), unit, deed.at.date()


def _thing(deed: DeedSeen) -> str:
    if deed.kind == "papers":
        scan, page, place = map(int, deed.thing.split(":"))
        return f"Tệp số {scan}, trang {page}" if page else f"Tệp số {scan}, giấy tờ thứ {place + 1}"
    if deed.kind == "dossiers":
        return deed.thing.partition(":")[2]
    return f"Dòng {deed.thing} của nhật ký"
