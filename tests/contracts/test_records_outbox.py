"""The outbox on SQLite and PostgreSQL: what is due, whose turn it is, what lies in the queue."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from storage import tasks
from storage.database import writing
from storage.model import Stage, Urgency
from tests.rows import LATER, LEASE, NOW, add_scan, add_task

TICK = timedelta(seconds=1)


NUMBERS = itertools.count(1)


def add_many(c, unit, count, urgency=Urgency.COUNTER):
    """Add a scan of `count` pages of a unit; return the ids of their tasks."""
    scan = add_scan(c, next(NUMBERS))
    for page in range(1, count + 1):
        tasks.add_task(c, scan.id, Stage.PAGE, page, unit=unit, urgency=urgency, now=NOW)
    return ids(tasks.tasks_of(c, scan.id))


def ids(found):
    return [task.id for task in found]


def test_units_take_turns(c):
    large, small, other = add_many(c, "A", 5), add_many(c, "B", 2), add_many(c, "C", 1)
    turns = itertools.zip_longest(large, small, other)
    expected = [task_id for turn in turns for task_id in turn if task_id is not None]
    assert ids(tasks.outbox(c, NOW, 100)) == expected


def test_counter_work_comes_first(c):
    old = add_many(c, "A", 3, Urgency.BACKLOG)
    new = add_many(c, "A", 2)
    assert ids(tasks.outbox(c, NOW, 100)) == new + old


def test_the_limit_cuts_off_the_last_turns(c):
    large, small = add_many(c, "A", 5), add_many(c, "B", 2)
    assert ids(tasks.outbox(c, NOW, 3)) == [large[0], small[0], large[1]]
    assert tasks.outbox(c, NOW, 0) == ()


def test_in_a_unit_what_belongs_to_an_older_scan_comes_first(c):
    older, newer = add_scan(c, 901), add_scan(c, 902)
    for scan in (newer, older):
        tasks.add_task(c, scan.id, Stage.PAGE, 1, unit="A", urgency=Urgency.COUNTER, now=NOW)
    assert [task.scan_id for task in tasks.outbox(c, NOW, 10)] == [older.id, newer.id]


def test_turns_go_on_from_call_to_call(c):
    numbers = {"A": 12, "B": 4, "C": 4}
    units = {task_id: unit for unit, count in numbers.items() for task_id in add_many(c, unit, count)}
    order = []
    for call in range(sum(numbers.values())):
        (task,) = tasks.outbox(c, NOW, 1)
        tasks.mark_queued(c, [task.id], NOW + call * TICK)
        order.append(units[task.id])
    assert order == ["A", "B", "C"] * 4 + ["A"] * 8


def test_what_waits_or_is_queued_leased_or_over_is_not_due(c):
    waiting, queued, leased, done, due = (add_task(c, page=number) for number in range(1, 6))
    for task in (waiting, leased, done):
        tasks.take(c, task.id, "w1", NOW, LEASE)
    tasks.fail(c, waiting.id, "w1", "boom", LATER, NOW)
    tasks.complete(c, done.id, "w1", NOW)
    tasks.mark_queued(c, [queued.id], NOW)
    assert ids(tasks.outbox(c, NOW, 10)) == [due.id]
    assert ids(tasks.outbox(c, LATER, 10)) == [waiting.id, due.id]


def test_queued_tasks_are_known_and_can_be_put_back(c):
    first, second, third = (add_task(c, page=number) for number in (1, 2, 3))
    tasks.mark_queued(c, ids([first, second]), NOW)
    assert tasks.queued(c) == (first.id, second.id)
    tasks.take(c, first.id, "w1", NOW, LEASE)
    assert tasks.queued(c) == (second.id,)
    tasks.requeue(c, ids([first, second, third]))
    assert tasks.queued(c) == ()
    assert ids(tasks.outbox(c, NOW, 10)) == [second.id, third.id]


def test_what_of_a_scan_is_in_the_outbox_and_who_holds_what(c):
    queued, leased, due = (add_task(c, page=number) for number in (1, 2, 3))
    add_task(c, number=2)
    tasks.mark_queued(c, [queued.id], NOW)
    tasks.take(c, leased.id, "w1", NOW, LEASE)
    assert tasks.ready_of(c, due.scan_id) == (due,)
    assert tasks.held_by(c, "w1") == leased.id
    tasks.complete(c, leased.id, "w1", NOW)
    assert tasks.held_by(c, "w1") is None


def test_marking_leaves_alone_what_was_taken_meanwhile(c):
    task = add_task(c)
    tasks.take(c, task.id, "w1", NOW, LEASE)
    tasks.mark_queued(c, [task.id], NOW)
    found = tasks.get_task(c, task.id)
    assert found is not None
    assert found.queued_at is None


def test_thousands_are_marked_at_once(c):
    marked = add_many(c, "A", 520)
    tasks.mark_queued(c, marked, NOW)
    assert tasks.queued(c) == tuple(marked)
    tasks.requeue(c, marked)
    assert tasks.queued(c) == ()


def test_of_the_last_pages_that_end_at_once_exactly_one_sees_that_nothing_is_left(engine):
    def end(task, barrier):
        with writing(engine) as own:
            if engine.dialect.name == "postgresql":  # SQLite has one writer at a time
                barrier.wait(timeout=10)
            assert tasks.complete(own, task.id, "w1", NOW)
            left = tasks.pending(own, task.scan_id, Stage.PAGE)
            if left == 0:
                tasks.add_task(own, task.scan_id, Stage.FINISH, 0, unit="", urgency=task.urgency, now=NOW)
            return left

    for number in range(5):
        with writing(engine) as c:
            scan = add_scan(c, number)
            pages = [add_task(c, number, page) for page in (1, 2, 3)]
            for task in pages:
                tasks.take(c, task.id, "w1", NOW, LEASE)
        barrier = Barrier(len(pages))
        with ThreadPoolExecutor(len(pages)) as pool:
            left = list(pool.map(end, pages, [barrier] * len(pages)))
        assert sorted(left) == [0, 1, 2]
        with writing(engine) as c:
            assert len(tasks.tasks_of(c, scan.id)) == len(pages) + 1
