"""Which component types a paper may be: candidates with scores and reasons."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from catalogue.model import ComponentType
from pipeline.matching.layout import upper_share
from pipeline.matching.look import CAPITALS, Look
from pipeline.matching.phrases import SHORT, Phrase, found, phrase
from pipeline.matching.titles import (
    FORMS,
    GENRES,
    STRONG,
    WEAK,
    Title,
    TitleMatch,
    begins_as,
    match_titles,
    prepare_title,
)
from pipeline.model import Candidate

ASSIGNED: Final = 0.6  # from here on a type is named, however unsurely
MARGIN: Final = 0.05  # to the second candidate; below it no type is named
CLEAR: Final = 0.12  # to the second candidate; below it the type is unsure
UNSURE: Final = 0.7
_ADDRESSED: Final = phrase("Kính gửi")
_SHOWN: Final = 5
_LEAST: Final = 0.2


@dataclass(frozen=True, slots=True)
class Entry:
    """A component type, prepared; `weights` say how much each anchor tells (0..1)."""

    type: ComponentType
    anchors: tuple[Phrase, ...]
    weights: tuple[float, ...]
    negatives: tuple[Phrase, ...]
    form: bool


@dataclass(frozen=True, slots=True)
class Index:
    """The types that compete, prepared."""

    entries: tuple[Entry, ...]
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one page says about the types, by their numbers in the index."""

    titles: Mapping[int, TitleMatch]
    anchors: Mapping[int, frozenset[int]]  # which anchors of a type the page bears
    negatives: Mapping[int, str]  # a negative of a type that the page bears
    form: bool  # headed as a form that a citizen fills in
    titled: bool  # bears a title, readable or not
    addressed: bool  # bears "Kính gửi"


@lru_cache(maxsize=64)
def prepare(types: tuple[ComponentType, ...]) -> Index:
    """Prepare the types that compete; remembered for the same types."""
    common = Counter(anchor for kind in types for anchor in {phrase(text).folded for text in kind.anchors})
    entries = tuple(_entry(kind, common) for kind in types)
    titles = tuple(prepare_title(number, text) for number, kind in enumerate(types) for text in kind.titles)
    return Index(entries, titles)


def _entry(kind: ComponentType, common: Mapping[str, int]) -> Entry:
    anchors = tuple(phrase(text) for text in kind.anchors)
    weights = tuple((0.5 if len(one.folded) < SHORT else 1.0) / common[one.folded] for one in anchors)
    negatives = tuple(phrase(text) for text in kind.negatives)
    form = any(begins_as(phrase(title).folded, FORMS) for title in kind.titles)
    return Entry(kind, anchors, weights, negatives, form)


def weigh(look: Look, index: Index) -> Evidence:
    """Gather what one page says about every type of the index."""
    capitals = [head for head in look.heads if head.upper >= CAPITALS]
    return Evidence(
        addressed=found(_ADDRESSED, look.text),
        titles=match_titles(look, index.titles),
        anchors={
            number: hits
            for number, entry in enumerate(index.entries)
            if (hits := frozenset(at for at, one in enumerate(entry.anchors) if found(one, look.text)))
        },
        negatives={
            number: words
            for number, entry in enumerate(index.entries)
            if (words := _negative(look, entry)) is not None
        },
        form=any(begins_as(head.folded, FORMS) for head in capitals),
        titled=look.titled or any(begins_as(head.folded, GENRES) for head in capitals),
    )


def _negative(look: Look, entry: Entry) -> str | None:
    """Return a phrase that says it is another paper; one in capitals counts only in a title's place."""
    for negative in entry.negatives:
        place = look.head_capitals if upper_share(negative.text) >= CAPITALS else look.text
        if found(negative, place):
            return negative.text
    return None


def candidates(pages: Sequence[Evidence], index: Index) -> tuple[Candidate, ...]:
    """Return the types that a paper of these pages may be, best first, none that is hopeless."""
    scored = [_candidate(number, entry, pages) for number, entry in enumerate(index.entries)]
    worth = [candidate for candidate in scored if candidate.score >= _LEAST]
    return tuple(sorted(worth, key=lambda candidate: (-candidate.score, candidate.type))[:_SHOWN])


def choose(ranked: Sequence[Candidate]) -> tuple[str | None, float]:
    """Return the type that a paper is, and how sure that is (0..1); no type where none fits surely."""
    if not ranked:
        return None, 0.0
    best = ranked[0]
    margin = best.score - (ranked[1].score if len(ranked) > 1 else 0.0)
    if best.score < ASSIGNED or margin < MARGIN:
        return None, min(best.score, ASSIGNED)
    return best.type, best.score if margin >= CLEAR else min(best.score, UNSURE)


def anchor_weight(number: int, entry: Entry, pages: Iterable[Evidence]) -> float:
    """Return how much the anchors of a type that these pages bear tell together."""
    hits = frozenset[int]().union(*(page.anchors.get(number, ()) for page in pages))
    return sum(entry.weights[hit] for hit in hits)


def _candidate(number: int, entry: Entry, pages: Sequence[Evidence]) -> Candidate:
    first = pages[0]
    match = first.titles.get(number)
    title = match.score if match else 0.0
    foreign_form = first.form and not entry.form
    if foreign_form:
        title = min(title, WEAK)
    weight = anchor_weight(number, entry, pages)
    score = _score(title, weight)
    negative = first.negatives.get(number)
    if negative or foreign_form:
        score *= 0.5
    elif title < STRONG and first.titled:
        score = min(UNSURE, 0.8 * score)  # it bears a title, and not surely this one
    elif title < STRONG and entry.form and not first.addressed:
        score = min(UNSURE, score)  # its result repeats most of a form's words, but is addressed to nobody
    hits = len(frozenset[int]().union(*(page.anchors.get(number, ()) for page in pages)))
    return Candidate(entry.type.code, round(score, 4), _reason(match, hits, negative, form=foreign_form))


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
