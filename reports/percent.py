"""Percentages and numbers as Vietnamese reports print them."""

from decimal import Decimal
from enum import StrEnum
from typing import Final


class Rounding(StrEnum):
    """What becomes of the decimals that are not printed. Published reports use both rules."""

    HALF_UP = "half-up"
    TRUNCATE = "truncate"


WORDS: Final = {
    Rounding.HALF_UP: "làm tròn nửa lên (half-up)",
    Rounding.TRUNCATE: "làm tròn xuống (bỏ phần lẻ, truncate)",
}
PLACES: Final = 2


def rule(rounding: Rounding = Rounding.HALF_UP, places: int = PLACES) -> str:
    """Return the words by which a report says how its percentages were rounded."""
    return f"{WORDS[rounding]}, {places} chữ số thập phân"


RULE: Final = rule()


def percent(
    numerator: int, denominator: int, rounding: Rounding = Rounding.HALF_UP, places: int = PLACES
) -> Decimal | None:
    """Return numerator/denominator in per cent with so many decimals; None if the denominator is 0.

    Raises ValueError for negative counts. Integers all the way: no binary fraction, no context precision.
    """
    if numerator < 0 or denominator < 0:
        raise ValueError(f"counts cannot be negative: {numerator}/{denominator}")
    if denominator == 0:
        return None
    scaled = 2 * 100 * 10**places * numerator
    half = denominator if rounding is Rounding.HALF_UP else 0
    return Decimal(f"{(scaled + half) // (2 * denominator)}e-{places}")


def vietnamese(number: int | Decimal) -> str:
    """Return a number with dots between thousands and a comma before decimals: 10.674; 97,17."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def vietnamese_percent(ratio: Decimal | None) -> str:
    """Return a percentage as it is printed: 97,17%; a dash where there is none."""
    return "–" if ratio is None else f"{vietnamese(ratio)}%"
