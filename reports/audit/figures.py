"""Numbers as Vietnamese reports print them, each with what it counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

_NUMBER: Final = r"\d+(?:[.,]\d+)*"
FIGURE: Final = re.compile(
    rf"(?<![\w.,/·-])(?P<first>{_NUMBER})(?:(?: hồ sơ)?\s*/\s*(?P<second>{_NUMBER}))?"
    r"(?:\s*(?P<percent>%)|\s*(?P<money>(?:(?P<scale>nghìn|triệu|tỷ) )?đồng(?! chí)|đ|VNĐ)(?![^\W\d])"
    r"|(?![\w·]|[/-][\d·]))"
    r"|(?P<none>\b[Kk]hông (?:có|phát sinh)(?= (?:hồ sơ|HS)\b))"
)
NOUN: Final = re.compile(r"\s*(?:bộ\s+)?(?P<noun>[^\W\d]+(?: [^\W\d]+)?)")
NOUNS: Final = {
    "hồ sơ": "hồ sơ",
    "hs": "hồ sơ",
    "tthc": "TTHC",
    "thủ tục": "TTHC",
    "dịch vụ": "dịch vụ công",
    "dvc": "dịch vụ công",
}
# Words that go on with the sentence: the figure before them counts what was named earlier.
NO_NOUNS: Final = frozenset(
    {"đạt", "chiếm", "bằng", "trong", "và", "gồm", "bao", "tương", "tăng", "giảm", "so", "do", "với", "là"}
    | {"có", "ở", "tại", "được", "trên", "còn", "đã", "đang", "thì"}
)
SCALES: Final = {"nghìn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMAS: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
_DECIMAL: Final = re.compile(r"\d+(?:,\d+)?")
_POINT: Final = re.compile(r"\d+\.\d+")


class Kind(StrEnum):
    """What a figure is."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    RATIO = "ratio"  # numerator/denominator


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number: where it stands, its value, the noun after it ("" where it is left out).

    A RATIO has the denominator in `below`; a PERCENT the number of printed decimals in `places`.
    """

    start: int
    end: int
    printed: str
    kind: Kind
    value: Decimal
    noun: str = ""
    below: Decimal | None = None

    @property
    def places(self) -> int:
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def parse_number(printed: str, *, percent: bool = False) -> Decimal | None:
    """Return the value of a number; None for one that is written by no rule, as 10.67 of a count.

    10.674 and 10,674 are thousands in a count; 98,09 and 98.09 are decimals in a percentage.
    """
    if percent and _POINT.fullmatch(printed):
        return Decimal(printed)
    if _THOUSANDS.fullmatch(printed):
        return Decimal(printed.replace(".", "").replace(",", "."))
    if not percent and _COMMAS.fullmatch(printed):
        return Decimal(printed.replace(",", ""))
    return Decimal(printed.replace(",", ".")) if _DECIMAL.fullmatch(printed) else None


def find_figures(masked: str) -> Iterator[Figure]:
    """Yield the figures of a masked text in its order."""
    for found in FIGURE.finditer(masked):
        figure = _figure(masked, found)
        if figure is not None:
            yield figure


def _figure(masked: str, found: re.Match[str]) -> Figure | None:
    if found["none"]:
        return Figure(found.start(), found.end(), found[0], Kind.COUNT, Decimal(0), "hồ sơ")
    percent = found["percent"] is not None
    value = parse_number(found["first"], percent=percent)
    below = parse_number(found["second"]) if found["second"] else None
    if value is None or (found["second"] and below is None):
        return None
    kind = _kind(found)
    value *= SCALES.get(found["scale"], 1)
    return Figure(found.start(), found.end(), found[0], kind, value, noun_after(masked, found.end()), below)


def _kind(found: re.Match[str]) -> Kind:
    if found["second"]:
        return Kind.RATIO
    if found["percent"]:
        return Kind.PERCENT
    return Kind.MONEY if found["money"] else Kind.COUNT


def noun_after(masked: str, end: int) -> str:
    """Return what a figure counts by the words after it, "" where another kind of word or a sign follows."""
    found = NOUN.match(masked, end)
    if found is None:
        return ""
    words = found["noun"].lower()
    first = words.split()[0]
    if first in NO_NOUNS:
        return ""
    return NOUNS.get(words) or NOUNS.get(first) or first
