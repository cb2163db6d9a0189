"""How long a page may still be read: one limit for all readers that are asked about it, one after another."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Final

from pipeline.errors import ScanError

USUAL: Final = 60.0  # seconds for each call of a reader, where no page was begun

_ends: Final[ContextVar[float | None]] = ContextVar("page_ends", default=None)


@contextmanager
def page_within(seconds: float) -> Iterator[None]:
    """Give what is read meanwhile, all of it together, so many seconds."""
    before = _ends.set(monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(before)


def seconds_left() -> float:
    """Return how many seconds are left for the page, more than 0. Raises ScanError("timeout") if none are."""
    ends = _ends.get()
    if ends is None:
        return USUAL
    left = ends - monotonic()
    if left <= 0:
        raise ScanError("timeout", "no time is left for the page")
    return left
