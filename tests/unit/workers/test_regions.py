"""Places that clerks frame: queued by number, read by a worker; no scan suffers from what is not read."""

from datetime import UTC, datetime, timedelta

import pytest
from fakeredis import FakeRedis

from pipeline.errors import ScanError
from pipeline.model import Box
from pipeline.region import Reread
from storage import scans
from storage.access import Reach
from storage.database import reading, writing
from storage.model import RegionState, ScanState
from storage.regions import NewRegion, ask_region, mark_regions, region_within, take_region
from tests.rows import page
from workers import regions
from workers.region_queue import READ_REGION, RegionQueue, feed_regions, mend_regions
from workers.worker import count_region_kill

BOX = Box(10, 20, 300, 40)


@pytest.fixture
def redis():
    return FakeRedis()


@pytest.fixture
def queue(redis):
    return RegionQueue(redis, 60)


@pytest.fixture
def frame(engine, add):
    """Frame a place of a scan's page, which may be read or not."""

    def frame(*, read=True):
        scan, _ = add()
        with writing(engine) as c:
            if read:
                scans.save_page(c, scan.id, page())
            return scan, ask_region(c, NewRegion(scan.id, 1, BOX, "date", "lan"), datetime.now(UTC))

    return frame


def came_of(engine, scan, region):
    with reading(engine) as c:
        return region_within(c, Reach(None), scan.id, region)


def test_places_are_queued_by_number_once(engine, queue, frame):
    _, region = frame()
    assert feed_regions(engine, queue) == 1
    assert feed_regions(engine, queue) == 0
    (job,) = queue._queue.jobs
    assert (job.func_name, job.args, job.origin) == (READ_REGION, [region], "regions")
    assert queue.waiting() == {region}


def test_what_redis_forgot_is_queued_again(engine, redis, queue, frame):
    _, region = frame()
    feed_regions(engine, queue)
    redis.flushall()
    with writing(engine) as c:
        mark_regions(c, [region], datetime.now(UTC) - timedelta(seconds=10))
    mend_regions(engine, queue)
    assert feed_regions(engine, queue) == 1
    mend_regions(engine, queue)
    assert feed_regions(engine, queue) == 0


def test_a_worker_reads_a_place_as_its_page_was_turned_and_only_once(shop, engine, frame, monkeypatch):
    asked = []

    def read(_path, place, kind, _limits):
        asked.append((place.page, place.turn, place.box, kind))
        return Reread("ngày 5 tháng 3 năm 2026", "05/03/2026")

    monkeypatch.setattr(regions, "read_place", read)
    monkeypatch.setattr(regions, "original", lambda *_: None)
    scan, region = frame()
    regions.run_region(shop, region)
    regions.run_region(shop, region)
    assert asked == [(1, page().rotation, BOX, "date")]
    found = came_of(engine, scan, region)
    assert (found.state, found.text, found.value) == (
        RegionState.READ,
        "ngày 5 tháng 3 năm 2026",
        "05/03/2026",
    )


def test_a_place_that_cannot_be_read_fails_alone(shop, engine, frame, monkeypatch):
    def read(*_):
        raise ScanError("timeout", "60 s")

    monkeypatch.setattr(regions, "read_place", read)
    monkeypatch.setattr(regions, "original", lambda *_: None)
    scan, region = frame()
    regions.run_region(shop, region)
    assert came_of(engine, scan, region).state is RegionState.FAILED
    with reading(engine) as c:
        assert scans.get_scan(c, scan.id).state is ScanState.RECEIVED


def test_a_place_of_a_page_that_is_gone_fails(shop, engine, frame):
    scan, region = frame(read=False)
    regions.run_region(shop, region)
    assert came_of(engine, scan, region).state is RegionState.FAILED


def test_a_process_that_died_over_a_place_lets_it_rest(engine, frame):
    scan, region = frame()
    with writing(engine) as c:
        take_region(c, region, datetime.now(UTC))
    count_region_kill(engine, region)
    assert came_of(engine, scan, region).state is RegionState.FAILED
