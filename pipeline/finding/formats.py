"""The layouts of dossier codes: those that the law and practice know, and those that a province adds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from catalogue.dossier import DOSSIER_CODE

_DAY: Final = re.compile(r"-(\d{6})-")
_EDGE: Final = r"(?<![\w.])"
# As DOSSIER_CODE, with a blank before or after a separator.
_SPACED: Final = re.compile(
    _EDGE + r"(?:\d{3} ?\. ?\d{2} ?\. ?\d{2} ?\. ?[A-Z]\d{2}|[A-Z]\d{2}(?: ?\. ?\d{1,3}){0,3})"
    r" ?- ?\d{6} ?- ?\d{4,6}(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Formats:
    """Which texts are dossier codes; `more` are further layouts as regular expressions."""

    more: tuple[str, ...] = ()

    def is_code(self, text: str) -> bool:
        """Tell whether a text is a code; one with a day in it must name a real one."""
        if any(_compiled(one).fullmatch(text) for one in self.more):
            return True
        return DOSSIER_CODE.fullmatch(text) is not None and _real_day(text)

    def spaced(self, text: str) -> Iterator[str]:
        """Yield the codes in a text, as they stand there."""
        for pattern in (_SPACED, *(_compiled(one) for one in self.more)):
            for match in pattern.finditer(text):
                if self.is_code(match[0].replace(" ", "")):
                    yield match[0]

    def first(self, text: str) -> str | None:
        """Return the one code that a text (of a QR code, a file's name) holds; None for none or several."""
        found = {code.replace(" ", "") for code in self.spaced(text)}
        return found.pop() if len(found) == 1 else None


def formats_of(patterns: Iterable[str]) -> Formats:
    """Return the formats with further layouts. Raises ValueError, which names the one that is no pattern."""
    more = tuple(patterns)
    for one in more:
        try:
            _compiled(one)
        except re.error as error:
            raise ValueError(f"dossier code pattern {one!r}: {error}") from error
    return Formats(more)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}(?:{pattern})(?!\w)")


def _real_day(code: str) -> bool:
    day = _DAY.search(code)
    if day is None:
        return False
    try:
        datetime.strptime(day[1], "%y%m%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True
