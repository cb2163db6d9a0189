"""One way to log for every process: to standard error, naming scan and page, without citizens' numbers."""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s%(place)s: %(message)s"
MASK: Final = "***"
TALKATIVE: Final = ("alembic", "rq", "watchfiles")  # libraries that we hear only when something is wrong

# Personal numbers have 12 digits (9 on old cards), and people write them in groups of three.
PERSONAL_NUMBER: Final = re.compile(r"(?<!\w)\d{3}([ .]?)\d{3}\1\d{3}(?:\1\d{3})?(?!\w)")

_place: ContextVar[str] = ContextVar("place", default="")


class CarefulFormatter(logging.Formatter):
    """Formats a record whole, its traceback too, then hides what could be a citizen's personal number."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def configure(level: int = logging.INFO) -> None:
    """Make this process log as all of ours do; may be called again."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(CarefulFormatter(FORMAT))
    handler.addFilter(add_place)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def on_scan(scan_id: int, page: int = 0) -> Iterator[None]:
    """Put the scan, and the page if there is one, on every line logged inside."""
    token = _place.set(f" [scan {scan_id} page {page}]" if page else f" [scan {scan_id}]")
    try:
        yield
    finally:
        _place.reset(token)


def add_place(record: logging.LogRecord) -> bool:
    """Give a record the `place` that FORMAT shows; keeps every record."""
    record.place = _place.get()
    return True


def mask(line: str) -> str:
    """Return the line with every run of digits that could be a personal number replaced."""
    return PERSONAL_NUMBER.sub(MASK, line)
