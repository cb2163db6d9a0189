"""`sohoa audit-log`: whether the log of who did what is as it was written."""

from typing import Annotated, Final

import typer

from cli.database import existing
from configs.settings import Settings
from reports.percent import vietnamese
from storage.audit_log import verify
from storage.database import reading

BROKEN: Final = 2

app: Final = typer.Typer(help="Nhật ký ai đã làm gì.", no_args_is_help=True, add_completion=False)

Expected = Annotated[
    str | None,
    typer.Option(
        "--expect",
        metavar="SỐ:MÃ",
        help="Số và mã của một dòng đã ghi lại trước đây: biết được cả khi các dòng cuối bị cắt.",
    ),
]


@app.callback()
def audit_log() -> None:
    """Keep `verify` a command of its own although it is the only one."""


@app.command("verify")
def verify_log(expected: Expected = None) -> None:
    """Đọc hết nhật ký, kiểm tra chuỗi mã băm; mã thoát 2 nếu chuỗi bị đứt."""
    noted = None if expected is None else parse_line(expected)
    with reading(existing(Settings().resolved())) as connection:
        verdict = verify(connection, noted)
    if verdict.intact:
        typer.echo(f"Chuỗi còn nguyên vẹn: {vietnamese(verdict.whole)} dòng.")
        typer.echo(f"Dòng cuối (ghi lại để đối chiếu sau): {verdict.whole}:{verdict.head}")
        return
    typer.echo(
        f"Chuỗi bị đứt ở dòng {verdict.broken_at}: dòng này đã bị sửa, xóa hoặc chèn. "
        f"Còn nguyên vẹn đến dòng {verdict.whole}.",
        err=True,
    )
    raise typer.Exit(BROKEN)


def parse_line(text: str) -> tuple[int, str]:
    """Return number and hash of a line written as 12:0a1b...; raise BadParameter for anything else."""
    number, _, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64:  # noqa: PLR2004 - of a SHA-256 in hex
        raise typer.BadParameter("hãy viết như khi lệnh này in ra: số, dấu hai chấm, mã")
    return int(number), digest
