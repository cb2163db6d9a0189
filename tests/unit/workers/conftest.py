"""A small system without processes: SQLite in a folder, objects in memory, a clock that a test moves."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from catalogue.load import load_catalogue
from configs.settings import Settings
from storage import tasks
from storage.database import migrate, open_database, reading, writing
from storage.memory import MemoryObjects
from storage.model import NewScan, Stage, Urgency
from storage.objects import ObjectStore
from storage.scans import add_scan, get_scan
from workers.stages import Workshop
from workers.stopping import Stop
from workers.watcher import Watcher

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue(Settings().catalogue_dir)


@pytest.fixture
def settings(tmp_path):
    return Settings(
        data_dir=tmp_path / "data", inbox=tmp_path / "inbox", objects_url="memory:", poll_seconds=1,
        stable_seconds=2, patience_seconds=10, retry_seconds=0, lease_seconds=30, workers=2,
    ).resolved()  # fmt: skip


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """A SQLite file with all tables, to be copied: making them takes longer than most tests."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def engine(settings, empty_database):
    settings.inbox.mkdir()
    settings.data_dir.mkdir()
    shutil.copy(empty_database, settings.data_dir / "sohoa.db")
    engine = open_database(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def objects():
    return MemoryObjects()


@pytest.fixture
def shop(settings, engine, objects, catalogue):
    return Workshop(settings, engine, objects, catalogue)


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self):
        return self.now


@dataclass
class Station:
    """An inbox with files of known names, a watcher over it, and what it made of them."""

    settings: Settings
    engine: Engine
    objects: ObjectStore
    clock: Clock = field(default_factory=Clock)
    watcher: Watcher = field(init=False)

    def __post_init__(self):
        self.restart()

    def restart(self):
        self.watcher = Watcher(self.settings, self.objects, self.engine, Stop(), self.clock)

    def drop(self, path, content=b"some paper"):
        place = self.settings.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return place

    def look(self, *, after=0.0):
        self.clock.now += after
        return self.watcher.look()

    def take_all(self):
        """Look, wait until files are still, look again."""
        self.look()
        self.look(after=self.settings.stable_seconds)

    def rows(self, table):
        with reading(self.engine) as c:
            return [dict(row) for row in c.exec_driver_sql(f"SELECT * FROM {table}").mappings()]  # noqa: S608

    def in_inbox(self):
        inbox = self.settings.inbox
        paths = (path.relative_to(inbox) for path in inbox.rglob("*") if path.is_file())
        return sorted(str(path) for path in paths if ".sohoa-taken" not in path.parts)

    def in_taken(self):
        return sorted(
            path.name for path in (self.settings.inbox / ".sohoa-taken").rglob("*") if path.is_file()
        )


@pytest.fixture
def station(settings, engine, objects):
    return Station(settings, engine, objects)


@pytest.fixture
def add(engine):
    """Add a scan with its first task; return both."""

    def add(content="a" * 64, code=None, station="tram-101", urgency=Urgency.COUNTER):
        with writing(engine) as c:
            scan, _ = add_scan(c, NewScan(content, 10, station, "quet.pdf", code, urgency), NOW)
            tasks.add_task(c, scan.id, Stage.SPLIT, 0, unit=station, urgency=urgency, now=NOW)
            return scan, tasks.tasks_of(c, scan.id)[0]

    return add


@pytest.fixture
def task_of(engine):
    """Return a task of a scan as it is now."""

    def task_of(scan, stage, page=0):
        with reading(engine) as c:
            return next((t for t in tasks.tasks_of(c, scan.id) if (t.stage, t.page) == (stage, page)), None)

    return task_of


@pytest.fixture
def scan_now(engine):
    """Return a scan as it is now."""

    def scan_now(scan):
        with reading(engine) as c:
            return get_scan(c, scan.id)

    return scan_now
