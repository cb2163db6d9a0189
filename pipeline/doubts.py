"""Which words of a paper a clerk is asked about, and what they may be instead.

Text that nobody needs corrected is not asked about: the title and the values of fields are, the body is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.language import counts
from pipeline.language.confusions import log_likelihood
from pipeline.language.marks import bare, variants
from pipeline.language.syllables import canonical
from pipeline.model import Box, PageReading, Part, Word

HEAD: Final = 0.4  # of a page's height: where a title stands
CAPITALS: Final = 0.8  # of a title's letters
SHORTEST: Final = 3  # letters of a title's line
MOST: Final = 5  # readings offered beside the one decided
LONGEST: Final = 7  # letters of a syllable
# The motto stands on every paper and tells nothing of it (Decree 30/2020/NĐ-CP, annex I).
MOTTO: Final = frozenset({"cong hoa xa", "xa hoi chu", "chu nghia viet", "doc lap"})


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word to be looked at: `place` counts the words of its page from 0; `field`: whose value it is of.

    `choices` begin with what was decided, then come other readings and other tones, the likeliest first.
    """

    page: int
    place: int
    text: str
    box: Box
    field: str
    choices: tuple[str, ...]

    @property
    def offered(self) -> str:
        """The likeliest other reading; empty where there is none."""
        return self.choices[1] if len(self.choices) > 1 else ""


def doubtful_words(part: Part, pages: Sequence[PageReading]) -> tuple[DoubtfulWord, ...]:
    """Return the words of a paper that need an eye, those of fields first; `pages` are of its file."""
    mine = {page.number: page for page in pages if page.number in part.pages and not page.text_layer}
    found: dict[tuple[int, int], DoubtfulWord] = {}
    for number, place, field in (*_in_fields(part, mine), *_in_title(part, mine)):
        word = mine[number].words[place]
        if not word.trusted and (number, place) not in found:
            doubt = DoubtfulWord(number, place, word.text, word.box, field, choices(word))
            found[number, place] = doubt
    return tuple(found.values())


def places_in(page: PageReading, box: Box) -> tuple[int, ...]:
    """Return the places of the words whose middle lies in a box."""
    return tuple(place for place, word in enumerate(page.words) if _holds(box, word.box))


def choices(word: Word) -> tuple[str, ...]:
    """Return what a word may be: as decided, as first read, then the likeliest other marks."""
    core = word.text.strip(".,:;()“”\"'-/")
    forms: list[str] = []
    if core.isalpha() and len(core) <= LONGEST:
        before, _, behind = word.text.partition(core)
        likely = sorted(((_score(core, form), form) for form in variants(core)), reverse=True)
        forms = [before + form + behind for _, form in likely[:MOST]]
    return tuple(dict.fromkeys([word.text, *filter(None, [word.as_read]), *forms]))[: MOST + 1]


def _score(read: str, form: str) -> float:
    """Return the log probability that this form is printed and read so."""
    return log_likelihood(read, form) + counts.load().unigram(canonical(form).lower())


def _in_fields(part: Part, pages: dict[int, PageReading]) -> Iterator[tuple[int, int, str]]:
    for name, field in part.fields.items():
        if field.box and field.page in pages and field.source == "print":
            yield from ((field.page, place, name) for place in places_in(pages[field.page], field.box))


def _in_title(part: Part, pages: dict[int, PageReading]) -> Iterator[tuple[int, int, str]]:
    first = pages.get(part.pages[0])
    for line in _lines(first) if first else ():
        words = [first.words[place] for place in line] if first else []
        letters = "".join(word.text for word in words)
        if words and _is_title(letters, bare(" ".join(word.text for word in words)).lower()):
            yield from ((part.pages[0], place, "") for place in line)


def _lines(page: PageReading) -> Iterator[list[int]]:
    lines: dict[int, list[int]] = {}
    for place, word in enumerate(page.words):
        if word.box.y < HEAD * page.height:
            lines.setdefault(word.line, []).append(place)
    yield from lines.values()


def _is_title(letters: str, folded: str) -> bool:
    capitals = sum(letter.isupper() for letter in letters)
    alphabetic = sum(letter.isalpha() for letter in letters)
    mostly = alphabetic >= SHORTEST and capitals >= CAPITALS * alphabetic
    return mostly and not any(words in folded for words in MOTTO)


def _holds(box: Box, other: Box) -> bool:
    x, y = other.x + other.w / 2, other.y + other.h / 2
    return box.x <= x <= box.x + box.w and box.y <= y <= box.y + box.h
