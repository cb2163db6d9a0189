"""`sohoa catalogue`: the catalogue out and in as a workbook, its versions, and the way back to one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from catalogue.book import read_book
from catalogue.difference import Difference, Way
from catalogue.errors import CatalogueError
from catalogue.load import read_files
from catalogue.told import told
from cli.counting import count_waiting
from cli.database import existing
from configs.settings import Settings
from reports.catalogue_book import catalogue_book
from reports.percent import vietnamese
from storage.access import COMMAND
from storage.catalogue_in_force import CatalogueInForce
from storage.catalogue_versions import StaleCatalogueError, versions
from storage.database import reading
from web.cataloguing import CatalogueRefusedError, Edit, going_back, led_out, look, take
from web.words import local

SIGNS: Final = {Way.ADDED: "thêm", Way.REMOVED: "bỏ", Way.CHANGED: "sửa", Way.VERSION: "bản mới"}
SHOWN: Final = 200
REFUSED: Final = 3

app: Final = typer.Typer(
    help="Danh mục thủ tục, giấy tờ, chỉ tiêu.", no_args_is_help=True, add_completion=False
)
Why = Annotated[str, typer.Option("--note", metavar="LÝ_DO", help="Lý do sửa, ghi vào bản mới.")]


@app.command("export")
def export(into: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .xlsx sẽ ghi.")]) -> None:
    """Ghi danh mục hiện hành ra tệp XLSX để sửa."""
    into.write_bytes(catalogue_book(_in_force().now().sections))
    typer.echo(f"Đã ghi {into}.")


@app.command("import")
def import_book(
    file: Annotated[
        Path, typer.Argument(metavar="TỆP", exists=True, dir_okay=False, help="Tệp .xlsx đã sửa.")
    ],
    note: Why = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho xem thay đổi.")] = False,
) -> None:
    """Nhập tệp XLSX đã sửa thành bản mới; có dòng sai thì không đổi gì (mã thoát 3)."""
    in_force = _in_force()
    before = in_force.now()
    try:
        read = read_book(file.read_bytes(), before.sections)
    except CatalogueError as error:
        _refuse([error])
    else:
        _refuse(read.problems)
        _do(in_force, Edit(before.version, read.amendments, note or file.name), dry_run=dry_run)


@app.command("versions")
def list_versions() -> None:
    """Liệt kê các bản: ai sửa, lúc nào, vì sao; bản 0 là các tệp cài đặt."""
    with reading(existing(Settings().resolved())) as c:
        for each in versions(c):
            codes = ", ".join(code for _, code in each.changed[:5]) + (" …" if len(each.changed) > 5 else "")  # noqa: PLR2004
            typer.echo(f"{each.version:>4}  {local(each.at)}  {each.who}: {each.note} ({codes})")
        typer.echo("   0  các tệp cài đặt")


@app.command("back")
def back(
    version: Annotated[int, typer.Argument(metavar="BẢN", min=0, help="Số của bản, 0 là các tệp cài đặt.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho xem thay đổi.")] = False,
) -> None:
    """Quay lại danh mục của một bản trước; cũng là một bản mới."""
    in_force = _in_force()
    try:
        edit = going_back(in_force, COMMAND, version)
    except LookupError as error:
        raise typer.BadParameter(str(error), param_hint="BẢN") from error
    except CatalogueError as error:
        if dry_run:
            raise
        typer.echo(f"Bản đang dùng không đọc được ({error}).", err=True)
        made = led_out(in_force, COMMAND, version, datetime.now(UTC))
        typer.echo(f"Danh mục nay là bản {made.version}. Mọi hồ sơ sẽ được tính lại.")
    else:
        _do(in_force, edit, dry_run=dry_run)


def _in_force() -> CatalogueInForce:
    settings = Settings().resolved()
    return CatalogueInForce(existing(settings), read_files(settings.catalogue_dir, settings.unit_list))


def _do(in_force: CatalogueInForce, edit: Edit, *, dry_run: bool) -> None:
    with reading(in_force.engine) as c:
        looked = look(c, in_force.renewed(c), edit.amendments)
    _show(looked.differences)
    if dry_run:
        _refuse(looked.problems)
        typer.echo(f"Hồ sơ sẽ tính lại: {vietnamese(looked.dossiers)}. Chưa đổi gì.")
        return
    try:
        taken = take(in_force, COMMAND, edit, datetime.now(UTC))
    except CatalogueRefusedError as error:
        _refuse(error.problems)
        raise
    except StaleCatalogueError as error:
        typer.echo(f"Lỗi: {error}", err=True)
        raise typer.Exit(1) from error
    count_waiting(in_force.engine, in_force.now().catalogue)
    typer.echo(
        f"Danh mục nay là bản {taken.version.version}. Hồ sơ đã tính lại: {vietnamese(taken.dossiers)}."
    )


def _show(differences: tuple[Difference, ...]) -> None:
    for each in differences[:SHOWN]:
        typer.echo(f"{SIGNS[each.way]:>7}  {each.table}: {each.name}")
        for cell in each.cells if each.way in {Way.CHANGED, Way.VERSION} else ():
            typer.echo(f"        {cell.heading}: {cell.before or '(trống)'} → {cell.after or '(trống)'}")
    if len(differences) > SHOWN:
        typer.echo(f"      và {vietnamese(len(differences) - SHOWN)} dòng khác.")


def _refuse(problems: Iterable[CatalogueError]) -> None:
    found = list(problems)
    for problem in found:
        typer.echo(told(problem), err=True)
    if found:
        raise typer.Exit(REFUSED)
