"""Who reads: our profiles, each in a process of its own, and two programs that others use."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Final, Protocol, Self

from PIL import Image

from bench.reading.memory import watched
from pipeline.errors import ScanError
from pipeline.intake.page import load_page
from pipeline.intake.resolution import guess_dpi
from pipeline.model import Limits, Word
from pipeline.profiles import PROFILES
from pipeline.run import read_page, warm_up

ONE_THREAD: Final = {**os.environ, "OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a page. `words` and `stages` (CPU seconds) are known of our profiles only."""

    text: str
    cpu_seconds: float
    megabytes: float = 0.0
    words: tuple[Word, ...] = ()
    stages: Mapping[str, float] = field(default_factory=dict)


class Reader(Protocol):
    """Reads the picture of a page. `missing` says what it needs and does not find; else it is empty."""

    name: str
    missing: str

    def read(self, picture: Path) -> Reading: ...

    def close(self) -> None: ...


class Ours:
    """One of our profiles, in a process of its own: what it loads once, it loads for all pages."""

    def __init__(self, profile: str) -> None:
        self.name = profile
        self.missing = ""
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as workers have it: set before numpy is loaded
        self._process = ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin, initargs=(profile,))

    def read(self, picture: Path) -> Reading:
        pid = self._process.submit(os.getpid).result()
        with watched(pid) as memory:
            text, words, cpu, stages = self._process.submit(read_ours, picture, self.name).result()
        return Reading(text, cpu, memory.megabytes, words, stages)

    def close(self) -> None:
        self._process.shutdown()


class Program:
    """A program of others: `command` takes a picture and the file that the text goes to."""

    def __init__(self, name: str, command: Callable[[Path, Path], list[str]], missing: str) -> None:
        self.name = name
        self.missing = missing
        self._command = command

    def read(self, picture: Path) -> Reading:
        """Raise CalledProcessError where the program fails."""
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "text"
            before = _cpu_of_children()
            command = self._command(picture, target)
            with (
                subprocess.Popen(
                    command, env=ONE_THREAD, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                ) as process,
                watched(process.pid) as memory,
            ):
                process.wait()
            if process.returncode:
                raise subprocess.CalledProcessError(process.returncode, command)
            text = target.with_suffix(".txt").read_text(encoding="utf-8")
            return Reading(text, _cpu_of_children() - before, memory.megabytes)

    def close(self) -> None:
        """Nothing runs between pages."""


class Readers:
    """Readers that are closed in the end."""

    def __init__(self, readers: list[Reader]) -> None:
        self.all = readers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reader in self.all:
            reader.close()


def peers() -> list[Reader]:
    """Return plain Tesseract and OCRmyPDF."""
    return [
        Program("tesseract", tesseract, _without("tesseract")),
        Program("ocrmypdf", ocrmypdf, _without_ocrmypdf()),
    ]


def tesseract(picture: Path, target: Path) -> list[str]:
    """Return the command of Tesseract alone."""
    return ["tesseract", str(picture), str(target), "-l", "vie"]


def ocrmypdf(picture: Path, target: Path) -> list[str]:
    """Return the command of OCRmyPDF as people use it for scans, with one job."""
    with Image.open(picture) as opened:
        known = opened.info.get("dpi")  # where it is not, as if the page were A4
        dpi = [] if known else ["--image-dpi", str(guess_dpi(max(opened.size)))]
    options = ["--deskew", "--clean", "-l", "vie", "--jobs", "1", "--quiet", *dpi]
    sidecar = ["--sidecar", str(target.with_suffix(".txt"))]
    return [
        sys.executable,
        "-m",
        "ocrmypdf",
        *options,
        *sidecar,
        str(picture),
        str(target.with_suffix(".pdf")),
    ]


def read_ours(picture: Path, profile: str) -> tuple[str, tuple[Word, ...], float, dict[str, float]]:
    """Read a picture in this process; a page that is refused has no words."""
    before = sum(os.times()[:4])
    try:
        page = load_page(picture, 1, Limits())
        drawn = sum(os.times()[:4]) - before
        reading = read_page(page, profile)
    except ScanError:
        return "", (), sum(os.times()[:4]) - before, {}
    stages = {"draw": drawn, **stages_of(reading)}
    return reading.text, reading.words, sum(os.times()[:4]) - before, stages


def stages_of(reading: object) -> dict[str, float]:
    """Return the CPU seconds of each stage of a page, where its reading tells: its attribute `stages`."""
    stages: Mapping[str, float] = getattr(reading, "stages", {})
    return dict(stages)


def _begin(profile: str) -> None:
    """Load what the profile needs before its first page, as a worker does before it forks."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    Thread(target=_end_with_parent, daemon=True).start()
    if profile in PROFILES:
        warm_up(profile)


def _end_with_parent() -> None:
    """End this process when the bench ends, even where it is killed: a pool's process would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _without(program: str) -> str:
    return "" if shutil.which(program) else f"{program} is not installed"


def _without_ocrmypdf() -> str:
    if importlib.util.find_spec("ocrmypdf") is None:
        return "ocrmypdf is not installed"
    return _without("tesseract") or _without("unpaper") or _without("gs")
