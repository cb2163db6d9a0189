"""What pages say of the dossier that their papers belong to: cover sheets, receipts, codes, print."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.finding.cover import CoverError, read_cover
from pipeline.finding.formats import Formats
from pipeline.finding.printed import is_cover, is_receipt, neighbours, printed_codes
from pipeline.model import PageReading, Remark

Known = Callable[[Collection[str]], Collection[str]]  # which of these codes the register knows


class Source(StrEnum):
    """What says so; of several on a page the first counts."""

    COVER = "cover"
    RECEIPT = "receipt"
    CODE = "code"  # a QR code or barcode on another paper
    PRINT = "print"


LEADS = frozenset({Source.COVER, Source.RECEIPT})  # what follows these belongs to their dossier


@dataclass(frozen=True, slots=True)
class Label:
    """A page names a dossier; a cover may say how many sheets of paper follow it."""

    page: int
    dossier: str
    source: Source
    sheets: int | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """What labels are judged by: `given` is the dossier that the folder or the file's name says."""

    given: str | None = None
    formats: Formats = field(default_factory=Formats)
    known: Known | None = None

    def registered(self, codes: Collection[str]) -> Collection[str]:
        return self.known(codes) if self.known else ()


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of a stack by page, the pages that are nothing but a cover, and what went wrong."""

    by_page: dict[int, Label]
    covers: frozenset[int]
    remarks: tuple[Remark, ...] = ()


def find_labels(pages: Sequence[PageReading], finder: Finder) -> Labels:
    """Return what the pages of a stack say of dossiers."""
    by_page: dict[int, Label] = {}
    remarks: list[Remark] = []
    covers: set[int] = set()
    for page in pages:
        label, remark = _label(page, finder)
        if label:
            by_page[page.number] = label
        if remark:
            remarks.append(remark)
        if (label and label.source is Source.COVER) or (remark and remark.code == "cover_unread"):
            covers.add(page.number)
    return Labels(by_page, frozenset(covers), tuple(remarks))


def _label(page: PageReading, finder: Finder) -> tuple[Label | None, Remark | None]:
    try:
        covers = {cover for code in page.codes if (cover := read_cover(code.text))}
    except CoverError:
        return None, _unread_cover(page.number)
    if len(covers) > 1:  # two sheets taken in as one
        return None, _unread_cover(page.number, *sorted({cover.dossier for cover in covers}))
    for cover in covers:
        return Label(page.number, cover.dossier, Source.COVER, cover.sheets), None
    receipt = is_receipt(page)
    coded = {found for code in page.codes if (found := finder.formats.first(code.text))}
    if len(coded) == 1:
        return Label(page.number, coded.pop(), Source.RECEIPT if receipt else Source.CODE), None
    return _from_print(page, finder, receipt=receipt)


def _from_print(page: PageReading, finder: Finder, *, receipt: bool) -> tuple[Label | None, Remark | None]:
    source = Source.RECEIPT if receipt else Source.PRINT
    found = printed_codes(page, finder.formats)
    exact = {one.code for one in found if one.exact}
    if is_cover(page):  # its code could not be read: what stands beside it has no proof
        return None, _unread_cover(page.number, *sorted(exact))
    if len(exact) == 1:
        return Label(page.number, exact.pop(), source), None
    if exact or not found:
        return None, None
    return _resolved(page.number, [one.code for one in found], source, finder)


def _resolved(
    page: int, read: Sequence[str], source: Source, finder: Finder
) -> tuple[Label | None, Remark | None]:
    """Take a misread code for the one registered dossier that it can be; else tell what it may be."""
    likely = set(finder.registered(read))
    near = likely or {code for one in read for code in finder.registered(neighbours(one))}
    if len(near) == 1:
        code = near.pop()
        return Label(page, code, source), Remark(
            "code_mended", f"Mã hồ sơ đọc không rõ, hiểu là {code}.", (page,)
        )
    guesses = ", ".join(sorted(near or read)[:3])
    return None, Remark(
        "code_unclear", f"Mã hồ sơ in ở trang {page} đọc không rõ: có thể là {guesses}.", (page,)
    )


def _unread_cover(page: int, *guesses: str) -> Remark:
    maybe = f" (có thể là {', '.join(guesses)})" if guesses else ""
    words = f"Tờ bìa ở trang {page} đọc không được hoặc sai mã kiểm tra{maybe}."
    return Remark("cover_unread", f"{words} Hãy chọn hồ sơ cho các giấy sau nó.", (page,))


def named_dossiers(labels: Labels) -> Iterator[str]:
    """Yield the codes that the labels name, each once, in page order."""
    yield from dict.fromkeys(label.dossier for _, label in sorted(labels.by_page.items()))
