"""How a trend cuts a period. The parts share no day and leave none out, so that their counts add up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from reports.model import Period

ONE_DAY: Final = timedelta(days=1)
ROMAN: Final = ("", "I", "II", "III", "IV")
REPORT_DAY: Final = 15


class Part(NamedTuple):
    """A piece of a period under its name."""

    label: str
    period: Period


@dataclass(frozen=True, slots=True)
class Step:
    """A way to cut: `begins` tells the days on which a new piece begins, `label` names the piece of a day."""

    title: str
    begins: Callable[[date], bool]
    label: Callable[[date], str]


def _report_quarter(day: date) -> tuple[int, int]:
    """Return (year, quarter): from the 15th of the month before a quarter to the 14th of its last month."""
    month = day.month + (1 if day.day >= REPORT_DAY else 0)
    quarter = (month - 1) // 3 % 4 + 1
    return day.year + (month > 12), quarter  # noqa: PLR2004 - 15 December opens the next year


STEPS: Final[dict[str, Step]] = {
    "month": Step("tháng", lambda d: d.day == 1, lambda d: f"Tháng {d:%m/%Y}"),
    "quarter": Step(
        "quý theo lịch",
        lambda d: d.day == 1 and d.month % 3 == 1,
        lambda d: f"Quý {ROMAN[(d.month + 2) // 3]}/{d.year}",
    ),
    "report-quarter": Step(
        "quý báo cáo (từ ngày 15 tháng trước quý đến ngày 14 tháng cuối quý)",
        lambda d: d.day == REPORT_DAY and d.month % 3 == 0,
        lambda d: f"Quý {ROMAN[_report_quarter(d)[1]]}/{_report_quarter(d)[0]}",
    ),
    "year": Step("năm", lambda d: (d.month, d.day) == (1, 1), lambda d: f"Năm {d.year}"),
}


def split(period: Period, step: str) -> Iterator[Part]:
    """Yield the parts of a period in order of time. Raises KeyError for an unknown step."""
    cut = STEPS[step]
    first = period.first
    while first <= period.last:
        last = first
        while last < period.last and not cut.begins(last + ONE_DAY):
            last += ONE_DAY
        yield Part(cut.label(first), Period(first, last))
        first = last + ONE_DAY
