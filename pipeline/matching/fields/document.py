"""What class of document a paper is, what it is about, how urgent, and who signed it.

Where these stand: Decree 30/2020/NĐ-CP, annex I, part II, I.5 (class and subject), I.7 (signature), I.8
(urgency: stamped or printed below the number, or below the subject of a letter).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Final

from rapidfuzz import fuzz

from catalogue.documents import BY_LETTERS, DOCUMENTS, LETTER, DocumentClass
from pipeline.matching.fields.grammar import Found
from pipeline.matching.fields.rowtext import RowText, around, printed
from pipeline.matching.fold import fold
from pipeline.matching.layout import upper_share
from pipeline.matching.look import CAPITALS, Look
from pipeline.model import Box, FieldValue, PageReading

_ALIKE: Final = 86.0
_TITLE_LEFT: Final = 0.08  # of the page's width: how far left of the middle a title's end may be read
_BOTH, _ONE = 0.99, 0.95  # how sure a class is that title and symbol name, that one of them names
_SUBJECT: Final = re.compile(r"^\W{0,2}V ?/ ?v?(?!\w)\W*", re.IGNORECASE)
_BODY: Final = re.compile(r"^\W*(?:can cu|kinh gui|thuc hien|theo|phan i\b|dieu 1|i\.|1\.)")
_GAP: Final = 1.3  # line heights between two lines of one subject
_LONGEST: Final = 6  # lines of a subject
URGENCIES: Final = {"hoa toc": "HỎA TỐC", "thuong khan": "THƯỢNG KHẨN", "khan": "KHẨN"}
_ROLE: Final = re.compile(
    r"^\W*(?:(?:tm|kt|tl|tuq|q)\.|(?:pho )?(?:chu tich|giam doc|truong phong|truong ban|chanh van phong)|"
    r"chanh thanh tra|tham phan|truong cong an|nguoi ky)"
)
_SIGNED_BAND: Final = 0.3  # of the page's height, from the top: no document is signed above
_NAME: Final = re.compile(  # specks or a doctor's title may stand before it
    r"^[\W\d_]*(?:(?:TS|ThS|BS|CK|PGS|GS)[\W\d]*)*(?P<name>[^\W\d_]+(?: [^\W\d_]+){1,5})[\W_]*$"
)


def class_of(look: Look, numbered: str | None, rows: Sequence[RowText]) -> FieldValue | None:
    """Return the class of a document: its title and the letters of its symbol are two witnesses.

    `numbered` is the symbol, empty where it cannot be read, None where there is no number. A document without
    title is an official letter (công văn), if it has a number and says what it is about or to whom it goes.
    """
    titled = next(_titles(look, rows), None)
    lettered = _by_letters(numbered)
    if titled:
        known, value = titled
        return FieldValue(known.name, _BOTH if known == lettered else _ONE, value.page, value.box)
    if lettered:
        return FieldValue(lettered.name, _ONE, look.page.number)
    about = numbered is not None and _is_about(rows)
    if about or (numbered and any("kinh gui" in row.flat for row in rows)):
        return FieldValue(LETTER.name, _ONE, look.page.number)
    return None


def _titles(look: Look, rows: Sequence[RowText]) -> Iterator[tuple[DocumentClass, FieldValue]]:
    """Find lines that are nothing but a class's name, in capitals, not in the left column."""
    for row in rows:
        for start, end in _spans(row.text):
            text = row.text[start:end]
            known = _named(text) if upper_share(text) >= CAPITALS else None
            box = row.box(start, end)
            if known and box and box.x + box.w > (0.5 - _TITLE_LEFT) * look.page.width:
                yield known, printed(Found(known.name, start, end), row)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield a row's columns, then what follows each of its words: a stamp may stand before a title."""
    columns = [match.span() for match in re.finditer(r"[^\t]+", text)]
    yield from columns
    for start, end in columns:
        yield from ((start + match.start(), end) for match in re.finditer(r"(?<=\s)\S", text[start:end]))


def _named(text: str) -> DocumentClass | None:
    bare = fold(text).strip(" .:*-_")
    best = max(DOCUMENTS[1:], key=lambda known: fuzz.ratio(fold(known.name), bare))
    return best if fuzz.ratio(fold(best.name), bare) >= _ALIKE else None


def _by_letters(symbol: str | None) -> DocumentClass | None:
    parts = re.split(r"[-/.]", symbol) if symbol else []
    return next((BY_LETTERS[part] for part in parts[:1] if part in BY_LETTERS and len(parts) > 1), None)


def _is_about(rows: Iterable[RowText]) -> bool:
    return any(_SUBJECT.match(row.text) for row in rows)


def subject_of(rows: Sequence[RowText], title: FieldValue | None) -> FieldValue | None:
    """Return what a document is about: behind "V/v" below a letter's number, or below its title."""
    for number, row in enumerate(rows):
        match = _SUBJECT.match(row.text)
        if match:
            return _paragraph(rows[number:], match.end())
    if title is None or title.box is None:
        return None
    below = sorted(
        (row for row in rows if _is_below(row, title.box)),
        key=lambda row: row.line.box.y + row.line.box.h / 2,
    )
    return _paragraph(below, 0) if below else None


def _is_below(row: RowText, title: Box) -> bool:
    """Tell whether a row lies below a title, and under it: stamps stand in the margins."""
    box, middle = row.words[0].box, title.x + title.w / 2
    return box.y > title.y + title.h / 2 and box.x < middle < row.line.box.x + row.line.box.w


def _paragraph(rows: Sequence[RowText], skipped: int) -> FieldValue | None:
    """Join the lines that follow one another closely in one column."""
    first = rows[0]
    if _begins_body(first) or not any(letter.isalpha() for letter in first.text[skipped:]):
        return None
    lines = [printed(Found(_column(first.text)[skipped:].strip(), skipped, len(_column(first.text))), first)]
    last = first
    for row in rows[1:_LONGEST]:
        if not _follows(last, row):
            break
        lines.append(printed(Found(_column(row.text).strip(), 0, len(_column(row.text))), row))
        last = row
    boxes = [line.box for line in lines if line.box]
    confidence = min(line.confidence for line in lines)
    return FieldValue(
        " ".join(line.value for line in lines), confidence, first.page.number, reduce(around, boxes)
    )


def _column(text: str) -> str:
    return text.partition("\t")[0]


def _follows(above: RowText, row: RowText) -> bool:
    one, other = above.line, row.line
    overlap = min(one.box.x + one.box.w, other.box.x + other.box.w) - max(one.box.x, other.box.x)
    gap = other.box.y - (one.box.y + one.box.h)
    return overlap > 0 and -one.height < gap <= _GAP * min(one.height, other.height) and not _begins_body(row)


def _begins_body(row: RowText) -> bool:
    """Tell the first words of the text, or the authority in capitals above it, from a subject's line."""
    if row.line.upper >= CAPITALS:
        return True
    return _BODY.match(row.flat) is not None and row.text.lstrip(" -–.,")[:1].isupper()


def urgency_of(page: PageReading, rows: Sequence[RowText]) -> FieldValue | None:
    """Return how urgent a document is, as it is stamped or printed; None for an ordinary one."""
    for stamp in page.stamps:
        if stamp.kind == "urgency":
            return FieldValue(stamp.text, stamp.confidence, page.number, stamp.box)
    for row in rows:
        for match in re.finditer(r"[^\t]+", row.text):
            found = _urgent(match[0])
            if found:
                words, start, end = found
                return printed(Found(words, match.start() + start, match.start() + end), row)
    return None


def _urgent(text: str) -> tuple[str, int, int] | None:
    """Find one of the three words at the beginning of a line in capitals, whatever was read around it."""
    words = [*re.finditer(r"\S+", text)]
    for count in (2, 1):
        run = words[:count]
        if len(run) < count:
            continue
        start, end = run[0].start(), run[-1].end()
        bare = fold(text[start:end]).strip(" .:*-_[]|'")
        if upper_share(text[start:end]) < CAPITALS:
            continue
        for known, name in URGENCIES.items():
            if known.count(" ") + 1 == count and fuzz.ratio(bare, known) >= _ALIKE:
                return name, start, end
    return None


def signer_of(look: Look, rows: Sequence[RowText]) -> FieldValue | None:
    """Return who signed: the name below the last office at the right of a page."""
    low = [row for row in rows if row.line.box.y > _SIGNED_BAND * look.page.height]
    right = [
        (row, match.span())
        for row in low
        for match in re.finditer(r"[^\t]+", row.text)
        if _is_right(row.box(*match.span()), look.page.width)
    ]
    roles = [number for number, (row, (start, end)) in enumerate(right) if _ROLE.match(row.flat[start:end])]
    if not roles:
        return None
    for row, (start, end) in reversed(right[roles[-1] + 1 :]):
        match = _NAME.search(row.text[start:end])
        if match and all(word[0].isupper() for word in match["name"].split()):
            return printed(Found(match["name"], *match.span("name")), row, start)
    return None


def _is_right(box: Box | None, width: int) -> bool:
    return box is not None and box.x + box.w / 2 > 0.5 * width
