"""Measures the pages on a large store: lists, search, dossiers with pictures, by one and by many clerks.

    python -m bench.web_scale [--scans 100000] [--pages 500000] [--clerks 20] [--databases sqlite,postgresql]

The server is a process of its own (`sohoa serve`). PostgreSQL is Debian's, started for this. Texts are drawn
from a few hundred common syllables, so that some words stand on every page and some on one alone.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import urllib3
from PIL import Image
from sqlalchemy import Engine, Table, insert, text

from catalogue.dossier import Channel, Dossier
from configs.settings import Settings
from pipeline.model import FieldValue, Part, PreviewSize
from storage import codec, tables
from storage.access import UserRole
from storage.accounts import NewAccount, add_account
from storage.database import migrate, open_database, writing
from storage.dossiers import following
from storage.model import ScanState, Urgency
from storage.search_index import index_all
from storage.sessions import open_session
from storage.stores import open_objects
from tests.papers import page_of
from tests.servers import free_ports, fresh_database, start_postgres
from web.cookies import SESSION
from workers.environment import as_environment
from workers.pictures import store_pictures

UNITS = tuple(f"H99.10{n}" for n in range(1, 5))
TYPES = ("to_khai_khai_sinh", "giay_chung_sinh", "giay_khai_sinh", "giay_uy_quyen")
COMMON = (
    "họ tên nguyễn thị trần văn lê hoàng đỗ đức phạm ngày tháng năm sinh nơi thường trú tạm số định danh "
    "giấy chứng nhận ủy ban nhân dân xã phường tỉnh thành phố đất thửa bản đồ diện tích quyền sử dụng đơn đề "
    "nghị kết hôn khai tử cha mẹ con quốc tịch dân tộc việt nam cộng hòa xã hội chủ nghĩa độc lập tự do"
)
SYLLABLES = tuple(COMMON.split())
RARE = ("bưởi", "đởm", "khuê", "quýnh", "thuần", "uyển", "vượng", "yến")
TEMPLATES = 400
LINES, IN_LINE = 8, 8
BATCH = 5000
ROUNDS = 12
OK = 200
NOW = datetime.now(UTC)
LIMIT_MS, OPEN_MS, MEMORY_MIB = 150.0, 300.0, 250


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    scans: int
    pages: int
    clerks: int


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for, under the name of its line; `then`: a picture that belongs to it."""

    name: str
    path: str
    then: str | None = None


def main() -> int:
    """Measure each database; return 1 where a page is slower, or the server larger, than it may be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scans", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=500_000)
    parser.add_argument("--clerks", type=int, default=20)
    parser.add_argument("--databases", default="sqlite,postgresql")
    given = parser.parse_args()
    size, good = Size(given.scans, given.pages, given.clerks), True
    for kind in given.databases.split(","):
        with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as folder, DATABASES[kind](folder) as url:
            print(f"{kind}: {size.scans} scans, {size.pages} pages, {size.clerks} clerks", flush=True)
            good &= measure(Path(folder), url, size)
    return 0 if good else 1


@contextmanager
def sqlite(folder: str) -> Generator[str]:
    """Give the address of an empty SQLite database."""
    yield f"sqlite:///{folder}/data/sohoa.db"


@contextmanager
def postgresql(_folder: str) -> Generator[str]:
    """Give the address of an empty database on a server of its own."""
    with start_postgres() as server, fresh_database(server) as url:
        yield url


DATABASES: dict[str, Callable[[str], Any]] = {"sqlite": sqlite, "postgresql": postgresql}


def measure(folder: Path, url: str, size: Size) -> bool:
    """Fill a database, ask a server for its pages, print what they took; tell whether all was fast enough."""
    (port,) = free_ports(1)
    settings = Settings(
        data_dir=folder / "data", inbox=folder / "inbox", database_url=url, port=port
    ).resolved()
    engine = open_database(url)
    started = time.monotonic()
    fill(engine, settings, size)
    print(f"  filled in {time.monotonic() - started:.0f} s", flush=True)
    keys = enter(engine, size.clerks)
    engine.dispose()
    with serving(settings, port) as server:
        address = f"http://127.0.0.1:{port}"
        alone = ask(address, keys[0], asks(0), ROUNDS)
        with ThreadPoolExecutor(size.clerks) as crowd:
            jobs = [crowd.submit(ask, address, key, asks(n), 2) for n, key in enumerate(keys)]
        together = merged([job.result() for job in jobs])
        memory = psutil.Process(server.pid).memory_info().rss / 2**20
    good = report("one clerk", alone, judged=True)
    report(f"{size.clerks} clerks at once", together, judged=False)
    print(f"  memory of the server {memory:.0f} MiB {verdict(memory <= MEMORY_MIB)}", flush=True)
    return good and memory <= MEMORY_MIB


def fill(engine: Engine, settings: Settings, size: Size) -> None:
    """Put scans with pages, papers and pictures into an empty database, two scans to a dossier."""
    migrate(engine)
    names = store_pictures(open_objects(settings), dict.fromkeys(PreviewSize, picture()))
    put(engine, tables.dossiers, (dossier_row(n) for n in range(size.scans // 2)))
    put(engine, tables.scans, (scan_row(n) for n in range(size.scans)))
    put(engine, tables.pages, page_rows(size))
    put(engine, tables.parts, (part_row(n, size.pages // size.scans) for n in range(size.scans)))
    put(engine, tables.components, (component_row(n) for n in range(size.scans)))
    pictured = (
        {"sha256": digest(n), "page": 1, "size": kind, "object": name}
        for n in range(1000)
        for kind, name in names.items()
    )
    put(engine, tables.previews, pictured)
    with writing(engine) as c:
        index_all(c)
    with writing(engine) as c:
        c.execute(text("ANALYZE"))


def put(engine: Engine, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows, some thousand at a time."""
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            _put(engine, table, batch)
            batch = []
    _put(engine, table, batch)


def _put(engine: Engine, table: Table, batch: Sequence[dict[str, Any]]) -> None:
    if batch:
        with writing(engine) as c:
            c.execute(insert(table), batch)


def digest(number: int) -> str:
    """Return what stands for the SHA-256 of a file."""
    return f"{number:064x}"


def code_of(number: int) -> str:
    """Return the code of a scan's dossier."""
    dossier = number // 2
    return f"{UNITS[dossier % len(UNITS)]}-{_day(dossier):%y%m%d}-{dossier:06}"


def _day(dossier: int) -> date:
    return date(2024, 1, 1) + timedelta(days=dossier % 1000)


def dossier_row(number: int) -> dict[str, Any]:
    """Return the row of a dossier: one in ten is open, one in two complete."""
    code, day = code_of(2 * number), _day(number)
    ended = day + timedelta(days=5) if number % 10 else None
    made = Dossier(
        code, "1.001193", UNITS[number % len(UNITS)], day, Channel.DIRECT, day + timedelta(days=7), ended
    )
    counted: dict[str, Any] = {
        "required": 2,
        "digitised": 1 + number % 2,
        "exempt": 0,
        "show_only": 2,
        "reused": 0,
    }
    counted |= {
        "reused": 0,
        "reused_national": 0,
        "missing": [],
        "complete": bool(number % 2),
        "computed_at": NOW,
    }
    own = {
        column.name: getattr(made, column.name) for column in tables.dossiers.c if hasattr(made, column.name)
    }
    return {**own, "facts": [], **following(made), **counted, "result_digitised": False}


def scan_row(number: int) -> dict[str, Any]:
    """Return the row of a scan: one in fifty waits for a clerk."""
    return {
        "id": number + 1,
        "sha256": digest(number),
        "size": 1000,
        "station": f"tram-10{number % 4 + 1}",
        "file_name": f"quet-{number:06}.pdf",
        "dossier_code": code_of(number),
        "urgency": Urgency.COUNTER,
        "state": ScanState.REVIEW if number % 50 == 0 else ScanState.ACCEPTED,
        "remarks": [],
        "received_at": NOW - timedelta(minutes=number),
    }


def page_rows(size: Size) -> Iterator[dict[str, Any]]:
    """Yield the pages of all scans; each text is one of some hundred, with a rare name now and then."""
    lot = random.Random(7)  # noqa: S311 - no secret
    drawn = [codec.page_to_row(0, page_of(_text(lot))) for _ in range(TEMPLATES)]
    for scan in range(size.scans):
        for number in range(size.pages // size.scans):
            row = lot.choice(drawn)
            words = (
                row["text"]
                if lot.random() > 1 / 500
                else f"{row['text']}\n{lot.choice(RARE)} {lot.choice(RARE)}"
            )
            yield row | {"scan_id": scan + 1, "number": number + 1, "text": words}


def _text(lot: random.Random) -> str:
    return "\n".join(" ".join(lot.choices(SYLLABLES, k=IN_LINE)) for _ in range(LINES))


def part_row(number: int, pages: int) -> dict[str, Any]:
    """Return the row of the one paper of a scan, on all its pages."""
    fields = {"nguoi_yeu_cau": FieldValue("Nguyễn Thị Bưởi", 0.9, 1)}
    part = Part(
        tuple(range(1, pages + 1)), TYPES[number % len(TYPES)], 0.95, fields=fields, dossier=code_of(number)
    )
    return codec.part_to_row(number + 1, 0, part)


def component_row(number: int) -> dict[str, Any]:
    """Return the row of the same paper as it counts."""
    row = {"scan_id": number + 1, "ordinal": 0, "dossier_code": code_of(number), "exempt_reason": None}
    return row | {"type": TYPES[number % len(TYPES)], "reused": False}


def picture() -> bytes:
    """Return a picture of a page as large as those that are made of scans."""
    lot = random.Random(3)  # noqa: S311 - no secret
    noise = Image.frombytes("L", (310, 438), lot.randbytes(310 * 438)).resize((1240, 1754))
    buffer = BytesIO()
    noise.save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


def enter(engine: Engine, clerks: int) -> list[str]:
    """Make accounts and log them in; return the keys of their sessions."""
    keys = []
    with writing(engine) as c:
        for number in range(clerks):
            new = NewAccount(f"can-bo-{number}", "Cán bộ", frozenset({UserRole.LEAD}), None, None)
            account = add_account(c, new, "none", NOW, must_change=False)
            keys.append(open_session(c, account.id, "127.0.0.1", NOW))
    return keys


def asks(clerk: int) -> list[Ask]:
    """Return what a clerk looks at; each another dossier."""
    number = 2 * (clerk % 400)
    deep = urlencode({"sau": f"2024-06-01_{UNITS[0]}"})
    return [
        Ask("status", "/theo-doi"),
        Ask("dossiers, newest", "/ho-so"),
        Ask("dossiers, lacking, far down", f"/ho-so?loai=con-thieu&{deep}"),
        Ask("dossiers of a unit", f"/ho-so?don_vi={UNITS[clerk % len(UNITS)]}"),
        Ask("search, a rare name", f"/tra-cuu?{urlencode({'tim': 'buoi yen'})}"),
        Ask("search, a word of most pages", f"/tra-cuu?{urlencode({'tim': 'nguyễn'})}"),
        Ask("search, three words", f"/tra-cuu?{urlencode({'tim': 'nguyen thi tran'})}"),
        Ask("search, filtered", f"/tra-cuu?{urlencode({'tim': 'nguyen thi', 'loai': TYPES[0]})}"),
        Ask("figures", "/so-lieu"),
        Ask("open a dossier and its picture", f"/ho-so/{code_of(number)}", f"/trang/{number + 1}/1/lon.jpg"),
    ]


@contextmanager
def serving(settings: Settings, port: int) -> Generator[subprocess.Popen[bytes]]:
    """Run the server until the end."""
    environment = os.environ | as_environment(settings)
    command = [sys.executable, "-m", "cli.main", "serve"]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            if _answers(port):
                break
            time.sleep(0.2)
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _answers(port: int) -> bool:
    try:
        answer = urllib3.request("GET", f"http://127.0.0.1:{port}/healthz", retries=False, timeout=2)
    except urllib3.exceptions.HTTPError:
        return False
    return answer.status == OK


def ask(address: str, key: str, wanted: Sequence[Ask], rounds: int) -> dict[str, list[float]]:
    """Return how many milliseconds each answer took, with its picture. Raises RuntimeError."""
    pool = urllib3.PoolManager(headers={"Cookie": f"{SESSION}={key}"})
    took: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for each in wanted:
            started = time.perf_counter()
            for path in filter(None, (each.path, each.then)):
                answer = pool.request("GET", address + path, redirect=False)
                if answer.status != OK:
                    raise RuntimeError(f"{path}: {answer.status}")
            took[each.name].append(1000 * (time.perf_counter() - started))
    return took


def merged(found: Sequence[dict[str, list[float]]]) -> dict[str, list[float]]:
    """Return all times by name."""
    return {name: [each for one in found for each in one[name]] for name in found[0]}


def report(title: str, took: dict[str, list[float]], *, judged: bool) -> bool:
    """Print the times of each page; tell whether all are as short as they must be."""
    print(f"  {title}: milliseconds, median and 95 %", flush=True)
    good = True
    for name, times in took.items():
        high = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        fits = high <= (OPEN_MS if name.startswith("open") else LIMIT_MS)
        good &= fits
        said = f" {verdict(fits)}" if judged else ""
        print(f"    {name:32} {statistics.median(times):7.1f} {high:7.1f}{said}", flush=True)
    return good


def verdict(fits: bool) -> str:  # noqa: FBT001 - a word for a truth
    """Return whether a figure is as it must be."""
    return "ok" if fits else "TOO MUCH"


if __name__ == "__main__":
    sys.exit(main())
