"""Whatever is done to tasks in whatever order, they stay what a simple model says, on both databases."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Connection

from storage import tasks
from storage.model import Stage, TaskState, Urgency
from tests.rows import LEASE, NOW, add_scan

READY, LEASED, DONE = TaskState.READY, TaskState.LEASED, TaskState.DONE
MAX = 2
PAGES = st.integers(1, 4)
OWNERS = st.sampled_from(["w1", "w2"])


@dataclass(frozen=True)
class Expected:
    """A task as the model knows it; times are seconds since the beginning."""

    state: TaskState = READY
    owner: str | None = None
    until: float = 0
    due: float = 0
    queued: bool = False
    attempts: int = 0
    kills: int = 0
    lost: int = 0

    def freed(self, state=READY, **changes):
        return replace(self, state=state, owner=None, **changes)


class Tasks(RuleBasedStateMachine):
    """One scan of four pages; every rule does the same to the database and to the model."""

    connection: Connection

    @initialize()
    def start(self):
        self.clock = 0.0
        self.savepoint = self.connection.begin_nested()
        scan = add_scan(self.connection)
        for page in range(1, 5):
            unit = f"H99.10{page % 2}"
            tasks.add_task(
                self.connection, scan.id, Stage.PAGE, page, unit=unit, urgency=Urgency.COUNTER, now=NOW
            )
        self.scan = scan.id
        self.ids = {task.page: task.id for task in tasks.tasks_of(self.connection, scan.id)}
        self.model = dict.fromkeys(self.ids, Expected())

    def teardown(self):
        if hasattr(self, "savepoint"):
            self.savepoint.rollback()

    @property
    def now(self):
        return NOW + timedelta(seconds=self.clock)

    def held(self, page, owner):
        return self.model[page].state is LEASED and self.model[page].owner == owner

    @rule(seconds=st.sampled_from([1.0, LEASE, LEASE + 1]))
    def wait(self, seconds):
        self.clock += seconds

    @rule(page=PAGES, owner=OWNERS)
    def take(self, page, owner):
        task = self.model[page]
        silent = task.state is LEASED and task.until < self.clock
        free = silent or (task.state is READY and task.due <= self.clock)
        taken = tasks.take(self.connection, self.ids[page], owner, self.now, LEASE)
        assert (taken is not None) == free
        if free:
            until = self.clock + LEASE
            self.model[page] = replace(task, state=LEASED, owner=owner, until=until, lost=task.lost + silent)

    @rule(page=PAGES, owner=OWNERS)
    def beat(self, page, owner):
        held = self.held(page, owner)
        assert tasks.beat(self.connection, self.ids[page], owner, self.now, LEASE) == held
        if held:
            self.model[page] = replace(self.model[page], until=self.clock + LEASE)

    @rule(page=PAGES, owner=OWNERS)
    def complete(self, page, owner):
        held = self.held(page, owner)
        assert tasks.complete(self.connection, self.ids[page], owner, self.now) == held
        if held:
            self.model[page] = self.model[page].freed(DONE)

    @rule(page=PAGES, owner=OWNERS, delay=st.sampled_from([None, 0.0, 5.0]))
    def fail(self, page, owner, delay):
        held, task = self.held(page, owner), self.model[page]
        retry_at = None if delay is None else self.now + timedelta(seconds=delay)
        assert tasks.fail(self.connection, self.ids[page], owner, "boom", retry_at, self.now) == held
        if held and delay is None:
            self.model[page] = task.freed(TaskState.FAILED, attempts=task.attempts + 1)
        elif held:
            due = self.clock + delay
            self.model[page] = task.freed(attempts=task.attempts + 1, due=due, queued=False)

    @rule(page=PAGES, owner=OWNERS)
    def kill(self, page, owner):
        task = self.model[page]
        if task.state is READY or self.held(page, owner):
            over = task.kills + 1 >= MAX
            state = TaskState.QUARANTINED if over else READY
            self.model[page] = task.freed(state, kills=task.kills + 1, queued=False)
        found = tasks.kill(self.connection, self.ids[page], self.now, MAX, owner)
        assert found is self.model[page].state

    @rule()
    def expire(self):
        expected = {}
        for page, task in self.model.items():
            if task.state is LEASED and task.until < self.clock:
                state = TaskState.QUARANTINED if task.lost + 1 >= MAX else READY
                self.model[page] = task.freed(state, lost=task.lost + 1, queued=False)
                expected[self.ids[page]] = state
        assert tasks.expire(self.connection, self.now, MAX) == expected

    @rule(limit=st.integers(0, 5))
    def queue(self, limit):
        due = tasks.outbox(self.connection, self.now, limit)
        ready = [
            p for p, t in self.model.items() if t.state is READY and not t.queued and t.due <= self.clock
        ]
        assert {task.page for task in due} <= set(ready)
        assert len(due) == min(limit, len(ready))
        tasks.mark_queued(self.connection, [task.id for task in due], self.now)
        for task in due:
            self.model[task.page] = replace(self.model[task.page], queued=True)

    @rule(pages=st.sets(PAGES))
    def forget(self, pages):
        tasks.requeue(self.connection, [self.ids[page] for page in pages])
        for page in pages:
            if self.model[page].state is READY:
                self.model[page] = replace(self.model[page], queued=False)

    @rule()
    def reopen(self):
        tasks.reopen(self.connection, self.scan, Stage.PAGE, self.now)
        self.model = dict.fromkeys(self.ids, Expected(due=self.clock))

    @invariant()
    def the_rows_are_what_the_model_says(self):
        if not hasattr(self, "ids"):
            return
        found = {task.page: task for task in tasks.tasks_of(self.connection, self.scan)}
        for page, expected in self.model.items():
            task = found[page]
            assert (task.state, task.owner) == (expected.state, expected.owner)
            assert (task.attempts, task.kills, task.lost) == (
                expected.attempts,
                expected.kills,
                expected.lost,
            )
        queued = {self.ids[p] for p, t in self.model.items() if t.state is READY and t.queued}
        assert set(tasks.queued(self.connection)) == queued
        left = sum(task.state is not DONE for task in self.model.values())
        assert tasks.pending(self.connection, self.scan) == left


def test_tasks_do_what_the_model_says(c):
    machine = type("TasksHere", (Tasks,), {"connection": c})
    quick = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=quick)
