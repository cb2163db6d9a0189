"""`sohoa cover`: prints the sheets that are laid upon the papers of a dossier before they are scanned."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.database import existing, has_database
from configs.settings import Settings
from pipeline.finding.cover import Cover
from pipeline.finding.formats import formats_of
from reports.cover_sheets import cover_sheets
from storage.database import reading
from storage.dossiers import known_among

MOST_SHEETS: Final = 9999

Dossiers = Annotated[
    list[str], typer.Argument(metavar="MÃ_HỒ_SƠ...", help="Mã của các hồ sơ, mỗi hồ sơ một tờ.")
]
Sheets = Annotated[
    int | None,
    typer.Option(
        "--sheets",
        metavar="N",
        min=0,
        max=MOST_SHEETS,
        help="Số tờ giấy theo sau, để hệ thống kiểm thừa, thiếu.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="TỆP.pdf", dir_okay=False, help="Ghi ra tệp này (mặc định: to-bia-….pdf)."),
]


def cover(dossiers: Dossiers, sheets: Sheets = None, out: Out = None) -> None:
    """In tờ bìa có mã vuông (PDF, khổ A4) để đặt lên trên giấy tờ của từng hồ sơ trước khi quét."""
    settings = Settings().resolved()
    codes = list(dict.fromkeys(code.strip().upper() for code in dossiers))
    formats = formats_of(settings.dossier_codes)
    for code in codes:
        if not formats.is_code(code):
            raise typer.BadParameter(f"“{code}” không phải mã hồ sơ", param_hint="MÃ_HỒ_SƠ")
    _tell_unknown(settings, codes)
    target = out or Path(f"to-bia-{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S}.pdf")
    target.write_bytes(cover_sheets([Cover(code, sheets) for code in codes]))
    typer.echo(f"Đã ghi {len(codes)} tờ bìa ra “{target}”.")


def _tell_unknown(settings: Settings, codes: list[str]) -> None:
    """Tell which codes are not in the register: their papers will wait until it is imported."""
    if not has_database(settings):
        return
    engine = existing(settings)
    try:
        with reading(engine) as c:
            unknown = sorted(set(codes) - known_among(c, codes))
    finally:
        engine.dispose()
    if unknown:
        typer.echo(f"Lưu ý: chưa có trong sổ theo dõi: {', '.join(unknown)}.", err=True)
