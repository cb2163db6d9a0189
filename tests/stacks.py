"""Scans that wait for a clerk: drawn papers, misread on purpose, finished by the real last stage."""

import tempfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from PIL import Image

from catalogue.dossier import Channel, Dossier
from pipeline.model import Box, PageReading, Word
from pipeline.preview import previews
from samples.generate import make_page
from storage import dossiers, scans, tasks
from storage.database import reading, writing
from storage.decisions import in_force
from storage.model import NewScan, ScanState, Stage, Urgency
from storage.previews import save_previews
from storage.stations import put_station
from web.site import Site
from workers.pictures import store_pictures
from workers.settling import settle
from workers.workshop import Workshop

DPI = 100
MILLIMETRES = 25.4
PROCEDURE = "1.001193"  # birth registration
UNIT = "H99.101"
STATION = "tram-101"
RECEIVED = date(2026, 11, 18)


@dataclass(frozen=True)
class Misread:
    """A word read otherwise than it is printed, and not surely."""

    printed: str
    read: str


@cache
def drawn(kind: str, seed: int):
    """Return a drawn page and its words, as a perfect reader gives them."""
    picture, truth = make_page(kind, seed, dpi=DPI)
    scale = DPI / MILLIMETRES
    height, width = picture.pixels.shape[:2]
    words, line, last = [], -1, None
    for true in truth.words:
        x, y, w, h = (round(side * scale) for side in true.box)
        if last is None or abs(y - last) > h / 2:
            line, last = line + 1, y
        words.append(Word(true.text, Box(x, y, w, h), 0.999, line))
    text = "\n".join(
        " ".join(word.text for word in words if word.line == number) for number in range(line + 1)
    )
    reading_ = PageReading(1, width, height, DPI, 0, 0.0, blank=False, text=text, words=tuple(words))
    return picture, previews(picture), reading_


def misread(page: PageReading, wrong: Misread) -> PageReading:
    """Return the page with the first such word misread."""
    place = next(place for place, word in enumerate(page.words) if word.text == wrong.printed)
    word = replace(page.words[place], text=wrong.read, confidence=0.6)
    words = (*page.words[:place], word, *page.words[place + 1 :])
    return replace(page, words=words, text=page.text.replace(wrong.printed, wrong.read, 1))


class Stacks:
    """Puts scans before the clerks of a site."""

    def __init__(self, site: Site, now: datetime) -> None:
        self.site, self.now, self.made = site, now, 0
        with writing(site.engine) as c:
            put_station(c, STATION, UNIT, None, closed=False, now=now)

    @property
    def shop(self) -> Workshop:
        return Workshop(self.site.settings, self.site.engine, self.site.objects(), self.site.catalogue)

    def dossier(self, number: int, unit: str = UNIT) -> str:
        code = f"{unit}-{RECEIVED:%y%m%d}-{9000 + number:04}"
        with writing(self.site.engine) as c:
            new = Dossier(code, PROCEDURE, unit, RECEIVED, Channel.DIRECT, due_on=date(2026, 11, 24))
            dossiers.put_dossiers(c, [new])
        return code

    def add_original(self, kind: str, seed: int) -> str:
        """Put a drawn page into the store as the file that a station sent; return its SHA-256."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "quet.png"
            Image.fromarray(drawn(kind, seed)[0].pixels).save(path, dpi=(DPI, DPI))
            return str(self.site.objects().put(path))

    def add(
        self,
        kinds: list[str],
        *,
        wrong: tuple[Misread, ...] = (),
        dossier: str | None = None,
        seed: int = 1,
        sha256: str = "",
    ) -> int:
        """Add a scan of these papers, one page each; what is misread is on the first page that prints it."""
        self.made += 1
        new = NewScan(
            sha256 or f"{0xFEED0000 + self.made:064x}",
            1000,
            STATION,
            f"quet-{self.made:03}.pdf",
            dossier,
            Urgency.COUNTER,
        )
        pages = [drawn(kind, seed) for kind in kinds]
        with writing(self.site.engine) as c:
            scan = scans.add_scan(c, new, self.now)[0]
            scans.set_page_count(c, scan.id, len(pages))
            scans.set_state(c, scan.id, ScanState.PROCESSING, None, None, self.now)
            for number, (_, pictures, page) in enumerate(pages, start=1):
                for each in wrong:
                    if any(word.text == each.printed for word in page.words):
                        page = misread(page, each)  # noqa: PLW2901
                scans.save_page(c, scan.id, replace(page, number=number))
                save_previews(c, scan.sha256, number, store_pictures(self.site.objects(), pictures))
            tasks.add_task(c, scan.id, Stage.FINISH, 0, unit=UNIT, urgency=Urgency.COUNTER, now=self.now)
        assert settle(self.shop, scan.id, self.now)
        return scan.id

    def state(self, scan_id: int) -> ScanState:
        with reading(self.site.engine) as c:
            return scans.get_scan(c, scan_id).state

    def parts(self, scan_id: int):
        with reading(self.site.engine) as c:
            return scans.parts_of(c, scan_id)

    def held(self, scan_id: int):
        with reading(self.site.engine) as c:
            return in_force(c, scan_id)
