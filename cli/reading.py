"""Reads files page by page with a crew: one long file uses all of it, and many files need little memory."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path
from typing import Any, Final

from pebble import ProcessPool

from cli.crew import Bounds, crew, outcome
from pipeline.errors import SEALED, ScanError
from pipeline.export import Failure
from pipeline.finding.formats import Formats
from pipeline.finding.labels import Finder, find_labels, named_dossiers
from pipeline.intake.inspect import inspect
from pipeline.model import Limits, PageReading, Part, Remark, Stack
from pipeline.run import assemble, read_file_page
from pipeline.stack import Competing, Rules, TypesFor

PageReader = Callable[[Path, int, Limits], PageReading]
Assembler = Callable[[Sequence[PageReading], TypesFor, Finder], Stack]  # the last: what its name says

NOTHING: Final = Stack(())
NO_TYPES: Final = Competing()
COSTLY: Final = frozenset({"timeout", "out_of_memory", "crashed"})
MAX_COSTLY: Final = 2  # pages of one file; then the rest of it is left unread
CALLS_AHEAD: Final = 2  # for each process: one at work, one at hand


@dataclass(frozen=True, slots=True)
class Looked:
    """A file before its pages are read; `failure` where they cannot be."""

    sha256: str
    page_count: int = 0
    failure: Failure | None = None


@dataclass(slots=True, eq=False)
class Opened:
    """A file, with what has been read of it so far. `sha256` stays None where it cannot be opened."""

    path: Path
    sha256: str | None = None
    left: int = 0  # calls still to come back
    pages: dict[int, PageReading] = field(default_factory=dict)
    stack: Stack = NOTHING
    failures: list[Failure] = field(default_factory=list)

    @property
    def sealed(self) -> bool:
        """Tell whether a page bears a mark of state secrecy: then nothing of the file is kept."""
        return any(failure.code == SEALED for failure in self.failures)

    @property
    def in_order(self) -> tuple[PageReading, ...]:
        return () if self.sealed else tuple(self.pages[number] for number in sorted(self.pages))

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.stack.parts

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return self.stack.remarks

    @property
    def failure(self) -> Failure | None:
        """The failure of the file, or of its first page that has one; a mark of secrecy before all else."""
        return min(
            self.failures, key=lambda failure: (failure.code != SEALED, failure.page or 0), default=None
        )

    @property
    def given_up(self) -> bool:
        return self.sealed or sum(failure.code in COSTLY for failure in self.failures) >= MAX_COSTLY


class _Step(Enum):
    LOOK = auto()
    PAGE = auto()
    JOIN = auto()


@dataclass(frozen=True, slots=True)
class _Call:
    """A call of the crew: look at a file, read a page of it, or make papers of its pages."""

    file: Opened
    step: _Step
    page: int | None = None


def look(path: Path, limits: Limits) -> Looked:
    """Hash a file and count its pages. Raises OSError where it cannot be opened."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        return Looked(sha256, inspect(path, limits).page_count)
    except ScanError as error:
        return Looked(sha256, failure=Failure(error.code, detail=error.detail))


def read_one(path: Path, number: int, limits: Limits, profile: str = "balanced") -> PageReading:
    """Read one page of a file. Raises ScanError, also where the page bears a mark of state secrecy."""
    found = read_file_page(path, number, limits, profile)
    if any(stamp.kind == SEALED for stamp in found.stamps):
        raise ScanError(SEALED)
    return found


def one_dossier(pages: Sequence[PageReading], types_for: TypesFor, finder: Finder) -> Stack:
    """Make papers of a file that is all of one dossier: that of its name, else the only one it names."""
    named = set(named_dossiers(find_labels(pages, finder)))
    whose = finder.given or (named.pop() if len(named) == 1 else None)
    return assemble(pages, types_for, rules=Rules(replace(finder, given=whose)))


def many_dossiers(pages: Sequence[PageReading], types_for: TypesFor, finder: Finder) -> Stack:
    """Make papers of a stack of many dossiers: each belongs to what the covers and codes before it say."""
    return assemble(pages, types_for, rules=Rules(finder))


def named_by(path: Path, formats: Formats) -> str | None:
    """Return the dossier whose code a file's name bears, or its folder's."""
    return formats.first(path.name) or formats.first(path.absolute().parent.name)


@dataclass(frozen=True, slots=True)
class Order:
    """How to read. `read` and `assemble` must be functions of modules: they are called in other processes."""

    types_for: TypesFor = NO_TYPES
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=Bounds)
    jobs: int = 1
    read: PageReader = read_one
    assemble: Assembler = one_dossier
    formats: Formats = field(default_factory=Formats)

    def finder(self, path: Path) -> Finder:
        return Finder(named_by(path, self.formats), self.formats)


def read_files(paths: Iterable[Path], order: Order, on_page: Callable[[], None]) -> Iterator[Opened]:
    """Yield each file when all of it is done; `on_page` is called after each page."""
    files = map(Opened, paths)
    todo: deque[_Call] = deque()
    running: dict[Future[Any], _Call] = {}
    with crew(order.jobs, order.bounds) as pool:
        while True:
            while len(running) < order.jobs * CALLS_AHEAD and (call := _next(todo, files)):
                running[_start(pool, call, order)] = call
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                call = running.pop(future)
                _take(call, outcome(future), todo)
                if call.step is _Step.PAGE:
                    on_page()
                if not call.file.left:
                    yield call.file


def _next(todo: deque[_Call], files: Iterator[Opened]) -> _Call | None:
    """Return a call for a file already begun, else for a new one: few files are open at a time."""
    if todo:
        return todo.popleft()
    file = next(files, None)
    if file is None:
        return None
    file.left = 1
    return _Call(file, _Step.LOOK)


def _start(pool: ProcessPool, call: _Call, order: Order) -> Future[Any]:
    steps: dict[_Step, tuple[Callable[..., Any], tuple[object, ...]]] = {
        _Step.LOOK: (look, (call.file.path, order.limits)),
        _Step.PAGE: (order.read, (call.file.path, call.page, order.limits)),
        _Step.JOIN: (order.assemble, (call.file.in_order, order.types_for, order.finder(call.file.path))),
    }
    function, arguments = steps[call.step]
    future: Future[Any] = pool.schedule(function, args=arguments, timeout=order.bounds.seconds)
    return future


def _take(call: _Call, found: Looked | PageReading | Failure | Stack, todo: deque[_Call]) -> None:
    """Put what a call found into its file, and the file's further calls into `todo`."""
    file = call.file
    file.left -= 1
    match found:
        case Looked():
            file.sha256 = found.sha256
            file.failures.extend([found.failure] if found.failure else [])
            _add(file, todo, [_Call(file, _Step.PAGE, n) for n in range(1, found.page_count + 1)])
        case PageReading():
            file.pages[found.number] = found
        case Failure():
            file.failures.append(replace(found, page=call.page))
        case Stack():
            file.stack = found
    if file.given_up:
        _drop(file, todo)
    if call.step is _Step.PAGE and not file.left and not file.failures:
        _add(file, todo, [_Call(file, _Step.JOIN)])


def _add(file: Opened, todo: deque[_Call], calls: list[_Call]) -> None:
    """Put calls of a file behind those of files begun before it."""
    file.left += len(calls)
    todo.extend(calls)


def _drop(file: Opened, todo: deque[_Call]) -> None:
    """Leave the rest of a file unread."""
    kept = [call for call in todo if call.file is not file]
    file.left -= len(todo) - len(kept)
    todo.clear()
    todo.extend(kept)
