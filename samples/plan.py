"""What lies in the sample inbox: dossiers as the register knows them, and the files scanned of them.

Every line is a decision: what is missing is said here, not computed, so that the truth does not rest on the
code that it judges.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from samples.files import Style


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper in a file and how it went through the scanner; `backs`: its empty backs were scanned too."""

    kind: str
    level: int = 1
    rotation: int = 0
    certified: bool = False
    backs: bool = False
    photo: bool = False
    earlier: int = 0  # days by which its own dossier was received before this one


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file: its path below the dossier's folder (or below the station, where `loose`), its papers."""

    name: str
    pieces: tuple[Piece, ...]
    style: Style = "colour"
    dpi: int | None = None
    slow: bool = False
    loose: bool = False  # not in a folder named by the dossier
    digital: bool = False  # made by a program, not scanned


@dataclass(frozen=True, slots=True)
class Planned:
    """One dossier; `missing` are slots of its procedure that no paper fills."""

    code: str
    procedure: str
    channel: str
    due: date
    returned: date | None
    files: tuple[Dropped, ...]
    facts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    result: bool = False  # the result is among its files
    station: str = ""

    @property
    def unit(self) -> str:
        return self.code.split("-")[0]

    @property
    def received(self) -> date:
        day = self.code.split("-")[1]
        return date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))

    @property
    def folder(self) -> str:
        return self.station or f"tram-{self.unit[-3:]}"


def pieces(*kinds: str, level: int = 1, backs: bool = False, rotation: int = 0) -> tuple[Piece, ...]:
    """Return papers that went through the scanner in one stack."""
    return tuple(Piece(kind, level, rotation, backs=backs) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Odd:
    """A file that something is the matter with; `content` names how it is made in `samples.inbox.ODD`."""

    path: str
    content: str
    state: str
    reason: str | None
    dossier: str | None = None


ODD: Final = (
    Odd("tram-102/scan0007.pdf", "unassigned", "review", "unassigned"),
    Odd(
        "tram-104/H99.104-261103-0001/mua sam.jpg", "unknown", "review", "unknown_type", "H99.104-261103-0001"
    ),
    Odd(
        "tram-101/H99.101-261106-0005_co mat khau.pdf",
        "encrypted",
        "rejected",
        "encrypted",
        "H99.101-261106-0005",
    ),
    Odd(
        "tram-103/H99.103-261106-0001/ban ve.pdf", "truncated", "rejected", "truncated", "H99.103-261106-0001"
    ),
    Odd("tram-102/H99.102-261110-0001/giay bao tu.pdf", "empty", "rejected", "empty", "H99.102-261110-0001"),
    Odd(
        "tram-104/H99.104-261109-0001/hop dong.pdf",
        "renamed",
        "rejected",
        "unsupported",
        "H99.104-261109-0001",
    ),
)

# The same bytes once more, under another name, at another station: (path, the file it is a copy of).
DUPLICATES: Final = (
    ("tram-kho/H99.101-261103-0001_quet lai.jpg", "tram-101/H99.101-261103-0001/ket qua.jpg"),
)

# What scanners and share folders leave behind: to be passed over.
JUNK: Final[dict[str, bytes]] = {
    "tram-101/Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "tram-103/~scan0002.tmp": b"%PDF-1.4\n",
    "tram-kho/.DS_Store": b"\x00\x00\x00\x01Bud1" + bytes(504),
}
