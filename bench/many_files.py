"""Drops many small files at once and measures how the watcher takes them in: none lost, none twice, how fast.

    python -m bench.many_files [--counts 250,500,1000,2000]

The watcher runs alone, as a process (`sohoa watch`), on SQLite and a local folder; reading is not measured.
"""

import argparse
import hashlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from sqlalchemy import Engine

from configs.settings import Settings
from storage import scans
from storage.database import migrate, open_database, reading
from storage.overview import overview
from storage.stores import open_objects
from workers.environment import as_environment
from workers.listing import list_inbox

STATIONS = 4
PATIENCE = 600.0
LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Figures:
    """What one drop came to."""

    files: int
    seconds: float  # from the moment all lay there until all were taken and moved
    peak: int  # bytes of memory the watcher ever held
    scans: int
    twice: int
    lost: int

    @property
    def line(self) -> str:
        each, peak = 1000 * self.seconds / self.files, self.peak / 2**20
        speed = f"{self.files:6} files in {self.seconds:6.2f} s: {each:5.2f} ms a file, peak {peak:4.0f} MiB"
        return f"{speed}, taken {self.scans}, lost {self.lost}, twice {self.twice}"


def main() -> int:
    """Measure each count; return 1 where something was lost or taken twice."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", default="250,500,1000,2000")
    counts = [int(count) for count in parser.parse_args().counts.split(",")]
    good = True
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as folder:
            figures = measure(Path(folder), count)
        print(figures.line, flush=True)
        good &= figures.lost == figures.twice == 0
    return 0 if good else 1


def measure(folder: Path, count: int) -> Figures:
    """Drop that many files in front of a running watcher and wait until all are taken."""
    settings = Settings(
        data_dir=folder / "data", inbox=folder / "inbox", poll_seconds=1, stable_seconds=1
    ).resolved()
    engine = open_database(settings.database_url)
    migrate(engine)
    contents = drop(folder / "ready", count)
    settings.inbox.mkdir()
    environment = os.environ | as_environment(settings)
    watcher = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "watch"], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        wait(lambda: bool(processes(engine)), watcher)
        for station in sorted((folder / "ready").iterdir()):
            station.rename(settings.inbox / station.name)
        started = time.monotonic()
        wait(lambda: not list_inbox(settings.inbox).files, watcher)
        seconds = time.monotonic() - started
        peak = peak_memory(watcher.pid)
    finally:
        watcher.send_signal(signal.SIGTERM)
        watcher.wait(30)
    return judge(engine, settings, contents, Figures(count, seconds, peak, 0, 0, 0))


def drop(folder: Path, count: int) -> set[bytes]:
    """Make that many small pages of different content; return their contents."""
    contents = set()
    for number in range(count):
        buffer = io.BytesIO()
        colour = (number % 256, number // 256 % 256, 200)
        Image.new("RGB", (64, 90), colour).save(buffer, "JPEG", comment=b"%d" % number, dpi=(200, 200))
        place = folder / f"tram-10{number % STATIONS + 1}" / f"H99.101-261103-{number:04}.jpg"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(buffer.getvalue())
        contents.add(buffer.getvalue())
    return contents


def processes(engine: Engine) -> int:
    """Return how many processes have said that they live."""
    with reading(engine) as c:
        return len(overview(c, datetime.now(UTC)).processes)


def wait(condition: Callable[[], bool], watcher: subprocess.Popen[bytes]) -> None:
    """Wait until something is so; RuntimeError where the watcher ended or it takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if watcher.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"it did not happen in {PATIENCE} s, or the watcher ended")
        time.sleep(LOOK)


def peak_memory(pid: int) -> int:
    """Return the most memory (bytes, resident) that a running process ever held."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def judge(engine: Engine, settings: Settings, contents: set[bytes], measured: Figures) -> Figures:
    """Hold what is in the store and the database against what was dropped."""
    dropped = {hashlib.sha256(content).hexdigest() for content in contents}
    objects = open_objects(settings)
    with reading(engine) as c:
        found = Counter(scan.sha256 for scan in scans.scans(c))
    engine.dispose()
    lost = [sha256 for sha256 in dropped if sha256 not in found or not objects.verify(sha256)]
    twice = sum(number - 1 for number in found.values())
    return replace(measured, scans=found.total(), lost=len(lost), twice=twice)


if __name__ == "__main__":
    sys.exit(main())
