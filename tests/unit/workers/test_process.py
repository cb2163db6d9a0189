"""What the operating system does to processes confined by us: seen from outside, on real ones."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

CONFINED = "from workers.process import confine; confine({memory}, 60); {rest}"


def python(code, **options):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, **options
    )


def test_a_confined_process_gets_no_more_memory_than_that():
    rest = "print('small', len(bytearray(50_000_000))); bytearray(500_000_000)"
    ended = python(CONFINED.format(memory=300_000_000, rest=rest))
    assert "small 50000000" in ended.stdout
    assert "MemoryError" in ended.stderr


def test_without_a_limit_memory_is_not_confined():
    assert python(CONFINED.format(memory=0, rest="bytearray(500_000_000)")).returncode == 0


PARENT = """
import os, sys, time
from workers.process import die_with_parent
parent = os.getpid()
if os.fork() == 0:
    die_with_parent(parent)
    print(os.getpid(), flush=True)
    time.sleep(60)
time.sleep(60)
"""


def test_a_child_dies_with_its_killed_parent():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = Path("/proc", parent.stdout.readline().strip())
    assert child.exists()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while child.exists() and "(zombie)" not in (child / "status").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("parent", [1, 999_999])
def test_one_whose_parent_is_gone_already_ends_at_once(parent):
    ended = python(f"from workers.process import die_with_parent; die_with_parent({parent}); print('alive')")
    assert (ended.returncode, ended.stdout) == (1, "")
