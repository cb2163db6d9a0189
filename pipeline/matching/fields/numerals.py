"""Numbers in Vietnamese words: "một trăm hai mươi lăm triệu đồng" is 125,000,000."""

import re
from typing import Final

from pipeline.matching.fold import fold

_DIGITS: Final = {
    "khong": 0,
    "linh": 0,
    "le": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "nham": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_UNITS: Final = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6}
_BILLION: Final = frozenset({"ty", "ti"})
_FILLERS: Final = frozenset({"dong", "viet", "chan", "vnd", "va"})


def as_number(digits: str) -> int | None:
    """Return an amount in digits with points or blanks between thousands; None for anything else."""
    bare = re.sub(r"[. ]", "", digits)
    return int(bare) if bare.isascii() and bare.isdigit() else None


def amount_in_words(text: str) -> int | None:
    """Return the number that words name; None where one of them names none."""
    words = [word for word in re.findall(r"[^\W\d_]+", fold(text)) if word not in _FILLERS]
    if not words or words == ["nam"]:
        return None
    total = 0
    while words:
        billions = next((at for at, word in enumerate(words) if word in _BILLION), None)
        below = _below_billion(words if billions is None else words[:billions])
        if below is None:
            return None
        if billions is None:
            return total + below
        total = (total + below) * 10**9
        words = words[billions + 1 :]
    return total


def _below_billion(words: list[str]) -> int | None:
    total, part = 0, list[str]()
    for word in words:
        if word in _UNITS:
            hundreds = _below_thousand(part)
            if hundreds is None:
                return None
            total, part = total + hundreds * _UNITS[word], []
        else:
            part.append(word)
    rest = _below_thousand(part) if part else 0
    return None if rest is None else total + rest


def _below_thousand(words: list[str]) -> int | None:
    """Return "một trăm hai mươi lăm"; "mươi" after nothing, or words of other numbers, are none."""
    value, digit = 0, None
    for word in words:
        if word in _DIGITS:
            value, digit = value + (digit or 0), _DIGITS[word]
        elif word == "tram" and digit is not None:
            value, digit = value + digit * 100, None
        elif word == "muoi":
            value, digit = value + (digit or 1) * 10, None
        else:
            return None
    return value + (digit or 0) if words else None
