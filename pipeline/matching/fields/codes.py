"""What QR codes on papers say: identity cards, receipts, papers printed by the system of procedures."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from catalogue.dossier import DOSSIER_CODE
from catalogue.values import PROCEDURE_CODE
from pipeline.matching.fields.grammar import calendar_day
from pipeline.model import Code, FieldValue, PageReading

_SEPARATOR: Final = "|"
_LEAST_CELLS: Final = 6  # of an identity card's code
_DAY: Final = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII)
_NUMBER: Final = re.compile(r"\d{12}", re.ASCII)
_OLD_NUMBER: Final = re.compile(r"\d{9}", re.ASCII)
_SEXES: Final = ("Nam", "Nữ")
_CERTIFICATE: Final = re.compile(r"(?<!\w)(?P<letters>[A-Z]{2}) ?(?P<digits>\d{8}|\d{6})(?!\w)")
_TOKENS: Final = re.compile(r"[|;,\s?&=#]+")


def coded_fields(pages: Iterable[PageReading]) -> dict[str, FieldValue]:
    """Return what the codes of a paper's pages say, by the names of fields; the first code counts."""
    found: dict[str, FieldValue] = {}
    for page in pages:
        for code in page.codes:
            for name, value in decoded(code.text).items():
                found.setdefault(name, FieldValue(value, 1.0, page.number, code.box, "code"))
    return found


def decoded(text: str) -> Mapping[str, str]:
    """Return the values that the text of a code holds; nothing where it is of no known form."""
    return _card(text) or _dossier(text) or _certificate(text)


def card_of(code: Code) -> Mapping[str, str]:
    """Return what the code of an identity card says; nothing for another code."""
    return _card(code.text)


def _card(text: str) -> dict[str, str]:
    """Take an identity card's code apart.

    Its cells: number, old number, name, day of birth, sex, residence, day of issue; cards since July 2024 add
    more behind, and the old number may be empty.
    """
    cells = [cell.strip() for cell in text.split(_SEPARATOR)]
    if len(cells) < _LEAST_CELLS or not _NUMBER.fullmatch(cells[0]):
        return {}
    days = [(place, day) for place, cell in enumerate(cells) if (day := _day(cell))]
    values = {
        "so_dinh_danh": cells[0],
        "so_cmnd": cells[1] if _OLD_NUMBER.fullmatch(cells[1]) else "",
        "ho_ten": cells[2] if any(letter.isalpha() for letter in cells[2]) else "",
        "ngay_sinh": days[0][1] if days else "",
        "gioi_tinh": next((cell for cell in cells if cell in _SEXES), ""),
        "noi_cu_tru": cells[days[0][0] + 2] if days and len(cells) > days[0][0] + 2 else "",
        "ngay_cap": days[1][1] if len(days) > 1 else "",
    }
    return {name: value for name, value in values.items() if value}


def _day(cell: str) -> str | None:
    match = _DAY.fullmatch(cell)
    return calendar_day(match["day"], match["month"], match["year"]) if match else None


def _dossier(text: str) -> dict[str, str]:
    """Take the code of a receipt, or of a paper that the system of procedures printed, apart."""
    tokens = [token for token in _TOKENS.split(text) if token]
    found = dict(_named(tokens))
    return found if "ma_ho_so" in found else {}


def _named(tokens: Iterable[str]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if DOSSIER_CODE.fullmatch(token):
            yield "ma_ho_so", token
        elif PROCEDURE_CODE.fullmatch(token):
            yield "ma_thu_tuc", token
        elif _NUMBER.fullmatch(token):
            yield "so_dinh_danh", token


def _certificate(text: str) -> dict[str, str]:
    match = _CERTIFICATE.search(text)
    return {"so_phat_hanh": f"{match['letters']} {match['digits']}"} if match else {}
