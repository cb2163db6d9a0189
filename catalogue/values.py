"""Readers of the single values of a catalogue file; each refuses what it cannot use, in Vietnamese."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from catalogue.errors import Place

Reader = Callable[[object, Place], Any]

SLUG: Final = re.compile(r"[a-z][a-z0-9_]*")
# As dossiers name units (H37.19, 000.00.19.H37), and as the national list does: 20, 183, 06613.
UNIT_CODE: Final = re.compile(
    r"[A-Z]\d{2}(\.\d{1,3}){0,3}|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|\d{2,3}|\d{5}", re.ASCII
)
PROCEDURE_CODE: Final = re.compile(r"[1-9]\.\d{6}(\.000\.00\.00)?(\.H\d{2})?", re.ASCII)


def text(value: object, place: Place) -> str:
    """Read words as they are to be shown: not empty, NFC, single blanks only."""
    if not isinstance(value, str):
        raise place.error("phải là chuỗi chữ trong dấu nháy")
    if not value.strip():
        raise place.error("không được để trống")
    if value != " ".join(value.split()):
        raise place.error(f"thừa dấu cách hoặc xuống dòng trong {value!r}")
    if not unicodedata.is_normalized("NFC", value):
        raise place.error(f"{value!r} chưa ở dạng Unicode dựng sẵn (NFC)")
    return value


def code(form: re.Pattern[str]) -> Reader:
    """Return a reader of codes that must match `form` whole."""

    def read(value: object, place: Place) -> str:
        if not form.fullmatch(text(value, place)):
            raise place.error(f"mã {value!r} sai quy cách")
        return str(value)

    return read


def choice(options: Iterable[str]) -> Reader:
    """Return a reader of one of a few words; the members of a StrEnum come back as members."""
    known = {str(option): option for option in options}

    def read(value: object, place: Place) -> str:
        if text(value, place) not in known:
            raise place.error(f"{value!r} không phải một trong: {', '.join(known)}")
        return known[str(value)]

    return read


def each(read_one: Reader) -> Reader:
    """Return a reader of a list whose items `read_one` reads."""

    def read(value: object, place: Place) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise place.error("phải là danh sách trong ngoặc vuông")
        return tuple(read_one(item, place.at(f"{place.key}[{n}]")) for n, item in enumerate(value, start=1))

    return read


def distinct(read_one: Reader) -> Reader:
    """Return a reader of a list whose items differ from one another."""

    def read(value: object, place: Place) -> tuple[Any, ...]:
        items = each(read_one)(value, place)
        for number, item in enumerate(items):
            if item in items[:number]:
                raise place.error(f"lặp lại {str(item)!r}")
        return tuple(items)

    return read


def filled(read_list: Reader) -> Reader:
    """Return a reader of a list, as `read_list` reads it, that has at least one item."""

    def read(value: object, place: Place) -> tuple[Any, ...]:
        if value == []:
            raise place.error("danh sách không được rỗng")
        return tuple(read_list(value, place))

    return read


def day(value: object, place: Place) -> date:
    """Read a TOML date (2025-07-01, without quotes)."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise place.error("phải là ngày viết không dấu nháy, dạng 2025-07-01")
    return value


def count(value: object, place: Place) -> int:
    """Read a number of things, at least 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise place.error("phải là số nguyên từ 1 trở lên")
    return value


def share(value: object, place: Place) -> Decimal:
    """Read a ratio in per cent, from 0 to 100."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise place.error("phải là số phần trăm, như 85 hoặc 97.5")
    percent = Decimal(str(value))
    if not percent.is_finite() or not 0 <= percent <= 100:  # noqa: PLR2004 - per cent
        raise place.error(f"{value} không nằm trong khoảng 0 đến 100")
    return percent
