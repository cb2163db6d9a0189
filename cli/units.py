"""`sohoa units`: the units of the country, before and after they were merged."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from catalogue.draft import Entry
from catalogue.errors import Place
from catalogue.load import check_units
from catalogue.model import Unit
from catalogue.national import PACKAGE, installed_data, national_units
from catalogue.unit_list import LEVEL_WORDS, read_unit_list, write_unit_list
from cli.database import opened
from cli.in_force import catalogue_of
from cli.operator import operator
from configs.settings import Settings
from reports.percent import vietnamese
from storage.database import writing
from storage.lists_in_force import note_lists

NEW: Final = ".moi"

app: Final = typer.Typer(help="Danh mục đơn vị hành chính.", no_args_is_help=True, add_completion=False)

Source = Annotated[
    Path | None,
    typer.Argument(
        metavar="[TỆP]",
        exists=True,
        readable=True,
        help=f"Danh sách (CSV, XLSX), hoặc thư mục dữ liệu của {PACKAGE}; bỏ trống: lấy từ gói đã cài.",
    ),
]


@app.callback()
def units() -> None:
    """Keep `import` a command of its own although it is the only one."""


@app.command("import")
def import_units(source: Source = None) -> None:
    """Nhập danh mục đơn vị trước và sau 01/7/2025, thay toàn bộ danh sách cũ; có lỗi thì không đổi gì."""
    settings = Settings().resolved()
    found = tuple(_read(source or _installed()))
    check_units(found)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    written = settings.unit_list.with_suffix(NEW)
    write_unit_list((entry.value for entry in found), written)
    catalogue = catalogue_of(settings, written)
    with writing(opened(settings)) as connection:
        note_lists(connection, datetime.now(UTC), operator(), catalogue, source.name if source else PACKAGE)
        written.replace(settings.unit_list)
    _tell(entry.value for entry in found)


def _read(source: Path) -> Iterable[Entry[Unit]]:
    if not source.is_dir():
        return read_unit_list(source)
    try:
        read = national_units(source)
    except (KeyError, ValueError) as error:
        raise Place(source.name).error(f"không phải dữ liệu của {PACKAGE} ({error!r})") from error
    return [Entry(Place(source.name, unit.code), unit) for unit in read]


def _installed() -> Path:
    found = installed_data()
    if found is None:
        typer.echo(
            f"Chưa có gói {PACKAGE}. Hãy chạy “pip install --no-deps {PACKAGE}” rồi thử lại, "
            "hoặc nêu tệp danh sách đơn vị.",
            err=True,
        )
        raise typer.Exit(1)
    return found


def _tell(units: Iterable[Unit]) -> None:
    counts = Counter((unit.level, unit.valid_to is None) for unit in units)
    for standing, words in ((False, "đã kết thúc"), (True, "đang hoạt động")):
        numbers = (
            f"{vietnamese(counts[level, standing])} {word}"
            for level, word in LEVEL_WORDS.items()
            if counts[level, standing]
        )
        typer.echo(f"Đơn vị {words}: {', '.join(numbers) or 'không có'}.")
