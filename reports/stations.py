"""What each scanner station sent: files, pages, how many went through, how many wait for a person."""

from typing import Final

from catalogue.work import StationWork
from configs.personal import hide_numbers
from reports import prose
from reports.lines import TOTAL
from reports.model import Cell, Chart, ChartKind, Column, Kind, Line, Question, Series, Source, Table

TITLE: Final = "Khối lượng công việc của các trạm quét"
COLUMNS: Final = (
    Column("station", "Trạm"),
    Column("files", "Tệp", Kind.COUNT, meaning="Tệp nhận trong kỳ (giờ Việt Nam), mỗi nội dung một lần."),
    Column("pages", "Trang", Kind.COUNT),
    Column("accepted", "Máy đọc đủ chắc", Kind.COUNT, meaning="Đã chấp nhận, không còn chờ người."),
    Column("review", "Chờ rà soát", Kind.COUNT),
    Column("rejected", "Từ chối, cách ly", Kind.COUNT),
    Column("working", "Đang xử lý", Kind.COUNT),
    Column("days", "Số ngày có quét", Kind.COUNT),
    Column("a_day", "Trang mỗi ngày", Kind.COUNT, meaning="Trang / số ngày có quét, làm tròn nửa lên."),
    Column("last", "Lần gửi cuối", Kind.DAY),
)


def build(source: Source, question: Question) -> Table:
    """Return a line for each station that sent anything in the period, by name."""
    works = sorted(source.stations(question.period), key=lambda work: work.station)
    return Table(
        name="stations",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=tuple(Line(_cells(work)) for work in works),
        sum=Line(_sum(works), strong=True),
        notes=("Trạm quét không thuộc riêng đơn vị nào: báo cáo gồm mọi trạm.", prose.PERIOD_NOTE),
        text=(
            (
                f"Trong kỳ có {prose.many(len(works), 'trạm')} quét, gửi "
                f"{prose.many(sum(work.files for work in works), 'tệp')} gồm "
                f"{prose.many(sum(work.pages for work in works), 'trang')}."
            ),
        ),
        charts=(
            Chart(
                "Số trang theo trạm",
                ChartKind.BARS,
                tuple(shown(work.station) for work in works),
                (Series("Trang", tuple(work.pages for work in works)),),
                " trang",
            ),
        ),
    )


def shown(station: str) -> str:
    """Return a station's name with what could be a personal number hidden: people name folders."""
    return hide_numbers(station, lambda number: f"{number[:3]}…{number[-2:]}")


def _cells(work: StationWork) -> tuple[Cell, ...]:
    return (
        *(shown(work.station), work.files, work.pages),
        *(work.accepted, work.review, work.rejected, work.working),
        *(work.days, _rate(work.pages, work.days), work.last.date()),
    )


def _sum(works: list[StationWork]) -> tuple[Cell, ...]:
    names = ("files", "pages", "accepted", "review", "rejected", "working", "days")
    sums = [sum(getattr(work, name) for work in works) for name in names]
    return (TOTAL, *sums, _rate(sums[1], sums[-1]), max((work.last.date() for work in works), default=None))


def _rate(pages: int, days: int) -> int:
    return (2 * pages + days) // (2 * days) if days else 0
