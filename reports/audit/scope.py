"""What a figure is about: the level of units and the period, by the words before it and above it."""

import re
from collections.abc import Iterator
from typing import Final

from reports.audit.flow import BULLET, HEADING, Flow
from reports.audit.periods import Stated, stated_periods

LEVELS: Final = ("tỉnh", "huyện", "xã")
WHOLE: Final = "toàn địa bàn"
LEVEL: Final = re.compile(
    r"(?P<whole>các cấp|toàn (?:huyện|tỉnh|xã|thành phố|địa bàn)|trên địa bàn)"
    r"|(?:\bcấp|\bUBND(?: cấp)?|\btại|\bcủa|\bđối với)\s+(?:các\s+|UBND\s+|cấp\s+)*"
    r"(?P<level>tỉnh|huyện|quận|xã|phường|thị trấn)\b",
    re.IGNORECASE,
)
SAME_LEVEL: Final = {"quận": "huyện", "phường": "xã", "thị trấn": "xã"}
TOGETHER: Final = 30  # letters between two levels that are named in one breath
_RANKS: Final = (
    (re.compile(r"[IVX]+\."), 1),
    (re.compile(r"\d+[.)](?!\d)"), 2),
    (re.compile(r"\d+\.\d"), 3),
    (re.compile(r"[a-zđ][.)]"), 4),
    (re.compile(r"[-–•]"), 5),
    (re.compile(r"\+"), 6),
)
PLAIN: Final = 7


def rank(block: str) -> int:
    """Return how deep a block lies in the outline: I. 1; 1. 2; 1.1 3; a) 4; - 5; + 6; others 7."""
    if not (BULLET.match(block) or HEADING.match(block)):
        return PLAIN
    return next((depth for pattern, depth in _RANKS if pattern.match(block)), PLAIN)


def before_and_above(whole: Flow, offset: int) -> Iterator[tuple[int, int]]:
    """Yield where to look for what a figure is about: its block up to it, then the headings above it."""
    index = whole.block(offset)
    start, end = whole.span(index)
    yield start, offset
    depth = rank(whole.text[start:end])
    for above in range(index - 1, -1, -1):
        low, high = whole.span(above)
        own = rank(whole.text[low:high])
        if own < depth:
            yield low, high
            depth = own


def level_at(whole: Flow, offset: int) -> str | None:
    """Return the level of the units that a figure counts for: tỉnh, huyện, xã, WHOLE; None if unsaid."""
    for start, end in before_and_above(whole, offset):
        found = level_in(whole.text[start:end])
        if found is not None:
            return found
    return None


def level_in(words: str) -> str | None:
    """Return the level that was named last in a text; WHOLE where two were named together."""
    named = [*LEVEL.finditer(words)]
    if not named:
        return None
    last = _level(named[-1])
    if len(named) > 1 and named[-1].start() - named[-2].end() < TOGETHER and _level(named[-2]) != last:
        return WHOLE
    return last


def _level(found: re.Match[str]) -> str:
    return WHOLE if found["whole"] else SAME_LEVEL.get(found["level"].lower(), found["level"].lower())


def period_at(whole: Flow, offset: int) -> Stated | None:
    """Return the period that a figure is of; None if unsaid."""
    periods = stated_periods(whole.text)
    for start, end in before_and_above(whole, offset):
        inside = [period for period in periods if start <= period.start and period.end <= end]
        if inside:
            return inside[-1]
    return None
