"""`sohoa status`: what is being done right now, for a person, for a program, or as a health check."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from cli.database import existing
from configs.settings import Settings
from storage.database import reading
from storage.model import POOR_QUALITY
from storage.overview import Overview, overview
from web.status import as_plain, is_alive, worth_showing
from web.words import ARRIVAL_WORDS, SCAN_WORDS, ago, local, masked, process_words

AsJson = Annotated[bool, typer.Option("--json", help="In JSON cho chương trình khác đọc.")]
Wanted = Annotated[
    str | None,
    typer.Option(
        "--alive",
        metavar="TÊN",
        help="Chỉ kiểm tra: mã thoát 0 nếu có tiến trình tên bắt đầu bằng TÊN đang chạy, 1 nếu không.",
    ),
]


def status(*, as_json: AsJson = False, wanted: Wanted = None) -> None:
    """Cho biết hệ thống đang làm gì: tệp theo trạng thái, tệp chờ hoặc mắc kẹt, trạm, tiến trình."""
    with reading(existing(Settings().resolved())) as connection:
        seen = overview(connection, datetime.now(UTC))
    if wanted is not None:
        raise typer.Exit(0 if lives(seen, wanted) else 1)
    if as_json:
        typer.echo(json.dumps(as_plain(seen), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in lines_of(seen):
        console.print(line, markup=False)


def lives(seen: Overview, prefix: str) -> bool:
    """Tell whether a process of that name (its beginning) has given a recent sign of life."""
    return any(is_alive(process) and process.name.startswith(prefix) for process in seen.processes)


def lines_of(seen: Overview) -> Iterator[str]:
    """Yield the lines that a person reads."""
    yield f"Lúc {local(seen.at)}"
    yield f"Tệp đã nhận: {sum(seen.scans.values())}"
    yield from (f"  {SCAN_WORDS[state]}: {count}" for state, count in seen.scans.items())
    yield f"Việc chờ làm: {sum(seen.due.values())}"
    yield from _waiting(seen)
    yield from _to_scan_again(seen)
    yield "Trạm quét:" if seen.stations else "Trạm quét: chưa trạm nào gửi tệp"
    for station in seen.stations:
        last = ago((seen.at - station.last_arrival).total_seconds())
        yield f"  {masked(station.name)}: {sum(station.arrivals.values())} tệp, lần cuối {last}"
    yield from _processes(seen)


def _waiting(seen: Overview) -> Iterator[str]:
    yield f"Tệp đang chờ ở trạm: {len(seen.open_arrivals)}"
    for arrival in seen.open_arrivals:
        reason = f": {masked(arrival.reason)}" if arrival.reason else ""
        yield f"  {masked(arrival.station)}/{masked(arrival.path)} – {ARRIVAL_WORDS[arrival.state]}{reason}"


def _to_scan_again(seen: Overview) -> Iterator[str]:
    poor = [scan for scan in seen.last_scans if scan.reason_code == POOR_QUALITY]
    if poor:
        yield f"Nên quét lại (trong {len(seen.last_scans)} tệp mới nhất): {len(poor)}"
    for scan in poor:
        yield f"  {masked(scan.station)}/{masked(scan.file_name)} – {masked(scan.reason or '')}"


def _processes(seen: Overview) -> Iterator[str]:
    yield "Tiến trình:" if seen.processes else "Tiến trình: không có (hãy chạy “sohoa up”)"
    for process in worth_showing(seen.processes):
        sign = "đang chạy" if is_alive(process) else f"im lặng, tín hiệu cuối {ago(process.age)}"
        yield f"  {process_words(process.name)} ({masked(process.name)}): {sign}"
