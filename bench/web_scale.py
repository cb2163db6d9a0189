"""Measures the pages on a large store: lists, searches, the next paper with its picture, memory, many clerks.

    python -m bench.web_scale [--scans 100000] [--pages 500000] [--clerks 20] [--databases sqlite,postgresql]
                              [--keep FOLDER] [--think 6] [--minutes 1]

The server is a process of its own (`sohoa serve`); PostgreSQL is Debian's, started for this. With --keep the
filled databases stay in a folder and are used again. Three things are told apart: what a request takes when
nothing else runs; what it takes while each clerk asks for something every so many seconds, as people do; and
what it takes when all ask at once and never think, which shows how many requests the machine can answer.
CPU milliseconds are those of the server and of the database's own processes: a loaded machine changes them
little.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import Engine

from bench.web_asks import ASKS, Ask, Asker
from bench.web_server import Server, serving
from bench.web_store import UNITS, Size, fill
from configs.settings import Settings
from storage.access import UserRole
from storage.accounts import NewAccount, add_account, find_account
from storage.database import migrate, open_database, writing
from storage.sessions import open_session
from tests.servers import free_ports, start_postgres

ROUNDS: Final = 20
LIMIT_MS, OPEN_MS, MEMORY_MIB = 150.0, 300.0, 250
KEPT_NAME: Final = "sohoa_kept"
ROLES: Final = frozenset({UserRole.LEAD, UserRole.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Office:
    """How many clerks there are, how many seconds each thinks between two requests, for how long."""

    clerks: int
    think: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Took:
    """What requests of one kind took: milliseconds each, the first of them, CPU milliseconds on average."""

    times: Sequence[float]
    first: float = 0.0
    cpu: float = 0.0

    @property
    def high(self) -> float:
        """The 95th percentile."""
        return statistics.quantiles(self.times, n=20)[-1] if len(self.times) > 1 else self.times[0]


def main() -> int:
    """Measure each database; return 1 where a page is slower, or the server larger, than it may be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scans", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=500_000)
    parser.add_argument("--clerks", type=int, default=20)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--keep", type=Path, help="a folder for the filled databases")
    parser.add_argument("--think", type=float, default=6.0, help="seconds between two requests of a clerk")
    parser.add_argument("--minutes", type=float, default=1.0, help="how long the clerks are watched")
    given = parser.parse_args()
    size, office = Size(given.scans, given.pages), Office(given.clerks, given.think, given.minutes)
    good = True
    for kind in given.databases.split(","):
        with ExitStack() as stack:
            folder = _folder(stack, given.keep, kind)
            url = stack.enter_context(DATABASES[kind](folder))
            print(f"{kind}: {size.scans} scans, {size.pages} pages", flush=True)
            good &= measure(folder, url, size, office)
    return 0 if good else 1


def _folder(stack: ExitStack, keep: Path | None, kind: str) -> Path:
    if keep is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sohoa-bench-")))
    (keep / kind).mkdir(parents=True, exist_ok=True)
    return keep / kind


@contextmanager
def sqlite(folder: Path) -> Generator[str]:
    """Give the address of a SQLite database in a folder."""
    yield f"sqlite:///{folder}/data/sohoa.db"


@contextmanager
def postgresql(folder: Path) -> Generator[str]:
    """Give the address of a database on a server of its own, whose files are in a folder."""
    with start_postgres(folder / "server") as server:
        with psycopg.connect(server, autocommit=True) as c:
            if not c.execute("SELECT 1 FROM pg_database WHERE datname = %s", (KEPT_NAME,)).fetchone():
                c.execute(f"CREATE DATABASE {KEPT_NAME}")
        yield server.rpartition("/")[0] + f"/{KEPT_NAME}"


DATABASES: Final[dict[str, Callable[[Path], AbstractContextManager[str]]]] = {
    "sqlite": sqlite,
    "postgresql": postgresql,
}


def measure(folder: Path, url: str, size: Size, office: Office) -> bool:
    """Ask a server for its pages, print what they took; tell whether all was as it must be."""
    (port,) = free_ports(1)
    settings = Settings(data_dir=folder / "data", inbox=folder / "inbox", database_url=url, port=port)
    settings = settings.resolved()
    engine = open_database(url)
    _fill_once(folder, engine, settings, size)
    keys = enter(engine, office.clerks)
    engine.dispose()
    with serving(settings) as server:
        print(f"  memory of the server before the first request {server.memory():.0f} MiB", flush=True)
        good = _alone(server, keys[0], "everything")
        good &= _alone(server, keys[1], "one unit of four")
        good &= _thinking(server, keys, office)
        _at_once(server, keys)
        memory = server.memory()
        print(f"  memory of the server at its end {memory:.0f} MiB {verdict(memory <= MEMORY_MIB)}")
    return good and memory <= MEMORY_MIB


def _fill_once(folder: Path, engine: Engine, settings: Settings, size: Size) -> None:
    """Fill a database, or use what is there of the same size."""
    note = folder / "filled.txt"
    told = f"{size.scans} scans, {size.pages} pages"
    if note.exists() and note.read_text() == told:
        migrate(engine)  # it may have been filled before its tables changed
        return
    started = time.monotonic()
    fill(engine, settings, size)
    note.write_text(told)
    print(f"  filled in {time.monotonic() - started:.0f} s", flush=True)


def enter(engine: Engine, clerks: int) -> list[str]:
    """Log clerks in, the first reaching everything, the others a unit each; return their sessions' keys."""
    keys, now = [], datetime.now(UTC)
    with writing(engine) as c:
        for number in range(max(clerks, 2)):
            name, unit = f"can-bo-{number}", UNITS[number % len(UNITS)] if number else None
            new = NewAccount(name, "Cán bộ", ROLES, unit, None)
            found = find_account(c, name) or add_account(c, new, "none", now, must_change=False)
            keys.append(open_session(c, found.id, "127.0.0.1", now))
    return keys


def _alone(server: Server, key: str, reached: str) -> bool:
    """Measure each request with nothing else running, by somebody who reaches so much."""
    asker = Asker(server.address, key)
    took = {ask.name: _repeated(server, asker, ask) for ask in ASKS}
    return report(f"alone, {ROUNDS} times each, by somebody who reaches {reached}", took)


def _repeated(server: Server, asker: Asker, ask: Ask) -> Took:
    first = asker.time(ask)
    before = server.cpu_seconds()
    times = [asker.time(ask) for _ in range(ROUNDS)]
    return Took(times, first, 1000 * (server.cpu_seconds() - before) / ROUNDS)


def _thinking(server: Server, keys: Sequence[str], office: Office) -> bool:
    """Let every clerk ask for one thing after the other, with time to think between."""
    until = time.monotonic() + 60 * office.minutes
    with ThreadPoolExecutor(len(keys)) as crowd:
        jobs = [
            crowd.submit(Asker(server.address, key, n).work, until, office.think)
            for n, key in enumerate(keys)
        ]
        took = merged([job.result() for job in jobs])
    rate = sum(len(each.times) for each in took.values()) / (60 * office.minutes)
    title = f"{len(keys)} clerks, each {office.think:g} s between two requests, {rate:.1f} requests a second"
    return report(title, took)


def _at_once(server: Server, keys: Sequence[str]) -> None:
    """Let all ask for everything at once, without thinking: how much the machine can answer."""
    started = time.monotonic()
    with ThreadPoolExecutor(len(keys)) as crowd:
        jobs = [crowd.submit(Asker(server.address, key, n).once) for n, key in enumerate(keys)]
        took = merged([job.result() for job in jobs])
    times = [each for one in took.values() for each in one.times]
    rate, all_of_them = len(times) / (time.monotonic() - started), Took(times)
    print(
        f"  {len(keys)} clerks who never think: {rate:.0f} requests a second, "
        f"median {statistics.median(times):.0f} ms, 95 % {all_of_them.high:.0f} ms (not judged)",
        flush=True,
    )


def merged(found: Sequence[dict[str, list[float]]]) -> dict[str, Took]:
    """Return all times by name."""
    names = dict.fromkeys(name for one in found for name in one)
    return {name: Took([each for one in found for each in one.get(name, ())]) for name in names}


def report(title: str, took: dict[str, Took]) -> bool:
    """Print the times of each page; tell whether all are as short as they must be."""
    print(f"  {title}\n    {'ms':34} first  median    95 %     CPU", flush=True)
    good = True
    for name, each in took.items():
        fits = each.high <= (OPEN_MS if name.startswith("open") else LIMIT_MS)
        good &= fits
        first, cpu = (f"{value:7.1f}" if value else "      –" for value in (each.first, each.cpu))
        middle = statistics.median(each.times)
        print(f"    {name:32} {first} {middle:7.1f} {each.high:7.1f} {cpu} {verdict(fits)}", flush=True)
    return good


def verdict(fits: bool) -> str:  # noqa: FBT001 - a word for a truth
    """Return whether a figure is as it must be."""
    return "ok" if fits else "TOO MUCH"


if __name__ == "__main__":
    sys.exit(main())
