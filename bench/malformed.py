"""Reads every file of a folder, each in a `sohoa read` of its own: what came of it, in what time and memory.

    python -m bench.malformed [FOLDER] [--jobs N]

FOLDER is by default $SOHOA_MALFORMED, else ../shared/data/malformed. Exits with 1 if a file takes over 60 s
or 1.5 GB, or ends in neither "ok" nor "rejected" with a reason; with 2 if there is none. Memory is that
of all processes together (proportional set size: shared pages count once), looked at every 20 ms.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

BESIDE: Final = Path(__file__).parents[1].parent / "shared" / "data" / "malformed"
MEGABYTE: Final = 1_000_000
MAX_SECONDS: Final = 60.0
MAX_MEGABYTES: Final = 1500.0
LOOK_SECONDS: Final = 0.02
PATIENCE: Final = 300.0
ENDS: Final = (0, 3)  # of `sohoa read`: all read, some rejected


@dataclass(frozen=True, slots=True)
class Run:
    """What became of one file."""

    name: str
    state: str  # ok, rejected, or what went wrong
    reason: str
    pages: int
    seconds: float
    megabytes: float

    @property
    def good(self) -> bool:
        within = self.seconds <= MAX_SECONDS and self.megabytes <= MAX_MEGABYTES
        return within and (self.state == "ok" or (self.state == "rejected" and bool(self.reason)))


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(description="Read hostile files, each in a process of its own.")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(os.environ.get("SOHOA_MALFORMED", BESIDE))
    )
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        print(f"No folder {arguments.folder}", file=sys.stderr)
        return 2
    runs = list(_runs(arguments.folder, arguments.jobs))
    states = Counter(run.state for run in runs)
    bad = [run.name for run in runs if not run.good]
    print(
        f"\n{len(runs)} files: {', '.join(f'{count} {state}' for state, count in sorted(states.items()))}; "
        f"longest {max((run.seconds for run in runs), default=0):.1f} s, "
        f"most {max((run.megabytes for run in runs), default=0):.0f} MB; "
        f"beyond the limits: {', '.join(bad) or 'none'}"
    )
    return 1 if bad or not runs else 0


def _runs(folder: Path, jobs: int) -> Iterator[Run]:
    print(f"{'file':60} {'state':9} {'reason':16} {'pages':>5} {'s':>6} {'MB':>6}")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        run = measure(path, str(path.relative_to(folder)), jobs)
        figures = f"{run.pages:5} {run.seconds:6.1f} {run.megabytes:6.0f}"
        print(
            f"{run.name:60} {run.state:9} {run.reason:16} {figures}{'' if run.good else '  <-- BAD'}",
            flush=True,
        )
        yield run


def measure(path: Path, name: str, jobs: int) -> Run:
    """Read one file in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "cli.main", "read", str(path), "--out", out, "--jobs", str(jobs)]
        begun = time.monotonic()
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, stdout=said, stderr=said)
            most = _watched(process, begun)
            said.seek(0)
            last = said.read().decode(errors="replace").strip().rpartition("\n")[2]
        seconds = time.monotonic() - begun
        results = list(Path(out).glob("*.json"))
        if process.returncode not in ENDS or len(results) != 1:
            return Run(name, f"exit {process.returncode}", last, 0, seconds, most)
        document = json.loads(results[0].read_text(encoding="utf-8"))
        reason = document["reason"]["code"] if document["reason"] else ""
        return Run(name, document["state"], reason, len(document["pages"]), seconds, most)


def _watched(process: subprocess.Popen[bytes], begun: float) -> float:
    """Wait for the end; return the most memory seen, in megabytes. A process that hangs is killed."""
    most = 0.0
    while process.poll() is None:
        most = max(most, _memory(process.pid) / MEGABYTE)
        if time.monotonic() - begun > PATIENCE:
            process.kill()
            process.wait()
        time.sleep(LOOK_SECONDS)
    return most


def _memory(pid: int) -> int:
    """Return the bytes that a process and all it started use together."""
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(_share(member) for member in family)


def _share(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.Error, OSError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
