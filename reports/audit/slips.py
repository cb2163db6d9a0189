"""Slips of the pen: whether one number becomes another by one digit changed, swapped, lost or doubled."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from reports.audit.numerals import number

LEAST_DIGITS: Final = 3  # of shorter numbers too many become one another


def one_slip(printed: Decimal, meant: Decimal) -> bool:
    """Tell whether one slip turns the number that was meant into the printed one."""
    if meant < 0 or min(printed, meant) < 10 ** (LEAST_DIGITS - 1):
        return False
    if printed != printed.to_integral_value() or meant != meant.to_integral_value():
        return False
    first, second = str(int(printed)), str(int(meant))
    if len(first) == len(second):
        apart = [place for place in range(len(first)) if first[place] != second[place]]
        return len(apart) == 1 or _swapped(first, second, apart)
    short, long = sorted((first, second), key=len)
    return len(long) - len(short) == 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )


def _swapped(first: str, second: str, apart: list[int]) -> bool:
    return (
        len(apart) == 2  # noqa: PLR2004 - a pair
        and apart[1] == apart[0] + 1
        and first[apart[0]] == second[apart[1]]
        and first[apart[1]] == second[apart[0]]
    )


def likely_slips(whole: Decimal, parts: Iterable[Decimal], firm: Iterable[Decimal] = ()) -> str:
    """Return in Vietnamese which numbers would, by one slip, make the parts add up to the whole; "" if none.

    Numbers of `firm` come out in other calculations and are not doubted.
    """
    values = list(parts)
    gap = whole - sum(values, Decimal(0))
    trusted = frozenset(firm)
    pairs = _repairs(whole, values, gap)
    found = [f"{number(old)} có thể là {number(new)}" for old, new in pairs if old not in trusted]
    return "; hoặc ".join(dict.fromkeys(found))


def _repairs(whole: Decimal, values: list[Decimal], gap: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    pairs = [*((value, value + gap) for value in values), (whole, whole - gap)]
    return (pair for pair in pairs if one_slip(*pair))
