"""Takes the values that a component type names from the pages of a paper."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from rapidfuzz import fuzz

from catalogue.model import FieldSpec
from pipeline.matching.fold import fold
from pipeline.matching.grammar import GRAMMARS, Found
from pipeline.matching.layout import COLUMN_GAP, Line
from pipeline.matching.look import TITLE_BAND, Look
from pipeline.model import FieldValue

LEGIBLE: Final = 0.5  # below this it is most often a hand's, and not what stands there
_SURE_LENGTH: Final = 8  # letters; a shorter label is found to the letter only
_ALIKE: Final = 88.0
_ASIDES: Final = re.compile(r"\s*(?:\([^)]*\)\s*)*")
_INTRODUCES: Final = ("ngày", "là", "số", "lúc", "hồi")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_BLANK: Final = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class RowText:
    """A row's text, a TAB where a column ends; where each word begins; `flat` is folded letter for letter."""

    text: str
    flat: str
    starts: tuple[int, ...]
    line: Line

    def confidence(self, start: int, end: int) -> float:
        """Return the least confidence (0..1) of the words that text[start:end] touches."""
        spans = zip(self.starts, self.line.words, strict=True)
        touched = [word for at, word in spans if at < end and at + len(word.text) > start]
        return min((word.confidence for word in touched), default=0.0)


def take_fields(specs: Sequence[FieldSpec], pages: Sequence[Look]) -> dict[str, FieldValue]:
    """Return the values that stand printed where each field says; a blank or doubtful one is left out."""
    texts = [[row_text(row) for row in page.rows] for page in pages]
    fields: dict[str, FieldValue] = {}
    for spec in specs:
        value = _number(pages[0], texts[0]) if spec.kind == "number_symbol" else _labelled(spec, texts)
        if value is not None and value.confidence >= LEGIBLE:
            fields[spec.name] = value
    return fields


def row_text(row: Line) -> RowText:
    """Prepare a row."""
    words = [unicodedata.normalize("NFC", word.text) for word in row.words]
    gaps = ["\t" if _wide(row, left, right) else " " for left, right in pairwise(range(len(words)))]
    text = "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))
    starts = tuple(accumulate((len(word) + 1 for word in words[:-1]), initial=0))
    return RowText(text, "".join(map(_flat, text)), starts, row)


def _wide(row: Line, left: int, right: int) -> bool:
    first, second = row.words[left].box, row.words[right].box
    return second.x - (first.x + first.w) > COLUMN_GAP * row.height


def _flat(character: str) -> str:
    folded = fold(character)
    return folded if len(folded) == 1 else " "


def _number(page: Look, texts: Sequence[RowText]) -> FieldValue | None:
    """Find the document's own number: it stands at the top of its first page."""
    for text in texts:
        if text.line.box.y > TITLE_BAND * page.page.height:
            break
        found = GRAMMARS["number_symbol"](text.text)
        if found:
            return _value(found, text)
    return None


def _labelled(spec: FieldSpec, pages: Sequence[Sequence[RowText]]) -> FieldValue | None:
    for label in spec.labels:
        for texts in pages:
            for number, text in enumerate(texts):
                for end in _label_ends(label, text):
                    value = _after(spec, end, texts[number : number + 2])
                    if value is not None:
                        return value
    return None


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
    return [(near.dest_start, _word_end(flat, near.dest_end))] if near else []


def _word_end(flat: str, end: int) -> int:
    """Return where the word ends that `end` lies in: what resembles a label most may lack its last letter."""
    return end + len(flat[end:]) - len(flat[end:].lstrip(_LETTERS)) if flat[end - 1 : end].isalpha() else end


def _after_asides(text: str, start: int) -> int:
    match = _ASIDES.match(text, start)
    return match.end() if match else start


def _begins_value(following: str) -> bool:
    return not following[:1].islower() or following.startswith(_INTRODUCES)


def _begins_label(row: RowText, start: int, label: str) -> bool:
    """Tell "Tên" from the end of "Họ và tên"."""
    return start <= 0 or not label[:1].isupper() or not row.text[start].islower()


def _after(spec: FieldSpec, end: int, rows: Sequence[RowText]) -> FieldValue | None:
    """Read the value behind a label, or right below it where nothing stands behind it."""
    row = rows[0]
    start = _after_asides(row.text, end)
    rest = row.text[start:]
    if not _BLANK.fullmatch(rest) or re.search(r"[.…_]{2}", rest):
        found = GRAMMARS[spec.kind](rest)
        return _value(found, row, start) if found else None
    if len(rows) > 1 and ":" not in rows[1].text:
        found = GRAMMARS[spec.kind](rows[1].text)
        return _value(found, rows[1]) if found else None
    return None


def _value(found: Found, row: RowText, offset: int = 0) -> FieldValue:
    return FieldValue(found.value, row.confidence(found.start + offset, found.end + offset))
