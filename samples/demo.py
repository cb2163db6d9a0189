"""The main job on the sample inbox, as its users would see it. `script/demo` runs it.

Starts the whole system on this machine, drops the sample files into its inbox as scanner stations would (one
of them slowly), waits until every one has ended, prints ratios, missing papers and rejected files, and holds
all of it against the truth file. Exit code 0 only if every scan and dossier ended as it should.
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from samples.compare import INBOX, REGISTER, Outcome, compare_dossiers, compare_scans, read_truth
from storage import arrivals, scans
from storage.database import open_database, reading
from storage.model import Scan, ScanState

DEADLINE: Final = 900.0  # seconds; a machine slower than that is not one we know
SLOW_WRITES: Final = 3
SLOW_PAUSE: Final = 2.0  # seconds; longer than the watcher's quiet time
PERIOD: Final = ("--from", "2026-10-01", "--to", "2026-11-30")
SETTINGS: Final = {"SOHOA_POLL_SECONDS": "0.5", "SOHOA_STABLE_SECONDS": "1", "SOHOA_PATIENCE_SECONDS": "10"}

out = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one run of the demo keeps what it makes."""

    root: Path
    port: int

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def data(self) -> Path:
        return self.root / "data"

    def environment(self) -> dict[str, str]:
        return os.environ | SETTINGS | {"SOHOA_DATA_DIR": str(self.data), "SOHOA_INBOX": str(self.inbox)}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that was put into a station's folder."""

    station: str
    path: str
    size: int
    mtime_ns: int


def main(arguments: list[str] | None = None) -> int:
    """Run the demo; return its exit code."""
    parser = argparse.ArgumentParser(prog="script/demo", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("build/demo"), help="where everything is kept")
    parser.add_argument("--port", type=int, default=8080, help="port of the pages")
    options = parser.parse_args(arguments)
    place = Place(options.data.resolve(), options.port)
    place.inbox.mkdir(parents=True, exist_ok=True)
    sohoa(place, "register", "import", str(REGISTER))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with running(place):
        started = time.monotonic()
        engine = open_database(f"sqlite:///{place.data / 'sohoa.db'}")
        new = digitise_inbox(engine, place)
        seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    show_reports(engine, place)
    show_cost(engine, seconds, (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime), new)
    return show_outcomes(engine)


def sohoa(place: Place, *arguments: str) -> None:
    """Run one `sohoa` command to its end."""
    subprocess.run([sys.executable, "-m", "cli.main", *arguments], env=place.environment(), check=True)  # noqa: S603


@contextmanager
def running(place: Place) -> Iterator[None]:
    """Run the whole system (`sohoa up`) while the block runs, then stop it as an administrator would."""
    command = [sys.executable, "-m", "cli.main", "up", "--data", str(place.data), "--inbox", str(place.inbox)]
    with (place.root / "up.log").open("ab") as log:
        system = subprocess.Popen(  # noqa: S603
            [*command, "--port", str(place.port)], env=place.environment(), stdout=log, stderr=log
        )
    try:
        out.print(f"Hệ thống đang chạy; trang web: http://127.0.0.1:{place.port}/")
        out.print(how_to_enter(place))
        yield
    finally:
        system.send_signal(signal.SIGTERM)
        system.wait(timeout=90)


def how_to_enter(place: Place) -> str:
    """Return the command that makes the first account."""
    return (
        "Tạo tài khoản đầu tiên để đăng nhập (ở cửa sổ khác):\n  "
        f"SOHOA_DATA_DIR={place.data} .venv/bin/sohoa user add quantri --role administrator --role lead"
    )


def digitise_inbox(engine: Engine, place: Place) -> int:
    """Drop every sample file, wait until each has ended; return how many scans are new."""
    known = len(all_scans(engine))
    truth = read_truth()
    stated = truth["scans"]
    for path in truth["ignored"]:
        drop(place, path, slowly=False)
    bar = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*bar, console=out) as progress:
        dropping = progress.add_task("Thả tệp vào trạm quét", total=len(stated))
        ending = progress.add_task("Xử lý xong", total=len(stated))
        dropped = []
        for scan in stated:
            dropped.append(drop(place, scan["path"], slowly=scan["slow"]))
            progress.advance(dropping)
        wait_for_end(engine, dropped, lambda ended: progress.update(ending, completed=ended))
    return len(all_scans(engine)) - known


def drop(place: Place, path: str, *, slowly: bool) -> Dropped:
    """Write one sample file into the inbox as a scanner would; return what the watcher will call it."""
    content, target = (INBOX / path).read_bytes(), place.inbox / path
    target.parent.mkdir(parents=True, exist_ok=True)
    step = -(-len(content) // SLOW_WRITES) if slowly else max(len(content), 1)
    with target.open("wb") as file:
        for start in range(0, len(content), step):
            file.write(content[start : start + step])
            file.flush()
            if slowly:
                time.sleep(SLOW_PAUSE)
        written = os.fstat(file.fileno())
    station, _, rest = path.partition("/")
    return Dropped(station, rest, written.st_size, written.st_mtime_ns)


def wait_for_end(engine: Engine, dropped: list[Dropped], tell: Callable[[int], None]) -> None:
    """Wait until each dropped file was taken in and its scan has ended; `tell` hears how many have."""
    deadline = time.monotonic() + DEADLINE
    while (ended := sum(has_ended(engine, file) for file in dropped)) < len(dropped):
        tell(ended)
        if time.monotonic() > deadline:
            out.print("[red]Quá thời gian chờ: còn tệp chưa xử lý xong.[/red]")
            return
        time.sleep(0.5)
    tell(ended)


def has_ended(engine: Engine, file: Dropped) -> bool:
    """Tell whether a dropped file has become a scan that came to an end."""
    with reading(engine) as connection:
        arrival = arrivals.find(connection, file.station, file.path, file.size, file.mtime_ns)
        if arrival is None or arrival.scan_id is None:
            return False
        return scans.get_scan(connection, arrival.scan_id).state.ended


def all_scans(engine: Engine) -> list[Scan]:
    """Return every scan there is."""
    with reading(engine) as connection:
        return list(scans.scans(connection))


def show_reports(engine: Engine, place: Place) -> None:
    """Print what an officer and a clerk would ask for: ratios, missing papers, files turned away."""
    out.rule("Tỷ lệ số hóa")
    sohoa(place, "report", "ratio", *PERIOD)
    out.rule("Giấy tờ còn thiếu")
    sohoa(place, "report", "missing", *PERIOD)
    out.rule("Tệp không đọc được, đã giữ bản gốc")
    for scan in all_scans(engine):
        if scan.state in {ScanState.REJECTED, ScanState.QUARANTINED}:
            out.print(f"  {scan.station}/{scan.file_name}: {scan.reason}")
    out.rule("Cần người xem")
    for scan in all_scans(engine):
        if scan.state is ScanState.REVIEW:
            out.print(f"  {scan.station}/{scan.file_name}: {scan.reason}")


def show_cost(engine: Engine, seconds: float, cpu: float, new: int) -> None:
    """Print how long it took, and what share of the processor's time was not cleaning and reading."""
    out.rule("Thời gian")
    if not new:
        out.print("Không có gì mới: mọi tệp đã có trong hệ thống, được nối với lần nhận trước.")
        return
    with reading(engine) as connection:
        pages = [page for scan in scans.scans(connection) for page in scans.pages_of(connection, scan.id)]
    reading_cpu = sum(page.cpu_seconds for page in pages)
    share = (cpu - reading_cpu) / cpu * 100
    out.print(f"{new} tệp, {len(pages)} trang trong {seconds:.1f} giây.")
    out.print(
        f"CPU: {cpu:.1f} giây, trong đó vẽ trang, làm sạch, đọc {reading_cpu:.1f} giây; còn lại {share:.1f}%."
    )


def show_outcomes(engine: Engine) -> int:
    """Print what differs from the truth file, and how many ended as they should; return the exit code."""
    truth = read_truth()
    with reading(engine) as connection:
        files, papers = compare_scans(connection, truth), compare_dossiers(connection, truth)
    out.rule("So với tệp đáp án")
    for outcome in [*files, *papers]:
        for difference in outcome.differences:
            out.print(f"[red]  {outcome.name}: {difference}[/red]")
    out.print(f"Tệp kết thúc đúng: {count_right(files)}/{len(files)}")
    out.print(f"Hồ sơ đúng: {count_right(papers)}/{len(papers)}")
    return 0 if all(outcome.right for outcome in [*files, *papers]) else 1


def count_right(outcomes: list[Outcome]) -> int:
    """Return how many outcomes are as stated."""
    return sum(outcome.right for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(main())
