"""Compares the lines at the top of a page with the printed titles of component types."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.matching.fold import fold, settle
from pipeline.matching.grams import Postings, grams, post
from pipeline.matching.layout import Line, below, upper_share
from pipeline.matching.look import CAPITALS, Look
from pipeline.matching.wording import Wording, difference, letters_of, wording

STRONG: Final = 0.8  # a title alone tells the type
WEAK: Final = 0.6  # as much as a title is worth in which a whole word is another
FORMS: Final = (
    "to khai",
    "don",
    "giay de nghi",
    "phieu",
)  # filled in by the citizen; they name what they ask for
GENRES: Final = (
    *FORMS,
    *(
        "giay",
        "quyet dinh",
        "hop dong",
        "bien ban",
        "trich luc",
        "van ban",
        "ban an",
        "ban cam ket",
        "can cuoc",
    ),
    *("thong bao", "to trinh", "bao cao", "xac nhan", "danh sach", "chung chi", "manh trich do", "loi chung"),
)
_NOT_GENRES: Final = ("don vi", "don gia", "giay to", "can cu")

_LONGEST: Final = 4  # lines of one title
_GAP: Final = 1.6  # line heights between two lines of one title
_MISCOUNT: Final = 2  # letters lost or added in the first line of a title
_COARSE: Final = 65.0
_GRAM: Final = 3
_SHARED: Final = 0.25  # of a title's grams; one misread letter in ten leaves nearly three quarters of them
_TONED_SHARE: Final = 0.2
_EXTRA: Final = 3  # letters in a row that the title has not: a word of another title
_INNER: Final = 0.8  # a title within a longer one
_LATER: Final = 0.85  # a title under another
_OPEN: Final = 0.92  # the line below goes on in capitals
_LONG: Final = 6  # letters of a genre that may be misread
_BEGINS_ALIKE: Final = 85.0
_ASIDE: Final = re.compile(r"\([^)]*\)?")


@dataclass(frozen=True, slots=True)
class Title:
    """A printed title of the type numbered `type`, prepared folded and toned."""

    type: int
    text: str
    folded: Wording
    toned: str
    capitals: bool


@dataclass(frozen=True, slots=True)
class TitleBook:
    """Many titles, ready to be compared with the lines of a page."""

    titles: tuple[Title, ...]
    postings: Postings

    def near(self, letters: str) -> list[Title]:
        """Return the titles that share enough grams with some letters to be worth comparing."""
        return [self.titles[number] for number in self.postings.alike(grams(letters, _GRAM), _SHARED)]


@dataclass(frozen=True)
class Run:
    """Consecutive lines that may be a title; `first` and `last` are numbers among the heads.

    `cut` leaves only so many letters of them.
    """

    lines: tuple[Line, ...]
    first: int
    last: int
    cut: int | None = None

    @cached_property
    def letters(self) -> str:
        return letters_of(_bare(fold(" ".join(line.text for line in self.lines))))[: self.cut]

    @cached_property
    def toned(self) -> str:
        return letters_of(_bare(settle(" ".join(line.text for line in self.lines)).lower()))[: self.cut]

    @property
    def bottom(self) -> int:
        return self.lines[-1].box.y + self.lines[-1].box.h


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A title found at the top of a page: which run bears it and how well (0..1)."""

    title: Title
    run: Run
    score: float


def prepare_title(number: int, text: str) -> Title:
    """Prepare a title of the type numbered `number`; what stands in parentheses does not count."""
    toned = letters_of(_bare(settle(text).lower()))
    return Title(number, text, wording(_bare(fold(text))), toned, upper_share(text) >= CAPITALS)


def title_book(titles: Sequence[Title]) -> TitleBook:
    """Prepare many titles."""
    return TitleBook(tuple(titles), post([grams(title.folded.letters, _GRAM) for title in titles]))


def match_titles(look: Look, book: TitleBook) -> dict[int, TitleMatch]:
    """Return the best title match of each type, by the type's number, where there is one worth a thought."""
    matches = [match for run in _runs(look.heads) if run.letters for match in _compare(look, run, book)]
    best: dict[int, TitleMatch] = {}
    for match in sorted(_settled(matches), key=lambda match: match.score):
        best[match.title.type] = match
    return best


def begins_as(folded: str, words: Sequence[str]) -> bool:
    """Tell whether a folded line begins with one of some genres of paper, nearly."""
    if any(_begins(folded, other) for other in _NOT_GENRES):
        return False
    return any(_begins(folded, word) or _nearly_begins(folded, word) for word in words)


def _begins(folded: str, word: str) -> bool:
    return f"{folded} ".startswith(f"{word} ")


def _nearly_begins(folded: str, word: str) -> bool:
    return len(word) >= _LONG and fuzz.ratio(folded[: len(word)], word) >= _BEGINS_ALIKE


def _runs(heads: Sequence[Line]) -> Iterator[Run]:
    for first, head in enumerate(heads):
        lines, last = [head], first
        yield Run((head,), first, first)
        while len(lines) < _LONGEST:
            following = _line_below(heads, last)
            if following is None:
                break
            last = following
            lines.append(heads[last])
            yield Run(tuple(lines), first, last)


def _line_below(heads: Sequence[Line], number: int) -> int | None:
    """Return the nearest line straight below, as close as two lines of one title."""
    gaps = [
        (gap, other)
        for other, line in enumerate(heads)
        if other != number and (gap := below(heads[number], line)) is not None and gap <= _GAP
    ]
    return min(gaps)[1] if gaps else None


def _compare(look: Look, run: Run, book: TitleBook) -> Iterator[TitleMatch]:
    near = book.near(run.letters)
    yield from _compare_whole(look, run, near)
    yield from _compare_beginnings(look, run, near)


def _compare_whole(look: Look, run: Run, titles: Sequence[Title]) -> Iterator[TitleMatch]:
    expected = [title.folded.letters for title in titles]
    alike = process.cdist([run.letters], expected, scorer=fuzz.ratio, score_cutoff=_COARSE)[0].tolist()
    for title, ratio in zip(titles, alike, strict=True):
        if ratio > 0 and not (title.capitals and run.lines[0].upper < CAPITALS):
            yield TitleMatch(title, run, _likeness(look, run, title, ratio / 100))


def _compare_beginnings(look: Look, run: Run, titles: Sequence[Title]) -> Iterator[TitleMatch]:
    """Compare the genre in capitals and how the subject below it begins (QUYẾT ĐỊNH / Về việc giao đất)."""
    genre = letters_of(run.lines[0].folded)
    if run.lines[0].upper < CAPITALS or run.lines[-1].upper >= CAPITALS or not genre:
        return
    for title in titles:
        length = len(title.folded.letters)
        if length < len(run.letters) and _is_beginning(genre, title.folded):
            begun = replace(run, cut=length)
            alike = fuzz.ratio(begun.letters, title.folded.letters)
            yield TitleMatch(title, begun, _likeness(look, begun, title, alike / 100))


def _is_beginning(genre: str, title: Wording) -> bool:
    """Tell whether a line's letters are the first words of a longer title."""
    if fuzz.ratio(genre, title.letters[: len(genre)]) < _COARSE:
        return False
    return any(
        abs(end - len(genre)) <= _MISCOUNT
        and fuzz.ratio(genre, title.letters[:end]) >= _BEGINS_ALIKE
        and not difference(Wording(title.letters[:end], title.words[:count]), genre).word_lost
        for count, end in enumerate(accumulate(title.words[:-1]), start=1)
    )


def _likeness(look: Look, run: Run, title: Title, alike: float) -> float:
    toned = fuzz.ratio(run.toned, title.toned) / 100
    score = (1 - _TONED_SHARE) * alike + _TONED_SHARE * toned
    other = difference(title.folded, run.letters)
    if other.word_lost or other.added >= _EXTRA or _begun_above(look, run):
        return min(score, WEAK)
    return score * (_OPEN if _goes_on(look, run) else 1.0)


def _begun_above(look: Look, run: Run) -> bool:
    """Tell whether the line right above begins a title, so that the run is only its end."""
    return any(
        begins_as(line.folded, GENRES)
        for line in look.heads[: run.first]
        if line.upper >= CAPITALS and (gap := below(line, run.lines[0])) is not None and gap <= _GAP
    )


def _goes_on(look: Look, run: Run) -> bool:
    """Tell whether a line of the same capitals follows right below."""
    following = _line_below(look.heads, run.last)
    if following is None:
        return False
    line, above = look.heads[following], run.lines[-1]
    same = 0.8 <= line.height / above.height <= 1.25  # noqa: PLR2004
    return same and line.upper >= CAPITALS and bool(letters_of(_bare(line.folded)))


def _settled(matches: list[TitleMatch]) -> list[TitleMatch]:
    """Lower what lies within a longer title that fits too, or below another title."""
    sure = [match for match in matches if match.score >= STRONG]
    return [replace(match, score=match.score * _standing(match.run, sure)) for match in matches]


def _standing(run: Run, sure: Sequence[TitleMatch]) -> float:
    if any(_within(run, match.run) for match in sure):
        return _INNER
    if any(match.run.bottom <= run.lines[0].box.y for match in sure):
        return _LATER
    return 1.0


def _within(inner: Run, outer: Run) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last and len(inner.lines) < len(outer.lines)


def _bare(text: str) -> str:
    bare = _ASIDE.sub(" ", text).strip()
    return re.sub(r"\s*\bb[aả]n sao$", "", bare)
