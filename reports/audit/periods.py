"""Periods that a report names: from a day to a day, quarters, years; and those that end before they begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from reports.audit.finding import Finding, Weight
from reports.audit.flow import Flow

_DAY: Final = r"(?:ngày\s+)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
DAYS: Final = re.compile(
    rf"(?:từ\s+|\()?{_DAY}\s*(?:đến(?:\s+hết)?|[-–])\s*{_DAY}",
    re.IGNORECASE,
)
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_QUARTER: Final = r"quý\s+(?:I{1,3}|IV|[1-4])(?:\s*/\s*|\s*,?\s+năm\s+)\d{4}"
_MONTHS: Final = r"(?:\d{1,2}\s+tháng(?:\s+(?:đầu|cuối))?|tháng\s+\d{1,2})(?:\s*/\s*|\s+năm\s+)\d{4}"
NAMED: Final = re.compile(rf"{_QUARTER}|{_MONTHS}|năm\s+\d{{4}}", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:và|,)\s*")


@dataclass(frozen=True, slots=True)
class Stated:
    """A period where it is named; equal keys are equal periods, however they are written."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=4)
def stated_periods(text: str) -> tuple[Stated, ...]:
    """Return the periods of a text in its order; neighbours joined by "và" are one."""
    days = [Stated(found.start(), found.end(), _key_of_days(found)) for found in DAYS.finditer(text)]
    named = [Stated(found.start(), found.end(), _key(found[0])) for found in NAMED.finditer(text)]
    joined: list[Stated] = []
    for period in sorted([*days, *named], key=lambda period: period.start):
        if joined and _AND.fullmatch(text, joined[-1].end, period.start):
            last = joined.pop()
            joined.append(Stated(last.start, period.end, f"{last.key} + {period.key}"))
        else:
            joined.append(period)
    return tuple(joined)


def _key_of_days(found: re.Match[str]) -> str:
    numbers = [int(group) for group in found.groups()]
    return "{2}-{1:02}-{0:02}/{5}-{4:02}-{3:02}".format(*numbers)


def _key(words: str) -> str:
    """Return a named period in one spelling: "quý I năm 2024" and "quý I/2024" are the same."""
    plain = " ".join(words.lower().replace("/", " ").replace("năm", " ").replace(",", " ").split())
    for roman, quarter in reversed(_ROMAN.items()):
        plain = plain.replace(f"quý {roman.lower()} ", f"quý {quarter} ")
    return plain


def reversed_periods(whole: Flow) -> Iterator[Finding]:
    """Find the periods that end before they begin, or whose days do not exist."""
    spans = [*DAYS.finditer(whole.text)]
    for found in spans:
        first, last = _days(found)
        if first is None or last is None:
            yield _finding(found, "có ngày không tồn tại", "")
        elif last < first:
            yield _finding(found, "kết thúc trước ngày bắt đầu", _meant(found, spans))


def _days(found: re.Match[str]) -> tuple[date | None, date | None]:
    day, month, year, to_day, to_month, to_year = (int(group) for group in found.groups())
    return _real(year, month, day), _real(to_year, to_month, to_day)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _meant(found: re.Match[str], others: list[re.Match[str]]) -> str:
    """Return which end would do: of another period with the same first day, else a later month or year."""
    first, last = _days(found)
    if first is None or last is None:
        return ""
    ends = {end for begin, end in map(_days, others) if begin == first and end is not None and end > first}
    if len(ends) == 1:
        return f"có thể là {ends.pop():%d/%m/%Y}: văn bản còn ghi kỳ từ {first:%d/%m/%Y} đến ngày này"
    later = _real(last.year + 1, last.month, last.day)
    return f"có thể là {later:%d/%m/%Y}" if later and later > first and last.month < first.month else ""


def _finding(found: re.Match[str], wrong: str, cause: str) -> Finding:
    message = f"Kỳ “{found[0].strip('(')}” {wrong}."
    return Finding("period", Weight.BREACH, found.start(), found.end(), found[0], "", message, cause=cause)
