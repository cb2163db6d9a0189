"""What a clerk is asked about a scan: one thing after the other, what matters most first.

Types, then dossiers, then doubtful words of fields and titles, then fields that no word can mend.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from catalogue.model import Catalogue, ComponentType
from pipeline.doubts import doubtful_words, places_in
from pipeline.model import Box, Part
from pipeline.verdict import SURE
from storage.decisions import Kind

FIELD_SURE: Final = 0.9  # a field read less surely is looked at
MOST_TYPES: Final = 9
MARGIN: Final = 12  # pixels around what is shown of a page, at most


@dataclass(frozen=True, slots=True)
class Seen:
    """A scan as it is reviewed: its papers, its pages as corrected, what was decided of it."""

    parts: Sequence[Part]
    pages: Sequence[Any]
    words: dict[int, dict[int, str]]
    registered: frozenset[str]
    guesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to be settled. `choices` are values with the words shown; `box` is where it stands.

    `page`, `place` and `name` are those of the decision that settles it; `at` is the page that is shown.
    """

    id: str
    kind: str
    title: str
    page: int
    place: int
    name: str
    value: str
    choices: tuple[tuple[str, str], ...]
    at: int
    box: Box | None = None
    field: str = ""


def asks_of(catalogue: Catalogue, seen: Seen) -> tuple[Ask, ...]:
    """Return what is to be settled, in order."""
    papers = [(part, place) for part, place in places_of(seen.parts) if not leads(catalogue, part)]
    kinds = (_types, _dossiers, _words, _fields)
    each = (ask(catalogue, seen, part, place) for ask in kinds for part, place in papers)
    found: dict[str, Ask] = {ask.id: ask for ask in chain.from_iterable(each)}
    return tuple(found.values())


def places_of(parts: Sequence[Part]) -> list[tuple[Part, int]]:
    """Return each paper with how many others begin on the same page before it: its key in decisions."""
    counted: dict[int, int] = {}
    found = []
    for part in parts:
        found.append((part, counted.get(part.pages[0], 0)))
        counted[part.pages[0]] = found[-1][1] + 1
    return found


def leads(catalogue: Catalogue, part: Part) -> bool:
    """Tell covers and the like, of which nothing is asked."""
    kind = catalogue.types.get(part.type or "")
    return kind is not None and all(role.value == "cover" for role in kind.roles)


def type_choices(catalogue: Catalogue, part: Part) -> tuple[tuple[str, str], ...]:
    """Return the types that a paper may be, the likeliest first, by code and name."""
    codes = dict.fromkeys(filter(None, [part.type, *(one.type for one in part.candidates)]))
    known = [code for code in codes if code in catalogue.types]
    return tuple((code, catalogue.types[code].name) for code in known[:MOST_TYPES])


def kind_of(catalogue: Catalogue, part: Part) -> ComponentType | None:
    """Return the type of a paper; None where nobody knows it."""
    return catalogue.types.get(part.type or "")


def crop(page: Any, box: Box) -> tuple[int, int, int, int]:  # noqa: ANN401 - width and height of a page
    """Return a box with a margin, inside its page; not so much that the lines beside it are seen."""
    margin = min(MARGIN, box.h // 4)
    x, y = max(0, box.x - margin), max(0, box.y - margin)
    return x, y, min(page.width - x, box.w + 2 * margin), min(page.height - y, box.h + 2 * margin)


def _types(catalogue: Catalogue, _seen: Seen, part: Part, place: int) -> Iterator[Ask]:
    if part.type is None or part.confidence < SURE:
        first = part.pages[0]
        choices = type_choices(catalogue, part)
        yield Ask(
            f"type-{first}-{place}",
            Kind.TYPE,
            "Loại giấy tờ",
            first,
            place,
            "",
            part.type or "",
            choices,
            first,
        )


def _dossiers(_catalogue: Catalogue, seen: Seen, part: Part, place: int) -> Iterator[Ask]:
    if part.dossier is None or part.dossier not in seen.registered:
        first = part.pages[0]
        choices = tuple((code, code) for code in seen.guesses)
        value = part.dossier or ""
        yield Ask(f"dossier-{first}-{place}", Kind.DOSSIER, "Hồ sơ", first, place, "", value, choices, first)


def _words(catalogue: Catalogue, seen: Seen, part: Part, _place: int) -> Iterator[Ask]:
    for word in doubtful_words(part, seen.pages):
        about = _title_of(catalogue, part, word.field) if word.field else "tiêu đề"
        yield Ask(
            f"word-{word.page}-{word.place}",
            Kind.WORD,
            f"Từ nghi ngờ · {about}",
            word.page,
            word.place,
            "",
            word.text,
            tuple((text, text) for text in word.choices),
            word.page,
            word.box,
            word.field,
        )


def _fields(catalogue: Catalogue, seen: Seen, part: Part, place: int) -> Iterator[Ask]:
    pages = {page.number: page for page in seen.pages}
    doubtful = {word.field for word in doubtful_words(part, seen.pages)}
    for name, field in part.fields.items():
        unsure = not field.value or field.confidence < FIELD_SURE or bool(field.remark)
        if not unsure or field.source == "clerk" or name in doubtful:
            continue
        page = pages.get(field.page)
        if page and field.box and set(places_in(page, field.box)) & set(seen.words.get(field.page, ())):
            continue  # its words were looked at
        choices = ((field.value, field.value),) if field.value else ()
        title = f"Ô cần xem · {_title_of(catalogue, part, name)}"
        first = part.pages[0]
        at = field.page or first
        ask_id = f"field-{first}-{place}-{name}"
        yield Ask(ask_id, Kind.FIELD, title, first, place, name, field.value, choices, at, field.box, name)


def _title_of(catalogue: Catalogue, part: Part, name: str) -> str:
    kind = kind_of(catalogue, part)
    return next((spec.title for spec in kind.fields if spec.name == name), name) if kind else name
