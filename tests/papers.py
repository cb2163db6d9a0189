"""A dossier with papers in every state, for the pages that show papers; nobody on it exists."""

import io
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from sqlalchemy import Engine

from catalogue.dossier import Channel, Dossier
from catalogue.load import load_catalogue
from configs.settings import Settings
from pipeline.model import Box, Candidate, FieldValue, PageReading, Part, PreviewSize, Word
from storage import dossiers, scans
from storage.database import writing
from storage.model import Component, NewScan, Scan, ScanState, Urgency
from storage.objects import ObjectStore
from storage.previews import save_previews
from storage.recount import recount
from tests.filled import NOW
from workers.pictures import store_pictures

CODE = "H99.102-261116-0777"
NUMBER = "999301000018"  # of no province
NAME = "Nguyễn Thị Bưởi"
DECLARATION = (
    f"TỜ KHAI ĐĂNG KÝ KHAI SINH\nHọ, chữ đệm, tên người yêu cầu: {NAME}\nGiấy tờ tùy thân: {NUMBER}\n"
    "Đề nghị cơ quan đăng ký khai sinh cho cháu Đỗ Đức Độ"
)
BIRTH = f"GIẤY CHỨNG SINH\nHọ và tên mẹ: {NAME}\nĐã sinh con vào lúc 7 giờ tại Bệnh viện đa khoa"
WITNESS = "VĂN BẢN LÀM CHỨNG\nTôi là người làm chứng việc sinh"


def lay_out(engine: Engine, now=NOW) -> tuple[Scan, ...]:
    """Put the dossier into the database: a declaration that counts, two papers that are in no slot yet."""
    catalogue = load_catalogue(Settings(data_dir=Path("nowhere")).resolved().catalogue_dir)
    fields = {
        "nguoi_yeu_cau": FieldValue(NAME, 0.995, 1, Box(900, 300, 400, 60)),
        "so_dinh_danh_nguoi_yeu_cau": FieldValue(NUMBER, 0.995, 1, Box(900, 400, 400, 60)),
    }
    with writing(engine) as c:
        dossiers.put_dossiers(c, [_dossier()])
        made = (
            _scan(c, 901, DECLARATION, _part("to_khai_khai_sinh", 0.97, fields), now),
            _scan(c, 902, BIRTH, _part(None, 0.4, {}, "giay_chung_sinh"), now - timedelta(minutes=4)),
            _scan(
                c,
                903,
                WITNESS,
                _part("trich_luc_khai_tu", 0.9, {}, "van_ban_lam_chung"),
                now - timedelta(minutes=9),
            ),
        )
        counted = [Component(made[0].id, 0, CODE, "to_khai_khai_sinh")]
        dossiers.save_components(c, made[0].id, counted)
        recount(c, catalogue, CODE, now)
    return made


def give_pictures(objects: ObjectStore, engine: Engine, made: tuple[Scan, ...]) -> None:
    """Put a white picture of every page into the store."""
    white = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(white, "JPEG")
    names = store_pictures(objects, dict.fromkeys(PreviewSize, white.getvalue()))
    with writing(engine) as c:
        for scan in made:
            save_previews(c, scan.sha256, 1, names)


def page_of(text: str, number: int = 1) -> PageReading:
    """Return a page on which each line of the text stands below the one before."""
    words = tuple(
        Word(word, Box(200 + 210 * place, 300 + 100 * line, 200, 60), 0.995, line)
        for line, words in enumerate(text.split("\n"))
        for place, word in enumerate(words.split())
    )
    return PageReading(number, 2480, 3508, 300, 0, 0.0, blank=False, text=text, words=words)


def _dossier():
    return Dossier(CODE, "1.001193", "H99.102", date(2026, 11, 16), Channel.DIRECT, due_on=date(2026, 11, 19))


def _part(kind, sure, fields, *candidates):
    seen = tuple(Candidate(each, sure, "Tiêu đề khớp") for each in candidates)
    return Part((1,), kind, sure, seen, fields, dossier=CODE)


def _scan(c, number, text, part, at):
    new = NewScan(f"{number:064x}", 1000, "tram-102", f"quet-{number}.pdf", CODE, Urgency.COUNTER)
    scan, _ = scans.add_scan(c, new, at)
    scans.save_page(c, scan.id, page_of(text))
    scans.save_parts(c, scan.id, [part])
    scans.set_state(c, scan.id, ScanState.ACCEPTED if part.type else ScanState.REVIEW, None, None, at)
    return scan
