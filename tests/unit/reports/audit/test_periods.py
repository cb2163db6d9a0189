import pytest

from reports.audit.flow import flow
from reports.audit.periods import reversed_periods, stated_periods


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("quý I/2024", "Quý I năm 2024"),
        ("quý 3 năm 2024", "quý III/2024"),
        ("từ 15/6/2024 đến 14/9/2024", "(từ ngày 15/06/2024 đến hết ngày 14/09/2024)"),
        ("năm 2023 và quý I/2024", "năm 2023 và quý I năm 2024"),
    ],
)
def test_one_period_in_two_spellings(first, second):
    keys = {period.key for text in (first, second) for period in stated_periods(text)}
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("từ 15/6/2024 đến 14/4/2024", ""),
        ("từ 15/12/2024 đến 14/3/2024", "14/03/2025"),
        ("từ 31/6/2024 đến 14/9/2024", ""),
    ],
)
def test_what_cannot_be_a_period(text, cause):
    (found,) = reversed_periods(flow(text))
    assert cause in found.cause


def test_a_period_of_one_day_may_be():
    assert not [*reversed_periods(flow("từ ngày 01/02/2024 đến ngày 01/02/2024"))]
