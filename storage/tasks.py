"""Tasks: the truth about what is to be done. Who may change a task is decided by the rows, not by the queue.

READY, then LEASED by one owner, then DONE, FAILED or QUARANTINED; READY without `queued_at` is the outbox.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice, zip_longest
from typing import Any

from sqlalchemy import (
    Case,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Update,
    case,
    delete,
    func,
    literal_column,
    select,
    update,
)

from storage.model import Stage, Task, TaskState, Urgency
from storage.tables import scans, tasks
from storage.upsert import insert_new

_KEY = ("scan_id", "stage", "page")
_BATCH = 500
# Written out, not bound: only so can both databases see that the indexes made for these rows fit.
_READY = tasks.c.state == literal_column(f"'{TaskState.READY.value}'")
_LEASED = tasks.c.state == literal_column(f"'{TaskState.LEASED.value}'")
_WAITING = _READY & tasks.c.queued_at.is_(None)
_QUEUED = _READY & tasks.c.queued_at.is_not(None)
_COLUMNS = [column for column in tasks.c if column.name != "changed_at"]
_FREE = {"owner": None, "lease_until": None}


def add_task(  # noqa: PLR0913 a row's worth of values
    c: Connection, scan_id: int, stage: Stage, page: int, *, unit: str, urgency: Urgency, now: datetime
) -> bool:
    """Add a task that may be taken from `now` on; False where the scan has it already, whatever its state."""
    values = {
        "scan_id": scan_id,
        "stage": stage,
        "page": page,
        "unit": unit,
        "urgency": urgency,
        "state": TaskState.READY,
        "not_before": now,
        "changed_at": now,
    }
    return insert_new(c, tasks, values, _KEY) is not None


def get_task(c: Connection, task_id: int) -> Task | None:
    """Return a task by its id."""
    row = c.execute(select(*_COLUMNS).where(tasks.c.id == task_id)).mappings().one_or_none()
    return None if row is None else _task(row)


def tasks_of(c: Connection, scan_id: int) -> tuple[Task, ...]:
    """Return all tasks of a scan, in the order they were added."""
    rows = c.execute(select(*_COLUMNS).where(tasks.c.scan_id == scan_id).order_by(tasks.c.id)).mappings()
    return tuple(_task(row) for row in rows)


def ready_of(c: Connection, scan_id: int) -> tuple[Task, ...]:
    """Return the tasks of a scan that are ready and not queued yet."""
    mine = select(*_COLUMNS).where(tasks.c.scan_id == scan_id, _WAITING)
    return tuple(_task(row) for row in c.execute(mine.order_by(tasks.c.id)).mappings())


def held_by(c: Connection, owner: str) -> int | None:
    """Return the task that an owner holds; an owner does one after the other."""
    return c.scalar(select(tasks.c.id).where(tasks.c.owner == owner, _LEASED).limit(1))


def outbox(c: Connection, now: datetime, limit: int) -> tuple[Task, ...]:
    """Return the tasks to be queued next: counter work first, then units in turn; in a unit, the oldest scan.

    The unit whose last task was queued longest ago comes first, so that turns go on from call to call. The
    cost depends on the number of units and on `limit`, not on how much waits.
    """
    chosen: list[Task] = []
    for urgency in Urgency:
        chosen += _in_turn(c, urgency, now, limit - len(chosen))
    return tuple(chosen)


def mark_queued(c: Connection, ids: Sequence[int], now: datetime) -> None:
    """Note that these tasks lie in the queue."""
    _change_ready(c, ids, now)


def requeue(c: Connection, ids: Sequence[int]) -> None:
    """Put these tasks back into the outbox: the queue has forgotten them."""
    _change_ready(c, ids, None)


def queued(c: Connection) -> tuple[int, ...]:
    """Return the ids of tasks that wait in the queue, as far as the database knows."""
    return tuple(c.scalars(select(tasks.c.id).where(_QUEUED).order_by(tasks.c.id)))


def take(c: Connection, task_id: int, owner: str, now: datetime, lease_seconds: float) -> Task | None:
    """Lease a task that is due, or whose lease has run out; None where somebody else has it or it is over."""
    due = _READY & (tasks.c.not_before <= now)
    silent = _LEASED & (tasks.c.lease_until < now)
    change = (
        update(tasks)
        .where(tasks.c.id == task_id, due | silent)
        .values(
            state=TaskState.LEASED,
            changed_at=now,
            owner=owner,
            lease_until=now + timedelta(seconds=lease_seconds),
            lost=tasks.c.lost + case((silent, 1), else_=0),
        )
    )
    row = _changed(c, change)
    return None if row is None else _task(row)


def beat(c: Connection, task_id: int, owner: str, now: datetime, lease_seconds: float) -> bool:
    """Renew a lease; False where it is no longer this owner's, who should then stop working on it."""
    change = _leased_by(task_id, owner).values(lease_until=now + timedelta(seconds=lease_seconds))
    return c.execute(change).rowcount == 1


def complete(c: Connection, task_id: int, owner: str, now: datetime) -> bool:
    """End a task as its owner; False where the lease was lost: the caller must then change nothing.

    Call it before writing results, in their transaction: from here on nobody else can take the task, and the
    tasks of one scan end one after the other, so that exactly one of them sees nothing `pending`.
    """
    _hold_scan(c, task_id)
    change = _leased_by(task_id, owner).values(state=TaskState.DONE, error=None, changed_at=now, **_FREE)
    return c.execute(change).rowcount == 1


def fail(
    c: Connection, task_id: int, owner: str, error: str, retry_at: datetime | None, now: datetime
) -> bool:
    """Count an error: READY again at `retry_at`, or FAILED (None). False where the lease was lost."""
    _hold_scan(c, task_id)
    after: dict[str, Any] = {"state": TaskState.FAILED, "changed_at": now}
    if retry_at is not None:
        after |= {"state": TaskState.READY, "not_before": retry_at, "queued_at": None}
    change = _leased_by(task_id, owner).values(attempts=tasks.c.attempts + 1, error=error, **after, **_FREE)
    return c.execute(change).rowcount == 1


def kill(
    c: Connection, task_id: int, now: datetime, max_kills: int, owner: str | None = None
) -> TaskState | None:
    """Count a worker that died over a task: READY again, or QUARANTINED at `max_kills`; return its state now.

    A task that is over, or leased by somebody else than `owner`, stays as it is. None: there is no such task.
    """
    _hold_scan(c, task_id)
    leased = _LEASED
    concerned = _READY | (leased if owner is None else leased & (tasks.c.owner == owner))
    kills = tasks.c.kills + 1
    change = (
        update(tasks)
        .where(tasks.c.id == task_id, concerned)
        .values(kills=kills, queued_at=None, changed_at=now, state=_ready_below(kills >= max_kills), **_FREE)
    )
    if (row := _changed(c, change)) is not None:
        return _task(row).state
    return c.scalar(select(tasks.c.state).where(tasks.c.id == task_id))


def expire(c: Connection, now: datetime, max_lost: int) -> dict[int, TaskState]:
    """Take back leases that have run out: READY, or QUARANTINED at `max_lost`; return states by task id."""
    silent = _LEASED & (tasks.c.lease_until < now)
    rows = c.execute(select(tasks.c.id, tasks.c.scan_id).where(silent)).all()
    if not rows:
        return {}
    # Scans are held before tasks, everywhere and in order: so no two can wait for each other.
    _hold_scans(c, select(scans.c.id).where(scans.c.id.in_(sorted({row.scan_id for row in rows}))))
    lost = tasks.c.lost + 1
    change = (
        update(tasks)
        .where(tasks.c.id.in_([row.id for row in rows]), silent)
        .values(lost=lost, queued_at=None, changed_at=now, state=_ready_below(lost >= max_lost), **_FREE)
        .returning(tasks.c.id, tasks.c.state)
    )
    return {row.id: row.state for row in c.execute(change)}


def clamp(c: Connection, now: datetime, lease_seconds: float, longest_delay: float) -> None:
    """Mend times that lie further ahead than can be: the clock was ahead when they were written."""
    last_lease, last_start = now + timedelta(seconds=lease_seconds), now + timedelta(seconds=longest_delay)
    c.execute(update(tasks).where(_LEASED, tasks.c.lease_until > last_lease).values(lease_until=last_lease))
    c.execute(update(tasks).where(_READY, tasks.c.not_before > last_start).values(not_before=now))
    c.execute(update(tasks).where(tasks.c.queued_at > now).values(queued_at=now))


def pending(c: Connection, scan_id: int, stage: Stage | None = None) -> int:
    """Return how many tasks of a scan (and stage) are not DONE."""
    left = select(func.count()).where(tasks.c.scan_id == scan_id, tasks.c.state != TaskState.DONE)
    if stage is not None:
        left = left.where(tasks.c.stage == stage)
    return c.scalar(left) or 0


def close_rest(c: Connection, scan_id: int, now: datetime) -> int:
    """End what is left to do on a scan that has ended otherwise, leased or not; return how many."""
    left = tasks.c.state.in_([TaskState.READY, TaskState.LEASED])
    change = update(tasks).where(tasks.c.scan_id == scan_id, left)
    return c.execute(change.values(state=TaskState.DONE, changed_at=now, **_FREE)).rowcount


def reopen(c: Connection, scan_id: int, stage: Stage, now: datetime) -> int:
    """Let a stage be done again from the start, even while somebody does it; return how many tasks it has."""
    return reopen_all(c, [scan_id], stage, now)


def reopen_all(c: Connection, scan_ids: Sequence[int], stage: Stage, now: datetime) -> int:
    """Let a stage of these scans be done again, as `reopen` does."""
    again = _from_the_start(now)
    count = 0
    for start in range(0, len(scan_ids), _BATCH):
        some = tasks.c.scan_id.in_(scan_ids[start : start + _BATCH])
        count += c.execute(update(tasks).where(some, tasks.c.stage == stage).values(**again)).rowcount
    return count


def reopen_page(c: Connection, scan_id: int, page: int, due: datetime) -> bool:
    """Let one page be read again, from `due` on; False where it never was a task: a copy of a twin's page."""
    again = _from_the_start(due)
    mine = (tasks.c.scan_id == scan_id, tasks.c.stage == Stage.PAGE, tasks.c.page == page)
    return c.execute(update(tasks).where(*mine).values(**again)).rowcount == 1


def _from_the_start(due: datetime) -> dict[str, Any]:
    again = {"state": TaskState.READY, "attempts": 0, "kills": 0, "lost": 0, "error": None, **_FREE}
    return {**again, "not_before": due, "queued_at": None, "changed_at": due}


def pages_to_read(c: Connection, scan_id: int) -> tuple[int, ...]:
    """Return the pages of a scan that are being read, or wait for it."""
    undone = tasks.c.state.in_([TaskState.READY, TaskState.LEASED])
    mine = (tasks.c.scan_id == scan_id, tasks.c.stage == Stage.PAGE, undone)
    return tuple(c.scalars(select(tasks.c.page).where(*mine).order_by(tasks.c.page)))


def begin_again(c: Connection, scan_id: int, now: datetime) -> None:
    """Let a scan be worked on from its first stage; pages that are read already get no task there."""
    c.execute(delete(tasks).where(tasks.c.scan_id == scan_id, tasks.c.stage != Stage.SPLIT))
    reopen(c, scan_id, Stage.SPLIT, now)


def _in_turn(c: Connection, urgency: Urgency, now: datetime, limit: int) -> list[Task]:
    due = (_due(c, (urgency, unit), now, limit) for unit in _units_in_turn(c, urgency))
    turns = zip_longest(*islice(filter(None, due), max(limit, 0)))
    return [task for turn in turns for task in turn if task is not None][: max(limit, 0)]


def _units_in_turn(c: Connection, urgency: Urgency) -> Sequence[str]:
    """Return the units with tasks in the outbox, hopping from unit to unit along its index."""
    waiting = _WAITING & (tasks.c.urgency == urgency)
    first = select(tasks.c.unit).where(waiting).order_by(tasks.c.unit).limit(1)
    units = select(first.scalar_subquery().label("unit")).cte("units", recursive=True)
    following = first.where(tasks.c.unit > units.c.unit).scalar_subquery()
    units = units.union_all(select(following).where(units.c.unit.is_not(None)))

    mine = tasks.c.unit == units.c.unit
    oldest = select(tasks.c.scan_id).where(waiting, mine).order_by(tasks.c.scan_id).limit(1).scalar_subquery()
    served = select(func.max(tasks.c.queued_at)).where(mine, tasks.c.queued_at.is_not(None)).scalar_subquery()
    in_turn = select(units.c.unit).where(units.c.unit.is_not(None)).order_by(served.nulls_first(), oldest)
    return c.scalars(in_turn).all()


def _due(c: Connection, whose: tuple[Urgency, str], now: datetime, limit: int) -> list[Task]:
    urgency, unit = whose
    mine = (tasks.c.urgency == urgency) & (tasks.c.unit == unit)
    due = select(*_COLUMNS).where(_WAITING, mine, tasks.c.not_before <= now)
    rows = c.execute(due.order_by(tasks.c.scan_id, tasks.c.id).limit(limit)).mappings()
    return [_task(row) for row in rows]


def _change_ready(c: Connection, ids: Sequence[int], queued_at: datetime | None) -> None:
    for start in range(0, len(ids), _BATCH):
        some = tasks.c.id.in_(ids[start : start + _BATCH])
        c.execute(update(tasks).where(some, _READY).values(queued_at=queued_at))


def _leased_by(task_id: int, owner: str) -> Update:
    mine = _LEASED & (tasks.c.owner == owner)
    return update(tasks).where(tasks.c.id == task_id, mine)


def _ready_below(over: ColumnElement[bool]) -> Case[TaskState]:
    return case((over, TaskState.QUARANTINED), else_=TaskState.READY)


def _hold_scan(c: Connection, task_id: int) -> None:
    _hold_scans(c, select(scans.c.id).join(tasks, tasks.c.scan_id == scans.c.id).where(tasks.c.id == task_id))


def _hold_scans(c: Connection, chosen: Select[tuple[int]]) -> None:
    # SQLite has one writer at a time, who holds everything; there this is a plain SELECT.
    c.execute(chosen.order_by(scans.c.id).with_for_update(of=scans, key_share=True)).all()


def _changed(c: Connection, change: Update) -> RowMapping | None:
    return c.execute(change.returning(*_COLUMNS)).mappings().one_or_none()


def _task(row: RowMapping) -> Task:
    return Task(**row)
