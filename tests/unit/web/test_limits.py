from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web import limits
from web.limits import LIMITS, Costly, Limit, Limits, TooOftenError

NOW = datetime(2026, 11, 20, tzinfo=UTC)
THREE = Limit(3, timedelta(seconds=10))


def counted(moments, limit=THREE):
    """Return the moments (seconds) that were let through."""
    mine = Limits(lambda _: limit)
    return [moment for moment in moments if wait_at(mine, moment) is None]


def wait_at(mine, moment):
    """Return how long somebody who asks at a moment must wait; None: not at all."""
    try:
        mine.count(Costly.SEARCH, "lan", NOW + timedelta(seconds=moment))
    except TooOftenError as error:
        return error.wait
    return None


def test_who_waits_as_long_as_he_was_told_is_let_through():
    mine = Limits(lambda _: THREE)
    assert [wait_at(mine, moment) for moment in (0, 1, 2)] == [None] * 3
    assert wait_at(mine, 4) == timedelta(seconds=6)
    assert wait_at(mine, 10) is None


def test_so_many_in_a_while_and_no_more():
    assert counted([0, 1, 2, 3, 9.9, 10, 10.5, 11, 12, 30]) == [0, 1, 2, 10, 11, 12, 30]


@given(st.lists(st.floats(0, 100), max_size=40).map(sorted))
def test_in_no_window_are_more(moments):
    through = counted(moments)
    for start in through:
        assert sum(start <= moment < start + 10 for moment in through) <= 3


def test_each_person_and_each_thing_has_a_count_of_its_own():
    mine = Limits(lambda _: Limit(1, timedelta(seconds=10)))
    for what, who in ((Costly.SEARCH, "a"), (Costly.SEARCH, "b"), (Costly.EXPORT, "a")):
        mine.count(what, who, NOW)
    with pytest.raises(TooOftenError):
        mine.count(Costly.SEARCH, "a", NOW)


def test_memory_does_not_grow_with_strangers(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEYS", 5)
    mine = Limits()
    for number in range(50):
        mine.count(Costly.LOGIN, f"192.0.2.{number}", NOW)
    assert len(mine._seen) == 5


def test_every_costly_act_has_its_limit():
    assert set(LIMITS) == set(Costly)
