"""Readers that stand in for the real one, each called in a process of the crew."""

import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np

from pipeline.errors import ScanError
from pipeline.model import Limits, PageReading, Part, Stack


def reading(number: int) -> PageReading:
    return PageReading(number, 100, 200, 300, 0, 0.0, blank=False, text=f"trang {number}")


def good(path: Path, number: int, limits: Limits) -> PageReading:
    return reading(number)


def one_paper(pages, types_for, finder) -> Stack:
    return Stack((Part(tuple(page.number for page in pages), None, 0.0, dossier=finder.given),))


def no_paper(pages, types_for, finder) -> Stack:
    raise ValueError("a fault of ours")


def second_page_bad(path: Path, number: int, limits: Limits) -> PageReading:
    if number == 2:
        raise ScanError("damaged", "of the test")
    return reading(number)


def third_page_secret(path: Path, number: int, limits: Limits) -> PageReading:
    if number == 3:
        raise ScanError("secret")
    return second_page_bad(path, number, limits)


def faulty(path: Path, number: int, limits: Limits) -> PageReading:
    raise ZeroDivisionError("a fault of ours")


def killed(path: Path, number: int, limits: Limits) -> PageReading:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return reading(number)


def always_killed(path: Path, number: int, limits: Limits) -> PageReading:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def hungry(path: Path, number: int, limits: Limits) -> PageReading:
    return reading(int(np.ones(2**29, dtype=np.uint8).max()))


def asleep_with_a_child(path: Path, number: int, limits: Limits) -> PageReading:
    """Tell the ids of the two processes, then wait for ever."""
    with subprocess.Popen(["sleep", "600"]) as child:
        path.with_suffix(".ids").write_text(f"{os.getpid()} {child.pid}")
        child.wait()
    return reading(number)


def unreadable(path: Path, number: int, limits: Limits) -> PageReading:
    raise PermissionError(13, "not allowed", str(path))


def surroundings(path: Path, number: int, limits: Limits) -> PageReading:
    time.sleep(0)
    text = f"{os.environ['OMP_THREAD_LIMIT']} {os.environ['TMPDIR']} {os.getsid(0) == os.getpid()}"
    return PageReading(number, 1, 1, 300, 0, 0.0, blank=False, text=text)
