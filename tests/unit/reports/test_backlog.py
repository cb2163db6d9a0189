from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.work import CampaignWork
from reports import backlog
from reports.backlog import Progress, forecast
from reports.model import Period, Question

from .world import Stated, world

TODAY = date(2026, 11, 20)
OLD = Period(date(2018, 1, 1), date(2024, 12, 31))


def row_of(total, done, days):
    source = Stated(campaigns=[CampaignWork("H99.101", total, done, days)])
    return backlog.build(source, Question(OLD, None, world(), today=TODAY)).rows[0]


def test_what_is_left_is_divided_by_the_pace_of_four_weeks():
    days = {date(2026, 11, 1 + n): 10 for n in range(20)} | {date(2026, 10, 24 + n): 10 for n in range(8)}
    *_, left, pace, day, between = row_of(1000, 600, days)
    assert (left, pace) == (400, 280)
    assert day == "30/12/2026"  # 40 days at ten a day
    assert between == "30/12/2026 – 30/12/2026"


def test_an_idle_week_leaves_the_late_end_open():
    *_, between = row_of(100, 40, {date(2026, 11, 19): 30})
    assert between == "04/12/2026 – chưa xác định"


@pytest.mark.parametrize(
    ("total", "done", "days", "words"),
    [
        (100, 100, {}, "Đã xong"),
        (100, 40, {}, "Chưa đủ dữ liệu"),
        (100, 40, {date(2026, 10, 1): 40}, "Chưa đủ dữ liệu"),  # too long ago
        (10**6, 1, {date(2026, 11, 19): 1}, "Sau hơn 10 năm"),
    ],
)
def test_what_cannot_be_foretold_is_said(total, done, days, words):
    assert row_of(total, done, days)[-2] == words


@given(st.integers(0, 10**6), st.integers(0, 10**4), st.integers(1, 28))
def test_a_forecast_is_the_first_day_on_which_the_pace_is_enough(left, done, days):
    day = forecast(left, done, days, TODAY)
    if left == 0:
        assert day == TODAY
    elif day is not None:
        wait = (day - TODAY).days
        assert done * wait >= left * days > done * (wait - 1)


@given(st.dictionaries(st.dates(date(2026, 8, 1), TODAY), st.integers(0, 50)))
def test_every_day_of_the_last_weeks_lies_in_one_of_them(days):
    progress = Progress.of([CampaignWork("H99.101", 10**6, 0, days)], TODAY)
    recent = sum(count for day, count in days.items() if (TODAY - day).days < 7 * backlog.SHOWN_WEEKS)
    assert sum(progress.weeks) == recent
