"""One way to log for every process: to standard error, naming scan and page, without citizens' numbers."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from configs.personal import hide_numbers, one_line

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s%(place)s: %(message)s"
MASK: Final = "***"
TALKATIVE: Final = ("alembic", "rq", "watchfiles")  # libraries that we hear only when something is wrong

_place: ContextVar[str] = ContextVar("place", default="")


class CarefulFormatter(logging.Formatter):
    """Formats a record whole, its traceback too, then hides what could be a citizen's personal number.

    Only a traceback has lines of its own: a file's name cannot end a line or command a terminal.
    """

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(one_line(mask(line)) for line in super().format(record).split("\n"))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        return one_line(super().formatMessage(record))


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
    return hide_numbers(line, lambda _: MASK)
