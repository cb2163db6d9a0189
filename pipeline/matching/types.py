"""Which component types a paper may be: candidates with scores and reasons."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from catalogue.model import ComponentType, Role
from pipeline.matching.layout import upper_share
from pipeline.matching.look import CAPITALS, Look
from pipeline.matching.phrases import SHORT, PhraseBook, found, phrase, phrase_book
from pipeline.matching.titles import (
    FORMS,
    GENRES,
    STRONG,
    WEAK,
    TitleBook,
    TitleMatch,
    begins_as,
    match_titles,
    prepare_title,
    title_book,
)
from pipeline.model import Candidate

ASSIGNED: Final = 0.6  # from here on a type is named, however unsurely
MARGIN: Final = 0.05  # to the second candidate; below it no type is named
CLEAR: Final = 0.12  # to the second candidate; below it the type is unsure
UNSURE: Final = 0.7
_ADDRESSED: Final = phrase("Kính gửi")
_SHOWN: Final = 5
_LEAST: Final = 0.2
_TELLING: Final = 10  # an anchor of more types than this alone makes none of them likely


@dataclass(frozen=True, slots=True)
class Entry:
    """A component type, prepared: the numbers of its anchors and negatives among the index's phrases."""

    type: ComponentType
    anchors: tuple[int, ...]
    negatives: tuple[int, ...]
    headings: frozenset[int]  # the negatives that count only in a title's place
    form: bool
    cover: bool


@dataclass(frozen=True, eq=False)
class Index:
    """The types that compete, prepared. Not slotted: what is asked again and again is computed once."""

    entries: tuple[Entry, ...]
    phrases: PhraseBook
    titles: TitleBook
    bearers: tuple[tuple[int, ...], ...]  # the types of which a phrase is an anchor

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The types' numbers by their codes."""
        return {entry.type.code: number for number, entry in enumerate(self.entries)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one page says about the types, by their numbers in the index."""

    titles: Mapping[int, TitleMatch]
    anchors: Mapping[int, frozenset[int]]  # which anchors (phrases) of a type the page bears
    standing: frozenset[int]  # phrases that the page bears
    heading: frozenset[int]  # phrases that its capital headings bear
    form: bool  # headed as a form that a citizen fills in
    titled: bool  # bears a title, readable or not
    addressed: bool  # bears "Kính gửi"


@lru_cache(maxsize=64)
def prepare(types: tuple[ComponentType, ...]) -> Index:
    """Prepare the types that compete; remembered for the same types."""
    texts = dict.fromkeys(text for kind in types for text in (*kind.anchors, *kind.negatives))
    phrases = [phrase(text) for text in texts]
    numbers = {text: number for number, text in enumerate(texts)}
    entries = tuple(_entry(kind, numbers) for kind in types)
    bearers: list[list[int]] = [[] for _ in phrases]
    for number, entry in enumerate(entries):
        for anchor in entry.anchors:
            bearers[anchor].append(number)
    titles = [prepare_title(number, text) for number, kind in enumerate(types) for text in kind.titles]
    return Index(entries, phrase_book(phrases), title_book(titles), tuple(map(tuple, bearers)))


def _entry(kind: ComponentType, numbers: Mapping[str, int]) -> Entry:
    return Entry(
        type=kind,
        anchors=tuple(dict.fromkeys(numbers[text] for text in kind.anchors)),
        negatives=tuple(numbers[text] for text in kind.negatives),
        headings=frozenset(numbers[text] for text in kind.negatives if upper_share(text) >= CAPITALS),
        form=any(begins_as(phrase(title).folded, FORMS) for title in kind.titles),
        cover=kind.roles == (Role.COVER,),
    )


def weigh(look: Look, index: Index) -> Evidence:
    """Gather what one page says about every type of the index."""
    capitals = [head for head in look.heads if head.upper >= CAPITALS]
    standing = index.phrases.standing(look.text)
    titles = match_titles(look, index.titles)
    likely = {
        *titles,
        *(n for hit in standing if len(index.bearers[hit]) <= _TELLING for n in index.bearers[hit]),
    }
    return Evidence(
        titles=titles,
        anchors={n: hits for n in likely if (hits := standing.intersection(index.entries[n].anchors))},
        standing=standing,
        heading=index.phrases.standing(look.head_capitals),
        form=any(begins_as(head.folded, FORMS) for head in capitals),
        titled=look.titled or any(begins_as(head.folded, GENRES) for head in capitals),
        addressed=found(_ADDRESSED, look.text),
    )


@lru_cache(maxsize=256)
def weights(index: Index, among: frozenset[int] | None = None) -> Mapping[int, float]:
    """Return how much each anchor tells (0..1) where some types compete, or all."""
    entries = index.entries if among is None else [index.entries[number] for number in among]
    common = Counter(anchor for entry in entries for anchor in entry.anchors)
    phrases = index.phrases.phrases
    return {
        anchor: (0.5 if len(phrases[anchor].folded) < SHORT else 1.0) / count
        for anchor, count in common.items()
    }


def candidates(
    pages: Sequence[Evidence], index: Index, among: frozenset[int] | None = None
) -> tuple[Candidate, ...]:
    """Return the types that a paper of these pages may be, best first, none that is hopeless.

    `among` are the numbers of the types that compete; what is rather one of the others is none of them.
    """
    seen = frozenset(number for page in pages for number in (*page.anchors, *page.titles))
    scored = [_candidate(number, index, pages, among) for number in (seen if among is None else seen & among)]
    worth = [candidate for candidate in scored if candidate.score >= _LEAST]
    if among is not None:
        worth = _against(worth, _outsider(seen - among, pages, index))
    return tuple(sorted(worth, key=lambda candidate: (-candidate.score, candidate.type))[:_SHOWN])


def _outsider(numbers: Iterable[int], pages: Sequence[Evidence], index: Index) -> Candidate | None:
    """Return the best of the types that do not compete, where the paper bears its title."""
    titled = [n for n in numbers if n in pages[0].titles and pages[0].titles[n].score >= STRONG]
    return max((_candidate(n, index, pages, None) for n in titled), key=lambda c: c.score, default=None)


def _against(inside: list[Candidate], outsider: Candidate | None) -> list[Candidate]:
    if outsider is None:
        return inside
    return [
        candidate
        if candidate.score >= outsider.score - MARGIN
        else Candidate(
            candidate.type,
            round(0.6 * candidate.score, 4),
            f"{candidate.reason}; nhưng giống giấy tờ không thuộc thủ tục này hơn ({outsider.reason})",
        )
        for candidate in inside
    ]


def choose(ranked: Sequence[Candidate]) -> tuple[str | None, float]:
    """Return the type that a paper is, and how sure that is (0..1); no type where none fits surely."""
    if not ranked:
        return None, 0.0
    best = ranked[0]
    margin = best.score - (ranked[1].score if len(ranked) > 1 else 0.0)
    if best.score < ASSIGNED or margin < MARGIN:
        return None, min(best.score, ASSIGNED)
    return best.type, best.score if margin >= CLEAR else min(best.score, UNSURE)


def anchor_weight(
    number: int, index: Index, pages: Iterable[Evidence], among: frozenset[int] | None = None
) -> float:
    """Return how much the anchors of a type that these pages bear tell together."""
    told = weights(index, among)
    hits = frozenset[int]().union(*(page.anchors.get(number, ()) for page in pages))
    return sum(told[hit] for hit in hits)


def _candidate(
    number: int, index: Index, pages: Sequence[Evidence], among: frozenset[int] | None
) -> Candidate:
    first, entry = pages[0], index.entries[number]
    match = first.titles.get(number)
    title = match.score if match else 0.0
    foreign_form = first.form and not entry.form
    if foreign_form:
        title = min(title, WEAK)
    score = _score(title, anchor_weight(number, index, pages, among))
    negative = _negative(first, index, entry)
    if negative or foreign_form:
        score *= 0.5
    elif title < STRONG and first.titled:
        score = min(UNSURE, (0.95 if title >= WEAK else 0.8) * score)  # it bears a title, not surely this one
    elif title < STRONG and entry.form and not first.addressed:
        score = min(UNSURE, score)  # its result repeats most of a form's words, but is addressed to nobody
    hits = len(frozenset[int]().union(*(page.anchors.get(number, ()) for page in pages)))
    return Candidate(entry.type.code, round(score, 4), _reason(match, hits, negative, form=foreign_form))


def _negative(page: Evidence, index: Index, entry: Entry) -> str | None:
    """Return a phrase that says it is another paper; one in capitals counts only in a title's place."""
    for negative in entry.negatives:
        if negative in (page.heading if negative in entry.headings else page.standing):
            return index.phrases.phrases[negative].text
    return None


def _score(title: float, anchors: float) -> float:
    """Weigh a title (0..1) and anchors together: the title alone, or two anchors, name a type."""
    if title >= STRONG:
        return 0.9 * title + 0.05 * min(2.0, anchors)
    return min(0.85, 0.13 * anchors + (0.35 if anchors >= 2 else 0.0) + 0.3 * max(0.0, title - 0.5))  # noqa: PLR2004


def _reason(match: TitleMatch | None, hits: int, negative: str | None, *, form: bool) -> str:
    parts = []
    if match:
        parts.append(f"Tiêu đề “{match.title.text}” khớp {round(match.score * 100)}%")
    else:
        parts.append("Không thấy tiêu đề của loại này")
    if hits:
        parts.append(f"{hits} cụm từ đặc trưng")
    if negative:
        parts.append(f"nhưng có “{negative}” của giấy khác")
    if form:
        parts.append("nhưng trang này là tờ khai hoặc đơn")
    return "; ".join(parts)
