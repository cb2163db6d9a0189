"""Dossier codes in print: found beside their label or on a receipt, misread signs told from each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from pipeline.finding.formats import Formats
from pipeline.matching.layout import Line, rows
from pipeline.matching.look import TITLE_BAND
from pipeline.model import PageReading

LABEL: Final = "ma ho so"
RECEIPT: Final = "giay tiep nhan ho so va hen tra ket qua"
COVER: Final = "to bia ho so"
_ALIKE: Final = 85.0
_MOST: Final = 400  # codes that differ by one digit
_DIGITS: Final = str.maketrans("OoQDIil|!ZzSsGbTBgqA", "00001111122556678994")
_DASHES: Final = re.compile("[‐‑‒–—−_~]")
_LOOSE: Final = re.compile(
    r"(?<!\w)(?P<unit>(?:\w{3} ?[.,] ?\w{2} ?[.,] ?\w{2} ?[.,] ?)?[A-Za-z8]\w{2}(?: ?[.,] ?\w{1,3}){0,3})"
    r" ?- ?(?P<day>\w{6}) ?- ?(?P<serial>\w{4,6})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A code as it was read: `exact` where nothing had to be changed for it to be one."""

    code: str
    exact: bool


def printed_codes(page: PageReading, formats: Formats) -> tuple[Printed, ...]:
    """Return the codes that a page bears beside their label, or anywhere if it is a receipt."""
    found: dict[str, Printed] = {}
    for text in _places(page):
        for one in _codes(text, formats):
            known = found.get(one.code)
            found[one.code] = one if known is None or one.exact else known
    return tuple(found.values())


def is_receipt(page: PageReading) -> bool:
    """Tell whether a page is headed as a receipt."""
    return _headed(rows(page), page.height, RECEIPT)


def is_cover(page: PageReading) -> bool:
    """Tell whether a page is headed as a cover sheet."""
    return _headed(rows(page), page.height, COVER)


def neighbours(code: str) -> tuple[str, ...]:
    """Return the codes that differ from one in a single digit."""
    places = [at for at, sign in enumerate(code) if sign.isdigit()]
    others = (f"{code[:at]}{digit}{code[at + 1 :]}" for at in places for digit in "0123456789")
    return tuple(other for other in others if other != code)[:_MOST]


def _places(page: PageReading) -> Iterator[str]:
    lines = rows(page)
    if _headed(lines, page.height, RECEIPT) or _headed(lines, page.height, COVER):
        yield from (line.text for line in lines)
        return
    for number, line in enumerate(lines):
        if len(line.folded) >= len(LABEL) and fuzz.partial_ratio(LABEL, line.folded) >= _ALIKE:
            yield " ".join(part.text for part in lines[number : number + 2])


def _headed(lines: Sequence[Line], height: int, title: str) -> bool:
    top = " ".join(line.folded for line in lines if line.box.y < TITLE_BAND * height)
    return len(top) >= len(title) and fuzz.partial_ratio(title, top) >= _ALIKE


def _codes(text: str, formats: Formats) -> Iterator[Printed]:
    plain = _DASHES.sub("-", text)
    exact = [found.replace(" ", "") for found in formats.spaced(plain)]
    yield from (Printed(code, exact=True) for code in exact)
    for match in _LOOSE.finditer(plain):
        code = _straightened(match)
        if code not in exact and formats.is_code(code):
            yield Printed(code, exact=False)


def _straightened(match: re.Match[str]) -> str:
    """Return a code with digits where letters like them were read."""
    parts = match["unit"].replace(" ", "").replace(",", ".").split(".")
    old = len(parts) == 4 and len(parts[0]) == 3  # noqa: PLR2004 - 000.00.19.H37
    for at, part in enumerate(parts):
        letter = at == (3 if old else 0)
        parts[at] = part[0].upper() + part[1:].translate(_DIGITS) if letter else part.translate(_DIGITS)
    return f"{'.'.join(parts)}-{match['day'].translate(_DIGITS)}-{match['serial'].translate(_DIGITS)}"
