"""Values for tests of the records, and what other processes do to a database at the same time."""

import hashlib
import random
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from catalogue.dossier import Channel, Dossier
from pipeline.model import Box, Candidate, FieldValue, PageReading, Part, Word
from storage import scans, tasks
from storage.database import migrate, open_database, writing
from storage.model import Arrival, ArrivalState, Component, NewScan, Scan, Stage, Task, Urgency

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
LEASE = 60.0
CODE = "H99.101-261103-0001"


def content(number: int) -> str:
    """Return a SHA-256 of its own for each number."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def new_scan(number: int = 0, dossier_code: str | None = CODE, urgency: Urgency = Urgency.COUNTER) -> NewScan:
    """Return a file taken in; each number is another content."""
    return NewScan(
        content(number), 1000 + number, "tram-101", f"bản quét {number}.pdf", dossier_code, urgency
    )


def add_scan(c: Connection, number: int = 0, dossier_code: str | None = CODE) -> Scan:
    """Add a scan of the content `number`."""
    return scans.add_scan(c, new_scan(number, dossier_code), NOW)[0]


def add_task(
    c: Connection, number: int = 0, page: int = 0, unit: str = "H99.101", urgency: Urgency = Urgency.COUNTER
) -> Task:
    """Add a task to the scan of the content `number`."""
    scan = add_scan(c, number)
    stage = Stage.PAGE if page else Stage.SPLIT
    tasks.add_task(c, scan.id, stage, page, unit=unit, urgency=urgency, now=NOW)
    return next(task for task in tasks.tasks_of(c, scan.id) if (task.stage, task.page) == (stage, page))


def page(number: int = 1, text: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") -> PageReading:
    """Return a page as a reader gives it."""
    words = tuple(
        Word(word, Box(10 * place, 20, 30, 40), 0.875, place // 4) for place, word in enumerate(text.split())
    )
    return PageReading(
        number, 2480, 3508, 300, 90, -1.25, blank=False, text=text, words=words, cpu_seconds=1.5
    )


def part(*pages: int, kind: str | None = "giay_khai_sinh") -> Part:
    """Return a paper on these pages."""
    candidates = (
        Candidate("giay_khai_sinh", 0.9, "Tiêu đề khớp"),
        Candidate("cccd", 0.1, "Có từ “căn cước”"),
    )
    fields = {"ho_ten": FieldValue("Nguyễn Thị Ánh", 0.93)}
    return Part(pages, kind, 0.9, candidates, fields, certified_copy=True)


def arrival(path: str = "H99/a.pdf", **changes: object) -> Arrival:
    """Return a file seen at a station."""
    values = {
        "station": "tram-101",
        "path": path,
        "size": 10,
        "mtime_ns": 1_700_000_000_123_456_789,
        "state": ArrivalState.WAITING,
        "reason": None,
        "scan_id": None,
        "first_seen": NOW,
        "last_seen": NOW,
    }
    return Arrival(**values | changes)  # type: ignore[arg-type] # a test's own words


def dossier(code: str = CODE, **changes: object) -> Dossier:
    """Return a dossier of the register."""
    values = {
        "code": code,
        "procedure": "1.001193",
        "unit": "H99.101",
        "received_on": date(2026, 11, 3),
        "channel": Channel.DIRECT,
        "due_on": date(2026, 11, 10),
        "resolved_on": None,
        "facts": frozenset({"co_uy_quyen", "tre_em"}),
    }
    return Dossier(**values | changes)  # type: ignore[arg-type] # a test's own words


def component(scan: Scan, ordinal: int = 0, code: str = CODE, kind: str = "giay_chung_sinh") -> Component:
    """Return a paper of a scan in a dossier."""
    return Component(scan.id, ordinal, code, kind, exempt_reason="Bản sao chứng thực", reused=True)


def take_all(url: str, ids: list[int], owner: str) -> list[int]:
    """Try to take each of these tasks once, in an order of one's own; return those that were won."""
    engine = open_database(url)
    order = random.Random(owner).sample(ids, len(ids))  # noqa: S311 no secret
    won = []
    for task_id in order:
        with writing(engine) as c:
            won += [task_id] if tasks.take(c, task_id, owner, NOW, LEASE) else []
    engine.dispose()
    return won


def migrate_at(url: str) -> None:
    """Open and migrate a database, as every process does when it starts."""
    engine = open_database(url)
    migrate(engine)
    engine.dispose()
