import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.fields.numerals import amount_in_words, as_number

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def below_thousand(number, *, whole):
    hundreds, rest = divmod(number, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or whole else []
    tens, units = divmod(rest, 10)
    if tens > 1:
        words += [DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif units and words:
        words.append("linh")
    if units:
        words.append({5: "lăm", 1: "mốt"}.get(units, DIGITS[units]) if tens > 1 else DIGITS[units])
    return words


def spelled(number):
    """Write a number as a notary does."""
    words: list[str] = []
    for unit, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        part, number = divmod(number, unit)
        if part:
            words += [*below_thousand(part, whole=bool(words)), *([name] if name else [])]
    return f"{' '.join(words).capitalize()} đồng"


@given(st.integers(1, 999_999_999_999))
def test_every_amount_that_is_written_out_is_understood(number):
    assert amount_in_words(spelled(number)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Bốn trăm năm mươi triệu đồng", 450_000_000),
        ("Một tỷ hai trăm năm mươi triệu đồng chẵn", 1_250_000_000),
        ("mười lăm ngàn", 15_000),
        ("Hai mươi tư triệu", 24_000_000),
        ("một nghìn tỷ đồng", 10**12),
        ("Bằng chữ: ba đồng", None),
        ("", None),
        ("nghìn", None),
        ("trăm", None),
    ],
)
def test_amounts_in_words(words, number):
    assert amount_in_words(words) == number


@pytest.mark.parametrize(
    ("digits", "number"), [("1.250.000", 1_250_000), ("15 000", 15_000), ("1,5", None), ("", None)]
)
def test_amounts_in_digits(digits, number):
    assert as_number(digits) == number
