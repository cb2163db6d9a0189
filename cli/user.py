"""`sohoa user`: accounts for the pages, the first administrator's among them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from cli.database import existing, opened
from cli.in_force import catalogue_of
from cli.operator import operator
from configs.settings import Settings
from storage.access import Reach, UserRole
from storage.accounts import Account, AccountError, NewAccount, folded, list_accounts
from storage.database import reading
from storage.passwords import WeakPasswordError
from web import managing
from web.managing import Profile, UnknownAccountError
from web.units import unit_name
from web.words import ROLE_WORDS, local

EVERYTHING: Final = "-"

app: Final = typer.Typer(help="Tài khoản đăng nhập trang web.", no_args_is_help=True, add_completion=False)

Name = Annotated[str, typer.Argument(metavar="TÊN", help="Tên đăng nhập, ví dụ nguyen.lan.")]
Roles = Annotated[
    list[UserRole] | None,
    typer.Option(
        "--role",
        metavar="VAI_TRÒ",
        help="station, clerk, lead, officer, administrator; ghi nhiều lần được [mặc định: administrator].",
    ),
]
Unit = Annotated[
    str | None,
    typer.Option("--unit", metavar="MÃ", help="Đơn vị (kèm đơn vị dưới) [mặc định: toàn hệ thống]."),
]
Station = Annotated[
    str | None,
    typer.Option("--station", metavar="TRẠM", help="Tên thư mục trạm, cho tài khoản trạm quét."),
]
Person = Annotated[str | None, typer.Option("--full-name", metavar="HỌ_TÊN", help="Họ tên người dùng.")]


@app.command()
def add(
    name: Name, roles: Roles = None, unit: Unit = None, station: Station = None, full_name: Person = None
) -> None:
    """Thêm tài khoản; mật khẩu được hỏi, hoặc đọc một dòng từ đầu vào chuẩn."""
    with told():
        engine = _engine(unit)
        given = frozenset(roles or [UserRole.ADMINISTRATOR])
        new = NewAccount(folded(name), full_name or name, given, unit, station)
        first = managing.is_first(engine)  # whoever sets the system up gives it to himself
        managing.add(engine, operator(), new, ask_password(), datetime.now(UTC), must_change=not first)
    typer.echo(f"Đã thêm tài khoản {new.name}.")
    if not first:
        typer.echo("Lần đăng nhập đầu, người dùng phải đổi mật khẩu.")


@app.command("list")
def list_all() -> None:
    """Liệt kê tài khoản."""
    settings = Settings().resolved()
    catalogue = catalogue_of(settings)
    with reading(existing(settings)) as c:
        found = list_accounts(c, Reach(None))
    table = Table("Tên", "Họ tên", "Vai trò", "Phạm vi", "Đăng nhập gần nhất", "Trạng thái")
    for account in found:
        roles = ", ".join(ROLE_WORDS[role] for role in sorted(account.roles))
        seen = local(account.last_login_at) if account.last_login_at else "chưa"
        where = account.station or unit_name(catalogue, account.unit)
        table.add_row(account.name, account.full_name, roles, where, seen, _state(account))
    Console(highlight=False).print(table)


@app.command()
def disable(name: Name) -> None:
    """Khóa tài khoản: không đăng nhập được nữa, mọi phiên kết thúc."""
    with told():
        managing.switch(_engine(), operator(), name, datetime.now(UTC), on=False)
    typer.echo(f"Đã khóa tài khoản {folded(name)}.")


@app.command()
def enable(name: Name) -> None:
    """Mở khóa tài khoản."""
    with told():
        managing.switch(_engine(), operator(), name, datetime.now(UTC), on=True)
    typer.echo(f"Đã mở khóa tài khoản {folded(name)}.")


@app.command("set-password")
def set_password(name: Name) -> None:
    """Cấp mật khẩu mới; mọi phiên kết thúc, lần sau phải đổi."""
    with told():
        managing.reset_password(_engine(), operator(), name, ask_password(), datetime.now(UTC))
    typer.echo(f"Đã đổi mật khẩu của {folded(name)}.")


@app.command()
def role(
    name: Name,
    roles: Annotated[list[UserRole], typer.Argument(metavar="VAI_TRÒ...", help="Các vai trò mới.")],
    station: Station = None,
) -> None:
    """Đổi vai trò của tài khoản."""
    _change(name, roles=frozenset(roles), station=station)


@app.command()
def unit(
    name: Name,
    code: Annotated[str, typer.Argument(metavar="MÃ", help="Mã đơn vị; “-” là toàn hệ thống.")],
) -> None:
    """Đổi đơn vị mà tài khoản phụ trách."""
    _change(name, unit=code)


@contextmanager
def told() -> Iterator[None]:
    """End with exit code 1 and the reason where something is refused."""
    try:
        yield
    except (AccountError, WeakPasswordError, UnknownAccountError) as error:
        typer.echo(f"Lỗi: {error}", err=True)
        raise typer.Exit(1) from error


def ask_password() -> str:
    """Return a password: asked for twice at a terminal, else one line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại"))
    return sys.stdin.readline().rstrip("\r\n")


def _change(name: str, **changes: object) -> None:
    code = changes.get("unit")
    with told():
        engine = _engine(None if code in {None, EVERYTHING} else str(code))
        with reading(engine) as c:
            account = managing.account_of(c, operator(), name)
        values = {key: getattr(account, key) for key in ("full_name", "roles", "unit", "station")}
        values |= {key: value for key, value in changes.items() if value is not None}
        if code == EVERYTHING:
            values["unit"] = None
        managing.change(engine, operator(), name, Profile(**values), datetime.now(UTC))
    typer.echo(f"Đã đổi tài khoản {folded(name)}.")


def _engine(unit: str | None = None) -> Engine:
    """Return the database, made if need be. Raises AccountError for a unit that is not in the catalogue."""
    settings = Settings().resolved()
    if unit is not None and catalogue_of(settings).unit(unit) is None:
        raise AccountError(f"Danh mục không có đơn vị {unit}.")
    return opened(settings)


def _state(account: Account) -> str:
    if account.disabled_at is not None:
        return "đã khóa"
    return "chờ đổi mật khẩu" if account.must_change else "hoạt động"
