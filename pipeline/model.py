"""What reading a file yields: words with boxes, pages, parts, candidates, fields. Plain values, no pixels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

TRUSTED: Final = 0.99  # words read at least so surely need no human eye: of these, 99.7 % are right


class Box(NamedTuple):
    """A rectangle in pixels of the upright page, origin at its top left."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word (NFC), where it stands, how sure its reader is (0..1), and the line it belongs to.

    Where several readers were weighed, `text` is what was decided, and `as_read` keeps what the first of them
    read if that is another form; it is empty where nothing was changed.
    """

    text: str
    box: Box
    confidence: float
    line: int = 0
    as_read: str = ""

    @property
    def trusted(self) -> bool:
        return self.confidence >= TRUSTED


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or barcode found on a page, decoded; `kind` is "qr" or "barcode"."""

    text: str
    box: Box
    kind: str = "qr"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Words of a stamp; `kind` is "secret", "urgency", "copy" or "other"; `text` is its usual spelling."""

    kind: str
    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a clerk must see: a code for machines, words in Vietnamese, the pages concerned."""

    code: str
    text: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page, read. `rotation`: clockwise degrees (0, 90, 180, 270) that made it upright, then `skew`."""

    number: int  # from 1
    width: int  # of the upright page, pixels
    height: int
    dpi: int
    rotation: int
    skew: float
    blank: bool
    text: str
    words: tuple[Word, ...] = ()
    cpu_seconds: float = 0.0  # spent on drawing, cleaning and reading it, children included
    flaws: tuple[str, ...] = ()  # why it should be scanned again, worst first; empty on a good page
    stages: Mapping[str, float] = field(default_factory=dict)  # what of them each stage took; not stored
    text_layer: bool = False  # the words are the file's own text, not read from its pixels
    codes: tuple[Code, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    hand: tuple[Box, ...] = ()  # where a hand seems to have written, or print could not be read


@dataclass(frozen=True, slots=True)
class Candidate:
    """A component type that a part may be; `score` 0..1; `reason` in Vietnamese."""

    type: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value of a part, how sure it is (0..1), and where it stands.

    `source` is "print", "code" (a QR code, which wins over print), "clerk" (who wins over both) or "hand":
    written by hand, so that `value` is empty and `box` is what a clerk is shown. `remark` says in Vietnamese
    what contradicts the value.
    """

    value: str
    confidence: float
    page: int = 0  # 0 where unknown
    box: Box | None = None
    source: str = "print"
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages that is one paper. `type` is None where nothing fits surely ("chưa rõ")."""

    pages: tuple[int, ...]
    type: str | None
    confidence: float
    candidates: tuple[Candidate, ...] = ()
    fields: dict[str, FieldValue] = field(default_factory=dict)
    certified_copy: bool = False  # bears a "chứng thực bản sao" stamp: outside digitisation
    dossier: str | None = (
        None  # the code of the dossier it belongs to, where something on paper or a name says so
    )
    region: Box | None = None  # the place it takes on its one page, where that bears several small papers
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a clerk decided about a page; None leaves it to the machine. Facts change no stored reading."""

    number: int
    starts: bool | None = None  # begins a paper (True) or goes on with the page before (False)
    blank: bool | None = None
    place: float | None = None  # where it stands among the others, if not by its number


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What a clerk decided about the paper that begins on a page (the `place`-th there, from 0).

    None leaves it to the machine; `fields` are values by their names. `exempt` says in Vietnamese why the
    paper is outside digitisation; empty: it is not, whatever the machine thought.
    """

    page: int
    place: int = 0
    type: str | None = None
    dossier: str | None = None
    exempt: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stack:
    """The papers of a file or batch, and what a clerk must be told of it as a whole."""

    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...] = ()


class PreviewSize(StrEnum):
    """Which picture of a page."""

    THUMB = "thumb"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost at most."""

    max_bytes: int = 300 * 1024 * 1024
    max_pages: int = 500
    max_page_pixels: int = 100_000_000
    page_timeout: float = 60.0  # seconds for each outside program on a page, and for all its readers together


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is, found without decoding its pages."""

    media_type: str  # application/pdf, image/tiff, image/jpeg, image/png
    page_count: int
