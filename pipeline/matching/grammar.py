"""How values are written: a grammar for each kind of field. Digits are taken as read, never corrected."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple


class Found(NamedTuple):
    """A value, and where it stands in the text it was found in."""

    value: str
    start: int
    end: int


# The paper's own number begins its line or has a colon; "theo Quyết định số 12/QĐ-UBND" is another paper's.
_OWN_NUMBER: Final = r"(?:\bS[ốôóo]\s*:|(?:^|\t)\W*S[ốôóo]\b\.?)\s*"
_NUMBER_SYMBOL: Final = re.compile(
    _OWN_NUMBER + r"(?P<number>\d{1,6})\s*/\s*"
    r"(?P<symbol>(?:\d{4}\s*/\s*)?[A-ZĐĂÂÊÔƠƯ][0-9A-Za-zĐ]*(?:[-.][0-9A-ZĐĂÂÊÔƠƯ&]+)*)"
)
_PLAIN_NUMBER: Final = re.compile(_OWN_NUMBER + r"(?P<number>\d{1,6}(?:\s*/\s*\d{4})?)(?=\s*(?:\t|$))")
_DATE_WORDS: Final = re.compile(
    r"(?<![\w/])(?P<day>\d{1,2})\s*th[áaàâ]ng\s*(?P<month>\d{1,2})\s*n[ăaâ]m\s*(?P<year>\d{4})(?!\d)"
)
_DATE_DIGITS: Final = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})(?![\d/])"
)
_PERSONAL_ID: Final = re.compile(r"(?<![\w])\d(?:[ .]?\d){11}(?![ .]?\d)(?!\w)")
_SERIAL: Final = re.compile(r"(?<!\w)(?:[A-ZĐ]{1,3}\s?)?\d[\dA-Za-zĐ]*(?:\s?[-./]\s?[\dA-ZĐ]+)*")
_ENDING: Final = re.compile(r"[._·]{2,}|…|\t")  # a dotted leader, a column's end


def number_symbol(text: str) -> Found | None:
    """Find a document's number and symbol (761/BC-UBND); a form of a registry may bear a bare number."""
    match = _NUMBER_SYMBOL.search(text)
    if match:
        symbol = re.sub(r"\s+", "", match["symbol"])
        return Found(f"{match['number']}/{symbol}", match.start("number"), match.end())
    plain = _PLAIN_NUMBER.search(text)
    return Found(re.sub(r"\s+", "", plain["number"]), plain.start("number"), plain.end()) if plain else None


def day(text: str) -> Found | None:
    """Find a date, in words or digits, that the calendar has; give it as dd/mm/yyyy."""
    for match in sorted(
        [*_DATE_WORDS.finditer(text), *_DATE_DIGITS.finditer(text)], key=lambda one: one.start()
    ):
        try:
            found = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        return Found(found.strftime("%d/%m/%Y"), match.start(), match.end())
    return None


def personal_id(text: str) -> Found | None:
    """Find a personal number: twelve digits, in groups or not; a letter among them makes it none."""
    match = _PERSONAL_ID.search(text)
    return Found(re.sub(r"\D", "", match[0]), match.start(), match.end()) if match else None


def serial(text: str) -> Found | None:
    """Find a number that may have letters before it and parts after it (AB 123456, 12/2026)."""
    match = _SERIAL.search(text)
    return Found(" ".join(match[0].split()), match.start(), match.end()) if match else None


def words(text: str) -> Found | None:
    """Take the words up to a dotted leader or the label of what comes next."""
    start = _first_letter(text)
    if start is None:
        return None
    ending = _ENDING.search(text, start)
    end = _before_label(text, start, ending.start() if ending else len(text))
    value = text[start:end].strip(" ,;:.-–|")
    if sum(character.isalpha() for character in value) < 2:  # noqa: PLR2004 - a speck read as a letter is no name
        return None
    return Found(value, start, start + len(value))


def _first_letter(text: str) -> int | None:
    return next((at for at, character in enumerate(text) if character.isalnum()), None)


def _before_label(text: str, start: int, end: int) -> int:
    """Cut before "Giới tính:" where it follows a value on the same line."""
    colon = text.find(":", start, end)
    if colon < 0:
        return end
    before = [match.start() for match in re.finditer(r"(?<!\S)\w", text[start:colon]) if match[0].isupper()]
    return start + before[-1] if before and before[-1] > 0 else end


GRAMMARS: Final[dict[str, Callable[[str], Found | None]]] = {
    "text": words,
    "date": day,
    "number_symbol": number_symbol,
    "personal_id": personal_id,
    "serial": serial,
}
