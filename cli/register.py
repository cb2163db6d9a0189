"""`sohoa register`: the register of dossiers goes in; papers that waited for it are looked at again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from sqlalchemy import Engine

from catalogue.load import load_catalogue
from catalogue.model import Catalogue
from catalogue.register import RegisterReading, read_register
from catalogue.sheet import decode
from cli.database import opened
from configs.settings import Settings
from reports.percent import vietnamese
from storage.database import writing
from storage.dossiers import Changes, put_dossiers
from storage.recount import note_catalogue, recount_waiting
from web.words import VIETNAM
from workers.refinish import refinish

SOME_REFUSED: Final = 3
SHOWN_ERRORS: Final = 50
BATCH: Final = 500

app: Final = typer.Typer(help="Sổ theo dõi hồ sơ.", no_args_is_help=True, add_completion=False)

File = Annotated[
    Path,
    typer.Argument(metavar="TỆP.csv", exists=True, dir_okay=False, readable=True, help="CSV (UTF-8) của sổ."),
]
SkipErrors = Annotated[
    bool,
    typer.Option("--skip-errors", help="Có dòng sai vẫn nhập các dòng đúng (mặc định: không nhập gì)."),
]


@app.callback()
def register() -> None:
    """Keep `import` a command of its own although it is the only one."""


@app.command("import")
def import_register(file: File, *, skip_errors: SkipErrors = False) -> None:
    """Nhập sổ theo dõi hồ sơ từ tệp CSV; có dòng sai thì không nhập dòng nào (mã thoát 3)."""
    settings = Settings().resolved()
    catalogue = load_catalogue(settings.catalogue_dir)
    reading = read_register(decode(file.read_bytes()), catalogue, datetime.now(VIETNAM).date())
    tell_errors(reading)
    if reading.errors and not skip_errors:
        typer.echo("Chưa nhập dòng nào. Hãy sửa các dòng trên, hoặc thêm --skip-errors để bỏ qua.", err=True)
        raise typer.Exit(SOME_REFUSED)
    engine = opened(settings)
    changes, looked_at = put(engine, reading)
    with writing(engine) as connection:
        note_catalogue(connection, catalogue)
    count(engine, catalogue)
    typer.echo(f"Đã đọc {_many(reading.dossiers)} hồ sơ.")
    typer.echo(f"Mới: {_many(changes.added)}; thay đổi: {_many(changes.changed)}.")
    if looked_at:
        typer.echo(f"{vietnamese(looked_at)} tệp liên quan sẽ được xem lại.")


def tell_errors(reading: RegisterReading) -> None:
    """Print each refused row with its line and reason, the first ones at least."""
    for error in reading.errors[:SHOWN_ERRORS]:
        typer.echo(f"Dòng {error.line}: {error.reason}", err=True)
    if len(reading.errors) > SHOWN_ERRORS:
        typer.echo(f"... và {_many(reading.errors[SHOWN_ERRORS:])} dòng sai khác.", err=True)


def put(engine: Engine, reading: RegisterReading) -> tuple[Changes, int]:
    """Write the dossiers, a batch a transaction; return what changed, and how many scans are due again.

    All rows are read and checked before. An import that is cut off has put in whole batches, with all that
    follows from them: the same file once more brings the rest.
    """
    added: list[str] = []
    changed: list[str] = []
    looked_at = 0
    for start in range(0, len(reading.dossiers), BATCH):
        with writing(engine) as connection:
            some = put_dossiers(connection, reading.dossiers[start : start + BATCH])
            codes = {*some.added, *some.changed}
            looked_at += refinish(connection, codes, datetime.now(UTC)) if codes else 0
        added += some.added
        changed += some.changed
    return Changes(tuple(added), tuple(changed)), looked_at


def count(engine: Engine, catalogue: Catalogue) -> None:
    """Count the completeness of what has changed, a batch a transaction, so that nobody else waits long."""
    counted = True
    while counted:
        with writing(engine) as connection:
            counted = recount_waiting(connection, catalogue, datetime.now(UTC)) > 0


def _many(things: tuple[object, ...]) -> str:
    return vietnamese(len(things))
