"""Work to be done, as rows: the outbox, leases and heartbeats. Redis only carries their ids."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, case, func, or_, select, update

from storage.model import Stage, Task, TaskState, Urgency
from storage.tables import tasks as table
from storage.upsert import insert_once

_ORDER: Final = case({urgency.value: place for place, urgency in enumerate(Urgency)}, value=table.c.urgency)


def add_task(  # noqa: PLR0913 - a row's worth of values
    connection: Connection,
    scan_id: int,
    stage: Stage,
    page: int,
    *,
    unit: str,
    urgency: Urgency,
    now: datetime,
) -> None:
    """Add work on a scan, once: the same stage and page are never added twice."""
    row = {
        "scan_id": scan_id, "stage": stage.value, "page": page, "unit": unit, "urgency": urgency.value,
        "state": TaskState.READY.value, "attempts": 0, "kills": 0, "lost": 0, "not_before": now,
    }  # fmt: skip
    insert_once(connection, table, row, ("scan_id", "stage", "page"))


def get_task(connection: Connection, task_id: int) -> Task | None:
    """Return a task, or None where it has gone."""
    row = connection.execute(select(table).where(table.c.id == task_id)).one_or_none()
    return None if row is None else _task(row)


def tasks_of(connection: Connection, scan_id: int) -> tuple[Task, ...]:
    """Return all work on a scan."""
    rows = connection.execute(select(table).where(table.c.scan_id == scan_id).order_by(table.c.id))
    return tuple(_task(row) for row in rows)


def pending(connection: Connection, scan_id: int, stage: Stage) -> int:
    """Count a scan's tasks of a stage that are not done."""
    chosen = (table.c.scan_id == scan_id) & (table.c.stage == stage.value)
    query = select(func.count()).select_from(table).where(chosen, table.c.state != TaskState.DONE.value)
    return int(connection.execute(query).scalar_one())


# --- the outbox: ready and not queued


def outbox(connection: Connection, now: datetime, limit: int) -> tuple[Task, ...]:
    """Return what should be queued next: counter work first, then one task of each unit in turn."""
    turn = func.row_number().over(partition_by=(table.c.urgency, table.c.unit), order_by=table.c.id)
    due = (
        select(table, turn.label("turn"))
        .where(_is(TaskState.READY), table.c.queued_at.is_(None), table.c.not_before <= now)
        .subquery()
    )
    place = case({urgency.value: n for n, urgency in enumerate(Urgency)}, value=due.c.urgency)
    query = select(due).order_by(place, due.c.turn, due.c.id).limit(limit)
    return tuple(_task(row) for row in connection.execute(query))


def queued(connection: Connection) -> tuple[Task, ...]:
    """Return the ready tasks that should be lying in Redis."""
    rows = connection.execute(select(table).where(_is(TaskState.READY), table.c.queued_at.is_not(None)))
    return tuple(_task(row) for row in rows)


def mark_queued(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """Note that tasks have been put on the queue."""
    connection.execute(update(table).where(table.c.id.in_(ids), _is(TaskState.READY)).values(queued_at=now))


def requeue(connection: Connection, ids: Sequence[int]) -> None:
    """Put tasks that Redis has forgotten back into the outbox."""
    connection.execute(update(table).where(table.c.id.in_(ids), _is(TaskState.READY)).values(queued_at=None))


# --- leases


def take(
    connection: Connection, task_id: int, owner: str, now: datetime, lease_seconds: float
) -> Task | None:
    """Lease a task that is ready or whose lease has run out; None where another has it or it is done."""
    free = or_(
        _is(TaskState.READY) & (table.c.not_before <= now),
        _is(TaskState.LEASED) & (table.c.lease_until < now),
    )
    until = now + timedelta(seconds=lease_seconds)
    statement = (
        update(table)
        .where(table.c.id == task_id, free)
        .values(state=TaskState.LEASED.value, owner=owner, lease_until=until, queued_at=None)
        .returning(table)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else _task(row)


def beat(connection: Connection, task_id: int, owner: str, now: datetime, lease_seconds: float) -> bool:
    """Renew a lease; False where it is no longer this owner's."""
    return _close(connection, _held(task_id, owner), lease_until=now + timedelta(seconds=lease_seconds))


def complete(connection: Connection, task_id: int, owner: str) -> bool:
    """Mark a task done; False where the lease was lost, and then nothing else may be written."""
    return _close(connection, _held(task_id, owner), state=TaskState.DONE.value, **_NO_LEASE)


def fail(connection: Connection, task_id: int, owner: str, error: str, retry_at: datetime | None) -> bool:
    """Note that a try ended in an error; try again at a time, or never (None)."""
    state = TaskState.FAILED if retry_at is None else TaskState.READY
    again = {} if retry_at is None else {"not_before": retry_at}
    return _close(
        connection, _held(task_id, owner),
        state=state.value, error=error, attempts=table.c.attempts + 1, **again, **_NO_LEASE,
    )  # fmt: skip


def kill(connection: Connection, task_id: int, max_kills: int) -> TaskState | None:
    """Note that a task's process was killed: ready again, or quarantined; None if it was over already."""
    chosen = _is(TaskState.LEASED) & (table.c.id == task_id)
    return _count(connection, chosen, table.c.kills, max_kills).get(task_id)


def expire(connection: Connection, now: datetime, max_lost: int) -> dict[int, TaskState]:
    """Take back the leases that ran out; return each task's new state."""
    return _count(connection, _is(TaskState.LEASED) & (table.c.lease_until < now), table.c.lost, max_lost)


def close_rest(connection: Connection, scan_id: int) -> None:
    """Mark all that is left to do on a scan as done: it has ended otherwise."""
    open_states = (TaskState.READY.value, TaskState.LEASED.value)
    chosen = (table.c.scan_id == scan_id) & table.c.state.in_(open_states)
    connection.execute(update(table).where(chosen).values(state=TaskState.DONE.value, **_NO_LEASE))


def reopen(connection: Connection, scan_id: int, stage: Stage, now: datetime) -> None:
    """Make a finished stage of a scan due again."""
    chosen = (table.c.scan_id == scan_id) & (table.c.stage == stage.value) & _is(TaskState.DONE)
    connection.execute(
        update(table).where(chosen).values(state=TaskState.READY.value, not_before=now, **_NO_LEASE)
    )


_NO_LEASE: Final = {"owner": None, "lease_until": None, "queued_at": None}


def _count(
    connection: Connection, chosen: ColumnElement[bool], counter: ColumnElement[int], most: int
) -> dict[int, TaskState]:
    after = case((counter + 1 >= most, TaskState.QUARANTINED.value), else_=TaskState.READY.value)
    statement = (
        update(table)
        .where(chosen)
        .values({counter: counter + 1, table.c.state: after, **{table.c[k]: v for k, v in _NO_LEASE.items()}})
        .returning(table.c.id, table.c.state)
    )
    return {row.id: TaskState(row.state) for row in connection.execute(statement)}


def _close(connection: Connection, chosen: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401
    return connection.execute(update(table).where(chosen).values(**values)).rowcount > 0


def _held(task_id: int, owner: str) -> ColumnElement[bool]:
    return (table.c.id == task_id) & (table.c.owner == owner) & _is(TaskState.LEASED)


def _is(state: TaskState) -> ColumnElement[bool]:
    return table.c.state == state.value


def _task(row: Row[Any]) -> Task:
    values = {name: value for name, value in row._asdict().items() if name != "turn"}
    return Task(
        **values
        | {
            "stage": Stage(values["stage"]),
            "urgency": Urgency(values["urgency"]),
            "state": TaskState(values["state"]),
        }
    )
