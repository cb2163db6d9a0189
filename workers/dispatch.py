"""Carries tasks from the database to RQ and back: the outbox, and the reconciler for what Redis forgot.

Only a short window of tasks lies in Redis at a time, so that the order in which units take turns is decided
late, by the database. Redis holds nothing but numbers; it may be emptied at any moment.
"""

import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from redis import Redis, RedisError
from rq import Queue, Worker
from rq.queue import EnqueueData
from rq.serializers import JSONSerializer
from sqlalchemy import Connection, Engine

from catalogue.model import Catalogue
from configs.settings import Settings
from storage import tasks
from storage.access import COMMAND
from storage.catalogue_in_force import CatalogueInForce
from storage.database import open_database, reading, writing
from storage.errors import StoreSettingsError, StoreUnavailable
from storage.lists_in_force import note_lists
from storage.model import ProcessBeat, Task, TaskState, Urgency
from storage.overview import beat_process, end_process
from storage.recount import note_catalogue, recount_waiting
from workers.endings import quarantine
from workers.lease import LONGEST_DELAY
from workers.region_queue import RegionQueue, feed_regions, mend_regions
from workers.stopping import Stop

log = logging.getLogger(__name__)

NAME: Final = "scheduler"
RUN_TASK: Final = "workers.jobs.run_task"
TICK_SECONDS: Final = 1.0
MENDING_SECONDS: Final = 3.0
LONGEST_PAUSE: Final = 10.0
PER_WORKER: Final = 4  # tasks in each queue
GRACE: Final = timedelta(seconds=5)  # a task taken off the queue is leased long before that
PROGRAMS: Final = 4  # a task's outside programs, each with its own time limit
KEPT_SECONDS: Final = 60  # what RQ remembers of a job that is over
REDIS_PATIENCE: Final = 5.0
WRONG_REDIS: Final = "SOHOA_REDIS_URL phải bắt đầu bằng redis://, rediss:// hoặc unix://"


class Queues:
    """The RQ queues, one for each urgency."""

    def __init__(self, redis: Redis, settings: Settings) -> None:
        self._redis = redis
        self._workers = settings.workers or os.cpu_count() or 1
        self._job_seconds = job_seconds(settings)
        self.regions = RegionQueue(redis, self._job_seconds)
        self._by_urgency = {urgency: Queue(urgency, redis, serializer=JSONSerializer) for urgency in Urgency}

    def room(self) -> dict[Urgency, int]:
        """Return how many more tasks each queue takes; one that is not half empty takes none yet."""
        window = PER_WORKER * max(self._workers, Worker.count(connection=self._redis))
        left = {urgency: window - queue.count for urgency, queue in self._by_urgency.items()}
        return {urgency: free if free * 2 >= window else 0 for urgency, free in left.items()}

    def waiting(self) -> set[int]:
        """Return the ids of the tasks that no worker has fetched yet."""
        return {task_id_of(job_id) for queue in self._by_urgency.values() for job_id in queue.job_ids}

    def add(self, found: Sequence[Task]) -> None:
        for urgency, queue in self._by_urgency.items():
            jobs = [self._job(task) for task in found if task.urgency is urgency]
            if jobs:
                queue.enqueue_many(jobs)

    def _job(self, task: Task) -> EnqueueData:
        return Queue.prepare_data(
            RUN_TASK,
            args=[task.id],
            timeout=self._job_seconds,
            result_ttl=0,
            failure_ttl=KEPT_SECONDS,
            description=f"{task.stage} {task.page} of scan {task.scan_id}",
            job_id=job_id_of(task),
        )


def job_id_of(task: Task) -> str:
    """Return the name of a task's next try in RQ: the same while that try has not ended."""
    return f"task-{task.id}-{task.attempts + task.kills + task.lost}"


def task_id_of(job_id: str) -> int:
    """Return the task of a job by its name."""
    return int(job_id.split("-")[1])


def job_seconds(settings: Settings) -> int:
    """Return how long one task may take: some outside programs, each with the time one may take."""
    return max(1, round(PROGRAMS * settings.page_timeout_seconds))


@contextmanager
def open_queues(settings: Settings) -> Iterator[Queues]:
    """Open the queues of the settings' Redis; it is only connected to when used."""
    redis = connect(settings.redis_url)
    try:
        yield Queues(redis, settings)
    finally:
        redis.close()


def connect(url: str) -> Redis:
    """Return a client that does not wait for a silent server for ever. Raises StoreSettingsError."""
    try:
        return Redis.from_url(url, socket_timeout=REDIS_PATIENCE, socket_connect_timeout=REDIS_PATIENCE)
    except ValueError:
        raise StoreSettingsError(WRONG_REDIS) from None  # the address may hold a password


def feed(engine: Engine, queues: Queues) -> int:
    """Queue the tasks whose turn it is, as far as there is room; return how many.

    They are marked before they are queued: a crash in between is mended by `reconcile`, and nobody else
    queues them too.
    """
    room = queues.room()
    if not any(room.values()):
        return 0
    with reading(engine) as c:
        if not tasks.outbox(c, datetime.now(UTC), 1):
            return 0
    with writing(engine) as c:
        now = datetime.now(UTC)
        chosen = fitting(tasks.outbox(c, now, sum(room.values())), room)
        tasks.mark_queued(c, [task.id for task in chosen], now)
    queues.add(chosen)
    return len(chosen)


def fitting(due: Sequence[Task], room: Mapping[Urgency, int]) -> list[Task]:
    """Return the first of the due tasks of each urgency, as many as there is room for."""
    left = dict(room)
    chosen = []
    for task in due:
        if left[task.urgency] > 0:
            left[task.urgency] -= 1
            chosen.append(task)
    return chosen


def reconcile(engine: Engine, queues: Queues, settings: Settings) -> None:
    """Take back leases that ran out, and put back what Redis should hold and does not.

    A clock that was set back leaves times far ahead, which are mended first.
    """
    now = datetime.now(UTC)
    with writing(engine) as c:
        tasks.clamp(c, now, settings.lease_seconds, LONGEST_DELAY)
        for task_id, state in tasks.expire(c, now, settings.max_lost_leases).items():
            log.warning("task %d went silent: now %s", task_id, state)
            task = tasks.get_task(c, task_id)
            if task and state is TaskState.QUARANTINED:
                quarantine(c, task, "crashed", now)
        # What is marked before Redis is looked at and has left it since was fetched: GRACE tells these apart.
        forgotten = _forgotten(c, queues.waiting(), now)
        tasks.requeue(c, forgotten)
    if forgotten:
        log.info("%d tasks are queued again", len(forgotten))


def _forgotten(c: Connection, waiting: set[int], now: datetime) -> list[int]:
    missing = [tasks.get_task(c, task_id) for task_id in tasks.queued(c) if task_id not in waiting]
    return [task.id for task in missing if task and task.queued_at and now - task.queued_at > GRACE]


def schedule(settings: Settings) -> None:
    """Keep the queues filled until SIGTERM or SIGINT, whatever happens to Redis or the database."""
    stop, engine = Stop.on_signals(), open_database(settings.database_url)
    catalogue = CatalogueInForce.of(settings, engine)
    with open_queues(settings) as queues:
        schedule_forever(Scheduler(engine, queues, settings, catalogue), stop)
    with writing(engine) as c:
        end_process(c, NAME)
    engine.dispose()


@dataclass(slots=True)
class Scheduler:
    """What keeps the queues filled, and when it is to look after the rest."""

    engine: Engine
    queues: Queues
    settings: Settings
    catalogue: CatalogueInForce
    mending_due: float = 0.0
    noted: Catalogue | None = None

    def tick(self) -> None:
        """Do what is due now. Raises RedisError, StoreUnavailable."""
        if time.monotonic() >= self.mending_due:
            self.mend()
            self.mending_due = time.monotonic() + MENDING_SECONDS
        feed_regions(self.engine, self.queues.regions)
        feed(self.engine, self.queues)

    def mend(self) -> None:
        now, catalogue = datetime.now(UTC), self.catalogue.now().catalogue
        with writing(self.engine) as c:
            beat_process(c, ProcessBeat(NAME, None, now, None))
            if catalogue is not self.noted:
                note_catalogue(c, catalogue)
                note_lists(c, now, COMMAND, catalogue)
            recount_waiting(c, catalogue, now)
        self.noted = catalogue
        reconcile(self.engine, self.queues, self.settings)
        mend_regions(self.engine, self.queues.regions)


def schedule_forever(scheduler: Scheduler, stop: Stop) -> None:
    """Tick until told to stop; wait longer after each trouble."""
    pause = TICK_SECONDS
    while not stop.asked:
        try:
            scheduler.tick()
            pause = TICK_SECONDS
        except (RedisError, StoreUnavailable) as error:
            pause = min(pause * 2, LONGEST_PAUSE)
            log.warning("nothing can be queued now, trying again in %.0f s: %s", pause, error)
        stop.wait(pause)
