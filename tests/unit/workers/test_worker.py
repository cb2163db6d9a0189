from datetime import UTC, datetime

import pytest

from storage import tasks
from storage.database import writing
from storage.model import ScanState, Stage, TaskState
from workers.worker import count_kill


@pytest.fixture
def take(engine):
    def take(task, owner="worker-1"):
        with writing(engine) as c:
            return tasks.take(c, task.id, owner, datetime.now(UTC), 60)

    return take


def test_two_processes_that_died_over_a_task_put_its_scan_aside(engine, add, take, task_of, scan_now):
    scan, task = add()
    take(task)
    count_kill(engine, task.id, 2, "worker-1")
    assert (task_of(scan, Stage.SPLIT).state, scan_now(scan).state.ended) == (TaskState.READY, False)
    take(task)
    count_kill(engine, task.id, 2, "worker-1")
    assert task_of(scan, Stage.SPLIT).state is TaskState.QUARANTINED
    assert (scan_now(scan).state, scan_now(scan).reason_code) == (ScanState.QUARANTINED, "crashed")


def test_a_late_word_of_a_death_does_not_touch_anothers_work(engine, add, take, task_of):
    scan, task = add()
    take(task, "worker-2")
    count_kill(engine, task.id, 2, "worker-1")
    assert (task_of(scan, Stage.SPLIT).owner, task_of(scan, Stage.SPLIT).kills) == ("worker-2", 0)


def test_a_task_that_was_done_before_its_process_died_stays_done(engine, add, take, task_of):
    scan, task = add()
    take(task)
    with writing(engine) as c:
        tasks.complete(c, task.id, "worker-1", datetime.now(UTC))
    count_kill(engine, task.id, 1, "worker-1")
    assert task_of(scan, Stage.SPLIT).state is TaskState.DONE


def test_a_process_that_died_over_a_later_stage_counts_against_that_stage(engine, add, take, task_of):
    scan, split = add()
    take(split)
    with writing(engine) as c:
        now = datetime.now(UTC)
        tasks.complete(c, split.id, "worker-1", now)
        tasks.add_task(c, scan.id, Stage.PAGE, 1, unit="", urgency=split.urgency, now=now)
    take(task_of(scan, Stage.PAGE, 1))
    count_kill(engine, split.id, 2, "worker-1")
    page = task_of(scan, Stage.PAGE, 1)
    assert (page.state, page.kills) == (TaskState.READY, 1)
