"""How a scan ends when it is not read: rejected for what it is, or put aside for what it did to readers."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from pipeline.errors import REASONS, ScanError
from storage import scans, tasks
from storage.model import FAILED, ORIGINAL_LOST, ScanState, Task

WORDS: Final[dict[str, str]] = REASONS | {
    FAILED: "Đọc nhiều lần đều gặp lỗi nên đã được cách ly. Hãy báo quản trị viên, hoặc quét lại.",
    ORIGINAL_LOST: "Bản gốc trong kho bị mất hoặc bị hỏng. Hãy báo quản trị viên và quét lại giấy tờ này.",
}


def reject(c: Connection, task: Task, error: ScanError, now: datetime) -> None:
    """End a scan whose file cannot be read; its original and the pages read so far are kept."""
    _end(c, task, ScanState.REJECTED, error.code, now)


def quarantine(c: Connection, task: Task, code: str, now: datetime) -> None:
    """Put a scan aside that stopped its readers too often; `code` is a key of WORDS."""
    _end(c, task, ScanState.QUARANTINED, code, now)


def _end(c: Connection, task: Task, state: ScanState, code: str, now: datetime) -> None:
    if scans.get_scan(c, task.scan_id).state.ended:
        return
    reason = f"Trang {task.page}: {WORDS[code]}" if task.page else WORDS[code]
    scans.set_state(c, task.scan_id, state, code, reason, now)
    tasks.close_rest(c, task.scan_id, now)
