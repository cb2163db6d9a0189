import errno
import threading
from datetime import UTC, datetime, timedelta

import pytest
from rq.timeouts import JobTimeoutException

from storage import tasks
from storage.database import reading, writing
from storage.errors import ObjectDamaged
from storage.model import Stage, TaskState
from workers.lease import LONGEST_DELAY, Lease, delay, reason_of


def now_in(engine, task):
    with reading(engine) as c:
        found = tasks.get_task(c, task.id)
    assert found
    return found


@pytest.fixture
def taken(engine, add):
    _scan, task = add()
    with writing(engine) as c:
        return tasks.take(c, task.id, "me", datetime.now(UTC), 1)


def test_a_lease_is_renewed_as_long_as_the_work_lasts(engine, settings, taken):
    quick = settings.model_copy(update={"lease_seconds": 0.3})
    beaten = threading.Event()
    real = tasks.beat

    def beat(*arguments):
        found = real(*arguments)
        beaten.set()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "beat", beat)
        with Lease(engine, quick, taken, "me"):
            assert beaten.wait(20)
    assert now_in(engine, taken).lease_until != taken.lease_until


def test_the_lease_of_another_is_left_alone(engine, settings, taken, caplog):
    quick = settings.model_copy(update={"lease_seconds": 0.01})
    lease = Lease(engine, quick, taken, "somebody else")
    lease._beat()  # ends by itself
    assert "no longer ours" in caplog.text


def test_an_error_is_counted_and_goes_on(engine, settings, taken):
    with pytest.raises(KeyError), Lease(engine, settings, taken, "me"):
        raise KeyError("x")
    task = now_in(engine, taken)
    assert (task.attempts, task.error, task.owner) == (1, "KeyError: 'x'", None)


def test_being_told_to_stop_is_no_error_of_the_task(engine, settings, taken):
    with pytest.raises(KeyboardInterrupt), Lease(engine, settings, taken, "me"):
        raise KeyboardInterrupt
    assert now_in(engine, taken).attempts == 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_is_waited_for_however_long(engine, settings, taken, number):
    last_try = settings.model_copy(update={"max_attempts": 1})
    with pytest.raises(OSError, match="full"), Lease(engine, last_try, taken, "me"):
        raise OSError(number, "full")
    assert now_in(engine, taken).state is TaskState.READY


def test_delays_grow_up_to_a_limit():
    assert [delay(5, tries) for tries in (1, 2, 3)] == [5, 20, 80]
    assert delay(5, 20) == LONGEST_DELAY


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (JobTimeoutException("x"), "timeout"),
        (ObjectDamaged("0" * 64), "original_lost"),
        (KeyError(), "failed"),
    ],
)
def test_the_reason_is_the_last_errors(error, code):
    assert reason_of(error) == code


def test_a_retry_waits(engine, settings, taken, add):
    patient = settings.model_copy(update={"retry_seconds": 60})
    with pytest.raises(KeyError), Lease(engine, patient, taken, "me"):
        raise KeyError("x")
    with reading(engine) as c:
        assert tasks.outbox(c, datetime.now(UTC), 10) == ()
        (later,) = tasks.outbox(c, datetime.now(UTC) + timedelta(minutes=2), 10)
    assert later.stage is Stage.SPLIT
