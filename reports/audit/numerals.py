"""Numbers and sums as the findings print them."""

from collections.abc import Iterable
from decimal import Decimal

from reports.percent import vietnamese


def number(value: Decimal) -> str:
    """Return a value with dots between thousands and a comma before decimals."""
    return vietnamese(int(value)) if value == value.to_integral_value() else vietnamese(value)


def total(values: Iterable[Decimal]) -> str:
    """Return a sum as it is worked out: 951 + 163 + 7 = 1.121."""
    parts = list(values)
    return f"{' + '.join(map(number, parts))} = {number(sum(parts, Decimal(0)))}"


def signed(value: Decimal) -> str:
    """Return a difference with its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"
