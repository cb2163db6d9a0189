"""`sohoa report`: every report of the table REPORTS, for any period and unit, in any format."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Final

import typer

from catalogue.load import load_catalogue
from cli.database import existing
from cli.days import parse_day
from cli.terminal import is_terminal, print_table
from configs.settings import Settings
from reports import REPORTS
from reports.formats import FORMATS
from reports.model import Period, Question, Table
from storage.database import reading
from storage.dossiers import figures

app: Final = typer.Typer(
    help="Lập báo cáo tỷ lệ số hóa và danh sách còn thiếu.", no_args_is_help=True, add_completion=False
)


def _known_format(name: str) -> str:
    if name not in FORMATS:
        raise typer.BadParameter(f"không có định dạng “{name}”; hãy chọn: {', '.join(FORMATS)}")
    return name


First = Annotated[
    date,
    typer.Option("--from", parser=parse_day, metavar="NGÀY", help="Ngày đầu kỳ, như 05/10/2026."),
]
Last = Annotated[
    date, typer.Option("--to", parser=parse_day, metavar="NGÀY", help="Ngày cuối kỳ, tính cả ngày này.")
]
UnitCode = Annotated[
    str | None,
    typer.Option("--unit", metavar="MÃ", help="Chỉ đơn vị này và các đơn vị trực thuộc."),
]
FormatName = Annotated[
    str,
    typer.Option(
        "--format",
        callback=_known_format,
        metavar="|".join(FORMATS),
        help="Bảng chữ, CSV cho Excel hoặc JSON.",
    ),
]


def command_for(name: str) -> Callable[..., None]:
    """Return the command that prints one report."""

    def command(first: First, last: Last, unit: UnitCode = None, form: FormatName = "table") -> None:
        show(build(name, first, last, unit), form)

    return command


def build(name: str, first: date, last: date, unit: str | None) -> Table:
    """Build a report from the database; bad wishes end with exit code 2."""
    settings = Settings().resolved()
    catalogue = load_catalogue(settings.catalogue_dir, settings.unit_list)
    if last < first:
        raise typer.BadParameter("ngày cuối kỳ (--to) trước ngày đầu kỳ (--from)")
    if unit is not None and catalogue.unit(unit) is None:
        raise typer.BadParameter(f"danh mục không có đơn vị “{unit}”", param_hint="--unit")
    question = Question(Period(first, last), unit, catalogue)
    with reading(existing(settings)) as connection:
        return REPORTS[name].build(figures(connection, first, last), question)


def show(table: Table, form: str) -> None:
    """Print a report: in colours on a terminal, else exactly the text of its format."""
    if form == "table" and is_terminal():
        print_table(table)
    else:
        chosen = FORMATS[form]
        typer.echo(chosen.render(table).encode(chosen.encoding), nl=False)


for _name, _report in REPORTS.items():
    app.command(_name, help=f"{_report.title}.")(command_for(_name))
