"""Takes the values that stand behind printed labels; what a hand wrote there is shown, not read."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from catalogue.model import FieldSpec
from pipeline.matching.fields.grammar import GRAMMARS
from pipeline.matching.fields.rowtext import RowText, printed, slot_between, written
from pipeline.matching.fold import fold
from pipeline.matching.layout import upper_share
from pipeline.matching.look import CAPITALS
from pipeline.model import FieldValue

LEGIBLE: Final = 0.5  # below this it is most often a hand's, and not what stands there
_SURE_LENGTH: Final = 8  # letters; a shorter label is found to the letter only
_ALIKE: Final = 88.0
_SAME: Final = 95.0
_LAST_ALIKE: Final = 50.0  # of the last word: "Ngày, tháng, năm" is not "Ngày, tháng, năm sinh"
_DAYS: Final = frozenset({"date", "birth_date", "expiry_date"})
_ASIDES: Final = re.compile(r"\s*(?:\([^)]*\)\s*)*")
_INTRODUCES: Final = ("ngày", "là", "số", "lúc", "hồi")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_BLANK: Final = re.compile(r"[\W_]*")
_LEADER: Final = re.compile(r"[.…_]{2}")
_NEXT_LABEL: Final = re.compile(r"\t|[^\W\d_][^:\t.…]{2,40}:")  # where a blank slot ends


def labelled(
    spec: FieldSpec, pages: Sequence[Sequence[RowText]], others: Collection[str] = ()
) -> FieldValue | None:
    """Return the value behind the first label that has one, printed or written.

    `others` are the words after which the page asks about other people: there the part about these ends.
    """
    parts = _part_behind(spec.after, pages, others)
    for label in spec.labels:
        for texts in parts:
            for number, row in enumerate(texts):
                for end in _label_ends(label, row):
                    value = _after(spec, end, texts[number : number + 2])
                    if value is not None:
                        return value
    return None


def alone(kind: str, pages: Sequence[Sequence[RowText]]) -> FieldValue | None:
    """Return a value that stands without a label, with nothing beside it: the serial of a certificate."""
    for row in (row for texts in pages for row in texts):
        for match in re.finditer(r"[^\t]+", row.text):
            found = GRAMMARS[kind](match[0])
            if found and match[0].strip() == match[0][found.start : found.end].strip():
                return printed(found, row, match.start())
    return None


def _part_behind(
    after: str, pages: Sequence[Sequence[RowText]], others: Collection[str]
) -> list[Sequence[RowText]]:
    """Return the rows, page by page, from the words `after` on to the words of another part."""
    if not after:
        return [*pages]
    begins = _places(after, pages)
    if not begins:
        return []
    first = begins[0]
    later = [at for other in others if other != after for at in _places(other, pages) if at > first]
    end = min(later, default=(len(pages), 0))
    return [
        texts[first[1] if page == first[0] else 0 : end[1] if page == end[0] else None]
        for page, texts in enumerate(pages)
        if first[0] <= page <= end[0]
    ]


def _places(words: str, pages: Sequence[Sequence[RowText]]) -> list[tuple[int, int]]:
    """Return pages and rows that bear some words: to the letter, or nearly where none bears them so."""
    folded = fold(words)
    rows = [((page, at), row.flat) for page, texts in enumerate(pages) for at, row in enumerate(texts)]
    exact = [place for place, flat in rows if folded in flat]
    if exact:
        return exact
    long = [(place, flat) for place, flat in rows if len(flat) >= len(folded)]
    return [place for place, flat in long if fuzz.partial_ratio(folded, flat) >= _SAME]


def _label_ends(label: str, row: RowText) -> Iterator[int]:
    """Yield where the label ends in a row, if it stands there and is not the beginning of a longer one."""
    for start, end in _spans(fold(label), row.flat):
        following = row.text[_after_asides(row.text, end) :]
        if _begins_value(following) and _begins_label(row, start, label):
            yield end


def _spans(label: str, flat: str) -> list[tuple[int, int]]:
    """Return where a folded label stands in a row, to the letter or else nearly."""
    exact = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(label)}(?!\w)", flat)]
    if exact or len(label) < _SURE_LENGTH or len(flat) < len(label):
        return exact
    near = fuzz.partial_ratio_alignment(label, flat, score_cutoff=_ALIKE)
    if near is None:
        return []
    start, end = near.dest_start, _word_end(flat, near.dest_end)
    found = flat[start:end].split()
    ends_alike = bool(found) and fuzz.ratio(label.rsplit(maxsplit=1)[-1], found[-1]) >= _LAST_ALIKE
    return [(start, end)] if ends_alike else []


def _word_end(flat: str, end: int) -> int:
    """Return where the word ends that `end` lies in: what resembles a label most may lack its last letter."""
    return end + len(flat[end:]) - len(flat[end:].lstrip(_LETTERS)) if flat[end - 1 : end].isalpha() else end


def _after_asides(text: str, start: int) -> int:
    match = _ASIDES.match(text, start)
    return match.end() if match else start


def _begins_value(following: str) -> bool:
    return not following[:1].islower() or following.startswith(_INTRODUCES)


def _begins_label(row: RowText, start: int, label: str) -> bool:
    """Tell "Tên" from the end of "Họ và tên", and a label from the same words in a title."""
    if upper_share(label) < CAPITALS <= upper_share(row.text[max(0, start) : start + len(label)]):
        return False
    return start <= 0 or not label[:1].isupper() or not row.text[start].islower()


def _after(spec: FieldSpec, end: int, rows: Sequence[RowText]) -> FieldValue | None:
    """Read the value behind a label, or right below it where nothing stands behind it."""
    row = rows[0]
    start = _after_asides(row.text, end)
    rest = row.text[start:]
    if not _BLANK.fullmatch(rest) or _LEADER.search(rest):
        return _read(spec, row, start) or _hand_behind(row, start) or _day_below(spec, start, rows)
    by_hand = _hand_behind(row, start)
    if by_hand is None and len(rows) > 1 and ":" not in rows[1].text:
        return _read(spec, rows[1], 0)
    return by_hand


def _day_below(spec: FieldSpec, start: int, rows: Sequence[RowText]) -> FieldValue | None:
    """Return a day that ends in the next row, or stands there while another label follows in this one."""
    if spec.kind not in _DAYS or len(rows) < 2:  # noqa: PLR2004 - this row and the next
        return None
    row, below = rows
    begun = f"{row.text[start:]} {below.text}"
    found = GRAMMARS[spec.kind](begun)
    if found and found.start < len(row.text) - start and row.text.rstrip().endswith("năm"):
        value = printed(found._replace(end=len(row.text) - start), row, start)
        return replace(value, confidence=value.confidence * below.confidence(0, 1))
    rest = row.text[start:]
    if _LEADER.search(rest) or any(letter.isdigit() for letter in rest) or ":" in below.text:
        return None
    return _read(spec, below, 0)


def _read(spec: FieldSpec, row: RowText, start: int) -> FieldValue | None:
    """Return what is printed from `start` on; as a hand's what does not look like print."""
    found = GRAMMARS[spec.kind](row.text[start:])
    if found is None:
        return None
    value = printed(found, row, start)
    by_hand = written(row.page, slot_between(row, start + found.start, start + found.end))
    if by_hand is not None and _covers(by_hand, value):
        return replace(by_hand, box=value.box)
    legible = row.least(start + found.start, start + found.end) >= LEGIBLE
    return value if legible else by_hand


def _covers(by_hand: FieldValue, value: FieldValue) -> bool:
    """Tell a value written by hand from one beside which there is a stroke."""
    if by_hand.box is None or value.box is None:
        return False
    left = max(by_hand.box.x, value.box.x)
    right = min(by_hand.box.x + by_hand.box.w, value.box.x + value.box.w)
    return right - left >= 0.5 * value.box.w


def _hand_behind(row: RowText, start: int) -> FieldValue | None:
    """Return what a hand wrote between a label and the next one."""
    following = _NEXT_LABEL.search(row.text, start)
    return written(row.page, slot_between(row, start, following.start() if following else len(row.text)))
