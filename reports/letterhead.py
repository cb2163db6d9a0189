"""Who issues a report, to whom, signed by whom: what an official document names besides its contents.

The unit of the question is the issuing body, as the catalogue has it. Number, day and the signer's name are
left open: the clerical office and the leader fill them in (Nghị định 30/2020/NĐ-CP, Điều 15, 13).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from catalogue.model import UnitKind
from reports.model import Question
from reports.scope import Tree

COMMITTEE: Final = "Ủy ban nhân dân"
BLANK: Final = "………………"
# Names made of a number, or of a person, are written whole (Phụ lục I, Phần I, II.4a).
WHOLE_NAMES: Final = ("Hồ Chí Minh",)
RANKS: Final = (
    "tỉnh ",
    "thành phố ",
    "huyện ",
    "quận ",
    "thị xã ",
    "thị trấn ",
    "phường ",
    "xã ",
    "đặc khu ",
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The parts of the head and the foot; `body` in the lines in which it is printed."""

    superior: str
    body: tuple[str, ...]
    symbol: str  # behind the number: BC-UBND
    place: str
    addressee: str
    authority: tuple[str, ...]  # above the signature
    on: date

    @property
    def issuer(self) -> str:
        """The issuing body within a sentence."""
        return " ".join(self.body)


def letterhead(question: Question) -> Letterhead:
    """Return the letterhead of the question's unit; dots where the question names none."""
    tree = Tree(question)
    on = question.today or question.period.last
    unit = question.unit and tree.unit(question.unit, question.period.last)
    if not unit:
        return Letterhead("", (BLANK,), "BC-…", BLANK, BLANK, (BLANK,), on)
    parent = tree.name(unit.parent) if unit.parent else ""
    if tree.kind(unit.code) is UnitKind.LAND_OFFICE or not unit.name.casefold().startswith(RANKS):
        superior = f"UBND {parent}" if parent else ""
        return Letterhead(
            superior, (unit.name,), "BC-…", _place(parent or unit.name), _above(parent), ("GIÁM ĐỐC",), on
        )
    return Letterhead(
        superior="",
        body=(COMMITTEE, unit.name),
        symbol="BC-UBND",
        place=_place(unit.name),
        addressee=_above(parent),
        authority=(f"TM. {COMMITTEE.upper()}", "CHỦ TỊCH"),
        on=on,
    )


def day_line(head: Letterhead) -> str:
    """Return place and day, the day left open: Sơn Thủy, ngày      tháng 01 năm 2026."""
    return f"{head.place}, {open_day(head.on)}"


def open_day(on: date) -> str:
    """Return a day whose number is left open; January and February have a nought before them."""
    padded = 2
    month = f"{on.month:02}" if on.month <= padded else str(on.month)
    return f"ngày \u2026\u2026 tháng {month} năm {on.year}"


def _above(parent: str) -> str:
    return f"{COMMITTEE} {parent}" if parent else "Văn phòng Chính phủ"


def _place(name: str) -> str:
    rank = next((rank for rank in RANKS if name.casefold().startswith(rank)), "")
    bare = name[len(rank) :]
    if bare in WHOLE_NAMES or bare[:1].isdigit():
        return name[:1].upper() + name[1:]
    return bare[:1].upper() + bare[1:]
