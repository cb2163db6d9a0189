"""`sohoa backup`: the database and the originals copied to another disk, while everything goes on."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer
from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, inspect, select

from cli.database import SQLITE, existing, has_database
from cli.ground import Finding, Level
from configs.settings import Settings
from reports.percent import vietnamese
from storage.database import open_database, reading, writing
from storage.secrets import sealed_contents
from storage.tables import marks
from storage.upsert import upsert
from web.words import local

MARK: Final = "backup"  # when the last one was made
NEW: Final = ".moi"
FOLDER: Final = "file://"
UNFINISHED: Final = "unfinished"
FRESH: Final = timedelta(days=2)
COMMAND: Final = "Chạy “sohoa backup THƯ_MỤC” mỗi ngày (đặt lịch của hệ điều hành), vào ổ đĩa khác."
AT_SERVER: Final = "Bản gốc nằm ở máy chủ S3: hãy sao lưu kho đó bằng công cụ của máy chủ."
NO_PG_DUMP: Final = "Chưa có pg_dump: apt install postgresql-client"


def backup(
    into: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục trên ổ đĩa khác.")],
) -> None:
    """Sao lưu cơ sở dữ liệu và bản gốc; chạy được khi hệ thống đang làm việc, lần sau chỉ chép phần mới."""
    settings = Settings().resolved()
    engine = existing(settings)
    into.mkdir(parents=True, exist_ok=True)
    try:
        _copy(engine, settings, into)
    finally:
        engine.dispose()


def _copy(engine: Engine, settings: Settings, into: Path) -> None:
    # The database first: an original is stored before a row names it, so that each row's is in the copy.
    _copy_database(engine, settings, into)
    if settings.objects_url.startswith(FOLDER):
        root, kept = Path(settings.objects_url.removeprefix(FOLDER)), into / "objects"
        copied = _copy_objects(root, kept, _sealed(engine))
        _forget(kept, _sealed(engine))
        typer.echo(f"Đã chép cơ sở dữ liệu và {vietnamese(copied)} bản gốc mới vào {into}.")
    else:
        typer.echo(f"Đã chép cơ sở dữ liệu vào {into}. {AT_SERVER}")
    with writing(engine) as c:
        upsert(c, marks, {"name": MARK, "value": datetime.now(UTC).isoformat()}, ("name",))


def backed_up(settings: Settings) -> Finding:
    """See whether the database was copied of late."""
    last = _last(settings)
    if last is None:
        return Finding(Level.NOTE, "chưa sao lưu lần nào", COMMAND)
    if datetime.now(UTC) - last > FRESH:
        return Finding(Level.NOTE, f"lần cuối {local(last)}", COMMAND)
    return Finding(Level.OK, f"lần cuối {local(last)}")


def _last(settings: Settings) -> datetime | None:
    if not has_database(settings):
        return None
    engine = open_database(settings.database_url)
    try:
        with reading(engine) as c:
            known = inspect(c).has_table(marks.name)
            said = c.scalar(select(marks.c.value).where(marks.c.name == MARK)) if known else None
            return datetime.fromisoformat(said) if said else None
    finally:
        engine.dispose()


def _copy_database(engine: Engine, settings: Settings, into: Path) -> None:
    url = settings.database_url
    if url.startswith(SQLITE):
        fresh = into / f"sohoa.db{NEW}"
        fresh.unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(url.removeprefix(SQLITE))) as source,
            closing(sqlite3.connect(fresh)) as copy,
        ):
            source.backup(copy)
        fresh.replace(into / "sohoa.db")
    else:
        _dump(engine, into)


def _dump(engine: Engine, into: Path) -> None:
    """Let PostgreSQL's own program write the copy; the password goes by the environment, seen by nobody.

    It is told of the place as our own connections are: with all that the address says, TLS too.
    """
    if shutil.which("pg_dump") is None:
        typer.echo(f"Lỗi: {NO_PG_DUMP}", err=True)
        raise typer.Exit(1)
    _, place = engine.dialect.create_connect_args(engine.url)
    password, _ = place.pop("password", None), place.pop("context", None)  # of psycopg, not of the server
    fresh = into / f"sohoa.dump{NEW}"
    command = ["pg_dump", "--format=custom", f"--file={fresh}", f"--dbname={make_conninfo(**place)}"]
    ran = subprocess.run(  # noqa: S603 - a fixed command, no shell
        command,
        env=os.environ | ({"PGPASSWORD": password} if password else {}),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ran.returncode:
        typer.echo(f"Lỗi: pg_dump: {ran.stderr.strip()}", err=True)
        raise typer.Exit(1)
    fresh.replace(into / "sohoa.dump")


def _sealed(engine: Engine) -> frozenset[str]:
    with reading(engine) as c:
        return sealed_contents(c)


def _forget(copy: Path, sealed: frozenset[str]) -> None:
    """Delete from a copy what bears a mark of state secrecy: it was copied before anybody saw the mark."""
    for path in sorted(copy.rglob("*")):
        if path.name in sealed:
            path.unlink()


def _copy_objects(root: Path, into: Path, sealed: frozenset[str]) -> int:
    """Copy the originals that the copy does not have yet; return how many. They never change.

    What bears a mark of state secrecy is not copied: nobody may make another of it (decision 0012).
    """
    copied = 0
    for path in sorted(root.rglob("*")):
        kept = into / path.relative_to(root)
        if not path.is_file() or path.relative_to(root).parts[0] == UNFINISHED or kept.exists():
            continue
        if path.name in sealed:
            continue
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_name(kept.name + NEW)
        shutil.copy2(path, fresh)
        fresh.replace(kept)
        copied += 1
    return copied
