"""A large store to measure the pages on: what a year of an office leaves behind, filled in by the thousand.

There is all that the pages look at: dossiers, their scans, the tasks that read them, pages with words,
papers, pictures, arrivals, doubtful words of what waits for a clerk, lines of the audit log (their chain is
not sealed). Texts are drawn from a few hundred common syllables, so that some words stand on every page and
some on one alone.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any, Final

from PIL import Image
from sqlalchemy import Engine, Executable, insert, text

from catalogue.dossier import Channel, Dossier
from configs.settings import Settings
from pipeline.model import Candidate, FieldValue, Part, PreviewSize
from storage import codec, tables
from storage.columns import VIETNAM
from storage.database import migrate, to_json, writing
from storage.dossiers import following
from storage.model import ArrivalState, ScanState, Stage, TaskState, Urgency
from storage.review_tables import doubtful_words
from storage.search_index import make_index_anew
from storage.stores import open_objects
from tests.papers import page_of
from workers.pictures import store_pictures

Rows = Iterator[dict[str, Any]]

UNITS: Final = tuple(f"H99.10{n}" for n in range(1, 5))
TYPES: Final = ("to_khai_khai_sinh", "giay_chung_sinh", "giay_khai_sinh", "giay_uy_quyen")
COMMON: Final = (
    "họ tên nguyễn thị trần văn lê hoàng đỗ đức phạm ngày tháng năm sinh nơi thường trú tạm số định danh "
    "giấy chứng nhận ủy ban nhân dân xã phường tỉnh thành phố đất thửa bản đồ diện tích quyền sử dụng đơn đề "
    "nghị kết hôn khai tử cha mẹ con quốc tịch dân tộc việt nam cộng hòa xã hội chủ nghĩa độc lập tự do"
)
SYLLABLES: Final = tuple(COMMON.split())
RARE: Final = ("bưởi", "đởm", "khuê", "quýnh", "thuần", "uyển", "vượng", "yến")
TEMPLATES: Final = 400
LINES, IN_LINE = 10, 10
DOUBTS: Final = 6  # words that a clerk is asked about, of a scan that waits
BATCH: Final = 5000
APART: Final = timedelta(minutes=4)  # between two scans; more of them are nearer, so that all fit in a year
MOST_DAYS: Final = 320


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    scans: int
    pages: int

    @property
    def each(self) -> int:
        """Pages of a scan."""
        return self.pages // self.scans


def fill(engine: Engine, settings: Settings, size: Size) -> None:
    """Put a year's work into an empty database, two scans to a dossier."""
    migrate(engine)
    year = Year(size, datetime.now(UTC))
    names = store_pictures(open_objects(settings), dict.fromkeys(PreviewSize, picture()))
    for table in (tables.stations, tables.dossiers, tables.scans):
        put(engine, insert(table), getattr(year, table.name)())
    put(engine, _PAGES, year.pages())
    for table in (tables.parts, tables.components, tables.tasks, tables.arrivals, doubtful_words):
        put(engine, insert(table), getattr(year, table.name)())
    put(engine, insert(tables.audit_log), year.audit_log())
    put(engine, insert(tables.previews), year.previews(names))
    with writing(engine) as c:
        make_index_anew(c)
    if engine.dialect.name == "postgresql":  # as its own housekeeper does, sooner
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
            c.execute(text("VACUUM ANALYZE"))


def put(engine: Engine, statement: Executable, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, some thousand at a time."""
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            _put(engine, statement, batch)
            batch = []
    _put(engine, statement, batch)


def _put(engine: Engine, statement: Executable, batch: list[dict[str, Any]]) -> None:
    if batch:
        with writing(engine) as c:
            c.execute(statement, batch)


# Words are JSON already: half a million pages are drawn from some hundred.
_COLUMNS: Final = tuple(column.name for column in tables.pages.c)
_PAGES: Final = text(
    f"INSERT INTO pages ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)})"  # noqa: S608 - our own names
)


def digest(number: int) -> str:
    """Return what stands for the SHA-256 of a file."""
    return f"{number:064x}"


def picture() -> bytes:
    """Return a picture of a page as large as those that are made of scans."""
    lot = random.Random(3)  # noqa: S311 - no secret
    noise = Image.frombytes("L", (310, 438), lot.randbytes(310 * 438)).resize((1240, 1754))
    buffer = BytesIO()
    noise.save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Year:
    """The rows of each table; scans and dossiers are counted from 0, the newest last."""

    size: Size
    now: datetime

    def at(self, scan: int) -> datetime:
        """Return when a scan came in."""
        apart = min(APART, timedelta(days=MOST_DAYS) / self.size.scans)
        return self.now - apart * (self.size.scans - scan)

    def day(self, dossier: int) -> date:
        return self.at(2 * dossier).astimezone(VIETNAM).date()

    def unit(self, dossier: int) -> str:
        return UNITS[dossier % len(UNITS)]

    def code(self, scan: int) -> str:
        """Return the code of a scan's dossier."""
        dossier = scan // 2
        return f"{self.unit(dossier)}-{self.day(dossier):%y%m%d}-{dossier:06}"

    def waits(self, scan: int) -> bool:
        """Tell whether a scan waits for a clerk: one in fifty does."""
        return scan % 50 == 0

    def state(self, scan: int) -> ScanState:
        if self.waits(scan):
            return ScanState.REVIEW
        return ScanState.REJECTED if scan % 70 == 1 else ScanState.ACCEPTED

    def stations(self) -> Rows:
        for unit in UNITS:
            yield {"name": f"tram-{unit[-3:]}", "unit": unit, "created_at": self.now}

    def dossiers(self) -> Rows:
        """Yield dossiers: one in ten is open, one in two complete."""
        for number in range(self.size.scans // 2):
            day = self.day(number)
            ended = day + timedelta(days=5) if number % 10 else None
            made = Dossier(
                self.code(2 * number),
                "1.001193",
                self.unit(number),
                day,
                Channel.DIRECT,
                due_on=day + timedelta(days=7),
                resolved_on=ended,
            )
            own = {c.name: getattr(made, c.name) for c in tables.dossiers.c if hasattr(made, c.name)}
            yield {**own, "facts": [], **following(made), **self._counted(number)}

    def _counted(self, dossier: int) -> dict[str, Any]:
        full = bool(dossier % 2)
        counts = {"required": 2, "digitised": 1 + full, "exempt": 0, "show_only": 2}
        counts |= {"reused": 0, "reused_national": 0}
        return {**counts, "missing": [], "complete": full, "result_digitised": False, "computed_at": self.now}

    def scans(self) -> Rows:
        for number in range(self.size.scans):
            waits = self.waits(number)
            yield {
                "id": number + 1,
                "sha256": digest(number),
                "size": 1000,
                "station": f"tram-{self.unit(number // 2)[-3:]}",
                "file_name": f"quet-{number:06}.pdf",
                "dossier_code": self.code(number),
                "urgency": Urgency.COUNTER,
                "state": self.state(number),
                "reason_code": "unsure_type" if waits else None,
                "reason": "Chưa chắc loại giấy tờ." if waits else None,
                "remarks": [],
                "page_count": self.size.each,
                "received_at": self.at(number),
                "finished_at": self.at(number) + timedelta(minutes=1),
            }

    def pages(self) -> Rows:
        """Yield the pages; each text is one of some hundred, with rare names now and then."""
        lot = random.Random(7)  # noqa: S311 - no secret
        drawn = [_as_plain(codec.page_to_row(0, page_of(_text(lot)))) for _ in range(TEMPLATES)]
        for scan in range(self.size.scans):
            for number in range(self.size.each):
                row = lot.choice(drawn)
                rare = f"\n{lot.choice(RARE)} {lot.choice(RARE)}" if lot.random() < 1 / 500 else ""
                yield row | {"scan_id": scan + 1, "number": number + 1, "text": row["text"] + rare}

    def parts(self) -> Rows:
        """Yield the one paper of each scan, on all its pages."""
        fields = {"nguoi_yeu_cau": FieldValue("Nguyễn Thị Bưởi", 0.9, 1)}
        for number in range(self.size.scans):
            kind = TYPES[number % len(TYPES)]
            sure = 0.6 if self.waits(number) else 0.95
            likely = tuple(Candidate(each, sure, "Tiêu đề khớp") for each in TYPES)
            pages = tuple(range(1, self.size.each + 1))
            part = Part(pages, kind, sure, likely, fields, dossier=self.code(number))
            yield codec.part_to_row(number + 1, 0, part)

    def components(self) -> Rows:
        for number in range(self.size.scans):
            row = {"scan_id": number + 1, "ordinal": 0, "dossier_code": self.code(number)}
            yield row | {"type": TYPES[number % len(TYPES)], "exempt_reason": None, "reused": False}

    def tasks(self) -> Rows:
        """Yield what was done: each scan split, its pages read, finished; a few are still to be done."""
        for number in range(self.size.scans):
            stages = [(Stage.SPLIT, 0), *((Stage.PAGE, each + 1) for each in range(self.size.each))]
            for stage, page in (*stages, (Stage.FINISH, 0)):
                yield {
                    "scan_id": number + 1,
                    "stage": stage,
                    "page": page,
                    "unit": self.unit(number // 2),
                    "urgency": Urgency.COUNTER,
                    "state": TaskState.DONE,
                    "not_before": self.at(number),
                    "queued_at": self.at(number),
                    "changed_at": self.at(number),
                }

    def arrivals(self) -> Rows:
        """Yield a file for each scan, and one that still lies at its station for each two thousand."""
        for number in range(self.size.scans):
            stuck = number % 2000 == 0
            yield {
                "station": f"tram-{self.unit(number // 2)[-3:]}",
                "path": f"quet-{number:06}.pdf",
                "size": 1000,
                "mtime_ns": number,
                "state": ArrivalState.STUCK if stuck else ArrivalState.TAKEN,
                "scan_id": None if stuck else number + 1,
                "first_seen": self.at(number),
                "last_seen": self.at(number),
            }

    def doubtful_words(self) -> Rows:
        lot = random.Random(11)  # noqa: S311 - no secret
        for number in filter(self.waits, range(self.size.scans)):
            for place in range(DOUBTS):
                read, offered = lot.choice(SYLLABLES), lot.choice(SYLLABLES)
                yield {"scan_id": number + 1, "page": 1, "place": place, "text": read, "offered": offered}

    def audit_log(self) -> Rows:
        for number in range(self.size.scans):
            yield {
                "seq": number + 1,
                "at": self.at(number),
                "actor": f"can-bo-{number % 20}",
                "action": "paper_seen",
                "subject": f"scan:{number + 1}",
                "unit": self.unit(number // 2),
                "address": "127.0.0.1",
                "detail": {},
                "previous": digest(number),
                "hash": digest(number + 1),
            }

    def previews(self, names: dict[str, str]) -> Rows:
        """Yield the pictures of first pages, and of all pages of what waits."""
        for number in range(self.size.scans):
            for page in range(self.size.each if self.waits(number) else 1):
                for kind, name in names.items():
                    place = {"sha256": digest(number), "page": page + 1, "rotation": 0}
                    yield {**place, "size": kind, "object": name}


def _text(lot: random.Random) -> str:
    return "\n".join(" ".join(lot.choices(SYLLABLES, k=IN_LINE)) for _ in range(LINES))


def _as_plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: to_json(value) if isinstance(value, list) else value for key, value in row.items()}
