"""Days as registers write them."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

# 03/11/2026, 3-11-2026, 03.11.2026 or 2026-11-03; the time of day before or behind it is left out.
_CLOCK: Final = r"\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:AM|PM|SA|CH))?"
_DAY: Final = re.compile(
    rf"(?:{_CLOCK} )?"
    r"(?:(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})|(?P<iso>\d{4}-\d\d-\d\d))"
    rf"(?:[ T,]+{_CLOCK})?",
    re.ASCII | re.IGNORECASE,
)
# Excel counts days from here on; where a column has lost its format, that number is all that is written.
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_SERIAL: Final = re.compile(r"(?P<days>\d{5}|\d\d\.\d{3})(?:[.,]\d+)?", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73050  # 1990-01-01, 2099-12-31
_KEPT: Final = 200_000


class DayError(Exception):
    """Why a cell is no day, in Vietnamese."""


@lru_cache(maxsize=_KEPT)
def read_day(cell: str) -> date:
    """Return the day of a cell: dd/mm/yyyy, yyyy-mm-dd, an Excel number; raise DayError."""
    found = _DAY.fullmatch(cell)
    if found is None:
        return _from_serial(cell)
    written = found["iso"].split("-") if found["iso"] else found.group("year", "month", "day")
    real = calendar_day(*map(int, written))
    if real is None:
        raise DayError(f"ngày {cell} không có thật")
    return real


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none of that name."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_serial(cell: str) -> date:
    found = _SERIAL.fullmatch(cell)
    days = int(found["days"].replace(".", "")) if found else 0
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        raise DayError(f"“{cell}” không phải ngày dạng dd/mm/yyyy")
    return _EXCEL_EPOCH + timedelta(days=days)
