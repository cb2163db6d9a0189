"""A database of made-up rows as a busy morning leaves it: every state of scans, files and processes."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from catalogue.dossier import Channel, Dossier
from configs.settings import Settings
from storage import arrivals, dossiers, overview, scans
from storage.database import migrate, open_database, writing
from storage.model import (
    Arrival,
    ArrivalState,
    NewScan,
    ProcessBeat,
    ScanState,
    Urgency,
)

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)  # 09:30 in Vietnam
PERSONAL_NUMBER = "038201001234"
ENDED = {
    ScanState.RECEIVED: (None, None),
    ScanState.PROCESSING: (None, None),
    ScanState.ACCEPTED: (
        "poor_quality",
        "Trang 2: Ảnh bị mờ, chữ nhòe. Hãy lau mặt kính, giữ giấy nằm yên và quét lại.",
    ),
    ScanState.REVIEW: (
        "unassigned",
        "Chưa rõ giấy tờ này thuộc hồ sơ nào. Hãy chọn mã hồ sơ.",
    ),
    ScanState.REJECTED: ("encrypted", "Tệp PDF đặt mật khẩu. Hãy gỡ mật khẩu hoặc quét lại."),
    ScanState.QUARANTINED: ("crashed", "Tệp làm chương trình đọc dừng đột ngột nên đã được cách ly."),
}


def fill(engine: Engine, now: datetime = NOW) -> None:
    """Put rows into an empty, migrated database."""
    with writing(engine) as c:
        dossiers.put_dossiers(c, [_dossier(n) for n in range(24)])
        for n in range(18):
            _scan(c, n, now - timedelta(minutes=3 * (18 - n)))
        for n, state in enumerate((ArrivalState.WAITING, ArrivalState.STUCK, ArrivalState.UNMOVABLE)):
            scan_id = 1 if state is ArrivalState.UNMOVABLE else None
            arrivals.record(c, _arrival(f"quet{n:04}.pdf", state, now, scan_id))
        for name, age in (("watcher", 1), ("worker-mot-cua-4711", 3), ("scheduler", 400)):
            overview.beat_process(c, ProcessBeat(name, None, now - timedelta(seconds=age), None))


def filled_settings(folder: Path, now: datetime = NOW) -> Settings:
    """Return settings whose SQLite database is filled."""
    settings = Settings(data_dir=folder / "data", inbox=folder / "inbox").resolved()
    engine = open_database(settings.database_url)
    migrate(engine)
    fill(engine, now)
    engine.dispose()
    return settings


def _dossier(n):
    unit = f"H99.10{1 + n % 4}"
    received = date(2026, 11, 2 + n % 15)
    return Dossier(
        f"{unit}-{received:%y%m%d}-{n:04}",
        "1.001193",
        unit,
        received,
        Channel.DIRECT,
        resolved_on=date(2026, 11, 18) if n % 3 else None,
    )


def _scan(c, n, at):
    state = list(ENDED)[n % len(ENDED)]
    station = f"tram-10{1 + n % 4}"
    code = None if state is ScanState.REVIEW else _dossier(n).code
    name = f"cccd {PERSONAL_NUMBER}.jpg" if n == 16 else f"quet-{n:03}.pdf"
    new = NewScan(f"{n:064x}", 1000 + n, station, name, code, Urgency.COUNTER)
    scan, _ = scans.add_scan(c, new, at)
    if state is not ScanState.RECEIVED:
        scans.set_state(c, scan.id, state, *ENDED[state], at)
    arrivals.record(c, _arrival(name, ArrivalState.TAKEN, at, scan.id, station))


def _arrival(path, state, at, scan_id, station="tram-102"):
    words = {
        ArrivalState.WAITING: "Tệp còn đang được ghi.",
        ArrivalState.STUCK: "Không mở được tệp: thiếu quyền đọc.",
        ArrivalState.UNMOVABLE: "Đã lưu an toàn nhưng không chuyển ra khỏi thư mục trạm được.",
    }
    return Arrival(station, path, 1000, 1, state, words.get(state), scan_id, at, at)
