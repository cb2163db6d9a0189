"""Percentages and numbers as Vietnamese reports print them."""

from decimal import Decimal
from typing import Final

RULE: Final = "làm tròn nửa lên (half-up), 2 chữ số thập phân"


def percent(numerator: int, denominator: int) -> Decimal | None:
    """Return numerator/denominator in per cent, half-up to two decimals; None if the denominator is 0.

    Raises ValueError for negative counts. Integers all the way: no binary fraction, no context precision.
    """
    if numerator < 0 or denominator < 0:
        raise ValueError(f"counts cannot be negative: {numerator}/{denominator}")
    if denominator == 0:
        return None
    hundredths = (2 * 10_000 * numerator + denominator) // (2 * denominator)
    return Decimal(f"{hundredths // 100}.{hundredths % 100:02}")


def vietnamese(number: int | Decimal) -> str:
    """Return a number with dots between thousands and a comma before decimals: 10.674; 97,17."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def vietnamese_percent(ratio: Decimal | None) -> str:
    """Return a percentage as it is printed: 97,17%; a dash where there is none."""
    return "–" if ratio is None else f"{vietnamese(ratio)}%"
