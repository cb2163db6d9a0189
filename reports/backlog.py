"""Progress of a campaign that digitises old dossiers, and when it will be done if it goes on like this.

The dossiers of the campaign are those received in the period that have been resolved. Done is one whose
components and result are all digitised, on the day when its last paper was accepted. The forecast divides
what is left by the mean of the last 28 days; the worst and the best of those four weeks give its range.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Self

from catalogue.work import CampaignWork
from reports import columns, prose
from reports.lines import TOTAL, unit_where
from reports.model import (
    Behind,
    Cell,
    Chart,
    ChartKind,
    Column,
    Kind,
    Line,
    Period,
    Question,
    Series,
    Source,
    Table,
    Where,
)
from reports.scope import Tree

TITLE: Final = "Tiến độ số hóa hồ sơ tồn, hồ sơ cũ"
WEEK: Final = 7
WEEKS: Final = 4
SHOWN_WEEKS: Final = 12
FAR: Final = timedelta(days=3650)
NO_PACE: Final = "Chưa đủ dữ liệu"
DONE: Final = "Đã xong"
TOO_FAR: Final = "Sau hơn 10 năm"
UNKNOWN: Final = "chưa xác định"  # a week in which nothing was done
COLUMNS: Final = (
    Column("name", "Đơn vị"),
    columns.count("campaign"),
    columns.count("campaign_done"),
    columns.ratio("ratio", "Tỷ lệ", "campaign_done", "campaign"),
    columns.count("campaign_left"),
    Column("pace", "28 ngày qua", Kind.COUNT, meaning="Số hồ sơ hoàn thành trong 28 ngày đến ngày dự báo."),
    Column("forecast", "Dự kiến xong", meaning="Còn lại chia cho tốc độ trung bình của 28 ngày qua."),
    Column("range", "Sớm nhất – muộn nhất", meaning="Theo tuần nhanh nhất và chậm nhất trong bốn tuần qua."),
)
NOTES: Final = (
    "Dự báo giả định tốc độ không đổi; ngày tính theo lịch, không trừ ngày nghỉ.",
    "Kỳ báo cáo là ngày tiếp nhận của hồ sơ cũ, tính cả ngày đầu và ngày cuối.",
)


@dataclass(frozen=True, slots=True)
class Progress:
    """What is to be done, what is done, and in which of the last weeks, the newest first."""

    total: int
    done: int
    weeks: tuple[int, ...]

    @classmethod
    def of(cls, works: Iterable[CampaignWork], today: date) -> Self:
        """Return the progress of some units by a day."""
        some = list(works)
        weeks = tuple(
            sum(_within(work.days, today - timedelta(WEEK * n), WEEK) for work in some)
            for n in range(SHOWN_WEEKS)
        )
        return cls(sum(work.total for work in some), sum(work.done for work in some), weeks)

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def pace(self) -> int:
        """How many were completed within the last four weeks."""
        return sum(self.weeks[:WEEKS])


def forecast(left: int, done: int, days: int, today: date) -> date | None:
    """Return the day on which `left` will be done at a pace of `done` in `days`; None: never, or too far."""
    if left == 0:
        return today
    wait = timedelta(days=math.ceil(left * days / done)) if done else FAR
    return today + wait if wait < FAR else None


def build(source: Source, question: Question) -> Table:
    """Return the progress of each unit and of all, as of `question.today`."""
    tree = Tree(question)
    today = question.today or question.period.last
    works: dict[str, list[CampaignWork]] = {}
    for work in source.campaign(question.period, tree.units()):
        if tree.inside(work.unit):
            works.setdefault(tree.home(work.unit), []).append(work)
    whole = Progress.of((work for some in works.values() for work in some), today)
    lines = tuple(
        _line(question, unit_where(tree, code), tree.shown(code), Progress.of(some, today), today)
        for code, some in sorted(works.items())
    )
    everywhere = Where(question.period, question.unit)
    return Table(
        name="backlog",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=lines,
        sum=replace(_line(question, everywhere, TOTAL, whole, today), strong=True),
        notes=(f"Ngày dự báo: {today:%d/%m/%Y}.", *NOTES, prose.rule_note(question)),
        text=tuple(_text(tree, whole, today)),
        charts=(_chart(everywhere, whole, today),),
    )


def _line(question: Question, where: Where, name: str, progress: Progress, today: date) -> Line:
    recent = _done(where, today, WEEK * WEEKS)
    opens: dict[str, str | Behind] = {"pace": recent, "range": recent}
    if progress.left:
        opens["forecast"] = "campaign_left"
    return Line((name, *_cells(question, progress, today)), where, opens=opens)


def _done(where: Where, last: date, length: int) -> Behind:
    """Return what was completed on so many days until the last one."""
    return Behind(replace(where, done=Period(last - timedelta(length - 1), last)), "campaign_done")


def _cells(question: Question, progress: Progress, today: date) -> tuple[Cell, ...]:
    left = progress.left
    middle = forecast(left, progress.pace, WEEK * WEEKS, today)
    weeks = progress.weeks[:WEEKS]
    ends = [_words(progress, forecast(left, n, WEEK, today)) for n in (max(weeks), min(weeks)) if n]
    return (
        *(
            progress.total,
            progress.done,
            question.percent(progress.done, progress.total),
            left,
            progress.pace,
        ),
        _words(progress, middle),
        " – ".join(ends if min(weeks) else [*ends, UNKNOWN]) if left and progress.pace else "",
    )


def _words(progress: Progress, day: date | None) -> str:
    if progress.left == 0:
        return DONE if progress.total else ""
    if progress.pace == 0:
        return NO_PACE
    return f"{day:%d/%m/%Y}" if day else TOO_FAR


def _text(tree: Tree, whole: Progress, today: date) -> Iterator[str]:
    question = tree.question
    received = f" tiếp nhận {prose.period_words(question.period)}"
    ratio = question.percent(whole.done, whole.total)
    shown = prose.reached(whole.done, whole.total, ratio, received)
    yield (
        f"Đến ngày {prose.day(today)}, {prose.unit_words(tree)} đã số hóa {shown}; "
        f"còn {prose.dossiers(whole.left)}."
    )
    day = forecast(whole.left, whole.pace, WEEK * WEEKS, today)
    if whole.left and whole.pace and day:
        yield (
            f"Trong 28 ngày qua hoàn thành {prose.dossiers(whole.pace)}; với tốc độ này dự kiến hoàn "
            "thành vào ngày "
            f"{prose.day(day)}."
        )


def _within(days: Mapping[date, int], last: date, length: int) -> int:
    return sum(count for day, count in days.items() if last - timedelta(length) < day <= last)


def _chart(where: Where, whole: Progress, today: date) -> Chart:
    order = range(SHOWN_WEEKS - 1, -1, -1)
    ends = [today - timedelta(WEEK * n) for n in order]
    labels = tuple(f"{end:%d/%m}" for end in ends)
    series = Series("Hoàn thành trong tuần đến ngày", tuple(whole.weeks[n] for n in order))
    behind = tuple(_done(where, end, WEEK) for end in ends)
    return Chart("Số hồ sơ hoàn thành mỗi tuần", ChartKind.LINES, labels, (series,), " hồ sơ", behind)
