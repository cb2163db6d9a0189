"""Carries places that clerks want read again to RQ: a queue of its own, which every worker looks at first."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from redis import Redis
from rq import Queue
from rq.queue import EnqueueData
from rq.serializers import JSONSerializer
from sqlalchemy import Engine

from storage.database import reading, writing
from storage.regions import end_old_regions, mark_regions, regions_due, regions_queued

REGIONS: Final = "regions"
READ_REGION: Final = "workers.regions.read_region"
MOST: Final = 20  # places put on the queue in one go
KEPT_SECONDS: Final = 60
GRACE: Final = timedelta(seconds=5)


class RegionQueue:
    """The RQ queue of places; it holds nothing but numbers."""

    def __init__(self, redis: Redis, job_seconds: int) -> None:
        self._queue = Queue(REGIONS, redis, serializer=JSONSerializer)
        self._job_seconds = job_seconds

    def add(self, ids: Iterable[int]) -> None:
        jobs = [self._job(region_id) for region_id in ids]
        if jobs:
            self._queue.enqueue_many(jobs)

    def waiting(self) -> set[int]:
        return {region_id_of(job_id) for job_id in self._queue.job_ids}

    def _job(self, region_id: int) -> EnqueueData:
        return Queue.prepare_data(
            READ_REGION,
            args=[region_id],
            timeout=self._job_seconds,
            result_ttl=0,
            failure_ttl=KEPT_SECONDS,
            description=f"place {region_id}",
            job_id=f"region-{region_id}",
        )


def region_id_of(job_id: str) -> int:
    """Return the place of a job by its name."""
    return int(job_id.split("-")[1])


def feed_regions(engine: Engine, queue: RegionQueue) -> int:
    """Queue the places that wait; return how many. They are marked first: see `workers.dispatch.feed`."""
    with reading(engine) as c:
        if not regions_due(c, 1):
            return 0
    with writing(engine) as c:
        due = regions_due(c, MOST)
        mark_regions(c, due, datetime.now(UTC))
    queue.add(due)
    return len(due)


def mend_regions(engine: Engine, queue: RegionQueue) -> None:
    """Put back what Redis forgot; end what nobody waits for any more."""
    now = datetime.now(UTC)
    with reading(engine) as c:
        queued = regions_queued(c, now - GRACE)
    forgotten = sorted(set(queued) - queue.waiting()) if queued else []
    with writing(engine) as c:
        end_old_regions(c, now)
        if forgotten:
            mark_regions(c, forgotten, None)
