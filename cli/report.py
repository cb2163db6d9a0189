"""`sohoa report`: every report of the table REPORTS, for any period and unit, in any format."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from catalogue.model import Catalogue
from cli.database import existing
from cli.days import parse_day
from cli.in_force import catalogue_of
from cli.terminal import is_terminal, print_table
from configs.settings import Settings
from reports import REPORTS, behind
from reports.formats import FORMATS
from reports.model import EARLIEST, LATEST, Period, Question, Table, UnitsShown
from reports.percent import PLACES, Rounding
from reports.periods import STEPS
from storage.database import reading
from storage.source import Recorded
from web.words import VIETNAM

MOST_PLACES: Final = 4
COUNTED: Final = tuple(name for each in behind.LISTS for name in each.counts)

app: Final = typer.Typer(
    help="Lập báo cáo: tỷ lệ số hóa, kết quả giải quyết, danh sách còn thiếu, tiến độ, chất lượng.",
    no_args_is_help=True,
    add_completion=False,
)


def _known(table: object, what: str) -> Callable[[str], str]:
    """Return a check that a name is one of a table's."""
    names = list(table)  # type: ignore[call-overload]

    def check(name: str) -> str:
        if name not in names:
            raise typer.BadParameter(f"không có {what} “{name}”; hãy chọn: {', '.join(names)}")
        return name

    return check


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
        callback=_known(FORMATS, "định dạng"),
        metavar="|".join(FORMATS),
        help="Bảng chữ, CSV, JSON, trang HTML có biểu đồ, Excel, Word hoặc PDF.",
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="TỆP", dir_okay=False, help="Ghi vào tệp này thay vì in ra."),
]
RoundingRule = Annotated[
    Rounding,
    typer.Option("--rounding", help="half-up: làm tròn nửa lên; truncate: làm tròn xuống (bỏ phần lẻ)."),
]
Places = Annotated[
    int, typer.Option("--places", min=0, max=MOST_PLACES, metavar="SỐ", help="Số chữ số thập phân của tỷ lệ.")
]
StepName = Annotated[
    str,
    typer.Option(
        "--step",
        callback=_known(STEPS, "cách chia kỳ"),
        metavar="|".join(STEPS),
        help="Cách chia kỳ của báo cáo trend; report-quarter: từ ngày 15 đến ngày 14.",
    ),
]
UnitsChoice = Annotated[
    UnitsShown,
    typer.Option(
        "--units", help="Hồ sơ của đơn vị đã kết thúc: as-was để như lúc đó, mapped ghi cho đơn vị kế thừa."
    ),
]
CountName = Annotated[
    str,
    typer.Option(
        "--of",
        callback=_known(COUNTED, "con số"),
        metavar="CON SỐ",
        help=f"Liệt kê hồ sơ, tệp hoặc việc của con số nào (dossiers, files, deeds): {', '.join(COUNTED)}.",
    ),
]


def command_for(name: str) -> Callable[..., None]:
    """Return the command that prints one report."""

    def command(  # noqa: PLR0913, PLR0917 - an option each
        first: First,
        last: Last,
        unit: UnitCode = None,
        form: FormatName = "table",
        out: OutFile = None,
        rounding: RoundingRule = Rounding.HALF_UP,
        places: Places = PLACES,
        step: StepName = "month",
        of: CountName = "received",
        units: UnitsChoice = UnitsShown.AS_WAS,
    ) -> None:
        settings = Settings().resolved()
        catalogue = catalogue_of(settings)
        question = Question(
            period=_period(first, last),
            unit=_unit(unit, catalogue),
            catalogue=catalogue,
            rounding=rounding,
            places=places,
            mapped=units is UnitsShown.MAPPED,
            step=step,
            today=datetime.now(VIETNAM).date(),
            of=of,
            site=settings.site,
        )
        hand_over(build(settings, name, question), form, out)

    return command


def _period(first: date, last: date) -> Period:
    if last < first:
        raise typer.BadParameter("ngày cuối kỳ (--to) trước ngày đầu kỳ (--from)")
    if first < EARLIEST or last > LATEST:
        raise typer.BadParameter(f"kỳ báo cáo phải nằm từ {EARLIEST:%d/%m/%Y} đến {LATEST:%d/%m/%Y}")
    return Period(first, last)


def _unit(code: str | None, catalogue: Catalogue) -> str | None:
    if code is not None and catalogue.unit(code) is None:
        raise typer.BadParameter(f"danh mục không có đơn vị “{code}”", param_hint="--unit")
    return code


def build(settings: Settings, name: str, question: Question) -> Table:
    """Build a report from the database."""
    with reading(existing(settings)) as connection:
        return REPORTS[name].build(Recorded(connection), question)


def hand_over(table: Table, form: str, out: Path | None) -> None:
    """Write a report to a file, or print it: in colours on a terminal, else the bytes of its format."""
    chosen = FORMATS[form]
    if out is not None:
        out.write_bytes(chosen.render(table))
        typer.echo(f"Đã ghi {out}", err=True)
    elif form == "table" and is_terminal():
        print_table(table)
    elif chosen.printable or not is_terminal():
        typer.echo(chosen.render(table), nl=False)
    else:
        raise typer.BadParameter(
            f"định dạng {form} không in ra màn hình được; hãy thêm --out TỆP.{chosen.extension}"
        )


for _name, _report in REPORTS.items():
    app.command(_name, help=f"{_report.title}.")(command_for(_name))
