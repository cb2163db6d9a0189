"""Whole numbers in Vietnamese words, as they are written beside digits on official papers."""

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_MOST: Final = 999_999


def in_words(number: int) -> str:
    """Return a number from 0 to 999,999 in words (21: hai mươi mốt). Raises ValueError beyond."""
    if not 0 <= number <= _MOST:
        raise ValueError(number)
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest, whole=True)
    words = f"{_below_thousand(thousands, whole=True)} nghìn"
    return f"{words} {_below_thousand(rest, whole=False)}" if rest else words


def _below_thousand(number: int, *, whole: bool) -> str:
    """`whole` numbers do not name the hundreds that they lack."""
    hundreds, rest = divmod(number, 100)
    if whole and not hundreds:
        return _below_hundred(rest)
    words = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} linh {_DIGITS[rest]}" if rest < 10 else f"{words} {_below_hundred(rest)}"  # noqa: PLR2004


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return words
    after = {5: "lăm", 1: "một" if tens == 1 else "mốt"}
    return f"{words} {after.get(ones, _DIGITS[ones])}"
