import time

import pytest

from pipeline.deadline import USUAL, page_within, seconds_left
from pipeline.errors import ScanError


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr("pipeline.deadline.monotonic", found)
    return found


def test_readers_share_the_seconds_of_a_page(clock):
    with page_within(30):
        assert seconds_left() == 30
        clock.now += 12
        assert seconds_left() == 18


def test_when_they_are_over_nothing_more_is_read(clock):
    with page_within(30):
        clock.now += 30
        with pytest.raises(ScanError) as caught:
            seconds_left()
    assert caught.value.code == "timeout"


def test_the_next_page_begins_anew(clock):
    with page_within(30):
        clock.now += 29
    assert seconds_left() == USUAL
    with page_within(30):
        assert seconds_left() == 30


def test_time_goes_by():
    with page_within(30):
        first = seconds_left()
        time.sleep(0.001)
        assert seconds_left() < first
