"""Which dossier each page of a stack belongs to: a label binds what follows it, never what lies before.

A cover or a receipt begins a stretch that reaches to the next one. A code on any other paper binds that paper
alone, and what follows only where the whole stack names no other dossier. The folder's dossier holds until a
cover or receipt says another; where both speak, a clerk is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.finding.labels import LEADS, Finder, Label, Labels, Source, named_dossiers
from pipeline.matching.split import is_separator
from pipeline.model import PageReading, Remark


@dataclass(frozen=True, slots=True)
class Binding:
    """The dossier of each page (by number; None where nothing says), and what a clerk must be told."""

    dossiers: Mapping[int, str | None]
    remarks: tuple[Remark, ...]

    def of(self, pages: Sequence[int], labels: Labels) -> str | None:
        """Return the dossier of a paper of these pages: its first page's, or what it says itself."""
        bound = self.dossiers.get(pages[0])
        if bound is not None:
            return bound
        own = {labels.by_page[page].dossier for page in pages if page in labels.by_page}
        return own.pop() if len(own) == 1 else None


def bind(pages: Sequence[PageReading], labels: Labels, finder: Finder, *, duplex: bool = False) -> Binding:
    """Bind pages, in the order in which they lie, to dossiers; `duplex`: both sides of a leaf are there."""
    dossiers: dict[int, str | None] = {}
    current = finder.given
    alone = len(set(named_dossiers(labels))) == 1 and finder.given is None
    for page in pages:
        label = labels.by_page.get(page.number)
        if page.number in labels.covers and label is None:
            current = None  # nobody knows whose cover this is
        elif label and (label.source in LEADS or (alone and current is None)):
            current = label.dossier
        dossiers[page.number] = current
    remarks = [
        *labels.remarks,
        *_conflicts(labels, finder, dossiers),
        *_miscounts(pages, labels, duplex=duplex),
    ]
    return Binding(dossiers, tuple(remarks))


def _conflicts(labels: Labels, finder: Finder, dossiers: Mapping[int, str | None]) -> Iterator[Remark]:
    """Tell where a page names another dossier than the folder or the cover before it."""
    for number, label in sorted(labels.by_page.items()):
        if label.source in LEADS and finder.given and label.dossier != finder.given:
            what = "Tờ bìa" if label.source is Source.COVER else "Giấy tiếp nhận"
            words = (
                f"{what} ở trang {number} ghi hồ sơ {label.dossier}, "
                f"nhưng tệp nằm trong hồ sơ {finder.given}. "
                f"Các giấy sau trang này được xếp vào {label.dossier}; hãy kiểm tra."
            )
            yield Remark("dossier_conflict", words, (number,))
        elif label.source not in LEADS and dossiers[number] not in {None, label.dossier}:
            words = f"Giấy ở trang {number} in mã hồ sơ {label.dossier}, khác với hồ sơ {dossiers[number]}."
            yield Remark("dossier_conflict", f"{words} Hãy kiểm tra có để nhầm giấy không.", (number,))


def _miscounts(pages: Sequence[PageReading], labels: Labels, *, duplex: bool) -> Iterator[Remark]:
    """Tell where other sheets follow a cover than it says, up to the next cover or another dossier's receipt.

    Sheets that part papers are none of them.
    """
    counted: Label | None = None
    after: list[PageReading] = []
    for page in pages:
        if page.number in labels.covers:
            yield from _miscount(counted, after, duplex=duplex)
            counted, after = labels.by_page.get(page.number), []
        elif _is_anothers_receipt(labels.by_page.get(page.number), counted):
            yield from _miscount(counted, after, duplex=duplex)
            counted, after = None, []
        elif not is_separator(page):
            after.append(page)
    yield from _miscount(counted, after, duplex=duplex)


def _is_anothers_receipt(label: Label | None, cover: Label | None) -> bool:
    if label is None or cover is None:
        return False
    return label.source is Source.RECEIPT and label.dossier != cover.dossier


def _miscount(cover: Label | None, after: Sequence[PageReading], *, duplex: bool) -> Iterator[Remark]:
    if cover is None or cover.sheets is None:
        return
    if fits(cover.sheets, [page.blank for page in after], duplex=duplex):
        return
    numbers = tuple(page.number for page in after)
    words = (
        f"Tờ bìa của hồ sơ {cover.dossier} ở trang {cover.page} ghi {cover.sheets} tờ theo sau, "
        f"nhưng có {len(after)} trang quét. Hãy kiểm tra có thiếu, thừa hoặc dính tờ không."
    )
    yield Remark("sheet_count", words, (cover.page, *numbers))


def fits(sheets: int, blanks: Sequence[bool], *, duplex: bool = False) -> bool:
    """Tell whether so many sheets of paper make these pages (True: blank): one side each, or both.

    Where both sides are scanned, the cover's own blank back comes first, unless the cover was fed alone. Both
    sides are there where the whole stack is such, or where what follows the cover shows it: a back is blank,
    no front is.
    """
    count = len(blanks)
    if blanks[:1] == [True] and count == 2 * sheets + 1:
        return True
    both = duplex or (any(blanks) and not any(blanks[::2]))
    return (both and count == 2 * sheets) or (not duplex and count == sheets)
