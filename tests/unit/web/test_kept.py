import threading
from datetime import UTC, datetime, timedelta

import pytest

from storage.errors import StoreUnavailable
from web.kept import FRESH, MOST, USABLE, Kept

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


class Counting:
    """Gives 1, 2, 3, ... each time it is asked; `broken` has it fail."""

    def __init__(self):
        self.asked = 0
        self.broken = False

    def __call__(self):
        if self.broken:
            raise StoreUnavailable("database: away")
        self.asked += 1
        return self.asked


@pytest.fixture
def later():
    return []


@pytest.fixture
def kept(later):
    return Kept(later.append)


def test_a_fresh_value_is_given_again(kept, later):
    count = Counting()
    assert [kept.get("a", count, NOW), kept.get("a", count, NOW + FRESH / 2)] == [1, 1]
    assert kept.get("b", count, NOW) == 2
    assert later == []


def test_an_older_value_is_given_while_it_is_made_anew_once(kept, later):
    count = Counting()
    kept.get("a", count, NOW)
    assert kept.get("a", count, NOW + FRESH) == 1
    assert kept.get("a", count, NOW + FRESH) == 1
    assert len(later) == 1
    later.pop()()
    assert kept.get("a", count, NOW + FRESH) == 2
    assert kept.get("a", count, NOW + 2 * FRESH) == 2
    assert len(later) == 1


@pytest.mark.parametrize("at", [NOW + USABLE, NOW - timedelta(seconds=1)], ids=["too old", "clock set back"])
def test_who_looks_after_a_long_time_waits_for_a_new_value(kept, later, at):
    count = Counting()
    kept.get("a", count, NOW)
    assert kept.get("a", count, at) == 2
    assert later == []


def test_a_store_that_is_away_hinders_no_later_count(kept, later):
    count = Counting()
    kept.get("a", count, NOW)
    count.broken = True
    kept.get("a", count, NOW + FRESH)
    later.pop()()
    count.broken = False
    assert kept.get("a", count, NOW + FRESH) == 1
    later.pop()()
    assert kept.get("a", count, NOW + FRESH) == 2


def test_a_machine_that_can_start_no_thread_hinders_no_later_count():
    def refuse(_work):
        raise RuntimeError("can't start new thread")

    kept, count = Kept(refuse), Counting()
    kept.get("a", count, NOW)
    assert kept.get("a", count, NOW + FRESH) == 1
    assert kept.get("a", count, NOW + USABLE) == 2


def test_a_failure_where_nothing_is_kept_is_told(kept):
    count = Counting()
    count.broken = True
    with pytest.raises(StoreUnavailable):
        kept.get("a", count, NOW)
    count.broken = False
    assert kept.get("a", count, NOW) == 1


def test_the_number_of_values_is_bounded(kept):
    count = Counting()
    for key in range(MOST + 1):
        kept.get(key, count, NOW)
    assert kept.get(1, count, NOW) == 2
    assert kept.get(0, count, NOW) == MOST + 2


def test_those_who_ask_at_once_wait_for_one_count():
    kept, go, count = Kept(), threading.Event(), Counting()
    entered = threading.Semaphore(0)

    def slowly():
        entered.release()
        assert go.wait(30)
        return count()

    found = []
    threads = [threading.Thread(target=lambda: found.append(kept.get("a", slowly, NOW))) for _ in range(5)]
    for thread in threads:
        thread.start()
    assert entered.acquire(timeout=30)
    go.set()
    for thread in threads:
        thread.join(30)
    assert found == [1] * 5


def test_in_the_background_is_in_a_thread_of_its_own():
    kept, count, made = Kept(), Counting(), threading.Event()
    kept.get("a", count, NOW)

    def noted():
        made.set()
        return count()

    assert kept.get("a", noted, NOW + FRESH) == 1
    assert made.wait(30)
