from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.personal_number import disagreement, take_apart


@pytest.mark.parametrize(
    ("number", "place", "sex", "year"),
    [
        ("999188001010", "999", "Nữ", 1988),
        ("999075000001", "999", "Nam", 1975),
        ("999226000123", "999", "Nam", 2026),
        ("999307000123", "999", "Nữ", 2007),
        ("999405000123", "999", "Nam", 2105),
    ],
)
def test_a_number_says_place_sex_and_year(number, place, sex, year):
    known = take_apart(number)
    assert known is not None
    assert (known.place, known.sex, known.year) == (place, sex, year)


@pytest.mark.parametrize("text", ["", "99918800101", "9991880010100", "99918800101O", "٩٩٩١٨٨٠٠١٠١٠"])
def test_anything_else_says_nothing(text):
    assert take_apart(text) is None
    assert disagreement(text, date(1988, 1, 1), "Nam") is None


def test_places_that_exist():
    known = {number: take_apart(number) for number in ("001188001010", "100188001010", "003188001010")}
    assert [number for number, one in known.items() if one and one.place_is_known] == [
        "001188001010",
        "100188001010",  # a country
    ]


def test_what_stands_beside_may_speak_against_it():
    number = "999188001010"
    assert disagreement(number, date(1988, 12, 31), "Nữ") is None
    assert disagreement(number, None, None) is None
    assert "sinh năm 1988" in str(disagreement(number, date(1989, 1, 1), None))
    assert "giới tính Nữ" in str(disagreement(number, date(1988, 1, 1), "Nam"))


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["Nam", "Nữ"]), st.integers(0, 999_999)
)
def test_a_number_made_by_the_rule_never_disagrees(born, sex, rest):
    century = 2 * (born.year // 100 - 19) + (sex == "Nữ")
    assert disagreement(f"999{century}{born.year % 100:02d}{rest:06d}", born, sex) is None
