"""How single values of the catalogue stand in a cell of a table, and are read from one again."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from catalogue.days import DayError, read_day
from catalogue.kinds import KIND_TITLES
from catalogue.model import Role, Rule, UnitKind, UnitLevel
from catalogue.shapes import FIELD_KINDS
from catalogue.spelling import tidy

_COUNT: Final = re.compile(r"\d{1,4}", re.ASCII)
_SHARE: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?) ?%?", re.ASCII)
Shown = str | date | int | Decimal | None


class Look(StrEnum):
    """How a person edits a cell: the element of a form."""

    LINE = "line"
    LINES = "lines"
    CODES = "codes"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    NUMBER = "number"


class CellError(ValueError):
    """A cell cannot be read; why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell becomes and comes from; a blank one is no value, and is never read."""

    look: Look
    show: Callable[[Any], Shown]
    read: Callable[[str], Any]
    words: Mapping[str, str] = field(default_factory=dict)  # of each value that can be chosen


def _words(value: object) -> str:
    return str(value)


def _codes(cell: str) -> list[str]:
    return cell.replace(";", " ").replace(",", " ").split()


def _lines(cell: str) -> list[str]:
    return [line for line in map(tidy, cell.splitlines()) if line]


def _day(cell: str) -> date:
    try:
        return read_day(tidy(cell))
    except DayError as error:
        raise CellError(str(error)) from error


def _count(cell: str) -> int:
    if not _COUNT.fullmatch(tidy(cell)):
        raise CellError(f"{tidy(cell)!r} không phải số nguyên")
    return int(cell)


def _share(cell: str) -> float:
    if not (found := _SHARE.fullmatch(tidy(cell))):
        raise CellError(f"{tidy(cell)!r} không phải số phần trăm")
    return float(found[1].replace(",", "."))


def _percent(value: object) -> Decimal:
    return Decimal(str(value)).normalize() + 0


def choice(words: Mapping[Any, str]) -> Cell:
    """Return a cell of one of a few values, by the words for each; the value itself is understood, too."""
    plain = {str(value): said for value, said in words.items()}
    known = {said.casefold(): value for value, said in plain.items()} | {value: value for value in plain}

    def read(cell: str) -> str:
        wanted = tidy(cell).casefold()
        if wanted not in known:
            raise CellError(f"“{tidy(cell)}” không phải một trong: {', '.join(plain.values())}")
        return known[wanted]

    return Cell(Look.CHOICE, lambda value: plain.get(str(value), str(value)), read, plain)


def choices(words: Mapping[Any, str]) -> Cell:
    """Return a cell of some of a few values, parted by `;`."""
    one = choice(words)
    return Cell(
        Look.CHOICES,
        lambda values: "; ".join(str(one.show(value)) for value in values),
        lambda cell: [one.read(part) for part in cell.replace("\n", ";").split(";") if part.strip()],
        one.words,
    )


LEVELS: Final[dict[UnitLevel, str]] = {
    UnitLevel.PROVINCE: "cấp tỉnh",
    UnitLevel.DISTRICT: "cấp huyện",
    UnitLevel.COMMUNE: "cấp xã",
}
RULES: Final[dict[Rule, str]] = {
    Rule.ALWAYS: "bắt buộc",
    Rule.ONE_OF: "một trong các loại",
    Rule.WHEN: "khi có điều kiện",
    Rule.SHOW_ONLY: "chỉ xuất trình",
}
ROLES: Final[dict[Role, str]] = {
    Role.COMPONENT: "thành phần hồ sơ",
    Role.RESULT: "kết quả giải quyết",
    Role.COVER: "giấy tiếp nhận, tờ bìa",
}
KINDS: Final = {kind: words for kind, words in KIND_TITLES.items() if kind is not UnitKind.UNKNOWN}
# How a field's value is read (catalogue.shapes.FIELD_KINDS), as people say it.
GRAMMARS: Final = dict(
    zip(
        FIELD_KINDS,
        (
            *("chữ", "họ tên", "giới tính", "ngày", "ngày sinh", "ngày hết hạn"),
            *("số, ký hiệu", "số định danh", "số hiệu", "số phát hành", "diện tích", "số tiền"),
        ),
        strict=True,
    )
)

TEXT: Final = Cell(Look.LINE, _words, tidy)
CODES: Final = Cell(Look.CODES, "; ".join, _codes)
LINES: Final = Cell(Look.LINES, "\n".join, _lines)
DAY: Final = Cell(Look.DAY, lambda value: value, _day)
COUNT: Final = Cell(Look.NUMBER, lambda value: value, _count)
SHARE: Final = Cell(Look.NUMBER, _percent, _share)
LEVEL: Final = choice(LEVELS)
RULE: Final = choice(RULES)
ROLES_OF: Final = choices(ROLES)
KIND: Final = choice(KINDS)
GRAMMAR: Final = choice(GRAMMARS)
