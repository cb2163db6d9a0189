"""The pages' server as a process of its own, with what it and its database cost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

import psutil
import urllib3

from configs.settings import Settings
from workers.environment import as_environment

OK: Final = 200
MEBIBYTE: Final = 2**20


@dataclass(frozen=True, slots=True)
class Server:
    """A running server of the pages; `port` is also what its database's processes are told from others by."""

    address: str
    pid: int
    database_pid: int | None

    def memory(self) -> float:
        """Return the MiB that the server holds now."""
        return psutil.Process(self.pid).memory_info().rss / MEBIBYTE

    def cpu_seconds(self) -> float:
        """Return the CPU seconds that the server and its database's processes have used."""
        return sum(self._seconds())

    def _seconds(self) -> Iterator[float]:
        times = psutil.Process(self.pid).cpu_times()
        yield times.user + times.system
        if self.database_pid is None:
            return
        postmaster = psutil.Process(self.database_pid)
        gone = postmaster.cpu_times()
        yield gone.children_user + gone.children_system
        for child in postmaster.children():
            with suppress(psutil.NoSuchProcess):
                times = child.cpu_times()
                yield times.user + times.system


@contextmanager
def serving(settings: Settings) -> Generator[Server]:
    """Run the server until the end."""
    environment = os.environ | as_environment(settings)
    command = [sys.executable, "-m", "cli.main", "serve"]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{settings.port}"
    try:
        _wait(server, address)
        yield Server(address, server.pid, _postmaster())
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        with suppress(urllib3.exceptions.HTTPError):
            if urllib3.request("GET", f"{address}/healthz", retries=False, timeout=2).status == OK:
                return
        if server.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError(f"the server did not start: {server.poll()}")


def _postmaster() -> int | None:
    """Return the process of PostgreSQL that we started ourselves; None: there is none."""
    mine = psutil.Process().children()
    return next((each.pid for each in mine if each.name() == "postgres"), None)
