"""What a page shows at first sight: its heading lines, the national header, its number, its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from pipeline.matching.layout import Line, columns, rows
from pipeline.matching.phrases import Text, found, phrase, searchable
from pipeline.model import PageReading

TITLE_BAND: Final = 0.45  # of the page's height, from the top
CARD_BAND: Final = 0.25  # below the first line, for a small paper lying low on the sheet
_TITLE_LENGTH: Final = 8  # letters
_MIDDLE: Final = 0.15  # of the page's width: how far off a title's middle may be
NUMBER_BAND: Final = 0.1
_NUMBER_OFF: Final = 0.04  # of the page's width: how far off the middle a number at the foot may be
CAPITALS: Final = 0.7

_NATIONAL: Final = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "socialist republic of viet nam",
    "independence - freedom - happiness",
)
_ALIKE: Final = 80.0
_SIGNS_ALIKE: Final = 86.0
_BARE_NUMBER: Final = re.compile(r"\W*(\d{1,3})\W*")
_WORDED_NUMBER: Final = re.compile(r"\W*\btrang\W{0,2}(\d{1,3})(?!\d)(?:\W{0,2}/\W{0,2}(\d{1,3})(?!\d))?")
_SIGNED_BAND: Final = 0.25  # of the page's height, from the top: no paper is signed above
_SIGNED: Final = tuple(map(phrase, ("Ký, ghi rõ họ tên", "Ký và ghi rõ họ tên", "Ký tên, đóng dấu")))
_SIGNING: Final = re.compile(r"\W*(?:luu: ?vt\b|(?:tm|kt|tl|tuq)\.)")
_OFFICES: Final = tuple(
    rank + office for rank in ("", "pho ") for office in ("chu tich", "giam doc", "truong phong", "tham phan")
)
_SIGNERS: Final = (
    *("noi nhan:", "nguoi ky", "nguoi khai", "nguoi lam don", "nguoi viet don"),
    *("nguoi yeu cau", "nguoi de nghi", "nguoi cam doan"),
)
_COPY_STAMP: Final = phrase("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH")
_STAMP_LINES: Final = (
    "chung thuc ban sao dung voi ban chinh",
    "chung thuc ban sao",
    "sao dung voi ban chinh",
    "dung voi ban chinh",
)


@dataclass(frozen=True, slots=True)
class Look:
    """One page, prepared once for splitting, matching and fields."""

    page: PageReading
    rows: tuple[Line, ...]
    heads: tuple[Line, ...]  # lines of the title band without the national header, in reading order
    text: Text
    head_capitals: Text  # the heads that are mostly capitals
    national: bool  # bears the national header
    titled: bool  # bears a line, readable or not, where and as titles are printed
    number: int | None  # printed page number
    total: int | None  # of how many pages, where that is printed (Trang 2/3)
    copy_stamp: bool
    signed: bool  # bears a place for signatures


def look_at(page: PageReading) -> Look:
    """Prepare a page."""
    lines = rows(page)
    parted = [column for row in lines for column in columns(row)]
    band = [line for line in parted if line.box.y < _band_end(parted, page.height)]
    header = [line for line in band if _is_header(line)]
    heads = tuple(line for line in band if line not in header and not _is_stamp(line))
    capitals = " ".join(line.folded for line in parted if line.upper >= CAPITALS)
    number, total = _number(parted, page)
    return Look(
        page=page,
        rows=lines,
        heads=heads,
        text=searchable(" ".join(row.folded for row in lines)),
        head_capitals=searchable(" ".join(head.folded for head in heads if head.upper >= CAPITALS)),
        national=bool(header),
        titled=_is_titled(heads, max((line.box.y + line.box.h for line in header), default=0), page.width),
        number=number,
        total=total,
        copy_stamp=found(_COPY_STAMP, searchable(capitals)),
        signed=_is_signed([line for line in parted if line.box.y > _SIGNED_BAND * page.height]),
    )


def _band_end(lines: list[Line], height: int) -> float:
    first = min((line.box.y for line in lines), default=0)
    return max(TITLE_BAND * height, first + CARD_BAND * height)


def _is_header(line: Line) -> bool:
    """Tell whether a line is the national header, alone or run together with the column beside it."""
    return any(_alike(line.folded, words) for words in _NATIONAL)


def heads_a_paper(line: Line) -> bool:
    """Tell whether a line is the first of the national header, in either language."""
    return any(_alike(line.folded, words) for words in _NATIONAL[::2])


def _is_stamp(line: Line) -> bool:
    return any(fuzz.ratio(line.folded, words) >= _ALIKE for words in _STAMP_LINES)


def _is_titled(heads: Sequence[Line], header_end: int, width: int) -> bool:
    """Tell whether capitals stand in the middle below the national header, without a label before them."""
    return any(
        head.upper >= CAPITALS
        and head.box.y >= header_end
        and abs(head.box.x + head.box.w / 2 - width / 2) <= _MIDDLE * width
        and sum(character.isalpha() for character in head.folded) >= _TITLE_LENGTH
        and ":" not in head.folded
        for head in heads
    )


def _is_signed(lines: Sequence[Line]) -> bool:
    if any(_signs(line.folded.strip(" .,-")) for line in lines):
        return True
    text = searchable(" ".join(line.folded for line in lines))
    return any(found(words, text) for words in _SIGNED)


def _signs(folded: str) -> bool:
    """Tell whether a line is one that stands above a signature, or ends a signed paper."""
    return (
        _SIGNING.match(folded) is not None
        or any(fuzz.ratio(folded, office) >= _SIGNS_ALIKE for office in _OFFICES)
        or any(fuzz.ratio(folded[: len(words)], words) >= _SIGNS_ALIKE for words in _SIGNERS)
    )


def _alike(folded: str, words: str) -> bool:
    if len(folded) > len(words):
        return fuzz.partial_ratio(words, folded) >= _ALIKE
    return fuzz.ratio(words, folded) >= _ALIKE


def _number(lines: list[Line], page: PageReading) -> tuple[int | None, int | None]:
    """Return the page number printed at either edge, and of how many, where that is printed, too."""
    for line in lines:
        top = line.box.y < NUMBER_BAND * page.height
        bottom = line.box.y > (1 - NUMBER_BAND) * page.height
        bare = _BARE_NUMBER.fullmatch(line.folded) if top or (bottom and _in_the_middle(line, page)) else None
        worded = _WORDED_NUMBER.match(line.folded) if top or bottom else None
        if bare:
            return int(bare[1]), None
        if worded:
            return int(worded[1]), int(worded[2]) if worded[2] else None
    return None, None


def _in_the_middle(line: Line, page: PageReading) -> bool:
    return abs(line.box.x + line.box.w / 2 - page.width / 2) <= _NUMBER_OFF * page.width
