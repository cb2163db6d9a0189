"""`sohoa doctor`: looks at all the system stands on, says in words what is wrong and how to mend it."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.text import Text

from cli import backup, entrance, ground
from cli.failures import known_failures, words_for
from cli.ground import Finding, Level
from configs.settings import Settings

Check = Callable[[Settings], Finding]

CHECKS: Final[dict[str, tuple[str, Check]]] = {
    "catalogue": ("Danh mục", ground.catalogue),
    "tesseract": ("Tesseract (đọc chữ)", ground.tesseract),
    "readers": ("Bộ nhận dạng bổ sung", ground.readers),
    "poppler": ("Poppler (đọc PDF)", ground.poppler),
    "database": ("Cơ sở dữ liệu", ground.database),
    "accounts": ("Tài khoản", entrance.accounts),
    "audit_log": ("Nhật ký", entrance.audit_log),
    "objects": ("Kho bản gốc", ground.objects),
    "backup": ("Sao lưu", backup.backed_up),
    "redis": ("Redis (hàng đợi)", ground.redis_server),
    "inbox": ("Thư mục trạm quét", ground.inbox),
    "disk": ("Chỗ trống", ground.disk),
    "clock": ("Đồng hồ", ground.clock),
    "fonts": ("Phông chữ", ground.fonts),
}
SIGNS: Final[dict[Level, tuple[str, str]]] = {
    Level.OK: ("tốt", "green"),
    Level.NOTE: ("lưu ý", "yellow"),
    Level.TROUBLE: ("HỎNG", "red"),
}
ADVICE: Final = "Sửa theo dòng trên rồi chạy lại “sohoa doctor”."

AsJson = Annotated[bool, typer.Option("--json", help="In JSON cho chương trình khác đọc.")]


def doctor(*, as_json: AsJson = False) -> None:
    """Kiểm tra mọi thứ hệ thống cần: cái gì hỏng, sửa thế nào. Mã thoát 1 nếu có chỗ hỏng."""
    settings = Settings().resolved()
    found = {name: examine(check, settings) for name, (_, check) in CHECKS.items()}
    if as_json:
        typer.echo(json.dumps(as_plain(found), ensure_ascii=False, indent=2))
    else:
        tell(found)
    if any(finding.level is Level.TROUBLE for finding in found.values()):
        raise typer.Exit(1)


def as_plain(found: dict[str, Finding]) -> dict[str, dict[str, object]]:
    """Return the findings as JSON holds them, each with its title."""
    return {name: {"title": CHECKS[name][0], **asdict(finding)} for name, finding in found.items()}


def examine(check: Check, settings: Settings) -> Finding:
    """Run one check; a failure that has words becomes a finding of trouble."""
    try:
        return check(settings)
    except known_failures() as error:
        return Finding(Level.TROUBLE, words_for(error), ADVICE)


def tell(found: dict[str, Finding]) -> None:
    """Print a line a check, and under it what to do."""
    console = Console(highlight=False, soft_wrap=True)
    for name, finding in found.items():
        sign, colour = SIGNS[finding.level]
        console.print(Text.assemble((f"{sign:>6}", colour), f"  {CHECKS[name][0]}: {finding.seen}"))
        if finding.advice:
            console.print(Text(f"          → {finding.advice}"))
