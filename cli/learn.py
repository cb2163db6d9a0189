"""`sohoa learn`: learns component types from what clerks decided, tells how well, switches it on or off."""

import getpass
from datetime import UTC, datetime
from typing import Annotated, Final

import typer

from cli.database import existing
from configs.settings import Settings
from pipeline.learning.evaluate import Evaluation
from pipeline.learning.guess import is_trusted
from pipeline.learning.model import OTHER
from reports.percent import percent, vietnamese_percent
from storage.database import reading, writing
from storage.learned import Version, in_use, use, versions
from web.words import local
from workers.jobs import open_workshop
from workers.learning import learn_version
from workers.workshop import Workshop

NONE: Final = "none"

Chosen = Annotated[
    str | None,
    typer.Option("--use", metavar="SỐ|none", help="Dùng phiên bản này, hoặc none: chỉ dùng quy tắc."),
]
Listed = Annotated[bool, typer.Option("--list", help="Chỉ liệt kê các phiên bản đã học.")]


def learn(*, chosen: Chosen = None, listed: Listed = False) -> None:
    """Học nhận loại giấy tờ từ những gì công chức đã chọn; chỉ dùng nếu đúng hơn quy tắc khi thử lại.

    Mỗi lần học là một phiên bản, giữ lại và quay về được. Loại do máy học gợi ý luôn chờ công chức xác nhận.
    """
    settings = Settings().resolved()
    existing(settings).dispose()
    with open_workshop(settings) as shop:
        if listed:
            _show_versions(shop)
        elif chosen is not None:
            _switch(shop, chosen)
        else:
            _learn(shop)


def _learn(shop: Workshop) -> None:
    lesson = learn_version(shop, getpass.getuser(), datetime.now(UTC))
    if lesson.version is None:
        typer.echo(
            f"Có {lesson.evaluation.decisions} lần công chức chọn loại: chưa đủ để học. Quy tắc dùng như cũ."
        )
        return
    _show_evaluation(shop, lesson.evaluation)
    if lesson.version.better:
        _use(shop, lesson.version)
    else:
        typer.echo(f"Phiên bản {lesson.version.version} không hơn quy tắc nên không dùng.")


def _show_evaluation(shop: Workshop, found: Evaluation) -> None:
    """Print how each type fared on decisions held back from learning."""
    typer.echo(f"Thử trên {found.decisions} lần công chức chọn loại, mỗi lần để ngoài phần đã học:")
    typer.echo(f"  chỉ quy tắc: đúng {_share(found.ruled_right, found.decisions)}")
    typer.echo(f"  có phần đã học: đúng {_share(found.joined_right, found.decisions)}")
    for label, measured in found.labels.items():
        kind = shop.catalogue.types.get(label)
        name = kind.name if kind else ("Giấy tờ khác" if label == OTHER else label)
        verdict = "được gợi ý" if is_trusted(measured) else "chưa đủ tin, không gợi ý"
        right = f"đúng {measured.right}/{measured.spoken}, quy tắc {measured.ruled}/{measured.spoken}"
        typer.echo(f"  - {name}: {right}; {verdict}")


def _share(count: int, whole: int) -> str:
    return f"{count}/{whole} ({vietnamese_percent(percent(count, whole))})"


def _switch(shop: Workshop, chosen: str) -> None:
    if chosen == NONE:
        _use(shop, None)
        return
    with reading(shop.engine) as c:
        found = next((one for one in versions(c) if str(one.version) == chosen), None)
    if found is None:
        raise typer.BadParameter(
            f"không có phiên bản “{chosen}”; xem “sohoa learn --list”", param_hint="--use"
        )
    if not found.better:
        raise typer.BadParameter(
            f"phiên bản {chosen} không đúng hơn quy tắc nên không dùng", param_hint="--use"
        )
    _use(shop, found)


def _use(shop: Workshop, version: Version | None) -> None:
    with writing(shop.engine) as c:
        count = use(c, version.version if version else None, getpass.getuser(), datetime.now(UTC))
    told = f"Đang dùng phiên bản {version.version}" if version else "Đang dùng riêng quy tắc"
    typer.echo(f"{told}; {count} bản quét đang chờ công chức được xét lại.")


def _show_versions(shop: Workshop) -> None:
    with reading(shop.engine) as c:
        used, known = in_use(c), versions(c)
    for one in known:
        mark = "đang dùng" if used and used.version == one.version else ""
        fared = f"quy tắc {one.ruled_right}/{one.decisions}, có học {one.joined_right}/{one.decisions}"
        typer.echo(f"{one.version:>4}  {local(one.at)}  {fared}, {len(one.trusted)} loại  {mark}".rstrip())
    typer.echo("Đang dùng riêng quy tắc." if used is None else f"Đang dùng phiên bản {used.version}.")
