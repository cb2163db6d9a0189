"""The outbox and the reconciler over a Redis in memory, which may lose everything at any moment."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from fakeredis import FakeRedis
from redis import ConnectionError as RedisConnectionError

from storage import tasks
from storage.catalogue_in_force import CatalogueInForce
from storage.database import reading, writing
from storage.errors import StoreSettingsError
from storage.model import ScanState, Stage, TaskState, Urgency
from workers import dispatch
from workers.dispatch import (
    PER_WORKER,
    Queues,
    Scheduler,
    feed,
    fitting,
    job_id_of,
    reconcile,
    schedule_forever,
)
from workers.stopping import Stop


@pytest.fixture
def redis():
    return FakeRedis()


@pytest.fixture
def queues(redis, settings):
    return Queues(redis, settings)


WINDOW = 2 * PER_WORKER  # the settings of these tests have two workers


def in_queue(queues):
    return [job_id for queue in queues._by_urgency.values() for job_id in queue.job_ids]


def age_marks(engine, seconds=10):
    """Make what was queued look as if that was some time ago."""
    with writing(engine) as c:
        tasks.mark_queued(c, tasks.queued(c), datetime.now(UTC) - timedelta(seconds=seconds))


def add_many(add, count, station="tram-101", urgency=Urgency.COUNTER):
    for number in range(count):
        add(f"{station}{number:050}"[:64], station=station, urgency=urgency)


def test_due_tasks_are_queued_by_number_once(engine, queues, add):
    _scan, task = add()
    assert feed(engine, queues) == 1
    assert feed(engine, queues) == 0
    (job,) = queues._by_urgency[Urgency.COUNTER].jobs
    assert (job.id, job.func_name, job.args) == (f"task-{task.id}-0", "workers.jobs.run_task", [task.id])
    assert (job.timeout, job.result_ttl) == (240, 0)


def test_only_a_window_lies_in_redis_and_units_take_turns(engine, queues, add):
    add_many(add, 50, "tram-101")
    add_many(add, 3, "tram-102")
    assert feed(engine, queues) == WINDOW
    with reading(engine) as c:
        found = [tasks.get_task(c, task_id) for task_id in queues.waiting()]
    units = Counter(task.unit for task in found if task)
    assert units == {"tram-101": WINDOW - 3, "tram-102": 3}
    assert feed(engine, queues) == 0  # not half empty


def test_the_archive_does_not_fill_the_way_of_the_counter(engine, queues, add):
    add_many(add, 50, "tram-kho", Urgency.BACKLOG)
    feed(engine, queues)
    add_many(add, 3, "tram-101")
    feed(engine, queues)
    assert {u: q.count for u, q in queues._by_urgency.items()} == {
        Urgency.COUNTER: 3,
        Urgency.BACKLOG: WINDOW,
    }


def test_each_try_has_a_name_of_its_own(engine, add):
    _scan, task = add()
    names = [job_id_of(task)]
    for _ in range(3):
        with writing(engine) as c:
            tasks.kill(c, task.id, datetime.now(UTC), 10)
            again = tasks.get_task(c, task.id)
            assert again
            names.append(job_id_of(again))
    assert len(set(names)) == 4


def test_what_redis_forgot_is_queued_again(engine, queues, redis, settings, add):
    add_many(add, 5)
    feed(engine, queues)
    redis.flushall()
    reconcile(engine, queues, settings)
    assert feed(engine, queues) == 0  # a task fetched a moment ago looks the same
    age_marks(engine)
    reconcile(engine, queues, settings)
    assert feed(engine, queues) == 5
    age_marks(engine)
    reconcile(engine, queues, settings)
    assert len(in_queue(queues)) == len(set(in_queue(queues))) == 5


def test_a_crash_between_mark_and_queue_loses_nothing(engine, queues, settings, add, monkeypatch):
    add_many(add, 2)
    with monkeypatch.context() as patch:
        patch.setattr(queues, "add", lambda _found: (_ for _ in ()).throw(RedisConnectionError("gone")))
        with pytest.raises(RedisConnectionError):
            feed(engine, queues)
    age_marks(engine)
    reconcile(engine, queues, settings)
    assert feed(engine, queues) == 2


def test_a_silent_worker_loses_its_task_to_another(engine, queues, settings, add, task_of):
    scan, task = add()
    with writing(engine) as c:
        tasks.take(c, task.id, "gone", datetime.now(UTC) - timedelta(minutes=5), 60)
    reconcile(engine, queues, settings)
    assert feed(engine, queues) == 1
    after = task_of(scan, Stage.SPLIT)
    assert (after.state, after.lost, after.kills) == (TaskState.READY, 1, 0)


def test_a_task_that_goes_silent_too_often_ends_its_scan(engine, queues, settings, add, task_of, scan_now):
    scan, task = add()
    for _ in range(settings.max_lost_leases):
        assert not scan_now(scan).state.ended
        with writing(engine) as c:
            tasks.take(c, task.id, "gone", datetime.now(UTC) - timedelta(minutes=5), 60)
        reconcile(engine, queues, settings)
    assert task_of(scan, Stage.SPLIT).state is TaskState.QUARANTINED
    assert (scan_now(scan).state, scan_now(scan).reason_code) == (ScanState.QUARANTINED, "crashed")


def test_a_clock_that_was_set_back_holds_nothing_up(engine, queues, settings, add, task_of):
    now = datetime.now(UTC)
    ahead = now + timedelta(days=4000)
    (held, held_task), (late, late_task), (lost, lost_task) = (add(letter * 64) for letter in "abc")
    with writing(engine) as c:
        tasks.take(c, held_task.id, "gone", ahead, settings.lease_seconds)
        tasks.take(c, late_task.id, "me", now, settings.lease_seconds)
        tasks.fail(c, late_task.id, "me", "x", ahead, ahead)
        tasks.mark_queued(c, [lost_task.id], ahead)
    reconcile(engine, queues, settings)
    limit = datetime.now(UTC)
    assert task_of(held, Stage.SPLIT).lease_until <= limit + timedelta(seconds=settings.lease_seconds)
    assert task_of(late, Stage.SPLIT).not_before <= limit
    assert task_of(lost, Stage.SPLIT).queued_at <= limit


def test_room_is_kept_by_urgency_in_the_order_given(add, engine):
    add_many(add, 4)
    with reading(engine) as c:
        found = tasks.outbox(c, datetime.now(UTC), 10)
    room = {Urgency.COUNTER: 3, Urgency.BACKLOG: 9}
    assert fitting(found, room) == list(found[:3])
    assert room[Urgency.COUNTER] == 3


def test_the_scheduler_goes_on_after_trouble(engine, queues, settings, add, monkeypatch):
    add_many(add, 1)
    stop, room, tries = Stop(), queues.room, []

    def sometimes():
        tries.append(1)
        if len(tries) == 1:
            raise RedisConnectionError("Redis is being restarted")
        stop.ask()
        return room()

    monkeypatch.setattr(queues, "room", sometimes)
    monkeypatch.setattr(dispatch, "TICK_SECONDS", 0.01)
    schedule_forever(Scheduler(engine, queues, settings, CatalogueInForce.of(settings, engine)), stop)
    assert len(in_queue(queues)) == 1


@pytest.mark.parametrize("url", ["localhost:6379", "http://:hidden-words@h", "redis://:hidden-words@h:abc"])
def test_a_wrong_address_of_redis_names_its_setting_and_no_password(url):
    with pytest.raises(StoreSettingsError, match="SOHOA_REDIS_URL") as found:
        dispatch.connect(url)
    assert "hidden-words" not in str(found.value)
