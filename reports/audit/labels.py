"""The words that name a figure: the clause before it, or what follows where nothing stands before."""

import re
from dataclasses import dataclass
from typing import Final

from reports.audit.figures import Figure
from reports.audit.flow import Flow
from reports.audit.masks import HIDDEN

SEPARATOR: Final = re.compile(r"[,;:()\[\]]|\.(?=\s|$)|\svà(?=\s*(?:\d|$))")
_ASIDE: Final = re.compile(r"\([^()\d]*\)")
# Commas inside of one notion: "tiếp nhận, giải quyết", "trực tiếp, qua bưu chính".
_ONE_NOTION: Final = re.compile(
    r"((?:tiếp nhận|xử lý|trực tiếp|trước hạn)),"
    r"(?=\s(?:và )?(?:giải quyết|xử lý|qua|dịch vụ bưu|bưu|đúng hạn|trả kết quả))",
    re.IGNORECASE,
)
_FILLERS: Final = re.compile(
    r"(?:là|và|gồm|có|trong đó|đạt|chiếm|cụ thể|như sau|bao gồm|hồ sơ|hs|số|được|khoảng|\s|[,;:().·+-])*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A figure with the clause before it, the words after it, and all words since the figure before."""

    figure: Figure
    before: str
    after: str
    since: str


def smooth(masked: str) -> str:
    """Return the text, as long as it was, without asides that hold no figure, commas inside of a notion."""
    text = _ASIDE.sub(lambda found: " " * len(found[0]), masked)
    return _ONE_NOTION.sub(r"\1 ", text)


def label(whole: Flow, smoothed: str, figures: list[Figure]) -> list[Labelled]:
    """Return each figure with its words; a clause never reaches over another figure or out of its block."""
    found = []
    for place, figure in enumerate(figures):
        start, end = whole.span(whole.block(figure.start))
        low = max(start, figures[place - 1].end) if place else start
        high = min(end, figures[place + 1].start) if place + 1 < len(figures) else end
        since = smoothed[low : figure.start]
        own = since if low == start else _after_separator(since)
        found.append(Labelled(figure, _clause(own), _first_clause(smoothed[figure.end : high]), since))
    return found


def _after_separator(since: str) -> str:
    """Return what follows the first separator: what stands before it belongs to the figure before."""
    found = SEPARATOR.search(since)
    return since[found.start() :] if found else since


def _clause(own: str) -> str:
    """Return the last clause that says more than fillers."""
    clauses = SEPARATOR.split(own)
    return next((clause.strip() for clause in reversed(clauses) if not _FILLERS.fullmatch(clause)), "")


def _first_clause(after: str) -> str:
    clause = SEPARATOR.split(after, maxsplit=1)[0].replace(HIDDEN, "").strip()
    return "" if _FILLERS.fullmatch(clause) else clause
