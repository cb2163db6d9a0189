"""`sohoa secret`: scans that were put aside because they bear a mark of state secrecy."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from sqlalchemy import Engine

from cli.database import existing
from cli.in_force import catalogue_of
from configs.settings import Settings
from storage import scans, secrets
from storage.access import COMMAND
from storage.database import reading, writing
from storage.model import SEALED, Scan
from storage.stores import open_objects
from web.words import local
from workers.destroying import destroy as destroy_original
from workers.sealing import seal as seal_scan
from workers.workshop import Workshop

app: Final = typer.Typer(
    help="Bản quét có dấu chỉ độ mật, đã bị khóa.", no_args_is_help=True, add_completion=False
)

SEEN: Final = "Quản trị viên thấy dấu chỉ độ mật."
Number = Annotated[
    int, typer.Argument(metavar="SỐ", help="Số của bản quét, xem “sohoa secret list” hoặc trang rà soát.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")]


@app.command("list")
def listed() -> None:
    """Liệt kê các bản quét bị khóa: số, trạm, lúc nhận; không hiện nội dung."""
    with _opened() as (engine, _), reading(engine) as c:
        rows = [(scan, secrets.is_destroyed(c, scan.id)) for scan in secrets.sealed(c)]
    for scan, gone in rows:
        state = "đã hủy bản quét" if gone else "đang khóa"
        typer.echo(f"{scan.id:>6}  {scan.station}  {local(scan.received_at)}  {state}")
    typer.echo(f"{len(rows)} bản quét có dấu chỉ độ mật.")


@app.command()
def seal(number: Number, *, yes: Yes = False) -> None:
    """Khóa bản quét có dấu chỉ độ mật mà hệ thống không thấy; xóa mọi nội dung đã đọc; có ghi nhật ký."""
    with _opened() as (engine, settings):
        scan = _unsealed(engine, number)
        if not yes:
            words = f"Khóa bản quét số {number} ({scan.file_name})? Nội dung đã đọc bị xóa."
            typer.confirm(words, abort=True)
        shop = Workshop(settings, engine, open_objects(settings), catalogue_of(settings))
        with writing(engine) as c:
            now = datetime.now(UTC)
            secrets.note_seen(c, scan, SEEN, getpass.getuser(), now)
            seal_scan(shop, scan, c, now)
    typer.echo(f"Đã khóa bản quét số {number}. {secrets.REASON}")


@app.command()
def destroy(number: Number, *, yes: Yes = False) -> None:
    """Hủy vĩnh viễn bản quét bị khóa: trong kho, bản sao và tệp đã lấy khỏi hộp thư vào; có ghi nhật ký."""
    with _opened() as (engine, settings):
        scan = _sealed(engine, number)
        if not yes:
            typer.confirm(f"Hủy vĩnh viễn bản quét số {number}? Không lấy lại được.", abort=True)
        places = (settings.inbox, settings.data_dir / "originals")
        count = destroy_original(engine, open_objects(settings), scan, places, getpass.getuser())
    typer.echo(
        f"Đã hủy bản quét số {number} ({count} bản). Tệp ở máy quét, bản sao lưu: hãy tự kiểm tra và hủy."
    )


@app.command()
def release(number: Number, *, yes: Yes = False) -> None:
    """Mở khóa bản quét mà dấu đọc được không phải dấu chỉ độ mật; nó được đọc lại; có ghi nhật ký."""
    with _opened() as (engine, _):
        _sealed(engine, number)
        if not yes:
            typer.confirm(f"Bản quét số {number} chắc chắn không mật?", abort=True)
        with writing(engine) as c:
            done = secrets.release(c, number, getpass.getuser(), datetime.now(UTC))
    if not done:
        typer.echo(f"Lỗi: bản quét số {number} đã bị hủy.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Đã mở khóa bản quét số {number}; hệ thống đang đọc lại.")


@contextmanager
def _opened() -> Iterator[tuple[Engine, Settings]]:
    settings = Settings().resolved()
    engine = existing(settings)
    try:
        yield engine, settings
    finally:
        engine.dispose()


def _unsealed(engine: Engine, number: int) -> Scan:
    with reading(engine) as c:
        found = scans.scan_within(c, number, COMMAND.reach)
    if found is None:
        typer.echo(f"Lỗi: không có bản quét nào mang số {number}.", err=True)
        raise typer.Exit(1)
    if found.reason_code == SEALED:
        typer.echo(f"Lỗi: bản quét số {number} đã bị khóa từ trước.", err=True)
        raise typer.Exit(1)
    return found


def _sealed(engine: Engine, number: int) -> Scan:
    with reading(engine) as c:
        found = next((scan for scan in secrets.sealed(c) if scan.id == number), None)
    if found is None:
        typer.echo(f"Lỗi: không có bản quét bị khóa nào mang số {number}.", err=True)
        raise typer.Exit(1)
    return found
