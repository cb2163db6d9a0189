"""Tasks run in this process, with stages that do as a test says."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.errors import ScanError
from pipeline.model import PageReading
from storage import scans, tasks
from storage.database import reading, writing
from storage.errors import ObjectMissing, StoreUnavailable
from storage.model import ScanState, Stage, TaskState
from workers import jobs, stages
from workers.endings import WORDS
from workers.jobs import is_out_of_memory, run, run_on

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


def reading_of(number, text="chữ"):
    return PageReading(number, 100, 100, 300, 0, 0.0, blank=False, text=text)


@pytest.fixture
def stand_in(monkeypatch):
    """Replace a stage's work: a function of the page number that returns or raises what the work would."""

    def stand_in(stage, work):
        writers = {
            Stage.SPLIT: lambda task, count: (
                lambda c, now: stages._write_pages_to_read(task, count, None, c, now)
            ),
            Stage.PAGE: lambda task, page: lambda c, now: stages._write_page(task, page, c, now),
            Stage.FINISH: lambda task, state: (
                lambda c, now: scans.set_state(c, task.scan_id, state, None, None, now)
            ),
        }
        monkeypatch.setitem(
            stages.STAGES, stage, lambda _shop, _scan, task: writers[stage](task, work(task.page))
        )

    stand_in(Stage.SPLIT, lambda _page: 3)
    stand_in(Stage.PAGE, reading_of)
    stand_in(Stage.FINISH, lambda _page: ScanState.ACCEPTED)
    return stand_in


def fails(error):
    def work(_page):
        raise error

    return work


@pytest.fixture
def due(engine):
    """Return the numbers of the tasks that may be done now."""

    def due():
        with reading(engine) as c:
            return [task.id for task in tasks.outbox(c, datetime.now(UTC), 100)]

    return due


def run_all(shop, due):
    while ids := due():
        for task_id in ids:
            run(shop, task_id)


def test_a_file_of_one_page_is_done_in_one_go(shop, add, stand_in, scan_now):
    stand_in(Stage.SPLIT, lambda _page: 1)
    scan, split = add()
    run_on(shop, split.id)
    assert scan_now(scan).state is ScanState.ACCEPTED


def test_pages_of_a_longer_file_are_left_to_all_workers(shop, add, stand_in, due, scan_now, task_of):
    scan, split = add()
    run_on(shop, split.id)
    assert due() == [task_of(scan, Stage.PAGE, number).id for number in (1, 2, 3)]
    for task_id in due():
        run_on(shop, task_id)
    assert scan_now(scan).state is ScanState.ACCEPTED


def test_a_scan_goes_from_split_to_pages_to_its_end(shop, add, stand_in, due, scan_now, task_of):
    scan, split = add()
    run(shop, split.id)
    assert (scan_now(scan).state, scan_now(scan).page_count) == (ScanState.PROCESSING, 3)
    for page in (1, 2):
        run(shop, task_of(scan, Stage.PAGE, page).id)
        assert task_of(scan, Stage.FINISH) is None
    run(shop, task_of(scan, Stage.PAGE, 3).id)
    run(shop, task_of(scan, Stage.FINISH).id)
    assert scan_now(scan).state is ScanState.ACCEPTED
    assert due() == []


def test_doing_any_task_again_changes_nothing(shop, add, stand_in, due, engine):
    scan, _split = add()
    run_all(shop, due)
    with reading(engine) as c:
        before = (scans.pages_of(c, scan.id), scans.get_scan(c, scan.id), tasks.tasks_of(c, scan.id))
    for task in before[2]:
        run(shop, task.id)
    with reading(engine) as c:
        assert before == (scans.pages_of(c, scan.id), scans.get_scan(c, scan.id), tasks.tasks_of(c, scan.id))


def test_a_number_without_a_task_is_no_error(shop):
    run(shop, 4711)


def test_pages_that_end_at_the_same_time_make_one_last_stage(shop, add, stand_in, task_of, engine):
    scan, split = add()
    run(shop, split.id)
    together = threading.Barrier(3)

    def read(page):
        together.wait(10)
        return reading_of(page)

    stand_in(Stage.PAGE, read)
    pages = [task_of(scan, Stage.PAGE, page).id for page in (1, 2, 3)]
    threads = [threading.Thread(target=run, args=(shop, task_id)) for task_id in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert task_of(scan, Stage.FINISH).state is TaskState.READY
    with reading(engine) as c:
        assert tasks.pending(c, scan.id, Stage.PAGE) == 0


UNREADABLE = (
    (ScanError("encrypted"), "encrypted"),
    (MemoryError(), "out_of_memory"),
    (OSError(12, "Cannot allocate memory"), "out_of_memory"),
)


@pytest.mark.parametrize(("error", "code"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_rejected_with_its_reason(
    shop, add, stand_in, scan_now, *, error, code
):
    scan, split = add()
    stand_in(Stage.SPLIT, fails(error))
    run(shop, split.id)
    ended = scan_now(scan)
    assert (ended.state, ended.reason_code, ended.reason) == (ScanState.REJECTED, code, WORDS[code])


def test_a_bad_page_is_named_and_the_pages_already_read_are_kept(shop, add, stand_in, due, scan_now, engine):
    scan, _split = add()

    def read(page):
        if page == 2:
            raise ScanError("damaged")
        return reading_of(page)

    stand_in(Stage.PAGE, read)
    run_all(shop, due)
    ended = scan_now(scan)
    assert (ended.state, ended.reason) == (ScanState.REJECTED, f"Trang 2: {WORDS['damaged']}")
    with reading(engine) as c:
        assert [page.number for page in scans.pages_of(c, scan.id)] == [1]
        assert all(task.state is TaskState.DONE for task in tasks.tasks_of(c, scan.id))


def test_an_unforeseen_error_is_tried_again_then_the_scan_is_put_aside(
    shop, add, stand_in, scan_now, task_of
):
    scan, split = add()
    stand_in(Stage.SPLIT, fails(ValueError("a fault of ours")))
    for attempt in (1, 2, 3):
        assert not scan_now(scan).state.ended
        with pytest.raises(ValueError, match="a fault of ours"):
            run(shop, split.id)
        assert task_of(scan, Stage.SPLIT).attempts == attempt
    assert task_of(scan, Stage.SPLIT).state is TaskState.FAILED
    assert task_of(scan, Stage.SPLIT).error == "ValueError: a fault of ours"
    assert (scan_now(scan).state, scan_now(scan).reason_code) == (ScanState.QUARANTINED, "failed")


def test_an_error_that_passes_leaves_no_mark_on_the_scan(shop, add, stand_in, due, scan_now):
    scan, split = add()
    stand_in(Stage.SPLIT, fails(ValueError("once")))
    with pytest.raises(ValueError, match="once"):
        run(shop, split.id)
    stand_in(Stage.SPLIT, lambda _page: 1)
    run_all(shop, due)
    assert scan_now(scan).state is ScanState.ACCEPTED


def test_a_lost_original_is_told_as_such(shop, add, stand_in, scan_now):
    scan, split = add()
    stand_in(Stage.SPLIT, fails(ObjectMissing("a" * 64)))
    for _ in range(3):
        with pytest.raises(ObjectMissing):
            run(shop, split.id)
    assert scan_now(scan).reason_code == "original_lost"


def test_a_store_that_is_switched_off_is_waited_for_however_long(shop, add, stand_in, due, scan_now):
    scan, split = add()
    stand_in(Stage.SPLIT, fails(StoreUnavailable("off")))
    for _ in range(10):
        with pytest.raises(StoreUnavailable):
            run(shop, split.id)
    stand_in(Stage.SPLIT, lambda _page: 1)
    run_all(shop, due)
    assert scan_now(scan).state is ScanState.ACCEPTED


def test_a_result_is_not_written_by_one_who_lost_the_lease(shop, add, stand_in, engine, scan_now, task_of):
    scan, split = add()

    def work(_page):
        later = datetime.now(UTC) + timedelta(hours=1)
        with writing(engine) as c:
            assert tasks.take(c, split.id, "another", later, 60)
        return 3

    stand_in(Stage.SPLIT, work)
    run(shop, split.id)
    assert task_of(scan, Stage.PAGE, 1) is None
    assert task_of(scan, Stage.SPLIT).owner == "another"
    assert scan_now(scan).page_count is None


def test_a_page_that_ends_after_its_scan_was_put_aside_writes_nothing(
    shop, add, stand_in, engine, scan_now, task_of
):
    scan, split = add()
    run(shop, split.id)

    def work(page):
        with writing(engine) as c:
            scans.set_state(c, scan.id, ScanState.QUARANTINED, "crashed", "x", NOW)
        return reading_of(page)

    stand_in(Stage.PAGE, work)
    run(shop, task_of(scan, Stage.PAGE, 1).id)
    run(shop, task_of(scan, Stage.PAGE, 2).id)
    with reading(engine) as c:
        assert scans.pages_of(c, scan.id) == ()
    assert scan_now(scan).state is ScanState.QUARANTINED


def test_out_of_memory_is_known_in_the_words_of_each_library():
    assert is_out_of_memory(MemoryError())
    assert is_out_of_memory(OSError(12, "Cannot allocate memory"))
    assert not is_out_of_memory(OSError(2, "No such file or directory"))


def test_each_owner_has_a_name_of_its_own_unless_rq_gave_one(monkeypatch):
    assert jobs.owner_name() != jobs.owner_name()
    monkeypatch.setenv("RQ_WORKER_ID", "worker-7")
    assert jobs.owner_name() == "worker-7"
