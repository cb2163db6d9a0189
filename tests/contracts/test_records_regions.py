"""Places of pages that are to be read again, on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.model import Box
from storage import scans, secrets
from storage.access import NOWHERE, Reach
from storage.model import RegionState
from storage.regions import (
    KEPT,
    LASTS,
    NewRegion,
    ask_region,
    end_old_regions,
    end_region,
    fail_region,
    mark_regions,
    region_within,
    regions_due,
    regions_queued,
    take_region,
)
from tests.rows import add_scan

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
ALL = Reach(None)
BOX = Box(10, 20, 300, 40)


@pytest.fixture
def scan(c):
    return add_scan(c, 1)


@pytest.fixture
def ask(c, scan):
    return lambda now=NOW: ask_region(c, NewRegion(scan.id, 1, BOX, "date", "lan"), now)


def found_at(c, scan, region):
    found = region_within(c, ALL, scan.id, region)
    assert found
    return found


def test_a_place_is_queued_once_taken_once_and_read(c, scan, ask):
    first, second = ask(), ask()
    assert regions_due(c, 9) == (first, second)
    assert regions_due(c, 1) == (first,)
    mark_regions(c, [first], NOW)
    assert regions_due(c, 9) == (second,)
    taken = take_region(c, first, NOW)
    assert taken
    assert (taken.box, taken.kind, taken.who, taken.state) == (BOX, "date", "lan", RegionState.READING)
    assert take_region(c, first, NOW) is None
    end_region(c, first, "ngày 5 tháng 3 năm 2026", "05/03/2026")
    fail_region(c, first)  # a late word of a death changes nothing
    found = found_at(c, scan, first)
    assert (found.state, found.text, found.value) == (
        RegionState.READ,
        "ngày 5 tháng 3 năm 2026",
        "05/03/2026",
    )


def test_a_place_is_seen_only_within_reach_and_with_its_scan(c, scan, ask):
    region = ask()
    assert region_within(c, NOWHERE, scan.id, region) is None
    assert region_within(c, ALL, add_scan(c, 2).id, region) is None
    assert region_within(c, Reach(None, scan.station), scan.id, region) is not None


def test_what_the_queue_forgot_is_found_and_due_again(c, ask):
    region = ask()
    mark_regions(c, [region], NOW)
    assert regions_queued(c, NOW) == ()
    assert regions_queued(c, NOW + timedelta(seconds=1)) == (region,)
    mark_regions(c, [region], None)
    assert regions_due(c, 9) == (region,)


def test_what_nobody_reads_in_time_fails_and_is_forgotten_after_a_day(c, scan, ask):
    waiting, taken, lately = ask(), ask(), ask(NOW + LASTS)
    take_region(c, taken, NOW)
    end_old_regions(c, NOW + LASTS + timedelta(seconds=1))
    states = [found_at(c, scan, each).state for each in (waiting, taken, lately)]
    assert states == [RegionState.FAILED, RegionState.FAILED, RegionState.WAITING]
    end_old_regions(c, NOW + KEPT + timedelta(seconds=1))
    assert region_within(c, ALL, scan.id, waiting) is None


def test_of_a_secret_paper_no_place_stays(c, scan, ask):
    region = ask()
    secrets.seal(c, scan.id, NOW)
    assert region_within(c, ALL, scan.id, region) is None
    assert scans.get_scan(c, scan.id).reason_code == "secret"
