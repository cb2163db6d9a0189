"""What each scanner station sent: files, pages, how many went through, how many wait for a person."""

from typing import Final

from catalogue.work import StationWork
from configs.personal import hide_numbers
from reports import prose
from reports.lines import TOTAL
from reports.model import (
    ANY,
    Behind,
    Cell,
    Chart,
    ChartKind,
    Column,
    Kind,
    Line,
    Question,
    Series,
    Source,
    Table,
    Where,
)

TITLE: Final = "Khối lượng công việc của các trạm quét"


def _count(key: str, title: str, opens: str, meaning: str = "") -> Column:
    return Column(key, title, Kind.COUNT, meaning=meaning, opens=opens)


COLUMNS: Final = (
    Column("station", "Trạm"),
    _count(
        "files",
        "Tệp",
        "files",
        "Tệp nhận trong kỳ (giờ Việt Nam), mỗi nội dung một lần; hai lượt đã ghép là một tệp.",
    ),
    _count("pages", "Trang", "files"),
    _count("accepted", "Máy đọc đủ chắc", "file_in_accepted", "Đã chấp nhận, không còn chờ người."),
    _count("review", "Chờ rà soát", "file_in_review"),
    _count("rejected", "Từ chối, cách ly", "file_in_rejected"),
    _count("working", "Đang xử lý", "file_in_working"),
    _count("days", "Số ngày có quét", "files"),
    _count("a_day", "Trang mỗi ngày", "files", "Trang / số ngày có quét, làm tròn nửa lên."),
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
        lines=tuple(Line(_cells(work), station_where(question, work.station)) for work in works),
        sum=Line(_sum(works), station_where(question, ANY), strong=True),
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
                tuple(Behind(station_where(question, work.station), "files") for work in works),
            ),
        ),
    )


def station_where(question: Question, station: str) -> Where:
    """Return what a line of a station (ANY: of all) is about."""
    return Where(question.period, question.unit, station=shown(station))


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
