"""How surely the dossier of a paper is found, and what it costs: by QR code, by print alone, by stamps.

    python -m bench.finding [--pages N] [--level 0|1|2] [--seed S] [--no-read]

Draws cover sheets and receipts, scans them askew at 200 dpi with a red seal on them (level 2: noise, blur,
show-through, JPEG 60 as well), and asks which dossier they name. A third of the seals lie on the code itself.
"By print alone" the codes are taken away, the page is read, and a misread code is held against a register in
which every true code has neighbours that differ in one digit. Framed stamps are looked for on other papers,
coloured ones anywhere in the head of the page, and papers without one must show none.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import cv2
import numpy as np

from pipeline.codes import find_codes
from pipeline.finding.cover import Cover
from pipeline.finding.labels import Finder, find_labels
from pipeline.finding.printed import neighbours
from pipeline.image import PageImage, Pixels
from pipeline.model import PageReading
from pipeline.run import read_page
from pipeline.stack import Competing, Rules, assemble
from pipeline.stamps import STAMPS, find_stamps
from samples import degrade, ink
from samples.blocks import Form, Gap, Picture, Stamped, Text, Title
from samples.degrade import LEVELS
from samples.forms import FORMS
from samples.people import Case, make_case
from samples.typeset import typeset

DPI: Final = 300
OVER_CODE: Final = 3  # every third seal lies on the code
CODE_AT: Final = {"cover": (105.0, 102.0), "receipt": (176.0, 40.0)}  # mm, middle of the code
LEAST: Final = {"qr": 0.995, "print": 0.97, "stamp": 0.95}
PLAIN: Final = ("giay_xntthn", "gcn_hkd", "to_khai_khai_sinh", "hop_dong_chuyen_nhuong")


@dataclass(slots=True)
class Score:
    """How many were right of how many, and the CPU seconds that it took."""

    right: int = 0
    of: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)

    def add(self, *, right: bool, seconds: float, what: str) -> None:
        self.right += right
        self.of += 1
        self.seconds += seconds
        self.failed += [] if right else [what]

    def line(self, name: str) -> str:
        share = 100 * self.right / max(1, self.of)
        each = 1000 * self.seconds / max(1, self.of)
        return f"{name:28} {self.right:5} of {self.of:5} {share:7.2f} %  {each:7.1f} CPU ms each"


def main() -> int:
    """Run the bench; 1 where a target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--level", type=int, choices=range(len(LEVELS)), default=2)
    parser.add_argument("--seed", type=int, default=41000)
    parser.add_argument("--no-read", action="store_true", help="leave out what needs the reading of pages")
    asked = parser.parse_args()
    scores = {name: Score() for name in ("qr", "print", "stamp", "no stamp", "no code", "binding")}
    for seed in range(asked.seed, asked.seed + asked.pages):
        _dossier(seed, asked.level, scores, read=not asked.no_read)
        _stamps(seed, asked.level, scores)
    for name, score in scores.items():
        print(score.line(name), *score.failed[:8])
    return int(any(scores[name].right < least * scores[name].of for name, least in LEAST.items()))


def _dossier(seed: int, level: int, scores: dict[str, Score], *, read: bool) -> None:
    rng = np.random.default_rng([seed, 5])
    case = make_case(seed)
    kind = "cover" if seed % 2 else "receipt"
    page = _scanned(_form(kind, case), CODE_AT[kind] if seed % OVER_CODE == 0 else None, level, rng)
    start = time.process_time()
    codes = find_codes(page)
    seconds = time.process_time() - start
    bare = PageReading(1, page.width, page.height, page.dpi, 0, 0.0, blank=False, text="", codes=codes)
    labels = find_labels([bare], Finder())
    found = labels.by_page[1].dossier if labels.by_page else None
    scores["qr"].add(right=found == case.code, seconds=seconds, what=f"{kind} {seed}")
    if read and kind == "receipt":
        _by_print(page, case, scores)


def _by_print(page: PageImage, case: Case, scores: dict[str, Score]) -> None:
    start = time.process_time()
    reading = replace(read_page(page), codes=())
    seconds = time.process_time() - start
    register = {case.code, *neighbours(case.code)[::7]}
    labels = find_labels([reading], Finder(known=register.intersection))
    found = labels.by_page[1].dossier if labels.by_page else None
    scores["print"].add(right=found == case.code, seconds=seconds, what=f"{case.code}={found}")
    start = time.process_time()
    assemble([reading] * 1, Competing(), rules=Rules(Finder(known=register.intersection)))
    scores["binding"].add(right=True, seconds=time.process_time() - start, what="")


def _stamps(seed: int, level: int, scores: dict[str, Score]) -> None:
    rng = np.random.default_rng([seed, 6])
    form = FORMS[PLAIN[seed % len(PLAIN)]](make_case(seed))
    kind, words = STAMPS[seed % 6]
    at = (float(rng.uniform(35, 80)), float(rng.uniform(20, 60)))
    stamped = Form((*form.blocks, Stamped(words, at)), form.paper)
    for name, each, wanted in (("stamp", stamped, [words]), ("no stamp", form, [])):
        page = _scanned(each, None, level, rng)
        start = time.process_time()
        found = [stamp.text for stamp in find_stamps(page, ())]
        scores[name].add(
            right=found == wanted, seconds=time.process_time() - start, what=f"{kind} {seed} {found}"
        )
        if not wanted:
            start = time.process_time()
            codes = find_codes(page)
            scores["no code"].add(right=not codes, seconds=time.process_time() - start, what=str(seed))


def _form(kind: str, case: Case) -> Form:
    """Return a receipt, or a cover sheet laid out as the product prints it."""
    if kind == "receipt":
        return FORMS["giay_tiep_nhan"](case)
    return Form(tuple(_cover(case)))


def _cover(case: Case) -> Iterator[Title | Text | Gap | Picture]:
    yield Gap(12)
    yield Title("TỜ BÌA HỒ SƠ", size=26)
    yield Gap(8)
    yield Title(case.code, size=30)
    yield Picture("cover_code", 75, (Cover(case.code, case.number % 30).text,))
    yield Text(f"Sau tờ này có: {case.number % 30} tờ giấy", align="center")


def _scanned(
    form: Form, seal_at: tuple[float, float] | None, level: int, rng: np.random.Generator
) -> PageImage:
    sheet = typeset(form, DPI, rng)[0]
    if seal_at:
        sheet.stamp(ink.seal(("ỦY BAN NHÂN DÂN XÃ", "SƠN\nTHỦY"), DPI, rng), seal_at, ink.SEAL_RED)
    pixels: Pixels = sheet.pixels()
    result, _ = degrade.degrade(pixels, DPI, LEVELS[level], rng, np.asarray(cv2.flip(pixels, 0), np.uint8))
    return PageImage(result, LEVELS[level].dpi)


if __name__ == "__main__":
    raise SystemExit(main())
