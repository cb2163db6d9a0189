"""Finishes a scan in the process that asks for it: who decides something sees at once what comes of it.

It is the last stage as a worker does it, with its lease: a worker that came first has done the same.
"""

import time
import uuid
from datetime import datetime, timedelta
from typing import Final

from storage import scans, tasks
from storage.database import reading, writing
from storage.model import ScanState, Stage, TaskState
from workers.finishing import finish
from workers.workshop import Workshop

TRIES: Final = 10
PAUSE: Final = 0.1  # seconds: a worker that came first needs not much longer
OVER: Final = frozenset({ScanState.REJECTED, ScanState.QUARANTINED})


def settle(shop: Workshop, scan_id: int, now: datetime) -> bool:
    """Finish a scan if that is due; False where a worker is still at it, whose work then comes soon."""
    owner = f"web-{uuid.uuid4().hex}"
    for attempt in range(TRIES):
        if _finish_once(shop, scan_id, owner, now + timedelta(microseconds=attempt)):
            return True
        time.sleep(PAUSE)
    return False


def _finish_once(shop: Workshop, scan_id: int, owner: str, now: datetime) -> bool:
    """Do the last stage if nobody else does; tell whether it is done, whoever did it."""
    with writing(shop.engine) as c:
        task = next((one for one in tasks.tasks_of(c, scan_id) if one.stage is Stage.FINISH), None)
        if task is None or task.state is not TaskState.READY:
            return task is None or task.state is not TaskState.LEASED
        taken = tasks.take(c, task.id, owner, now, shop.settings.lease_seconds)
        scan = scans.get_scan(c, scan_id)
    if taken is None:
        return False
    write = finish(shop, scan, taken)
    with writing(shop.engine) as c:
        if not tasks.complete(c, taken.id, owner, now):
            return False
        if scans.get_scan(c, scan_id).state not in OVER:
            write(c, now)
    with reading(shop.engine) as c:
        return all(
            one.state is TaskState.DONE for one in tasks.tasks_of(c, scan_id) if one.stage is Stage.FINISH
        )
