"""Runs the whole system on one machine: `sohoa up`.

Redis, watcher, scheduler, web and the workers are processes of their own. One that ends is started again;
when this one ends, by whatever means, they do too.
"""

import fcntl
import logging
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from configs.settings import Settings
from storage.database import migrate, open_database
from workers.environment import as_environment
from workers.process import ONE_THREAD, die_with_parent
from workers.redis_server import OwnRedis
from workers.stopping import Stop

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 0.2
STOP_SECONDS: Final = 30.0
STEADY_SECONDS: Final = 10.0  # a process that lived that long is started again at once
LONGEST_PAUSE: Final = 30.0
SOHOA: Final = (sys.executable, "-m", "cli.main")

RUNNING_ALREADY: Final = "Hệ thống đang chạy trên thư mục dữ liệu {} rồi. Hãy dừng nó trước khi chạy lại."
STOPPED: Final = "Hệ thống đã dừng."
UP: Final = "Hệ thống đang chạy. Thư mục trạm quét: {}. Trang web: http://{}:{}/ (Ctrl-C để dừng)"
PORT_TAKEN: Final = (
    "Không mở được cổng {} trên {}. Hãy dừng chương trình đang dùng cổng này, hoặc đặt SOHOA_PORT khác."
)


def up(settings: Settings) -> int:
    """Run everything until SIGTERM or SIGINT; return the exit code: 0, or 1 where it cannot run."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _only_one(settings.data_dir) as lock:
        if lock is None:
            sys.stderr.write(RUNNING_ALREADY.format(settings.data_dir) + "\n")
            return 1
        if not _port_is_free(settings.host, settings.port):
            return 1
        stop = Stop.on_signals()
        _prepare(settings)
        with _redis(settings, lock) as (redis, used):
            crew = _crew(used, redis)
            log.info(UP.format(used.inbox, used.host, used.port))
            tend(crew, stop)
            stop_all(crew)
    log.info(STOPPED)
    return 0


def _port_is_free(host: str, port: int) -> bool:
    """Tell whether the web page can have its address; if not, say why."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError:
        sys.stderr.write(PORT_TAKEN.format(port, host) + "\n")
        return False
    return True


@dataclass(slots=True)
class Child:
    """A process that should run, and the one that does."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    not_before: float = 0.0
    pause: float = field(default=LOOK_SECONDS)

    def tend(self, now: float) -> None:
        """Start it if it does not run and has not just failed."""
        if self.running is not None and self.running.poll() is not None:
            self._note_end(now, self.running.returncode)
        if self.running is None and now >= self.not_before:
            self._start(now)

    def _note_end(self, now: float, code: int) -> None:
        steady = now - self.started >= STEADY_SECONDS
        self.pause = LOOK_SECONDS if steady else min(self.pause * 2, LONGEST_PAUSE)
        self.running, self.not_before = None, now + self.pause
        log.warning("%s ended (%d), to be started again in %.1f s", self.name, code, self.pause)

    def _start(self, now: float) -> None:
        # In a session of its own, so that Ctrl-C reaches only this process, which then tells the others once.
        self.running = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509 - this process has no threads
        )
        self.started = now


def tend(crew: Sequence[Child], stop: Stop) -> None:
    """Keep every process of the crew running until told to stop."""
    while not stop.asked:
        for child in crew:
            child.tend(time.monotonic())
        stop.wait(LOOK_SECONDS)


def stop_all(crew: Sequence[Child]) -> None:
    """Stop the crew: all but Redis at once, each when its work at hand is done; then Redis."""
    until = time.monotonic() + STOP_SECONDS
    running = [child for child in crew if child.running is not None]
    for some in ([c for c in running if c.name != "redis"], [c for c in running if c.name == "redis"]):
        for child in some:
            _process(child).terminate()
        for child in some:
            _wait_or_kill(child, until)


def _wait_or_kill(child: Child, until: float) -> None:
    process = _process(child)
    try:
        process.wait(max(1.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        log.warning("%s does not stop: killed; its task will be done again", child.name)
        process.kill()
        process.wait()
    child.running = None


def _process(child: Child) -> subprocess.Popen[bytes]:
    if child.running is None:
        raise ValueError(f"{child.name} does not run")
    return child.running


def _crew(settings: Settings, redis: OwnRedis | None) -> list[Child]:
    environment = os.environ | ONE_THREAD | as_environment(settings)
    workers = [f"worker {number + 1}" for number in range(settings.workers or os.cpu_count() or 1)]
    commands = {"watcher": "watch", "scheduler": "schedule", "web": "serve"} | dict.fromkeys(workers, "work")
    own = [Child("redis", redis.command, environment)] if redis else []
    return own + [Child(name, (*SOHOA, command), environment) for name, command in commands.items()]


def _prepare(settings: Settings) -> None:
    """Make what the processes need; clear what those of an earlier run, killed, have left."""
    settings.inbox.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(settings.data_dir / "tmp", ignore_errors=True)
    engine = open_database(settings.database_url)
    migrate(engine)
    engine.dispose()


@contextmanager
def _only_one(data_dir: Path) -> Iterator[Path | None]:
    """Hold the lock of a data folder, and give its file; None where somebody else holds it."""
    path = data_dir / "up.lock"
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield path


@contextmanager
def _redis(settings: Settings, lock: Path) -> Iterator[tuple[OwnRedis | None, Settings]]:
    """Give a Redis of our own and the settings that name it; none where the settings name another."""
    if settings.redis_url:
        yield None, settings
        return
    earlier = lock.read_text()
    if earlier:  # a run that was killed could not clear its folder
        OwnRedis(Path(earlier)).clear()
    own = OwnRedis.make()
    lock.write_text(str(own.folder))
    yield own, settings.model_copy(update={"redis_url": own.url})
    own.clear()
    lock.write_text("")
