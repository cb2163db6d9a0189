"""Makes a planned stack: its papers as they should be found, its pages as they come out of the feeder."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bench.matching.patch import patch_sheet
from bench.matching.plan import CARD, COVER, LEAST, MOST, PATCH, Piece, Plan
from bench.matching.strangers import STRANGERS
from pipeline.finding.cover import Cover
from pipeline.image import Pixels
from samples.blocks import Break, Form, Gap, Picture, Title, told
from samples.forms import FORMS
from samples.generate import PRINT_DPI, Page, PageTruth, Scanning, certify, make_blank, scan
from samples.people import Case
from samples.sheet import Sheet, Type
from samples.typefaces import printed
from samples.typeset import typeset

ROUGH: Final = 50  # dots an inch: enough where only the words and their places are wanted
BLACK: Final = (24, 24, 26)
LARGER: Final = 1.2
LOOSER: Final = 1.2
FOOT: Final = 288.0  # mm: baseline of a page number


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a stack as it should come out; `pages` by their numbers in the file, in reading order."""

    kind: str
    type: str | None
    pages: tuple[int, ...]
    dossier: int
    certified: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One side of a sheet: what makes it, whether it is empty, the codes it bears."""

    make: Callable[[], Page]
    drawn: Pixels | None = None  # None on an empty side
    blank: bool = False
    code: tuple[str, str] | None = None  # text, "qr" or "barcode"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stack ready to be read."""

    papers: tuple[Paper, ...]
    leaves: tuple[Leaf, ...]  # in the order of the file


def draw(plan: Plan, *, rough: bool) -> Drawn:
    """Lay out a stack; `rough`: only words and their places are wanted, no pixels."""
    scanning = Scanning(0 if rough else plan.level)
    leaves: list[Leaf] = []
    papers: list[Paper] = []
    for piece in plan.pieces:
        sides = _fed(piece, [*_sides(piece, scanning, rough=rough)], plan, scanning)
        if len(leaves) + len(sides) > MOST or (len(leaves) >= max(plan.pages, LEAST)):
            break
        numbers = tuple(len(leaves) + place for place, side in enumerate(sides, 1) if not side.blank)
        papers += [Paper(piece.kind, piece.type, numbers, piece.dossier, piece.certified)] * _papers_on(piece)
        leaves += sides
    if plan.feeding == "two passes":
        return _in_two_passes(papers, leaves)
    return Drawn(tuple(papers), tuple(leaves))


def _papers_on(piece: Piece) -> int:
    return 2 if piece.kind == CARD and piece.cards == "two persons" and not piece.certified else 1


def _in_two_passes(papers: Sequence[Paper], leaves: Sequence[Leaf]) -> Drawn:
    """Return the stack as it is fed twice: all fronts, then all backs from the last, the pile turned over."""
    order = [*range(0, len(leaves), 2), *reversed(range(1, len(leaves), 2))]
    place = {old + 1: new for new, old in enumerate(order, 1)}
    moved = [replace(paper, pages=tuple(place[page] for page in paper.pages)) for paper in papers]
    return Drawn(tuple(moved), tuple(leaves[old] for old in order))


def _fed(piece: Piece, fronts: list[Leaf], plan: Plan, scanning: Scanning) -> list[Leaf]:
    """Return the sides of a paper that the feeder sees, empty ones among them."""
    blank = Leaf(lambda: make_blank(piece.seed + 7, scanning, fronts[-1].drawn), blank=True)
    if plan.feeding == "simplex":
        return [*fronts, *([blank] if piece.stray_blank else [])]
    if piece.both_sides:
        return [*fronts, *([blank] if len(fronts) % 2 else [])]
    return [side for front in fronts for side in (front, blank)]


def _sides(piece: Piece, scanning: Scanning, *, rough: bool) -> Iterator[Leaf]:
    rng = np.random.default_rng([piece.seed, zlib.crc32(piece.kind.encode())])
    dpi = ROUGH if rough else PRINT_DPI
    code = _code(piece)
    sheets = [patch_sheet(dpi, rng)] if piece.kind == PATCH else _sheets(piece, dpi, rng)
    drawn = [sheet.pixels() for sheet in sheets]
    for number, (sheet, pixels) in enumerate(zip(sheets, drawn, strict=True), 1):
        truth = PageTruth(
            piece.type, number, scanning.level, certified_copy=piece.certified, words=tuple(sheet.words)
        )
        behind = drawn[number % len(drawn)] if len(drawn) > 1 else pixels[::-1]
        yield Leaf(_scanned(pixels, truth, scanning, piece.seed + number, behind), pixels, code=code)


def _scanned(
    pixels: Pixels, truth: PageTruth, scanning: Scanning, seed: int, behind: Pixels
) -> Callable[[], Page]:
    return lambda: scan(pixels, truth, scanning, np.random.default_rng(seed), behind)


def _sheets(piece: Piece, dpi: int, rng: np.random.Generator) -> list[Sheet]:
    form = _form(piece)
    if piece.certified:
        form = certify(form, piece.case)
    if piece.kind == CARD and piece.cards == "two sheets" and not piece.certified:
        front, back = (block for block in form.blocks if isinstance(block, Picture))
        form = replace(form, blocks=(Gap(14), front, Break(), Gap(14), back))
    paper = replace(form.paper, numbered=piece.numbering == "top" and piece.kind != CARD)
    if piece.large:
        paper = replace(paper, size=LARGER * paper.size, leading=LOOSER * paper.leading)
    form = replace(form, paper=paper)
    sheets = typeset(form, dpi, rng)
    letters = Type(printed(form.paper.family), 11, BLACK)
    for number, sheet in enumerate(sheets, 1):
        if len(sheets) > 1 and piece.kind != CARD and piece.numbering in {"foot", "of"}:
            words = f"{number}" if piece.numbering == "foot" else f"Trang {number}/{len(sheets)}"
            sheet.text(105 - letters.width(words) / 2, FOOT, words, letters)
    return sheets


def _form(piece: Piece) -> Form:
    if piece.kind == COVER:
        return _cover(piece.case)
    form = {**FORMS, **STRANGERS}[piece.kind](piece.case)
    if piece.kind != CARD or piece.certified:
        return form
    front, back = (block for block in form.blocks if isinstance(block, Picture))
    if piece.cards == "two persons":
        other = FORMS[CARD](replace(piece.case, applicant=piece.case.spouse))
        blocks = [front, back, *(block for block in other.blocks if isinstance(block, Picture))]
        return replace(form, blocks=tuple(blocks))
    return form


def _cover(case: Case) -> Form:
    return Form(
        (
            Picture("code", 24, (_cover_code(case),)),
            Gap(12),
            Title("TỜ BÌA HỒ SƠ", size=24),
            Gap(10),
            told(("Mã hồ sơ", case.code), bold=True),
            told(("Đặt tờ này lên trên các giấy tờ của hồ sơ", "")),
        )
    )


def _cover_code(case: Case) -> str:
    return Cover(case.code).text


def _code(piece: Piece) -> tuple[str, str] | None:
    if piece.kind == PATCH:
        return "PATCHT", "barcode"
    if piece.kind == COVER:
        return _cover_code(piece.case), "qr"
    return (piece.case.code, "qr") if piece.kind == "giay_tiep_nhan" else None
