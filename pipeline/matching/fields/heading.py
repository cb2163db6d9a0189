"""The heading of an official document: issuing body, number and symbol, place and date.

Where they stand: Decree 30/2020/NĐ-CP, annex I, part II, I.2-4. The body stands at the left beside the
national header, its number below it, the place and date at the right on about the same height.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final, NamedTuple

from pipeline.matching.fields.bodies import Body, body_of, restored
from pipeline.matching.fields.grammar import SYMBOL, Found, calendar_day, plain_number, symbol
from pipeline.matching.fields.rowtext import RowText, around, printed, slot_between, written
from pipeline.matching.look import Look
from pipeline.model import Box, FieldValue

HEAD_BAND: Final = 0.4  # of the page's height, from the top
_LEFT: Final = 0.46  # of the page's width: where the middle of the left column's lines lies at most
_CAPITALS: Final = 0.7
_TOO_WIDE: Final = 1.05  # of the width of "tháng": "ngày" takes 0.85 of it
_SURE: Final = 0.75  # digits read less surely are not taken for print
_NUMBER: Final = re.compile(
    rf"(?:^|\t)\W{{0,2}}S(?:[ốóoôồõơ06]|\u0301)?\s*[:;.¿,]?\s*(?P<number>\d{{1,6}}[a-zA-Z]?)\s*[/⁄]\s*(?P<symbol>{SYMBOL})"
)
# A number that cannot be read: its label, something, the stroke and the symbol; or all run together.
_ROW: Final = re.compile(
    rf"(?:^|\t)\W{{0,2}}(?P<label>S(?:[ốóoôồõơ68]|\u0301)?\s*[:;.¿,]?)\s*(?P<slot>[^\t]*?)\s*[/⁄]\s*"
    rf"(?P<symbol>{SYMBOL})\W*(?=\t|$)"
)
_RUN_TOGETHER: Final = re.compile(
    r"(?:^|\t)\W{0,2}(?P<label>S[ốóoôồõơ68]\s*[:;.¿,]?)\s*(?P<slot>[^\t\s]*[A-ZĐÐ]{2,}-[A-ZĐÐ]{2,})\W*(?=\t|$)"
)
_DATE: Final = re.compile(
    r"(?P<place>[^\t,.]{2,40})[,.]?\s*(?P<label>ng[àaâ]y)\s*(?P<day>[^\t]{0,9}?)\s*"
    r"th[áaàâ]ng[ịi]?\s*(?P<month>[^\t]{0,8}?)\s*n[ăaâ]m\s*(?P<year>\d{4})(?!\d)"
)
_DAYLESS: Final = re.compile(
    r"(?P<place>[^\t,.]{2,40}),(?P<label>)(?P<day>[^\t]{0,9}?)\s*"
    r"th[áaàâ]ng[ịi]?\s*(?P<month>[^\t]{0,8}?)\s*n[ăaâ]m\s*(?P<year>\d{4})(?!\d)"
)


class Numbered(NamedTuple):
    """A document's own number, the symbol that is printed with it, and the row that bears them."""

    number: FieldValue | None
    symbol: FieldValue | None
    row: RowText


def head_rows(look: Look, rows: Sequence[RowText]) -> list[RowText]:
    """Return the rows among which a heading stands."""
    return [row for row in rows if row.line.box.y < HEAD_BAND * look.page.height]


def own_number(rows: Sequence[RowText]) -> Numbered | None:
    """Find a document's own number and symbol; one that a hand wrote is shown, not read.

    The first row that begins as such a row does is it: "theo Quyết định số 12/QĐ-UBND" names another paper.
    """
    for row in rows:
        found = _NUMBER.search(row.text)
        if found:
            return _numbered(found, row)
        roughly = _ROW.search(row.text)
        if roughly and _is_symbol(roughly["symbol"]):
            return _doubtful(roughly, row)
        together = _RUN_TOGETHER.search(row.text)
        if together:
            box = row.box(*together.span("slot"))
            return Numbered(FieldValue("", 0.0, row.page.number, box, "hand", "Số viết tay"), None, row)
        plain = plain_number(row.text)
        if plain:
            return Numbered(_plain(plain, row), None, row)
    return None


def _plain(found: Found, row: RowText) -> FieldValue:
    """Return the bare number of a register's paper."""
    by_hand = written(row.page, slot_between(row, found.start, found.end))
    value = printed(found, row)
    return replace(by_hand, box=value.box) if by_hand and value.box else value


def symbol_behind(initials: str, numbered: Numbered) -> FieldValue | None:
    """Find the symbol in a row that was read in one piece: there its body's first letters tell it apart."""
    for length in range(len(initials), 1, -1):
        match = re.search(rf"{re.escape(initials[:length])}[-–][A-ZĐÐ]{{2,}}\b", numbered.row.text)
        if match:
            return printed(Found(symbol(match[0]), *match.span()), numbered.row)
    return None


def _numbered(found: re.Match[str], row: RowText) -> Numbered:
    slot = slot_between(row, found.start("number"), found.end("number"))
    by_hand = written(row.page, slot) if _begins_after_label(row, found) else None
    letters = _symbol_value(found, row)
    value = f"{found['number']}/{symbol(found['symbol'])}"
    number = printed(Found(value, found.start("number"), found.end("symbol")), row)
    if by_hand is not None or row.confidence(*found.span("number")) < _SURE:
        shown = by_hand or FieldValue("", 0.0, row.page.number, row.box(*found.span("number")), "hand")
        return Numbered(_with_symbol(shown, letters), letters, row)
    return Numbered(number, letters, row)


def _begins_after_label(row: RowText, found: re.Match[str]) -> bool:
    return row.box(0, found.start("number")) is not None


def _doubtful(found: re.Match[str], row: RowText) -> Numbered:
    """Take a number row whose number cannot be read: a hand wrote it, or it is not there yet."""
    letters = _symbol_value(found, row)
    slot = slot_between(row, found.end("label"), found.start("symbol"))
    by_hand = written(row.page, slot)
    if by_hand is None and any(letter.isalnum() for letter in found["slot"]):
        by_hand = FieldValue("", 0.0, row.page.number, row.box(*found.span("slot")), "hand")
    return Numbered(by_hand and _with_symbol(by_hand, letters), letters, row)


def _symbol_value(found: re.Match[str], row: RowText) -> FieldValue:
    return printed(Found(symbol(found["symbol"]), *found.span("symbol")), row)


def _with_symbol(number: FieldValue, letters: FieldValue) -> FieldValue:
    remark = f"Số viết tay; ký hiệu in sẵn: {letters.value}"
    return FieldValue("", 0.0, number.page, number.box, "hand", remark)


def _is_symbol(text: str) -> bool:
    return "-" in text or "–" in text or len(text) > 2  # noqa: PLR2004 - a stray capital is no symbol


def issued_on(rows: Sequence[RowText]) -> tuple[FieldValue | None, str]:
    """Return the day on which a document was issued, as dd/mm/yyyy, and the place that stands before it.

    What a hand wrote of it is shown; the rest is told in the remark.
    """
    for pattern in (_DATE, _DAYLESS):
        for row in rows:
            found = pattern.search(row.text)
            if found and _heads(found, row):
                return _day(found, row), found["place"].strip()
    return None, ""


def _heads(found: re.Match[str], row: RowText) -> bool:
    """Tell the line of place and date from a sentence that names a day: nothing stands around it."""
    before, after = row.text[: found.start()], row.text[found.end() :]
    around_it = before.rpartition("\t")[2] + after.partition("\t")[0]
    return not any(letter.isalnum() for letter in around_it)


def _day(found: re.Match[str], row: RowText) -> FieldValue | None:
    for part, begin in (("day", found.end("label")), ("month", found.end("day"))):
        start = begin if part == "day" else found.start("month")
        shown = _written_part(found, row, part, start)
        if shown is not None:
            return shown
    day = calendar_day(found["day"], found["month"], found["year"])
    return printed(Found(day, found.start("label"), found.end("year")), row) if day else None


def _written_part(found: re.Match[str], row: RowText, part: str, start: int) -> FieldValue | None:
    """Return the place of a day or month that a hand wrote; None where it is printed, or not there."""
    start_of, end_of = found.span(part)
    text = found[part].strip()
    remark = f"Ngày viết tay; in sẵn: “{_printed_rest(found, part)}”"
    by_hand = written(row.page, slot_between(row, start, end_of), remark)
    if by_hand is not None:
        return by_hand
    is_number = re.fullmatch(r"\d{1,2}", text, re.ASCII) is not None
    if is_number and row.confidence(start_of, end_of) >= _SURE:
        return None
    if text.strip(" .…_,"):  # something stands there that is no number
        return FieldValue("", 0.0, row.page.number, row.box(start_of, end_of), "hand", remark)
    if part == "day" and _holds_more(found, row):
        return FieldValue("", 0.0, row.page.number, row.box(*found.span("label")), "hand", remark)
    return None


def _holds_more(found: re.Match[str], row: RowText) -> bool:
    """Tell whether the box of "ngày" is too wide for it: the day beside was taken for one of its letters."""
    label, month = row.box(*found.span("label")), row.box(found.end("day"), found.start("month"))
    return label is not None and month is not None and label.w > _TOO_WIDE * month.w


def _printed_rest(found: re.Match[str], part: str) -> str:
    month = found["month"].strip() if part == "day" else ""
    return f"tháng {month} năm {found['year']}" if month.isdigit() else f"năm {found['year']}"


def issued_by(look: Look, rows: Sequence[RowText], number: RowText | None, place: str) -> Body | None:
    """Find the issuing body and the body above it, in the left column over the number."""
    lines = [*_body_lines(look, rows, number)]
    if not lines:
        return None
    texts = [restored(text, place) for text, _, _ in lines]
    box = reduce(around, (box for _, box, _ in lines))
    sure = min(sure for _, _, sure in lines)
    return body_of(texts, FieldValue("", sure, look.page.number, box))


def _body_lines(
    look: Look, rows: Sequence[RowText], number: RowText | None
) -> Iterator[tuple[str, Box, float]]:
    top, bottom = _between(look, number)
    for row in rows:
        for start, end in _columns(row):
            text, box = row.text[start:end], row.box(start, end)
            if box is None or not _is_body_line(text) or not top <= _height(row) <= bottom:
                continue
            if box.x + box.w / 2 < _LEFT * look.page.width:
                yield text, box, row.confidence(start, end)


def _between(look: Look, number: RowText | None) -> tuple[float, float]:
    """Return between which heights a body stands: from the national header to the number, or right beside."""
    header = [line for line in look.rows if "xa hoi chu nghia" in line.folded or "doc lap" in line.folded]
    high = max(line.height for line in look.rows)
    first = min((line.box.y for line in header), default=0)
    last = number.line.box.y if number else max((line.box.y + 4 * line.height for line in header), default=0)
    return first - 2.5 * min(high, header[0].height if header else high), last


def _height(row: RowText) -> float:
    return row.line.box.y + row.line.box.h / 2


def _columns(row: RowText) -> Iterator[tuple[int, int]]:
    at = 0
    for text in row.text.split("\t"):
        yield at, at + len(text)
        at += len(text) + 1


def _is_body_line(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    capital = sum(letter.isupper() for letter in letters)
    header = re.search(r"C[ỘO]NG H[OÒÀA]+ X[ÃA] H[ỘO]I", text)
    return len(letters) > 2 and capital >= _CAPITALS * len(letters) and header is None  # noqa: PLR2004
