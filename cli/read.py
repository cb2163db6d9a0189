"""`sohoa read`: reads files without any service, and writes what it found beside their names."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from catalogue.load import load_catalogue
from catalogue.model import Catalogue, ComponentType
from cli.crew import Bounds
from cli.inputs import SUFFIXES, find_files, output_names, printable, readable
from cli.reading import Opened, Order, many_dossiers, one_dossier, read_files, read_one
from configs.settings import Profile, Settings
from pipeline.export import FileReading, as_document, as_text
from pipeline.finding.formats import formats_of
from pipeline.model import Limits
from pipeline.stack import Competing
from pipeline.verdict import hint

SOME_REJECTED: Final = 3
PROGRAMS: Final = {"tesseract": "tesseract-ocr tesseract-ocr-{vie,osd}", "pdftoppm": "poppler-utils"}

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Tệp, hoặc thư mục chứa tệp quét.")]
Out = Annotated[
    Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Thư mục ghi kết quả (.json và .txt).")
]
ProcedureCode = Annotated[
    str | None,
    typer.Option("--procedure", metavar="CODE", help="Mã thủ tục: chỉ xét các giấy tờ của thủ tục này."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", metavar="N", min=0, help="Số trang đọc cùng lúc; 0: bằng số lõi của máy.")
]
HowWell = Annotated[
    Profile | None,
    typer.Option(
        "--profile", help="Cách đọc: fast (nhanh, để phân loại), balanced (mặc định), best (kỹ nhất)."
    ),
]


Batch = Annotated[
    bool,
    typer.Option("--batch", help="Mỗi tệp là một tập giấy của nhiều hồ sơ, cách nhau bằng tờ bìa có mã."),
]


def read(
    paths: Paths,
    out: Out,
    procedure: ProcedureCode = None,
    jobs: Jobs = 0,
    profile: HowWell = None,
    *,
    batch: Batch = False,
) -> None:
    """Đọc tệp quét ra JSON và văn bản, không cần dịch vụ nào.

    Mã thoát: 0 đọc được hết, 3 có tệp bị từ chối (kèm lý do), 2 gọi sai cách.
    """
    _need_programs()
    settings = Settings().resolved()
    types = _types(load_catalogue(settings.catalogue_dir), procedure)
    names = output_names(_inputs(paths))
    out.mkdir(parents=True, exist_ok=True)
    rejected = 0
    with _stopped_in_order(), _progress(len(names)) as (on_file, on_page):
        for opened in read_files(names, _order(settings, types, jobs, profile, batch=batch), on_page):
            reading = _reading(opened, batch=batch)
            line = _line(reading, opened.path, names[opened.path]) + _replaces(
                out, names[opened.path], reading
            )
            write(out, names[opened.path], reading)
            rejected += reading.failure is not None
            on_file(line)
    typer.echo(f"Đã đọc {len(names) - rejected} tệp, từ chối {rejected} tệp.")
    raise typer.Exit(SOME_REJECTED if rejected else 0)


def _need_programs() -> None:
    """End with exit code 1 where a program is absent without which no page can be read."""
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    if absent:
        packages = " ".join(PROGRAMS[name] for name in absent)
        typer.echo(f"Lỗi: máy chưa cài {', '.join(absent)}. Hãy chạy: apt install {packages}", err=True)
        raise typer.Exit(1)


def write(folder: Path, name: str, reading: FileReading) -> None:
    """Write a file's text and JSON, each whole or not at all; the JSON last."""
    document = json.dumps(as_document(reading), ensure_ascii=False)
    _replace(folder / f"{name}.txt", as_text(reading.pages))
    _replace(folder / f"{name}.json", f"{document}\n")


def _replace(target: Path, content: str) -> None:
    partial = target.with_name(f".{os.getpid()}.part")
    try:
        partial.write_text(content, encoding="utf-8")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _inputs(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read; a path that leads to none is bad usage."""
    try:
        files = find_files(paths)
    except FileNotFoundError as error:
        raise typer.BadParameter(f"không có tệp hay thư mục “{error}”", param_hint="PATH") from error
    if not files:
        kinds = ", ".join(sorted(SUFFIXES))
        raise typer.BadParameter(f"không thấy tệp quét nào ({kinds}) trong thư mục", param_hint="PATH")
    return files


def _types(catalogue: Catalogue, code: str | None) -> tuple[ComponentType, ...]:
    """Return the types that compete: of a procedure as it stands today, else as it stood last; or all."""
    if code is None:
        return catalogue.types_of(None)
    versions = [procedure for procedure in catalogue.procedures if procedure.code == code]
    if not versions:
        raise typer.BadParameter(f"danh mục không có thủ tục “{code}”", param_hint="--procedure")
    return catalogue.types_of(
        catalogue.procedure(code, datetime.now(UTC).astimezone().date()) or versions[-1]
    )


def _order(
    settings: Settings, types: tuple[ComponentType, ...], jobs: int, profile: Profile | None, *, batch: bool
) -> Order:
    limits = Limits(
        max_bytes=settings.max_file_bytes,
        max_pages=settings.max_pages,
        max_page_pixels=settings.max_page_pixels,
        page_timeout=settings.page_timeout_seconds,
    )
    bounds = Bounds(settings.page_timeout_seconds, settings.worker_memory_bytes)
    read_page = partial(read_one, profile=profile or settings.profile)
    whose = many_dossiers if batch else one_dossier
    formats = formats_of(settings.dossier_codes)
    return Order(Competing(types), limits, bounds, jobs or os.cpu_count() or 1, read_page, whose, formats)


def _reading(opened: Opened, *, batch: bool) -> FileReading:
    source = printable(str(opened.path))
    found = (opened.in_order, opened.parts, opened.failure, opened.remarks)
    return FileReading(source, opened.sha256, *found, batch=batch)


def _line(reading: FileReading, path: Path, name: str) -> str:
    """Say what became of a file, and where that is written if not beside its name."""
    elsewhere = "" if name == readable(path.name) else f" (ghi ra “{name}.json”)"
    return f"{reading.source}: {became(reading)}{elsewhere}"


def became(reading: FileReading) -> str:
    """Say whether a file was read, and what of it should be scanned again."""
    if reading.failure:
        return f"từ chối. {reading.failure.message}"
    codes = dict.fromkeys(part.dossier for part in reading.parts if part.dossier)
    whose = f", {len(codes)} hồ sơ" if len(codes) > 1 else ""
    told = [hint(reading.pages), *(remark.text for remark in reading.remarks)]
    return ". ".join(filter(None, [f"{len(reading.pages)} trang{whose}", " ".join(filter(None, told))]))


def _replaces(folder: Path, name: str, reading: FileReading) -> str:
    """Say whose results will be replaced, where those are of other bytes."""
    try:
        old = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        source, sha256 = printable(old["source"]), old["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""  # there is nothing, or nothing of ours
    return "" if sha256 == reading.sha256 else f" (thay kết quả cũ của {source})"


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Let SIGTERM end us as Ctrl-C does: pictures of pages that lie in the scratch folder are removed."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress(files: int) -> Iterator[tuple[Callable[[str], None], Callable[[], None]]]:
    """Yield what to call with each file's line, and after each page: a bar moves where a person looks on."""
    terminal = sys.stderr.isatty()
    columns = (
        "[progress.description]{task.description}",
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, disable=not terminal, redirect_stdout=sys.stdout.isatty()
    ) as bar:
        task = bar.add_task("Đọc tệp", total=files)
        pages = count(1)

        def on_file(line: str) -> None:
            typer.echo(line)
            bar.advance(task)

        def on_page() -> None:
            bar.update(task, description=f"Đọc tệp ({next(pages)} trang)")

        yield on_file, on_page
