"""`sohoa collate`: makes one file of a pile that was fed twice, fronts and then backs."""

from pathlib import Path
from typing import Annotated

import typer

from configs.settings import Settings
from pipeline.errors import ScanError
from pipeline.two_passes import TwoPassesError, join_passes

Fronts = Annotated[
    Path, typer.Argument(metavar="MẶT_TRƯỚC", exists=True, dir_okay=False, help="Tệp của lượt mặt trước.")
]
Backs = Annotated[
    Path,
    typer.Argument(
        metavar="MẶT_SAU",
        exists=True,
        dir_okay=False,
        help="Tệp của lượt mặt sau: lật cả tập rồi quét, mặt sau của tờ cuối ra trước.",
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="TỆP.pdf", dir_okay=False, help="Ghi ra tệp mới này.")]


def collate(fronts: Fronts, backs: Backs, out: Out) -> None:
    """Ghép hai lượt quét một mặt của cùng một tập giấy thành một tệp PDF; hai tệp cũ giữ nguyên."""
    if out.exists():
        raise typer.BadParameter(f"đã có tệp “{out}”", param_hint="--out")
    if not out.absolute().parent.is_dir():
        raise typer.BadParameter(f"không có thư mục “{out.parent}”", param_hint="--out")
    try:
        sides = join_passes(fronts, backs, out, Settings().resolved().page_timeout_seconds)
    except (TwoPassesError, ScanError) as error:
        out.unlink(missing_ok=True)  # half a file would pass for the pile, and stand in the way
        words = error.message if isinstance(error, ScanError) else str(error)
        typer.echo(f"Lỗi: {words}", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"Đã ghép {sides // 2} tờ, {sides} mặt vào {out}.")
