"""What the system stands on, looked at one thing at a time. Each check is a function of the settings."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from redis import Redis
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from cli.database import newest_revision, revision
from cli.in_force import catalogue_of
from configs.settings import Settings
from reports.percent import vietnamese
from storage.database import open_database, reading
from storage.errors import StoreError, StoreUnavailable
from storage.overview import overview
from storage.stores import open_objects
from web.words import local

GIGABYTE: Final = 1024**3
LEAST_FREE: Final = 2 * GIGABYTE  # some 2.000 colour pages at 300 dpi
PROBE: Final = b"sohoa doctor\n"  # always the same bytes: the store keeps it once
YEARS: Final = range(2025, 2100)
CLOCK_SLACK: Final = timedelta(minutes=5)
CLOCK_ADVICE: Final = "Chỉnh lại giờ và bật đồng bộ thời gian (timedatectl set-ntp true)."
REACH_DATABASE: Final = "Máy chủ cơ sở dữ liệu có đang chạy không? SOHOA_DATABASE_URL có đúng không?"
REACH_OBJECTS: Final = "Kiểm tra ổ đĩa, hoặc máy chủ S3 và SOHOA_OBJECTS_URL."
BROKEN_FILE: Final = ("file is not a database", "malformed")  # SQLite's own words
RESTORE: Final = "Tệp cơ sở dữ liệu hỏng. Hãy dừng Sohoa rồi khôi phục từ bản sao lưu."
EVERYTHING: Final = os.R_OK | os.W_OK | os.X_OK
LANGUAGES: Final = ("vie", "osd")
READERS: Final = ("tesserocr", "trueocr", "onnxruntime")
SECONDS: Final = 10


class Level(StrEnum):
    """How a check ended."""

    OK = "ok"
    NOTE = "note"  # works, but somebody should know
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw, and what to do about it."""

    level: Level
    seen: str
    advice: str | None = None


def catalogue(settings: Settings) -> Finding:
    """See whether every entry of the catalogue is valid."""
    found = catalogue_of(settings)
    counts = (len(found.procedures), len(found.types), len(found.units))
    return Finding(Level.OK, "{} thủ tục, {} loại giấy tờ, {} đơn vị".format(*counts))


def tesseract(_settings: Settings) -> Finding:
    """See whether Tesseract is there, with the languages we read."""
    if shutil.which("tesseract") is None:
        return Finding(Level.TROUBLE, "chưa cài", "apt install tesseract-ocr tesseract-ocr-{vie,osd}")
    languages = _output("tesseract", "--list-langs").split()
    absent = [name for name in LANGUAGES if name not in languages]
    if absent:
        packages = " ".join(f"tesseract-ocr-{name}" for name in absent)
        return Finding(Level.TROUBLE, f"thiếu ngôn ngữ {', '.join(absent)}", f"apt install {packages}")
    version = _output("tesseract", "--version").partition("\n")[0]
    return Finding(Level.OK, f"{version}, có {', '.join(LANGUAGES)}")


def readers(_settings: Settings) -> Finding:
    """See whether the further readers are there: without them pages are read as well, but less surely."""
    absent = [name for name in READERS if find_spec(name) is None]
    if absent:
        seen = f"thiếu {', '.join(absent)}: vẫn đọc được, nhưng nhiều chữ phải rà soát hơn"
        return Finding(Level.NOTE, seen, "Chạy script/setup, hoặc: pip install '.[readers]'")
    return Finding(Level.OK, f"có {', '.join(READERS)}")


def poppler(_settings: Settings) -> Finding:
    """See whether the programs are there that turn PDF pages into pictures."""
    absent = [name for name in ("pdftoppm", "pdfinfo", "pdfimages") if shutil.which(name) is None]
    if absent:
        return Finding(Level.TROUBLE, f"thiếu {', '.join(absent)}", "apt install poppler-utils")
    return Finding(Level.OK, "có pdftoppm, pdfinfo, pdfimages")


def database(settings: Settings) -> Finding:
    """See whether the database answers and has the tables of this version."""
    engine = open_database(settings.database_url)
    try:
        return _database(engine)
    except (StoreUnavailable, SQLAlchemyError) as error:
        seen = str(error).partition("\n")[0]
        broken = any(words in seen for words in BROKEN_FILE)
        return Finding(Level.TROUBLE, f"không dùng được ({seen})", RESTORE if broken else REACH_DATABASE)


def _database(engine: Engine) -> Finding:
    if not is_made(engine):
        return Finding(Level.NOTE, f"{engine.url.database} chưa có", "Sẽ tự tạo ở lần chạy đầu (sohoa up).")
    present, newest = revision(engine), newest_revision()
    if present != newest:
        return Finding(Level.NOTE, f"cấu trúc {present}, bản này cần {newest}", "Sẽ tự nâng ở lần chạy tới.")
    return Finding(Level.OK, f"{engine.dialect.name}, cấu trúc {present}")


def objects(settings: Settings) -> Finding:
    """See whether the store gives back what was put into it."""
    try:
        return _objects(settings)
    except StoreUnavailable as error:
        return Finding(Level.TROUBLE, f"không dùng được ({error})", REACH_OBJECTS)


def _objects(settings: Settings) -> Finding:
    store = open_objects(settings)
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder, "probe")
        probe.write_bytes(PROBE)
        key = store.put(probe)
        same = store.verify(key) and store.fetch(key, Path(folder, "back")).read_bytes() == PROBE
    if not same:
        return Finding(
            Level.TROUBLE, "đọc lại khác khi ghi", "Ngừng nhận tệp, kiểm tra ổ đĩa hoặc máy chủ S3."
        )
    return Finding(Level.OK, f"{settings.objects_url.partition('?')[0]}: ghi và đọc lại đúng")


def redis_server(settings: Settings) -> Finding:
    """See whether the Redis of the settings answers, or `sohoa up` can start one of its own."""
    if settings.redis_url:
        try:
            server = Redis.from_url(
                settings.redis_url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
            )
        except ValueError:
            advice = "Viết như redis://máy:6379/0."
            return Finding(Level.TROUBLE, "SOHOA_REDIS_URL không phải là địa chỉ Redis", advice)
        server.ping()
        return Finding(Level.OK, "máy chủ trong SOHOA_REDIS_URL trả lời")
    if shutil.which("redis-server") is None:
        return Finding(Level.TROUBLE, "chưa cài", "apt install redis-server, hoặc đặt SOHOA_REDIS_URL")
    return Finding(Level.OK, "có redis-server cho “sohoa up”")


def inbox(settings: Settings) -> Finding:
    """See whether files can be read in the station folders and moved out of them."""
    place = settings.inbox
    if not place.exists():
        return Finding(Level.NOTE, f"{place} chưa có", "Sẽ tự tạo; trong đó tạo mỗi trạm một thư mục.")
    stations = [folder for folder in place.iterdir() if folder.is_dir() and folder.name[0] != "."]
    blocked = [str(folder) for folder in (place, *stations) if not os.access(folder, EVERYTHING)]
    if blocked:
        advice = "Cho người dùng chạy Sohoa quyền đọc và ghi thư mục này."
        return Finding(Level.TROUBLE, f"không đủ quyền: {', '.join(blocked)}", advice)
    return Finding(Level.OK, f"{place}: {len(stations)} trạm")


def disk(settings: Settings) -> Finding:
    """See whether there is room for new originals."""
    free = {place: _free(place) for place in (settings.data_dir, settings.inbox)}
    seen = "; ".join(f"{place}: còn {_gigabytes(size)} GB" for place, size in free.items())
    if min(free.values()) < LEAST_FREE:
        return Finding(Level.TROUBLE, seen, "Dọn ổ đĩa hoặc chuyển SOHOA_DATA_DIR sang ổ lớn hơn.")
    return Finding(Level.OK, seen)


def clock(settings: Settings) -> Finding:
    """See whether the clock can be believed: the days in reports come from it."""
    now = datetime.now(UTC)
    if now.year not in YEARS:
        return Finding(Level.TROUBLE, f"đang là năm {now.year}", CLOCK_ADVICE)
    newest = None
    with suppress(StoreError, SQLAlchemyError):  # which another check tells
        newest = _newest_row(open_database(settings.database_url), now)
    if newest is not None and now < newest - CLOCK_SLACK:
        return Finding(Level.TROUBLE, f"{local(now)}, trước tệp mới nhất ({local(newest)})", CLOCK_ADVICE)
    return Finding(Level.OK, local(now))


def fonts(_settings: Settings) -> Finding:
    """See whether a font has the whole of Vietnamese; only printed forms and samples need one."""
    if shutil.which("fc-list") is None:
        return Finding(Level.NOTE, "không có fc-list để xem", "Khi cần in biểu mẫu: apt install fontconfig")
    families = {line for line in _output("fc-list", ":lang=vi", "family").splitlines() if line}
    if not families:
        return Finding(Level.NOTE, "không có phông Việt", "Khi cần in biểu mẫu: apt install fonts-noto-core")
    return Finding(Level.OK, f"{len(families)} phông có đủ chữ tiếng Việt")


def _newest_row(engine: Engine, now: datetime) -> datetime | None:
    if not is_made(engine):
        return None
    with reading(engine) as connection:
        return max((scan.received_at for scan in overview(connection, now).last_scans), default=None)


def is_made(engine: Engine) -> bool:
    """Tell whether there is a database to look at: looking at a missing SQLite file would make one."""
    file = engine.url.database
    return engine.dialect.name != "sqlite" or (file is not None and Path(file).exists())


def _free(place: Path) -> int:
    """Return the free bytes where a folder is, or will be."""
    return shutil.disk_usage(place).free if place.exists() else _free(place.parent)


def _gigabytes(size: int) -> str:
    return vietnamese(Decimal(size) / GIGABYTE // Decimal("0.1") / 10)


def _output(*command: str) -> str:
    """Return what a program of ours prints, errors included. Raises OSError or TimeoutExpired."""
    ran = subprocess.run(  # noqa: S603 - fixed commands, no shell
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS, check=False, text=True
    )
    return ran.stdout
