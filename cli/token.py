"""`sohoa token`: keys for programs that use the API."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from cli.database import existing, opened
from cli.operator import operator
from cli.user import told
from configs.settings import Settings
from storage.access import Act, Reach
from storage.accounts import AccountError
from storage.database import reading
from storage.tokens import GRANTABLE, NewToken, list_tokens
from web.tokens import PURPOSES, UnknownTokenError, grant, revoke
from web.words import local

app: Final = typer.Typer(
    help="Khóa truy cập cho phần mềm dùng API.", no_args_is_help=True, add_completion=False
)

Name = Annotated[str, typer.Argument(metavar="TÊN", help="Tên của khóa, ví dụ may-quet-101.")]
Purpose = Annotated[
    str | None,
    typer.Option("--for", metavar="MỤC_ĐÍCH", help=f"Một trong: {', '.join(PURPOSES)} [mặc định: scanner]."),
]
Acts = Annotated[
    list[Act] | None,
    typer.Option(
        "--act", metavar="QUYỀN", help=f"Thay cho --for, từng quyền: {', '.join(sorted(GRANTABLE))}."
    ),
]
Days = Annotated[
    int | None, typer.Option("--days", min=1, max=3650, metavar="SỐ", help="Hết hạn sau số ngày này.")
]
Unit = Annotated[str | None, typer.Option("--unit", metavar="MÃ", help="Đơn vị [mặc định: toàn hệ thống].")]
Station = Annotated[str | None, typer.Option("--station", metavar="TRẠM", help="Chỉ cho trạm này.")]


@app.command()
def add(
    name: Name,
    purpose: Purpose = None,
    acts: Acts = None,
    unit: Unit = None,
    station: Station = None,
    days: Days = None,
) -> None:
    """Tạo khóa; khóa chỉ in ra một lần này."""
    now = datetime.now(UTC)
    ends = None if days is None else now + timedelta(days=days)
    with told():
        chosen = frozenset(acts) if acts else acts_for(purpose or "scanner")
        key = grant(
            opened(Settings().resolved()), operator(), NewToken(name, chosen, unit, station, ends), now
        )
    typer.echo(key)


@app.command("list")
def list_all() -> None:
    """Liệt kê khóa, không có mã khóa."""
    now = datetime.now(UTC)
    with reading(existing(Settings().resolved())) as c:
        found = list_tokens(c, Reach(None))
    table = Table("Tên", "Quyền", "Đơn vị", "Trạm", "Dùng gần nhất", "Trạng thái")
    for token in found:
        used = local(token.used_at) if token.used_at else "chưa"
        state = "hiệu lực" if token.works(now) else "hết hiệu lực"
        acts = ", ".join(sorted(token.acts))
        table.add_row(token.name, acts, token.unit or "", token.station or "", used, state)
    Console(highlight=False).print(table)


@app.command("revoke")
def take_back(name: Name) -> None:
    """Thu hồi khóa: không dùng được nữa ngay lập tức."""
    with told():
        try:
            revoke(opened(Settings().resolved()), operator(), name, datetime.now(UTC))
        except UnknownTokenError as error:
            raise AccountError(str(error)) from error
    typer.echo(f"Đã thu hồi khóa {name}.")


def acts_for(purpose: str) -> frozenset[Act]:
    """Return what a program for this purpose may do. Raises AccountError."""
    if purpose not in PURPOSES:
        raise AccountError(f"Mục đích phải là một trong: {', '.join(PURPOSES)}.")
    return PURPOSES[purpose][1]
