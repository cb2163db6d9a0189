"""The papers of one dossier as they are held against each other."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final, NamedTuple

from catalogue.model import ComponentType, FieldSpec
from pipeline.matching.fold import fold
from pipeline.model import TRUSTED, FieldValue, Part, Remark

_PERSONAL_NUMBER: Final = re.compile(r"(?<!\d)\d{8}(\d{4})(?!\d)")
SURE: Final = 0.8  # what was read less surely contradicts nothing: false alarms are worse than misses
HANDED_IN: Final = "nguoi_nop"  # the field of a receipt


@dataclass(frozen=True)
class Paper:
    """A paper of a dossier: its part, its type if that is known, the text of its pages, the name of its file.

    `by_hand`: a hand wrote on it, or nobody knows that none did. Not slotted: its views are computed once,
    when asked.
    """

    part: Part
    type: ComponentType | None = None
    text: str = ""
    file: str = ""
    by_hand: bool = True

    @property
    def name(self) -> str:
        """Its type's name, and where it is."""
        return f"“{self.type.name if self.type else 'Giấy tờ chưa rõ loại'}” ({self.place})"

    @property
    def place(self) -> str:
        pages = self.part.pages
        run = f"{pages[0]}–{pages[-1]}" if len(pages) > 1 else str(pages[0])
        return f"tệp {self.file}, trang {run}" if self.file else f"trang {run}"

    def sure(self, name: str) -> str | None:
        """Return a value that was read surely, or that a code says."""
        return sure_value(self.part.fields.get(name))

    def specs(self, *kinds: str) -> Iterator[FieldSpec]:
        """Yield the fields of the type that are of certain kinds."""
        for spec in self.type.fields if self.type else ():
            if spec.kind in kinds:
                yield spec

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def people(self) -> tuple["Person", ...]:
        """Return who is named on the paper, as far as it was read surely."""
        keys = dict.fromkeys(spec.person for spec in self.specs("name", "personal_id") if spec.person)
        people = (self._person(key) for key in keys)
        return tuple(person for person in people if person.name or person.number)

    def _person(self, key: str) -> "Person":
        name, number, born = (self._of(key, kind) for kind in ("name", "personal_id", "birth_date"))
        fields = self.part.fields
        digits = [
            fields[s.name]
            for s in self.specs("personal_id", "birth_date")
            if s.person == key and s.name in fields
        ]
        return Person(name, number, born, all(value.confidence >= TRUSTED for value in digits), key)

    @property
    def is_read(self) -> bool:
        """Tell whether every name that it is asked for was read surely."""
        return all(self.sure(spec.name) for spec in self.specs("name"))

    def may_name_anybody(self, known: Collection[str]) -> bool:
        """Tell whether it may bear a name that nobody read, of one who plays none of the parts in `known`.

        Print is in its text, well read or not; what a hand wrote is not.
        """
        if not self.by_hand:
            return not self.text
        names = [*self.specs("name")]
        unread = [spec for spec in names if not self.sure(spec.name)]
        return not self.text or not names or any(spec.person not in known for spec in unread)

    def _of(self, person: str, kind: str) -> str | None:
        values = (self.sure(spec.name) for spec in self.specs(kind) if spec.person == person)
        return next(filter(None, values), None)


class Person(NamedTuple):
    """Somebody as a paper names them; what it does not say, or not surely, is None.

    `born` is dd/mm/yyyy; `role` is the part that they play on the paper: a FieldSpec's `person`.
    """

    name: str | None
    number: str | None
    born: str | None
    trusted: bool = False  # every digit of number and birthday needs no eye
    role: str = ""

    @property
    def called(self) -> str:
        return self.name or f"người có số định danh kết thúc bằng {(self.number or '')[-4:]}"


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a dossier, the day on which it was received, who applies (where that is known)."""

    papers: tuple[Paper, ...]
    on: date
    applicant: str = ""
    applicant_number: str = ""


class Contradiction(NamedTuple):
    """A remark, and the numbers (from 0) of the papers that it names; its pages are those of the first."""

    remark: Remark
    papers: tuple[int, ...]


def applicant_of(parts: Iterable[Part]) -> str:
    """Return who handed a dossier in, by the receipt among its papers; empty where none says."""
    return next(filter(None, (sure_value(part.fields.get(HANDED_IN)) for part in parts)), "")


def contradiction(code: str, words: str, papers: Papers, *numbers: int) -> Contradiction:
    """Make a contradiction between papers, the one to look at first; personal numbers show their ends."""
    shown = _PERSONAL_NUMBER.sub(r"…\1", words)
    return Contradiction(Remark(code, shown, papers.papers[numbers[0]].part.pages), numbers)


def sure_value(value: FieldValue | None) -> str | None:
    """Return what a value says if that is sure."""
    if value is None or not value.value:
        return None
    return value.value if value.source == "code" or value.confidence >= SURE else None


def day_of(text: str | None) -> date | None:
    """Return the day that "dd/mm/yyyy" names."""
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007 - a day has no zone
