"""The main job while its processes are killed at random: nothing may be lost, nothing done twice.

    python -m bench.crash [--kills 25] [--seed 1] [--inbox samples/inbox]

Runs `sohoa up` on a copy of the sample inbox and kills (-9) a worker with the process it forked, the
watcher, redis-server (which keeps nothing) and the supervisor itself, at random moments; a killed supervisor
is started again, as a service manager would. Then waits for the end and holds what is kept against the truth.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from configs.settings import Settings
from samples.compare import INBOX, REGISTER, compare_dossiers, compare_scans, read_truth
from storage import scans
from storage.database import open_database, reading
from storage.errors import StoreUnavailable
from storage.model import ScanState
from storage.objects import sha256_of
from storage.stores import open_objects
from workers.environment import as_environment
from workers.listing import list_inbox

DEADLINE = 1200.0
PAUSE = (0.5, 4.0)  # seconds between two kills
TARGETS = ("worker", "watcher", "redis", "supervisor")
WORDS = {"worker": "work", "watcher": "watch"}


@dataclass(slots=True)
class Run:
    """One system under attack."""

    settings: Settings
    log: Path
    killed: Counter[str] = field(default_factory=Counter)
    supervisor: psutil.Popen | None = None

    def start(self) -> None:
        environment = os.environ | as_environment(self.settings)
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "cli.main", "up"]
            self.supervisor = psutil.Popen(command, env=environment, stdout=log, stderr=log)

    def stop(self) -> float:
        """Stop the system as an administrator would; return how many seconds that took."""
        started = time.monotonic()
        if self.supervisor is not None:
            self.supervisor.send_signal(signal.SIGTERM)
            self.supervisor.wait(90)
        return time.monotonic() - started

    def kill(self, target: str, chance: random.Random) -> None:
        """Kill one process of that kind, if there is one just now."""
        with suppress(psutil.NoSuchProcess):
            found = self.processes(target)
            if not found:
                return
            victim = chance.choice(found)
            children = victim.children(recursive=True) if target == "worker" else []
            for process in [victim, *children]:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            self.killed[target] += 1
            if target == "supervisor":
                victim.wait()
                self.start()

    def processes(self, target: str) -> list[psutil.Process]:
        if self.supervisor is None or not self.supervisor.is_running():
            return []
        if target == "supervisor":
            return [self.supervisor]
        return [child for child in self.supervisor.children() if is_a(child, target)]


def is_a(process: psutil.Process, target: str) -> bool:
    """Tell whether a child of the supervisor is of that kind."""
    command = process.cmdline()
    if target == "redis":
        return bool(command) and "redis-server" in command[0]
    return command[-1:] == [WORDS[target]]


def main() -> int:
    """Run, kill, wait, judge; return 1 where anything is not as it should be."""
    parser = argparse.ArgumentParser(
        formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__
    )
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inbox", type=Path, default=INBOX)
    parser.add_argument("--register", type=Path, default=REGISTER)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sohoa-crash-") as folder:
        settings = settings_in(Path(folder))
        prepare(settings, options.register)
        chance = random.Random(options.seed)  # noqa: S311 - repeatable, not secret
        return attack(settings, options.inbox, options.kills, chance)


def settings_in(folder: Path) -> Settings:
    """Return settings that keep everything in a folder, and wait for no longer than they must."""
    return Settings(
        data_dir=folder / "data", inbox=folder / "inbox", port=0, poll_seconds=0.5, stable_seconds=1,
        patience_seconds=10, lease_seconds=10, retry_seconds=1, max_lost_leases=1000,
    ).resolved()  # fmt: skip


def attack(settings: Settings, inbox: Path, kills: int, chance: random.Random) -> int:
    """Run the whole job under so many kills; print the figures."""
    originals = digests_of(inbox)
    run = Run(settings, settings.data_dir / "up.log")
    started = time.monotonic()
    run.start()
    for name in sorted({path.relative_to(inbox).parts[0] for path in originals.values()}):
        shutil.copytree(inbox / name, settings.inbox / name, dirs_exist_ok=True)
    engine = open_database(settings.database_url)
    strike(run, engine, kills, chance)
    struck_for = time.monotonic() - started
    ended = wait_for_end(settings, engine, len(originals))
    seconds = time.monotonic() - started
    stopping = run.stop()
    struck = ", ".join(f"{target} {run.killed[target]}" for target in TARGETS)
    print(f"{run.killed.total()} kills ({struck}) in {struck_for:.0f} s; all ended after {seconds:.0f} s")
    print(f"stopped in {stopping:.1f} s")
    faults = [] if ended else [f"not all had ended after {DEADLINE:.0f} s"]
    faults += judge(settings, engine, originals)
    for fault in faults:
        print(f"FAULT: {fault}")
    print("nothing lost, nothing twice" if not faults else f"{len(faults)} faults; log: {keep(run.log)}")
    return 1 if faults else 0


def prepare(settings: Settings, register: Path) -> None:
    """Import the register, as on the day before."""
    settings.inbox.mkdir(parents=True)
    environment = os.environ | as_environment(settings)
    command = [sys.executable, "-m", "cli.main", "register", "import", str(register)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def strike(run: Run, engine: Engine, kills: int, chance: random.Random) -> None:
    """Kill at random moments from the first scan on, each kind of process in turn, in random order."""
    wait(lambda: count_scans(engine) > 0)
    order: list[str] = []
    while run.killed.total() < kills:
        order = order or chance.sample(TARGETS, len(TARGETS))
        run.kill(order.pop(), chance)
        time.sleep(chance.uniform(*PAUSE))


def wait(condition: Callable[[], bool]) -> bool:
    """Wait until something is so; False where it takes too long."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.3)
    return True


def count_scans(engine: Engine) -> int:
    """Return how many scans there are; 0 while there is no database."""
    try:
        with reading(engine) as c:
            return sum(1 for _ in scans.scans(c))
    except (StoreUnavailable, OperationalError):
        return 0


def wait_for_end(settings: Settings, engine: Engine, contents: int) -> bool:
    """Wait until the inbox is empty, each content is a scan, and each scan has ended."""

    def ended() -> bool:
        if list_inbox(settings.inbox).files:
            return False
        with reading(engine) as c:
            found = list(scans.scans(c))
        return len({scan.sha256 for scan in found}) == contents and all(scan.state.ended for scan in found)

    return wait(ended)


def judge(settings: Settings, engine: Engine, originals: dict[str, Path]) -> list[str]:
    """Return every way in which what is kept differs from what should be."""
    objects = open_objects(settings)
    faults = [
        f"{path.name}: not in the store" for digest, path in originals.items() if not objects.verify(digest)
    ]
    with reading(engine) as c:
        found = list(scans.scans(c))
        faults += [f"scan {scan.id}: {scan.state}" for scan in found if not scan.state.ended]
        faults += [
            f"scan {scan.id} put aside: {scan.reason}"
            for scan in found
            if scan.state is ScanState.QUARANTINED
        ]
        faults += doubled(c)
        if originals.keys() == digests_of(INBOX).keys():
            faults += differences(c)
    print(f"{len(originals)} originals, {objects.count()} objects, {len(found)} scans")
    return faults


def differences(c: Connection) -> list[str]:
    """Return what differs from the truth file; print how much agrees."""
    outcomes = [*compare_scans(c, read_truth()), *compare_dossiers(c, read_truth())]
    right = sum(each.right for each in outcomes)
    print(f"{right} of {len(outcomes)} files and dossiers are as the truth has them")
    return [f"{each.name}: {difference}" for each in outcomes for difference in each.differences]


def doubled(c: Connection) -> Iterator[str]:
    """Yield papers counted twice for one dossier, and tasks that are left over."""
    twice = """
        SELECT components.dossier_code, scans.sha256, components.ordinal, count(*) AS number
        FROM components JOIN scans ON scans.id = components.scan_id
        GROUP BY 1, 2, 3 HAVING count(*) > 1
    """
    for row in c.exec_driver_sql(twice):
        yield f"{row.number} components of {row.sha256[:8]} in {row.dossier_code}"
    for row in c.exec_driver_sql("SELECT id, state FROM tasks WHERE state <> 'done'"):
        yield f"task {row.id} is {row.state}"


def digests_of(inbox: Path) -> dict[str, Path]:
    """Return the files that an inbox would take in, by their SHA-256; of two with the same content one."""
    return {sha256_of(file.place): file.place for file in list_inbox(inbox).files}


def keep(log: Path) -> Path:
    """Copy the log to where it outlasts the run."""
    return Path(shutil.copy(log, Path(tempfile.gettempdir(), "sohoa-crash.log")))


if __name__ == "__main__":
    sys.exit(main())
