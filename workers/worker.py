"""The RQ worker: forks a process for each task, so that what a file does to it harms nothing else.

A process that dies over a task counts against that task; a worker that dies with its process does not, since
the lease then merely runs out (docs/decisions/0004). The worker itself has the database closed when it forks:
what SQLite knows of its locks must not be inherited.
"""

import gc
import logging
import os
import shutil
import signal
import socket
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType
from typing import Any, Final

from redis import RedisError
from redis.client import Pipeline
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer
from sqlalchemy import Connection, Engine

from configs.settings import Settings
from storage import tasks
from storage.database import open_database, writing
from storage.errors import StoreUnavailable
from storage.model import ProcessBeat, TaskState, Urgency
from storage.overview import WORKER, beat_process, end_process
from storage.regions import fail_region
from workers.dispatch import connect, job_seconds, task_id_of
from workers.endings import quarantine
from workers.environment import as_environment
from workers.process import ONE_THREAD, confine, die_with_parent
from workers.region_queue import REGIONS, region_id_of
from workers.stopping import Stop

log = logging.getLogger(__name__)

BEAT_SECONDS: Final = 10.0
PAUSE: Final = 2.0


def work(settings: Settings) -> None:
    """Do tasks until SIGTERM or SIGINT; the task at hand is finished first. Redis may go and come back."""
    os.environ |= ONE_THREAD | as_environment(settings)
    from workers import jobs  # noqa: PLC0415 - loads numpy and OpenCV, which look at ONE_THREAD once

    jobs.read_catalogue(settings.catalogue_dir)
    jobs.warm_up(settings.profile)
    gc.freeze()  # what is loaded now stays shared with the processes forked from here
    stop, sign = Stop.on_signals(), SignOfLife(open_database(settings.database_url))
    while not stop.asked:
        try:
            # RQ ends its loop when Redis fails it, after a word in the log.
            PageWorker(settings, stop, sign).work(logging_level="WARNING")
        except RedisError as error:
            log.warning("Redis cannot be reached: %s", error)
        stop.wait(PAUSE)
    sign.end()


class SignOfLife:
    """A process's row in the database, renewed now and then; no connection stays open."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name = f"{WORKER}{socket.gethostname()}-{os.getpid()}"
        self._due = 0.0

    def give(self) -> None:
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + BEAT_SECONDS
        self._write(lambda c: beat_process(c, ProcessBeat(self.name, None, datetime.now(UTC), None)))

    def end(self) -> None:
        self._write(lambda c: end_process(c, self.name))

    def _write(self, change: Callable[[Connection], None]) -> None:
        try:
            with writing(self.engine) as c:
                change(c)
        except StoreUnavailable as error:
            log.warning("cannot say that this process lives: %s", error)
        self.engine.dispose()


class PageWorker(Worker):
    """RQ's worker, with limits on its processes, and deaths counted in the database."""

    max_connection_wait_time = 5.0
    log_result_lifespan = False

    def __init__(self, settings: Settings, stop: Stop, sign: SignOfLife) -> None:
        redis = connect(settings.redis_url)
        super().__init__(
            [Queue(name, redis, serializer=JSONSerializer) for name in (REGIONS, *Urgency)],
            f"{sign.name}-{uuid.uuid4().hex}",
            connection=redis,
            serializer=JSONSerializer,
            log_job_description=False,
            worker_ttl=round(BEAT_SECONDS) + 15,  # RQ waits 15 s less than that for a task
            job_monitoring_interval=round(BEAT_SECONDS),
        )
        self._settings = settings
        self._stop = stop
        self._sign = sign
        self._scratch = settings.data_dir / "tmp" / sign.name
        self._parent = os.getpid()

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self._stop.ask()
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        super().heartbeat(timeout, pipeline)
        if not self.is_horse:
            self._sign.give()

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Do a job in a process with a folder of its own, which is emptied whatever became of it."""
        self._scratch.mkdir(parents=True, exist_ok=True)
        try:
            super().execute_job(job, queue)
        finally:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        die_with_parent(self._parent)
        os.environ["TMPDIR"] = tempfile.tempdir = str(self._scratch)
        confine(self._settings.worker_memory_bytes, job_seconds(self._settings))
        super().main_work_horse(job, queue)

    def setup_work_horse_signals(self) -> None:
        """Let a page be finished although its whole group of processes was told to stop."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

    def handle_work_horse_killed(self, job: Job, retpid: int, ret_val: int | None, rusage: Any) -> None:  # noqa: ANN401 - as RQ has it
        super().handle_work_horse_killed(job, retpid, ret_val, rusage)  # type: ignore[no-untyped-call]
        if ret_val is None or os.WIFSIGNALED(ret_val):
            if job.origin == REGIONS:
                count_region_kill(self._sign.engine, region_id_of(job.id))
            else:
                count_kill(self._sign.engine, task_id_of(job.id), self._settings.max_kills, self.name)


def count_kill(engine: Engine, task_id: int, max_kills: int, owner: str) -> None:
    """Count a process that died over a task; the scan is put aside when too many have."""
    now = datetime.now(UTC)
    try:
        with writing(engine) as c:
            # The process may have gone on to the scan's next stage: what it held is what killed it.
            concerned = tasks.held_by(c, owner) or task_id
            state = tasks.kill(c, concerned, now, max_kills, owner)
            task = tasks.get_task(c, concerned)
            if task and state is TaskState.QUARANTINED:
                quarantine(c, task, "crashed", now)
    except StoreUnavailable as error:
        log.warning("task %d: its lease will run out instead: %s", task_id, error)
    engine.dispose()


def count_region_kill(engine: Engine, region_id: int) -> None:
    """Let a place rest that a process died over: its clerk types."""
    try:
        with writing(engine) as c:
            fail_region(c, region_id)
    except StoreUnavailable as error:
        log.warning("place %d: it will fail by itself when its time is over: %s", region_id, error)
    engine.dispose()
