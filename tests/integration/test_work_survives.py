"""Real workers on a real Redis: killed, starved, emptied under their hands; nothing is lost."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
import redis
from sqlalchemy import Engine

from configs.settings import Settings
from storage import scans, tasks
from storage.catalogue_in_force import CatalogueInForce
from storage.database import migrate, open_database, reading, writing
from storage.folder import FolderObjects
from storage.model import NewScan, ScanState, Stage, TaskState, Urgency
from tests.servers import need
from workers import dispatch
from workers.dispatch import Scheduler, open_queues, schedule_forever
from workers.environment import as_environment
from workers.redis_server import OwnRedis
from workers.stopping import Stop

pytestmark = [pytest.mark.services, pytest.mark.timeout(180)]

ROOT = Path(__file__).parents[2]
DEADLINE = 90


def until(condition):
    deadline = time.monotonic() + DEADLINE
    while not (found := condition()):
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
    return found


@dataclass
class Plant:
    """A database, a store, a scheduler in this process, and workers in processes of their own."""

    settings: Settings
    folder: Path
    engine: Engine
    objects: FolderObjects
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self):
        environment = os.environ | as_environment(self.settings)
        program = [sys.executable, "-m", "tests.integration.stand_in_worker"]
        command = [*program, str(self.folder), str(os.getpid())]
        worker = subprocess.Popen(command, env=environment, cwd=ROOT)
        self.workers.append(worker)
        return worker

    def add(self, words):
        """Add a file that makes the pages do what it says; return its scan."""
        path = self.folder / "file"
        path.write_text(words)
        now = datetime.now(UTC)
        with writing(self.engine) as c:
            new = NewScan(self.objects.put(path), len(words), "tram", "f", None, Urgency.COUNTER)
            scan, _ = scans.add_scan(c, new, now)
            tasks.add_task(c, scan.id, Stage.SPLIT, 0, unit="tram", urgency=scan.urgency, now=now)
        return scan

    def scan(self, scan):
        with reading(self.engine) as c:
            return scans.get_scan(c, scan.id)

    def state(self, scan):
        return self.scan(scan).state

    def task(self, scan, stage, page=0):
        with reading(self.engine) as c:
            return next(t for t in tasks.tasks_of(c, scan.id) if (t.stage, t.page) == (stage, page))

    def tries(self):
        """Return (scan, page, process) of each try so far."""
        notes = self.folder / "tries"
        return (
            [tuple(map(int, line.split())) for line in notes.read_text().splitlines()]
            if notes.exists()
            else []
        )

    def wait_for_end(self, *found):
        until(lambda: all(self.state(scan).ended for scan in found))


@pytest.fixture
def own_redis():
    """A Redis of the kind that `sohoa up` runs, and a function that runs it anew, empty."""
    need("redis-server")
    own = OwnRedis.make()
    running: list[subprocess.Popen[bytes]] = []

    def restart():
        for process in running:
            process.kill()
            process.wait()
        running[:] = [subprocess.Popen(own.command, stdout=subprocess.DEVNULL)]

    restart()
    yield own.url, restart
    for process in running:
        process.kill()
        process.wait()
    own.clear()


@pytest.fixture
def plant(tmp_path, own_redis, monkeypatch):
    monkeypatch.setattr(dispatch, "MENDING_SECONDS", 0.5)
    monkeypatch.setattr(dispatch, "GRACE", timedelta(seconds=2))
    settings = Settings(
        data_dir=tmp_path / "data", redis_url=own_redis[0], workers=2, lease_seconds=3, retry_seconds=0,
        page_timeout_seconds=1, worker_memory_bytes=1 << 30,
    ).resolved()  # fmt: skip
    engine = open_database(settings.database_url)
    migrate(engine)
    stop, catalogue = Stop(), CatalogueInForce.of(settings, engine)
    plant = Plant(settings, tmp_path, engine, FolderObjects(settings.data_dir / "objects"))
    with open_queues(settings) as queues:
        scheduler = Scheduler(engine, queues, settings, catalogue)
        thread = threading.Thread(target=schedule_forever, args=(scheduler, stop))
        thread.start()
        yield plant
        stop.ask()
        thread.join()
    for worker in plant.workers:
        worker.kill()
        worker.wait()
    engine.dispose()


def test_files_are_read_by_all_workers(plant):
    plant.start()
    plant.start()
    found = [plant.add(f"fine {pages} {pages}") for pages in (1, 2, 5)]
    plant.wait_for_end(*found)
    assert {plant.state(scan) for scan in found} == {ScanState.ACCEPTED}
    assert Counter(scan for scan, _page, _process in plant.tries()) == {
        f.id: n for f, n in zip(found, (1, 2, 5), strict=True)
    }


def test_a_killed_process_is_counted_and_its_page_read_again(plant):
    plant.start()
    scan = plant.add("slow 1")
    ((_scan, _page, process),) = until(plant.tries)
    os.kill(process, signal.SIGKILL)
    until(lambda: plant.task(scan, Stage.PAGE, 1).kills == 1)
    (plant.folder / "go").touch()
    plant.wait_for_end(scan)
    assert plant.state(scan) is ScanState.ACCEPTED
    assert len(plant.tries()) == 2


def test_a_file_that_kills_its_readers_is_put_aside_after_two_and_stops_no_other(plant):
    plant.start()
    poison, fine = plant.add("kill 1"), plant.add("fine 3")
    plant.wait_for_end(poison, fine)
    ended = plant.scan(poison)
    assert (ended.state, ended.reason_code) == (ScanState.QUARANTINED, "crashed")
    assert "cách ly" in ended.reason
    assert plant.state(fine) is ScanState.ACCEPTED
    assert [scan for scan, _page, _process in plant.tries()].count(poison.id) == 2


def test_a_killed_worker_takes_its_process_along_and_costs_the_file_nothing(plant):
    worker = plant.start()
    scan = plant.add("slow 1")
    ((_scan, _page, process),) = until(plant.tries)
    worker.kill()
    worker.wait()
    until(lambda: not psutil.pid_exists(process))
    plant.start()
    (plant.folder / "go").touch()
    plant.wait_for_end(scan)
    task = plant.task(scan, Stage.PAGE, 1)
    assert (plant.state(scan), task.kills, task.lost, task.attempts) == (ScanState.ACCEPTED, 0, 1, 0)


def test_a_worker_told_to_stop_finishes_its_page_first(plant):
    worker = plant.start()
    scan = plant.add("slow 2")
    ((_scan, page, process),) = until(plant.tries)
    os.kill(process, signal.SIGTERM)  # a service manager tells the whole group
    worker.terminate()
    (plant.folder / "go").touch()
    assert worker.wait(DEADLINE) == 0
    task = plant.task(scan, Stage.PAGE, page)
    assert (task.state, task.kills, task.lost) == (TaskState.DONE, 0, 0)
    assert plant.state(scan) is ScanState.PROCESSING


def test_an_emptied_redis_loses_nothing(plant):
    plant.start()
    plant.start()
    found = [plant.add(f"slow 4 {number}") for number in range(5)]
    until(plant.tries)
    with redis.Redis.from_url(plant.settings.redis_url) as client:
        client.flushall()
    (plant.folder / "go").touch()
    plant.wait_for_end(*found)
    assert {plant.state(scan) for scan in found} == {ScanState.ACCEPTED}


def test_a_redis_that_dies_and_comes_back_empty_loses_nothing(plant, own_redis):
    worker = plant.start()
    found = [plant.add(f"slow 2 {number}") for number in range(3)]
    until(plant.tries)
    own_redis[1]()
    (plant.folder / "go").touch()
    plant.wait_for_end(*found)
    assert {plant.state(scan) for scan in found} == {ScanState.ACCEPTED}
    assert worker.poll() is None
    with reading(plant.engine) as c:
        assert all(task.kills == 0 for scan in found for task in tasks.tasks_of(c, scan.id))


def test_a_page_that_wants_too_much_memory_is_rejected(plant):
    plant.start()
    scan = plant.add("memory 1")
    plant.wait_for_end(scan)
    assert (plant.scan(scan).state, plant.scan(scan).reason_code) == (ScanState.REJECTED, "out_of_memory")


def test_a_page_that_hangs_is_stopped_and_tried_again(plant):
    plant.start()
    scan = plant.add("hang 1")
    plant.wait_for_end(scan)
    task = plant.task(scan, Stage.PAGE, 1)
    assert (plant.state(scan), task.attempts, task.kills) == (ScanState.ACCEPTED, 1, 0)
