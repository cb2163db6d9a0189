"""Tasks on SQLite and PostgreSQL: who may take, end, fail or lose them."""

from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

import pytest

from storage import tasks
from storage.database import writing
from storage.model import Stage, TaskState, Urgency
from tests.rows import LATER, LEASE, NOW, add_scan, add_task, take_all

READY, LEASED, DONE = TaskState.READY, TaskState.LEASED, TaskState.DONE
EXPIRED = NOW + timedelta(seconds=LEASE, microseconds=1)
MAX = 2


def take(c, task, owner="w1", now=NOW):
    return tasks.take(c, task.id, owner, now, LEASE)


def reload(c, task):
    found = tasks.get_task(c, task.id)
    assert found is not None
    return found


def test_a_new_task_is_ready_from_its_time_on(c):
    task = add_task(c, page=3, unit="H99.102", urgency=Urgency.BACKLOG)
    assert (task.state, task.not_before, task.queued_at, task.owner) == (READY, NOW, None, None)
    assert (task.stage, task.page, task.unit, task.urgency) == (Stage.PAGE, 3, "H99.102", Urgency.BACKLOG)
    assert (task.attempts, task.kills, task.lost, task.error) == (0, 0, 0, None)
    assert reload(c, task) == task


def test_a_task_is_added_once_whatever_became_of_it(c):
    task = add_task(c)
    take(c, task)
    tasks.complete(c, task.id, "w1", NOW)
    added = tasks.add_task(c, task.scan_id, Stage.SPLIT, 0, unit="", urgency=Urgency.BACKLOG, now=LATER)
    assert not added
    assert [each.state for each in tasks.tasks_of(c, task.scan_id)] == [DONE]


def test_unknown_tasks(c):
    assert tasks.get_task(c, 404) is None
    assert tasks.take(c, 404, "w1", NOW, LEASE) is None
    assert not tasks.complete(c, 404, "w1", NOW)
    assert not tasks.beat(c, 404, "w1", NOW, LEASE)
    assert not tasks.fail(c, 404, "w1", "?", None, NOW)
    assert tasks.kill(c, 404, NOW, MAX) is None


def test_taking_leases(c):
    task = add_task(c)
    taken = take(c, task)
    assert taken is not None
    assert (taken.state, taken.owner, taken.lost) == (LEASED, "w1", 0)
    assert taken.lease_until == NOW + timedelta(seconds=LEASE)
    assert take(c, task, "w2") is None
    assert take(c, task, "w1") is None


def test_a_task_is_not_taken_before_its_time(c):
    task = add_task(c)
    assert take(c, task, now=NOW - timedelta(microseconds=1)) is None
    assert take(c, task) is not None


def test_a_lease_that_ran_out_is_taken_over_and_counted(c):
    task = add_task(c)
    take(c, task)
    assert take(c, task, "w2", NOW + timedelta(seconds=LEASE)) is None
    taken = take(c, task, "w2", EXPIRED)
    assert taken is not None
    assert (taken.owner, taken.lost) == ("w2", 1)


def test_beating_renews_only_ones_own_lease(c):
    task = add_task(c)
    take(c, task)
    assert tasks.beat(c, task.id, "w1", LATER, LEASE)
    assert reload(c, task).lease_until == LATER + timedelta(seconds=LEASE)
    assert not tasks.beat(c, task.id, "w2", LATER, LEASE)
    take(c, task, "w2", LATER + timedelta(days=1))
    assert not tasks.beat(c, task.id, "w1", LATER, LEASE)
    tasks.complete(c, task.id, "w2", LATER)
    assert not tasks.beat(c, task.id, "w2", LATER, LEASE)


def test_the_owner_ends_a_task_once(c):
    task = add_task(c)
    take(c, task)
    assert tasks.complete(c, task.id, "w1", NOW)
    assert (reload(c, task).state, reload(c, task).owner) == (DONE, None)
    assert not tasks.complete(c, task.id, "w1", NOW)
    assert take(c, task, "w2", LATER) is None


def test_an_owner_who_comes_too_late_changes_nothing(c):
    task = add_task(c)
    take(c, task, "late")
    take(c, task, "w2", EXPIRED)
    before = reload(c, task)
    assert not tasks.complete(c, task.id, "late", EXPIRED)
    assert not tasks.fail(c, task.id, "late", "boom", None, EXPIRED)
    assert tasks.kill(c, task.id, EXPIRED, MAX, owner="late") is LEASED
    assert reload(c, task) == before


def test_a_failed_try_is_repeated_when_told(c):
    task = add_task(c)
    tasks.mark_queued(c, [task.id], NOW)
    take(c, task)
    assert tasks.fail(c, task.id, "w1", "boom", LATER, NOW)
    found = reload(c, task)
    assert (found.state, found.attempts, found.error, found.not_before) == (READY, 1, "boom", LATER)
    assert (found.queued_at, found.owner, found.lease_until) == (None, None, None)
    assert take(c, task) is None
    assert take(c, task, now=LATER) is not None


def test_a_failed_try_without_another_is_the_end(c):
    task = add_task(c)
    take(c, task)
    assert tasks.fail(c, task.id, "w1", "boom", None, NOW)
    assert (reload(c, task).state, reload(c, task).attempts) == (TaskState.FAILED, 1)
    assert take(c, task, now=LATER) is None
    assert tasks.outbox(c, LATER, 10) == ()


def test_a_success_forgets_the_errors_before_it(c):
    task = add_task(c)
    take(c, task)
    tasks.fail(c, task.id, "w1", "boom", NOW, NOW)
    take(c, task)
    tasks.complete(c, task.id, "w1", NOW)
    assert reload(c, task).error is None


def test_a_task_that_kills_its_workers_is_put_aside(c):
    task = add_task(c)
    take(c, task)
    tasks.mark_queued(c, [task.id], NOW)
    assert tasks.kill(c, task.id, NOW, MAX, owner="w1") is READY
    assert (reload(c, task).kills, reload(c, task).queued_at, reload(c, task).owner) == (1, None, None)
    take(c, task)
    assert tasks.kill(c, task.id, NOW, MAX) is TaskState.QUARANTINED
    assert take(c, task, now=LATER) is None
    assert tasks.kill(c, task.id, NOW, MAX) is TaskState.QUARANTINED
    assert reload(c, task).kills == 2


def test_a_worker_killed_before_it_took_the_task_counts(c):
    task = add_task(c)
    tasks.mark_queued(c, [task.id], NOW)
    assert tasks.kill(c, task.id, NOW, MAX, owner="w1") is READY
    assert (reload(c, task).kills, reload(c, task).queued_at) == (1, None)


def test_a_worker_killed_after_the_task_was_done_does_not_count(c):
    task = add_task(c)
    take(c, task)
    tasks.complete(c, task.id, "w1", NOW)
    assert tasks.kill(c, task.id, NOW, MAX, owner="w1") is DONE
    assert reload(c, task).kills == 0


def test_leases_that_ran_out_are_taken_back(c):
    silent, alive, waiting = (add_task(c, page=number) for number in (1, 2, 3))
    tasks.mark_queued(c, [silent.id, waiting.id], NOW)
    take(c, silent)
    take(c, alive, now=LATER)
    assert tasks.expire(c, LATER, MAX) == {silent.id: READY}
    found = reload(c, silent)
    assert (found.lost, found.queued_at, found.owner, found.lease_until) == (1, None, None, None)
    assert reload(c, alive).state is LEASED
    assert tasks.expire(c, LATER, MAX) == {}
    assert not tasks.complete(c, silent.id, "w1", LATER)


def test_a_task_lost_too_often_is_put_aside(c):
    task = add_task(c)
    states = []
    for _ in range(MAX):
        take(c, task)
        states.append(tasks.expire(c, LATER, MAX)[task.id])
    assert states == [READY, TaskState.QUARANTINED]


def test_pending_counts_what_is_not_done(c):
    scan = add_scan(c)
    pages = [add_task(c, page=number) for number in (1, 2, 3)]
    add_task(c)
    add_task(c, number=2)
    assert tasks.pending(c, scan.id) == 4
    assert tasks.pending(c, scan.id, Stage.PAGE) == 3
    take(c, pages[0])
    tasks.complete(c, pages[0].id, "w1", NOW)
    take(c, pages[1])
    tasks.fail(c, pages[1].id, "w1", "boom", None, NOW)
    assert tasks.pending(c, scan.id, Stage.PAGE) == 2
    assert tasks.pending(c, 404) == 0


def test_the_rest_of_a_scan_is_closed_under_its_owners_hands(c):
    done, leased, ready, failed = (add_task(c, page=number) for number in (1, 2, 3, 4))
    other = add_task(c, number=2)
    for task in (done, leased, failed):
        take(c, task)
    tasks.complete(c, done.id, "w1", NOW)
    tasks.fail(c, failed.id, "w1", "boom", None, NOW)
    assert tasks.close_rest(c, done.scan_id, NOW) == 2
    assert not tasks.complete(c, leased.id, "w1", NOW)
    states = [task.state for task in tasks.tasks_of(c, done.scan_id)]
    assert states == [DONE, DONE, DONE, TaskState.FAILED]
    assert reload(c, other).state is READY
    assert ready.state is READY


@pytest.mark.parametrize("end", ["done", "leased", "failed", "quarantined", "ready"])
def test_a_stage_can_be_reopened_from_any_state(c, end):
    task, page = add_task(c), add_task(c, page=1)
    take(c, task)
    if end == "done":
        tasks.complete(c, task.id, "w1", NOW)
    elif end == "failed":
        tasks.fail(c, task.id, "w1", "boom", None, NOW)
    elif end == "quarantined":
        tasks.kill(c, task.id, NOW, 1)
    elif end == "ready":
        tasks.kill(c, task.id, NOW, MAX)
    assert tasks.reopen(c, task.scan_id, Stage.SPLIT, LATER) == 1

    found = reload(c, task)
    assert (found.state, found.not_before, found.queued_at, found.error) == (READY, LATER, None, None)
    assert (found.attempts, found.kills, found.lost) == (0, 0, 0)
    assert not tasks.complete(c, task.id, "w1", LATER)
    assert reload(c, page) == page


def test_of_many_processes_one_wins_each_task(engine):
    with writing(engine) as c:
        ids = [add_task(c, page=number).id for number in range(1, 25)]
    url = engine.url.render_as_string(hide_password=False)
    owners = ["w1", "w2", "w3"]
    with ProcessPoolExecutor(len(owners), get_context("spawn")) as pool:
        won = dict(zip(owners, pool.map(take_all, [url] * 3, [ids] * 3, owners), strict=True))
    assert sorted(task_id for mine in won.values() for task_id in mine) == ids
    with writing(engine) as c:
        for owner, mine in won.items():
            assert all(tasks.complete(c, task_id, owner, NOW) for task_id in mine)
