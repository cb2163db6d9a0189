"""`sohoa up` and the processes it is made of, each of which can be run by itself on a machine of its own.

A process loads only its own code: the watcher no OCR, the pages no pictures.
"""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.database import opened
from configs.logging import configure
from configs.settings import Settings

PROCESSES: Final = {
    "up": "workers.supervisor:up",
    "watch": "workers.watcher:watch",
    "work": "workers.worker:work",
    "schedule": "workers.dispatch:schedule",
    "serve": "web.app:serve",
}
NEED_REDIS: Final = {"work", "schedule"}

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="THƯ_MỤC", help="Nơi lưu dữ liệu [mặc định: data]."),
]
Inbox = Annotated[
    Path | None,
    typer.Option("--inbox", metavar="THƯ_MỤC", help="Thư mục các trạm [mặc định: inbox]."),
]
Port = Annotated[
    int | None,
    typer.Option("--port", metavar="CỔNG", min=0, max=65535, help="Cổng trang web [mặc định: 8080]."),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="SỐ", min=0, help="Số tiến trình đọc [mặc định: số lõi máy]."),
]


def up(data: Data = None, inbox: Inbox = None, port: Port = None, workers: Workers = None) -> None:
    """Chạy cả hệ thống trên máy này: Redis, theo dõi thư mục, giao việc, đọc giấy tờ, trang web."""
    given = {"data_dir": data, "inbox": inbox, "port": port, "workers": workers}
    run("up", Settings.model_validate({key: value for key, value in given.items() if value is not None}))


def watch() -> None:
    """Chỉ theo dõi thư mục các trạm và nhận tệp."""
    run("watch", Settings())


def work() -> None:
    """Chỉ đọc giấy tờ (một tiến trình)."""
    run("work", Settings())


def schedule() -> None:
    """Chỉ giao việc: đưa việc đến hạn vào hàng đợi, trả lại việc bị bỏ dở."""
    run("schedule", Settings())


def serve() -> None:
    """Chỉ mở trang web."""
    run("serve", Settings())


def run(process: str, settings: Settings) -> None:
    """Run one process until it is told to stop; its tables are there before it starts."""
    if process in NEED_REDIS and not settings.redis_url:
        raise typer.BadParameter("chưa đặt SOHOA_REDIS_URL; chạy một máy thì dùng “sohoa up”")
    configure()
    resolved = settings.resolved()
    opened(resolved).dispose()
    module, _, function = PROCESSES[process].partition(":")
    raise typer.Exit(getattr(import_module(module), function)(resolved) or 0)
