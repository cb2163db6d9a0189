"""Synthetic papers with their truth: the same arguments give the same pixels.

page, truth = make_page("giay_khai_sinh", seed=7, level=2)
pages = make_paper("hop_dong_chuyen_nhuong", seed=7)        # all its pages
papers = make_dossier(("to_khai_khai_sinh", "giay_chung_sinh"), seed=7, level=1)
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pipeline.image import PageImage, Pixels
from samples import degrade
from samples.blocks import Copied, Form, Paper
from samples.degrade import LEVELS, Level
from samples.forms import FORMS, STRANGE
from samples.forms.phrases import seal_of, slashed
from samples.people import Case, make_case
from samples.sheet import Sheet, TrueWord
from samples.typeset import typeset

PRINT_DPI: Final = 300  # forms are drawn at this resolution, then scanned


@dataclass(frozen=True, slots=True)
class PageTruth:
    """What is known of a page: `rotation` and `skew` are the clockwise degrees that put it right.

    `words` stand in reading order of their drawing, with boxes in mm of the upright, straight sheet.
    """

    type: str | None
    page_of_paper: int  # from 1
    level: int
    rotation: int = 0
    skew: float = 0.0
    blank: bool = False
    certified_copy: bool = False
    effects: tuple[str, ...] = ()
    words: tuple[TrueWord, ...] = ()

    @property
    def text(self) -> str:
        """All words, printed and written, with single blanks."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Scanning:
    """How a paper is scanned: level 0 clean, 1 a light office scan, 2 hard; `dpi` if not the level's own."""

    level: int = 0
    dpi: int | None = None
    rotation: int = 0  # clockwise degrees that will make the pages upright
    photo: bool = False
    jpeg: bool = True  # False where the file is going to be a JPEG anyway

    @property
    def recipe(self) -> Level:
        level = LEVELS[self.level]
        return replace(level, dpi=self.dpi or level.dpi, jpeg=level.jpeg if self.jpeg else None)


Page = tuple[PageImage, PageTruth]


def make_page(kind: str, seed: int, level: int = 0, *, rotation: int = 0, dpi: int | None = None) -> Page:
    """Return the first page of a paper of a component type (a key of FORMS or STRANGE), with its truth."""
    return make_paper(kind, seed, Scanning(level, dpi, rotation))[0]


def make_paper(
    kind: str,
    seed: int,
    scanning: Scanning = Scanning(),
    case: Case | None = None,
    *,
    certified: bool = False,
) -> list[Page]:
    """Return all pages of a paper of a component type, numbered from 1.

    `case` says whom it is about (by default made from the seed); `certified` makes it a photocopy that bears
    the words of certification. Raises KeyError for a type that has no form.
    """
    rng = np.random.default_rng([seed, zlib.crc32(kind.encode())])
    known = kind in FORMS
    subject = case or make_case(seed)
    form = (FORMS if known else STRANGE)[kind](subject)
    sheets = typeset(certify(form, subject) if certified else form, PRINT_DPI, rng)
    drawn = [sheet.pixels() for sheet in sheets]
    pages = []
    for number, sheet in enumerate(sheets, 1):
        truth = PageTruth(
            kind if known else None,
            number,
            scanning.level,
            certified_copy=certified,
            words=tuple(sheet.words),
        )
        behind = drawn[number % len(drawn)] if len(drawn) > 1 else drawn[0][::-1]
        pages.append(scan(drawn[number - 1], truth, scanning, rng, behind))
    return pages


def make_blank(seed: int, scanning: Scanning, behind: Pixels | None = None) -> Page:
    """Return the empty back of a sheet; what is printed on its front may show through."""
    rng = np.random.default_rng([seed, 0xB1A])
    empty = Sheet(Paper(), PRINT_DPI, rng).pixels()
    recipe = replace(scanning.recipe, seal=False, through=0.03 if behind is not None else 0.0)
    truth = PageTruth(None, 1, scanning.level, blank=True)
    return _scanned(empty, truth, scanning, rng, (recipe, behind))


def make_dossier(
    kinds: Sequence[str], seed: int, level: int = 0, *, case: Case | None = None
) -> list[list[Page]]:
    """Return the papers of one dossier, each a list of pages; all tell of the same people."""
    subject = case or make_case(seed)
    return [make_paper(kind, seed + 31 * place, Scanning(level), subject) for place, kind in enumerate(kinds)]


def scan(
    pixels: Pixels, truth: PageTruth, scanning: Scanning, rng: np.random.Generator, behind: Pixels
) -> Page:
    """Put a drawn page (PRINT_DPI) through a scanner; return its picture and the truth with what was done."""
    return _scanned(pixels, truth, scanning, rng, (scanning.recipe, behind))


def _scanned(
    pixels: Pixels,
    truth: PageTruth,
    scanning: Scanning,
    rng: np.random.Generator,
    way: tuple[Level, Pixels | None],
) -> Page:
    recipe, behind = way
    result, applied = degrade.degrade(pixels, PRINT_DPI, recipe, rng, behind)
    effects = applied.effects
    if scanning.photo:
        result, effects = degrade.photograph(result, rng), (*effects, "photograph")
    result = degrade.turn(result, scanning.rotation)
    known = replace(truth, rotation=scanning.rotation, skew=applied.skew, effects=effects)
    return PageImage(result, recipe.dpi, truth.page_of_paper), known


def certify(form: Form, case: Case) -> Form:
    """Return a photocopy of a paper, the words of certification below it."""
    words = Copied(
        number=f"Số chứng thực: {case.number + 40}    Quyển số: 01/{case.received_on.year} - SCT/BS",
        date_line=f"Ngày {slashed(case.day(2))}",
        body=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        name=case.registrar,
        seal=seal_of(case),
    )
    tight = replace(form.paper, leading=form.paper.leading * 0.85)
    return Form((*form.blocks, words), tight)
