"""Finds the dossier code that is printed on a page."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from catalogue.dossier import DOSSIER_CODE
from pipeline.matching.layout import Line, rows
from pipeline.matching.look import TITLE_BAND
from pipeline.model import PageReading

_LABEL: Final = "ma ho so"
_COVER: Final = "giay tiep nhan ho so va hen tra ket qua"
_ALIKE: Final = 85.0
# As DOSSIER_CODE, with a blank before or after a separator, or between the parts, and any dash.
_SPACED: Final = re.compile(
    r"(?<![\w.])(?:\d{3} ?\. ?\d{2} ?\. ?\d{2} ?\. ?[A-Z]\d{2}|[A-Z]\d{2}(?: ?\. ?\d{1,3}){0,3})"
    r" ?[-‐‑‒–—−] ?\d{6} ?[-‐‑‒–—−] ?\d{4,6}(?!\d)"
)


def find_dossier_code(pages: Sequence[PageReading]) -> str | None:
    """Return the one dossier code that a receipt or a labelled line bears; None for none or several."""
    codes = {code for page in pages for text in _places(page) for code in _codes(text)}
    return codes.pop() if len(codes) == 1 else None


def _places(page: PageReading) -> Iterator[str]:
    lines = rows(page)
    if _is_receipt(lines, page.height):
        yield from (line.text for line in lines)
        return
    for number, line in enumerate(lines):
        if len(line.folded) >= len(_LABEL) and fuzz.partial_ratio(_LABEL, line.folded) >= _ALIKE:
            yield " ".join(part.text for part in lines[number : number + 2])


def _is_receipt(lines: Sequence[Line], height: int) -> bool:
    top = " ".join(line.folded for line in lines if line.box.y < TITLE_BAND * height)
    return len(top) >= len(_COVER) and fuzz.partial_ratio(_COVER, top) >= _ALIKE


def _codes(text: str) -> Iterator[str]:
    for match in _SPACED.finditer(text):
        code = re.sub(r"[‐‑‒–—−]", "-", match[0].replace(" ", ""))
        if DOSSIER_CODE.fullmatch(code):
            yield code
