"""The vocabulary that forms are written in: each block says what stands on the paper, not how it is drawn."""

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
RED = (176, 24, 38)
BLACK = (24, 24, 26)


@dataclass(frozen=True, slots=True)
class Header:
    """The national header; with `body` two columns (issuing bodies at the left), without it one, centred."""

    body: tuple[str, ...] = ()  # the last line is the issuing body itself, printed bold
    number: str = ""  # "Số: 12/UBND-XNTTHN"
    date_line: str = ""  # "Sơn Thủy, ngày 3 tháng 11 năm 2026"
    form_code: str = ""  # "Mẫu số 18", top right
    emblem: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's name, and what stands in brackets or bold under it."""

    text: str
    under: str = ""
    colour: tuple[int, int, int] = BLACK
    size: float = 15


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    align: Align = "justify"
    bold: bool = False
    italic: bool = False
    indent: float = 0.0  # first line, mm
    size: float = 0.0  # points; 0 is the paper's own
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """One row of labels with values on dotted lines; `hand` is written by hand, else printed without dots."""

    pairs: tuple[tuple[str, str], ...]
    hand: bool = True
    shares: tuple[float, ...] = ()  # of the width; equal if empty
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; `hand` cells are written by hand."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]  # shares of the text width
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: role in capitals, a note, the name, a seal with the words round its rim."""

    role: tuple[str, ...]
    name: str
    note: str = ""
    date_line: str = ""
    seal: str = ""
    hand: bool = False  # the name is written by hand
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Recipients:
    """Nơi nhận."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The foot of a paper."""

    left: Signature | Recipients | None
    right: Signature | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty height in mm."""

    height: float


@dataclass(frozen=True, slots=True)
class Break:
    """The next page begins here."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Something drawn: a name in `samples.pictures.PICTURES`, its height in mm, the words it needs."""

    name: str
    height: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """The words and seal by which a copy is certified; the paper itself is then a photocopy."""

    number: str
    date_line: str
    body: tuple[str, ...]
    name: str
    seal: str


@dataclass(frozen=True, slots=True)
class Stamped:
    """A framed stamp (secrecy, urgency) whose middle lies `at` (x, y) mm of the first sheet."""

    words: str
    at: tuple[float, float] = (44.0, 46.0)
    colour: tuple[int, int, int] = (206, 30, 40)


Block = Header | Title | Text | Fill | Table | Signatures | Gap | Break | Picture | Copied | Stamped


@dataclass(frozen=True, slots=True)
class Paper:
    """What a form is printed on, and its letters."""

    tint: tuple[int, int, int] = (253, 253, 251)
    pattern: tuple[int, int, int] | None = None  # colour of a fine security pattern
    frame: tuple[int, int, int] | None = None
    family: str = "tinos"
    size: float = 13.0  # points
    leading: float = 1.48
    margins: tuple[float, float, float, float] = (18, 17, 18, 26)  # top, right, bottom, left; mm
    numbered: bool = True  # the second and further pages bear their number in the middle of the top margin


@dataclass(frozen=True, slots=True)
class Form:
    """A paper whole."""

    blocks: tuple[Block, ...]
    paper: Paper = field(default_factory=Paper)


def fill(*pairs: tuple[str, str], shares: tuple[float, ...] = ()) -> Fill:
    """Return a row that is filled in by hand."""
    return Fill(pairs, shares=shares)


def told(*pairs: tuple[str, str], shares: tuple[float, ...] = (), bold: bool = False) -> Fill:
    """Return a row whose values are printed."""
    return Fill(pairs, hand=False, shares=shares, bold=bold)
