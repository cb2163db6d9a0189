"""Which pages make one paper, and what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from catalogue.model import ComponentType
from pipeline.matching.fields.take import take_fields
from pipeline.matching.look import CAPITALS, Look, look_at
from pipeline.matching.titles import GENRES, STRONG, begins_as
from pipeline.matching.types import Evidence, Index, anchor_weight, candidates, choose, prepare, weigh
from pipeline.model import PageReading, Part

_ALONE: Final = 2.5  # weight of anchors that tells a paper whose title cannot be read
_TOPMOST: Final = 4  # lines of a page among which a title without the national header stands
_APPENDED: Final = (
    "loi chung",
    "xac nhan",
    "danh sach",
    "phieu",
    "ban an",
)  # heads pages inside a paper as well


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that bears something, and what it says about the types."""

    look: Look
    evidence: Evidence


def assemble(pages: Sequence[PageReading], types: Sequence[ComponentType]) -> tuple[Part, ...]:
    """Return the papers of a file in page order: every page that is not blank stands in exactly one."""
    index = prepare(tuple(types))
    looks = [look_at(page) for page in pages if not page.blank]
    return tuple(
        _part(paper, index) for paper in split([Sheet(look, weigh(look, index)) for look in looks], index)
    )


def split(sheets: Sequence[Sheet], index: Index) -> list[list[Sheet]]:
    """Gather consecutive sheets into papers."""
    papers: list[list[Sheet]] = []
    for sheet in sheets:
        if not papers or _starts(sheet, papers[-1], index):
            papers.append([sheet])
        else:
            papers[-1].append(sheet)
    return papers


def _starts(sheet: Sheet, paper: Sequence[Sheet], index: Index) -> bool:
    """Tell whether a sheet begins a paper, or goes on with the one before.

    Where nothing is said, a signed paper is at its end: what follows is asked about rather than hidden in it.
    """
    look = sheet.look
    if look.national:
        return True
    if look.number is not None and look.number > 1:
        return False
    titled = any(match.score >= STRONG for match in sheet.evidence.titles.values())
    if titled or _headed(look) or _is_of_another_type(sheet, paper, index):
        return True
    return paper[-1].look.signed and not _belongs(sheet, paper, index)


def _belongs(sheet: Sheet, paper: Sequence[Sheet], index: Index) -> bool:
    """Tell whether a sheet bears what follows a signature, or an anchor of a type that the paper may be."""
    capitals = [head for head in sheet.look.heads[:_TOPMOST] if head.upper >= CAPITALS]
    if sheet.look.copy_stamp or any(begins_as(head.folded, _APPENDED) for head in capitals):
        return True
    before = [page.evidence for page in paper]
    code, _ = choose(candidates(before, index))
    return any(
        entry.type.code == code and anchor_weight(number, entry, [sheet.evidence])
        for number, entry in enumerate(index.entries)
    )


def _headed(look: Look) -> bool:
    """Tell whether a page begins with the title of some paper, known or not.

    Body text above it, or a colon behind it, makes it a heading inside a paper (QUYẾT ĐỊNH:).
    """
    for head in sorted(look.heads, key=lambda head: head.box.y)[:_TOPMOST]:
        if head.upper >= CAPITALS and begins_as(head.folded, GENRES):
            return not begins_as(head.folded, _APPENDED) and not head.folded.endswith(":")
    return False


def _is_of_another_type(sheet: Sheet, paper: Sequence[Sheet], index: Index) -> bool:
    """Tell whether the anchors of some type stand here that the paper before bears no trace of."""
    before = [page.evidence for page in paper]
    return any(
        anchor_weight(number, entry, [sheet.evidence]) >= _ALONE
        and number not in before[0].titles
        and not anchor_weight(number, entry, before)
        for number, entry in enumerate(index.entries)
    )


def _part(paper: Sequence[Sheet], index: Index) -> Part:
    ranked = candidates([sheet.evidence for sheet in paper], index)
    code, confidence = choose(ranked)
    looks = [sheet.look for sheet in paper]
    kind = next((entry.type for entry in index.entries if entry.type.code == code), None)
    return Part(
        pages=tuple(look.page.number for look in looks),
        type=code,
        confidence=confidence,
        candidates=ranked,
        fields=take_fields(kind, looks),
        certified_copy=any(look.copy_stamp for look in looks),
    )
