"""A worker whose stages do what a file's first words say, so that pages can crash, hang or fail at will.

Run as a process: `python -m tests.integration.stand_in_worker FOLDER PARENT`; FOLDER/tries notes each try.
"""

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

from configs.logging import configure
from configs.settings import Settings
from pipeline.model import PageReading
from storage.model import ScanState, Stage
from storage.scans import set_state
from workers import stages
from workers.process import die_with_parent
from workers.worker import work

NOTES = Path(sys.argv[1]) if __name__ == "__main__" else Path()


def words_of(shop, scan):
    path = shop.objects.fetch(scan.sha256, shop.settings.data_dir)
    return path.read_text().split()


def split(shop, scan, task):
    return partial(stages._write_pages_to_read, task, int(words_of(shop, scan)[1]), None)


def page(shop, scan, task):
    with (NOTES / "tries").open("a") as notes:
        notes.write(f"{scan.id} {task.page} {os.getpid()}\n")
    deeds = {"kill": _die, "slow": _wait, "hang": _hang, "memory": _eat}
    deeds.get(words_of(shop, scan)[0], _nothing)(scan, task)
    return partial(stages._write_page, task, PageReading(task.page, 1, 1, 300, 0, 0.0, blank=False, text="x"))


def finish(_shop, scan, _task):
    return lambda c, now: set_state(c, scan.id, ScanState.ACCEPTED, None, None, now)


def _die(_scan, _task):
    os.kill(os.getpid(), signal.SIGSEGV)


def _wait(_scan, _task):
    while not (NOTES / "go").exists():
        time.sleep(0.02)


def _hang(_scan, task):
    if task.attempts + task.kills + task.lost == 0:
        time.sleep(3600)


def _eat(_scan, _task):
    bytearray(4 << 30)


def _nothing(_scan, _task):
    pass


if __name__ == "__main__":
    die_with_parent(int(sys.argv[2]))
    configure()
    stages.STAGES.update({Stage.SPLIT: split, Stage.PAGE: page, Stage.FINISH: finish})
    work(Settings().resolved())
