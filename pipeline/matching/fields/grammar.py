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


# What follows the stroke of a number: letters of the class, of the body, of the unit that wrote it.
SYMBOL: Final = (
    r"(?:\d{4}\s*/\s*)?[A-ZĐÐĂÂÊÔƠƯ][0-9A-Za-zĐÐ]*(?:(?: ?[-–] ?|[.,])[0-9A-ZĐÐĂÂÊÔƠƯ&][0-9A-Za-zĐÐ&]*)*"
)
# The paper's own number begins its line or has a colon; "theo Quyết định số 12/QĐ-UBND" is another paper's.
_OWN_NUMBER: Final = r"(?:\bS[ốôóo]\s*:|(?:^|\t)\W*S[ốôóo]\b\.?)\s*"
_NUMBER_SYMBOL: Final = re.compile(
    _OWN_NUMBER + rf"(?P<number>\d{{1,6}}[a-zA-Z]?)\s*/\s*(?P<symbol>{SYMBOL})"
)
_PLAIN_NUMBER: Final = re.compile(_OWN_NUMBER + r"(?P<number>\d{1,6}(?:\s*/\s*\d{4})?)(?=\s*(?:\t|$))")
_DATE_WORDS: Final = re.compile(
    r"(?<![\w/])(?P<day>\d{1,2})\s*th[áaàâ]ng\s*(?P<month>\d{1,2})\s*n[ăaâ]m\s*(?P<year>\d{4})(?!\d)"
)
_DATE_DIGITS: Final = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})(?![\d/])"
)
_PERSONAL_ID: Final = re.compile(r"(?<![\w])\d(?:[ .]?\d){11}(?![ .]?\d)(?!\w)")
_SERIAL: Final = re.compile(r"(?<!\w)(?:[A-ZĐ]{1,3}\s?)?\d[\dA-Za-zĐ]*(?:(?:\s?[-/]\s?|\.)[\dA-ZĐ]+)*")
_SERIAL_OF_CERTIFICATE: Final = re.compile(
    r"(?<!\w)(?P<letters>[A-Z]{1,2}) ?(?P<digits>\d{6}(?:\d{2})?)(?!\w)"
)
_FIRST_YEAR: Final = 1800
_ENDING: Final = re.compile(r"[._·]{2,}|…|\t")  # a dotted leader, a column's end
_SEX: Final = re.compile(r"[\W_]*(?:(?P<man>[Nn]am|NAM)|(?P<woman>[Nn][ữưứ]|N[ỮƯỨ]))(?!\w)")
_AREA: Final = re.compile(
    r"(?<![\d.,])(?P<area>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?)\s*(?:m\s?[²2]|m\b|mét vuông)"
)
_MONEY: Final = re.compile(
    r"(?<![\d.,])(?P<amount>\d{1,3}(?:[. ]\d{3})+|\d+)\s*(?:đồng|VNĐ|VND|đ)(?!\w)", re.IGNORECASE
)
_NAME_WORDS: Final = range(2, 7)
_ADDRESS: Final = re.compile(r"[\W_]*(?:[ôÔ]ng|[bB]à)(?:\s*[(/]\s*(?:[ôÔ]ng|[bB]à)\s*\)?)?\s*:?\s+")


def symbol(text: str) -> str:
    """Return the letters behind a number's stroke without blanks, dashes and Đ in their usual form."""
    return re.sub(r"\s+", "", text).replace("Ð", "Đ").replace("–", "-")


def number_symbol(text: str) -> Found | None:
    """Find a document's number and symbol (761/BC-UBND); a form of a registry may bear a bare number."""
    match = _NUMBER_SYMBOL.search(text)
    if match:
        return Found(f"{match['number']}/{symbol(match['symbol'])}", match.start("number"), match.end())
    return plain_number(text)


def plain_number(text: str) -> Found | None:
    """Find the bare number of a register's paper, with or without its year (34/2026)."""
    plain = _PLAIN_NUMBER.search(text)
    return Found(re.sub(r"\s+", "", plain["number"]), plain.start("number"), plain.end()) if plain else None


def day(text: str) -> Found | None:
    """Find a date, in words or digits, that the calendar has; give it as dd/mm/yyyy."""
    for match in sorted(
        [*_DATE_WORDS.finditer(text), *_DATE_DIGITS.finditer(text)], key=lambda one: one.start()
    ):
        found = calendar_day(match["day"], match["month"], match["year"])
        if found:
            return Found(found, match.start(), match.end())
    return None


def calendar_day(day: str, month: str, year: str) -> str | None:
    """Return a day as dd/mm/yyyy; None where the calendar has none, or no paper is so old."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return f"{found:%d/%m/%Y}" if found.year >= _FIRST_YEAR else None


def personal_id(text: str) -> Found | None:
    """Find a personal number: twelve digits, in groups or not; a letter among them makes it none."""
    match = _PERSONAL_ID.search(text)
    return Found(re.sub(r"\D", "", match[0]), match.start(), match.end()) if match else None


def serial(text: str) -> Found | None:
    """Find a number that may have letters before it and parts after it (AB 123456, 12/2026)."""
    match = _SERIAL.search(text)
    return Found(" ".join(match[0].split()), match.start(), match.end()) if match else None


def certificate_serial(text: str) -> Found | None:
    """Find the serial of a land certificate: two letters and six digits, eight since 2025."""
    match = _SERIAL_OF_CERTIFICATE.search(text)
    return Found(f"{match['letters']} {match['digits']}", match.start(), match.end()) if match else None


def sex(text: str) -> Found | None:
    """Find "Nam" or "Nữ", however its mark was read."""
    match = _SEX.match(text)  # right behind its label: "Việt Nam" may follow
    if match is None:
        return None
    value, group = ("Nam", "man") if match["man"] else ("Nữ", "woman")
    return Found(value, *match.span(group))


def area(text: str) -> Found | None:
    """Find square metres, as they are written (1.250,5)."""
    match = _AREA.search(text)
    return Found(match["area"], match.start("area"), match.end("area")) if match else None


def money(text: str) -> Found | None:
    """Find an amount of dong in digits; give it with points between thousands."""
    match = _MONEY.search(text)
    if match is None:
        return None
    amount = int(re.sub(r"\D", "", match["amount"]))
    return Found(f"{amount:,}".replace(",", "."), match.start("amount"), match.end("amount"))


def words(text: str) -> Found | None:
    """Take the words up to a dotted leader or the label of what comes next."""
    start = _first_letter(text)
    if start is None:
        return None
    ending = _ENDING.search(text, start)
    end = _before_label(text, start, ending.start() if ending else len(text))
    if end is None:
        return None
    value = text[start:end].strip(" ,;:.-–|")
    if sum(character.isalpha() for character in value) < 2:  # noqa: PLR2004 - a speck read as a letter is no name
        return None
    return Found(value, start, start + len(value))


def name(text: str) -> Found | None:
    """Take a person's name: a few words without digits; "Ông", "Bà" before it are no part of it."""
    address = _ADDRESS.match(text)
    skipped = address.end() if address else 0
    found = words(text[skipped:])
    if found is None or len(found.value.split()) not in _NAME_WORDS or re.search(r"\d", found.value):
        return None
    return Found(found.value, found.start + skipped, found.end + skipped)


def _first_letter(text: str) -> int | None:
    return next((at for at, character in enumerate(text) if character.isalnum()), None)


def _before_label(text: str, start: int, end: int) -> int | None:
    """Cut before "Giới tính:" where it follows a value on the same line; None where no value comes before."""
    colon = text.find(":", start, end)
    if colon < 0:
        return end
    before = [match.start() for match in re.finditer(r"(?<!\S)\w", text[start:colon]) if match[0].isupper()]
    if not before:
        return end
    return start + before[-1] if before[-1] > 0 else None


# One line for each kind of field; `catalogue.shapes.FIELD_KINDS` names the same ones.
GRAMMARS: Final[dict[str, Callable[[str], Found | None]]] = {
    "text": words,
    "name": name,
    "date": day,
    "birth_date": day,
    "expiry_date": day,
    "sex": sex,
    "number_symbol": number_symbol,
    "personal_id": personal_id,
    "serial": serial,
    "certificate_serial": certificate_serial,
    "area": area,
    "money": money,
}
