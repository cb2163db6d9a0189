"""The whole system on one machine: up, one paper to its end, down; nothing left of it when it is killed."""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from PIL import Image
from sqlalchemy.exc import OperationalError

from configs.settings import Settings
from storage.database import open_database, reading
from storage.errors import StoreUnavailable
from storage.overview import overview
from storage.scans import latest_scans
from tests.servers import need
from workers.environment import as_environment

pytestmark = [pytest.mark.services, pytest.mark.ocr, pytest.mark.timeout(180)]

ROOT = Path(__file__).parents[2]
DEADLINE = 90


def until(condition):
    deadline = time.monotonic() + DEADLINE
    while not (found := condition()):
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)
    return found


@pytest.fixture
def settings(tmp_path):
    need("redis-server")
    need("tesseract")
    return Settings(
        data_dir=tmp_path / "data",
        inbox=tmp_path / "inbox",
        port=0,
        poll_seconds=0.3,
        stable_seconds=0.5,
        workers=1,
    ).resolved()


@pytest.fixture
def up(settings, tmp_path):
    """Run `sohoa up`; return its process."""
    started = []

    def up():
        with (tmp_path / "log").open("ab") as log:
            command = [sys.executable, "-m", "cli.main", "up"]
            environment = os.environ | as_environment(settings)
            started.append(psutil.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log))
        return started[-1]

    yield up
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def all_live(settings):
    """Tell whether watcher, scheduler and worker have said so."""
    engine = open_database(settings.database_url)
    try:
        with reading(engine) as c:
            names = {process.name.partition("-")[0] for process in overview(c, datetime.now(UTC)).processes}
    except (StoreUnavailable, OperationalError):
        return False
    finally:
        engine.dispose()
    return {"watcher", "scheduler", "worker"} <= names


def test_a_paper_goes_all_the_way_and_all_stops_at_a_word(settings, up):
    system = up()
    until(lambda: all_live(settings))
    place = settings.inbox / "tram-101/quet.png"
    place.parent.mkdir()
    Image.new("RGB", (300, 400), "white").save(place, dpi=(200, 200))
    engine = open_database(settings.database_url)

    def ended():
        with reading(engine) as c:
            return [scan for scan in latest_scans(c, 5) if scan.state.ended]

    (scan,) = until(ended)
    engine.dispose()
    assert (scan.state.value, scan.reason_code, place.exists()) == ("review", "no_content", False)
    family = system.children(recursive=True)
    assert len(family) >= 5
    system.send_signal(signal.SIGTERM)
    assert system.wait(45) == 0
    assert not any(process.is_running() for process in family)


def test_a_second_one_is_refused_and_a_killed_one_leaves_nothing_behind(settings, up):
    first = up()
    until(lambda: all_live(settings))
    assert up().wait(DEADLINE) == 1
    family = first.children(recursive=True)
    first.kill()
    first.wait()
    psutil.wait_procs(family, timeout=30)
    assert not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in family)
    again = up()
    until(lambda: len(again.children()) >= 5)
    again.send_signal(signal.SIGINT)
    assert again.wait(45) == 0
