"""A crew of processes, each of which may die: pages are read in them so that no page can harm anything else.

Each process has a memory limit, each call a time limit; whatever becomes of a call is told as a value.
"""

import os
import resource
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from logging import getLogger
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any, Final

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import ScanError
from pipeline.export import Failure

log = getLogger(__name__)

CALLS_A_PROCESS: Final = 200  # decoders leak: a process that has read so many pages is replaced
OUT_OF_MEMORY: Final = ("Insufficient memory", "bad_alloc", "Cannot allocate memory")  # OpenCV, C++, Linux
PRELOADED: Final = ["pipeline.run"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may cost: seconds, and bytes of memory of each process it uses (0: any)."""

    seconds: float = 60.0
    memory: int = 0


@contextmanager
def crew(size: int, bounds: Bounds) -> Iterator[ProcessPool]:
    """Open a pool of `size` processes; those still at work at its end are killed, with what they started."""
    context = get_context("forkserver")  # forking this process, which has threads, could hang
    context.set_forkserver_preload(PRELOADED)
    with tempfile.TemporaryDirectory(prefix="sohoa-") as scratch:
        pool = ProcessPool(
            max_workers=size,
            max_tasks=CALLS_A_PROCESS,
            initializer=confine,
            initargs=(bounds.memory, Path(scratch)),
            context=context,
        )
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def confine(memory: int, scratch: Path) -> None:
    """Limit this process and all it starts; begins every process of the crew.

    The memory limit is on data: OpenBLAS and Tesseract reserve addresses that they never use. It binds every
    process by itself. Decoders of C complain on standard error: what matters comes back as a failure.
    """
    os.setsid()
    signal.signal(signal.SIGTERM, _end_all)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _end_all(_signal: int, _frame: FrameType | None) -> None:
    """End this process and the programs it waits for."""
    os.killpg(0, signal.SIGKILL)


def outcome(call: Future[Any]) -> Any:  # noqa: ANN401 - what the called function returns
    """Return what a finished call returned, or the Failure it ended in.

    Raises BrokenProcessPool where processes cannot be started at all.
    """
    error = call.exception()
    if error is None:
        return call.result()
    if isinstance(error, BrokenProcessPool):
        raise error
    return failure_of(error)


def failure_of(error: BaseException) -> Failure:
    """Return the failure that an error of a call means; one that nobody foresaw is logged with its trace."""
    detail = str(error)
    if isinstance(error, ScanError):
        return Failure(error.code, detail=error.detail)
    if isinstance(error, MemoryError) or any(words in detail for words in OUT_OF_MEMORY):
        return Failure("out_of_memory", detail=detail)
    if isinstance(error, TimeoutError):
        return Failure("timeout", detail=detail)
    if isinstance(error, ProcessExpired):  # an OSError too
        _end_orphans(error.pid)
        return Failure("crashed", detail=f"exit code {error.exitcode}")
    if isinstance(error, OSError):
        return Failure("unreadable", detail=detail)
    log.error("A call ended in an error that nobody foresaw", exc_info=error)
    return Failure("crashed", detail=detail)


def _end_orphans(pid: int | None) -> None:
    """End what a dead process of the crew has started: it led a group of its own."""
    if pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
