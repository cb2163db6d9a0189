"""The most memory that a process and all its children hold together while something runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psutil

LOOK_SECONDS: Final = 0.05
MEGABYTE: Final = 1_000_000


class Peak:
    """The highest sum seen so far of what is resident."""

    def __init__(self) -> None:
        self.megabytes = 0.0

    def look(self, process: psutil.Process) -> None:
        """Count a process and its children; those that end meanwhile are left out."""
        resident = 0
        try:
            family = [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for member in family:
            try:
                resident += member.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        self.megabytes = max(self.megabytes, resident / MEGABYTE)


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Look at a process again and again until the block ends; at least once if it is there at all."""
    peak, done = Peak(), threading.Event()
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        yield peak
        return
    watcher = threading.Thread(target=_watch, args=(process, peak, done), daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _watch(process: psutil.Process, peak: Peak, done: threading.Event) -> None:
    peak.look(process)
    while not done.wait(LOOK_SECONDS):
        peak.look(process)
