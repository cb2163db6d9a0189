"""Finds pages by their words, with or without tones, the nearest spelling first, then the newest.

Hits come in tiers: the words one behind the other as they were typed, with their tones; the same without
tones; all the words, wherever they stand on the page. Pages of a list are cut by key (tier and row), so that
the thousandth hit costs what the first does.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    and_,
    func,
    literal_column,
    select,
    table,
)

from pipeline.corrections import corrected
from pipeline.model import PageReading, Part
from storage import codec
from storage.access import Reach, unit_of_scan
from storage.columns import VIETNAM, days_of
from storage.search_index import PAGES, folded_words, page_of_row, toned_words, words_by_clerks
from storage.tables import pages, parts, scans

_BATCH: Final = 500
MOST_WORDS: Final = 12  # of a question
MOST_COUNTED: Final = 500  # hits looked at for the counts of the filters


class Key(NamedTuple):
    """Where a hit stands in the list: its tier, and its row (newest, that is highest, first)."""

    tier: int
    row: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched: the words, and what narrows them; None narrows nothing."""

    words: str
    type: str | None = None
    unit: str | None = None
    year: int | None = None

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(folded_words(self.words)[:MOST_WORDS])

    @property
    def toned(self) -> tuple[str, ...]:
        return tuple(toned_words(self.words)[:MOST_WORDS])


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which the words stand; `part` is the paper it belongs to."""

    key: Key
    scan_id: int
    page: PageReading
    file_name: str
    received_at: datetime
    unit: str | None
    part: Part | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of the first MOST_COUNTED hits are of each type, unit, year; `more`: there are others."""

    types: dict[str | None, int]
    units: dict[str | None, int]
    years: dict[int, int]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Tier:
    """One way to match: a phrase or single words, in the words with tones or in the folded ones."""

    column: str
    words: tuple[str, ...]
    phrase: bool


def find(
    c: Connection, reach: Reach, question: Question, after: Key | None = None, limit: int = 20
) -> tuple[Hit, ...]:
    """Return the hits within reach behind a key, at most `limit`; empty where nothing is asked."""
    keys = _keys(c, reach, question, after, limit)
    return tuple(_hits(c, keys))


def counts(c: Connection, reach: Reach, question: Question) -> Counts:
    """Return the counts of the filters, as if none were set."""
    open_question = replace(question, type=None, unit=None, year=None)
    keys = _keys(c, reach, open_question, None, MOST_COUNTED + 1)
    rows = [each.row for each in keys[:MOST_COUNTED]]
    facts = _facts(c, rows)
    return Counts(
        types=dict(Counter(kind for kind, _, _ in facts).most_common()),
        units=dict(Counter(unit for _, unit, _ in facts).most_common()),
        years=dict(sorted(Counter(at.astimezone(VIETNAM).year for _, _, at in facts).items())),
        total=len(rows),
        more=len(keys) > MOST_COUNTED,
    )


def _tiers(question: Question) -> list[_Tier]:
    folded, toned = question.folded, question.toned
    if not folded:
        return []
    found = [_Tier("folded", folded, phrase=True)]
    if toned != folded:
        found.insert(0, _Tier("toned", toned, phrase=True))
    if len(folded) > 1:
        found.append(_Tier("folded", folded, phrase=False))
    return found


def _keys(c: Connection, reach: Reach, question: Question, after: Key | None, limit: int) -> list[Key]:
    tiers = _tiers(question)
    found: list[Key] = []
    for number, tier in enumerate(tiers):
        if len(found) == limit or (after is not None and number < after.tier):
            continue
        below = after.row if after is not None and number == after.tier else None
        rows = _rows(c, (reach, question), tier, tiers[:number], (below, limit - len(found)))
        found += [Key(number, row) for row in rows]
    return found


def _rows(
    c: Connection,
    asked: tuple[Reach, Question],
    tier: _Tier,
    before: Sequence[_Tier],
    place: tuple[int | None, int],
) -> Sequence[int]:
    """Return the rows of a tier that are in none of those before it, behind a row, so many."""
    below, limit = place
    index = _INDEXES[c.dialect.name]
    chosen = select(index.row).select_from(_WORDS).where(index.matches(tier, before))
    if below is not None:
        chosen = chosen.where(index.row < below)
    narrowed = _narrowed(*asked, index)
    if narrowed is not None:
        chosen = chosen.where(narrowed)
    return c.scalars(chosen.order_by(index.row.desc()).limit(limit)).all()


def _narrowed(reach: Reach, question: Question, index: "_Index") -> ColumnElement[bool] | None:
    """Return the condition of reach and filters; None where there is none, so that no scan is looked up."""
    held: list[ColumnElement[bool]] = [] if reach.everywhere else [reach.scans()]
    if question.unit is not None:
        held.append(unit_of_scan() == question.unit)
    if question.year is not None:
        span = days_of(date(question.year, 1, 1), date(question.year, 12, 31))
        held.append(scans.c.received_at.between(*span))
    if question.type is not None:
        of_scan = (parts.c.scan_id == scans.c.id) & (parts.c.type == question.type)
        mine = select(parts.c.scan_id).where(of_scan, index.holds_page)
        held.append(mine.correlate(scans, _WORDS).exists())
    if not held:
        return None
    return select(scans.c.id).where(scans.c.id == index.row // PAGES, *held).correlate(_WORDS).exists()


@dataclass(frozen=True, slots=True)
class _Index:
    """How one database is asked: the number of a row, whether it matches, whether a paper holds its page."""

    row: ColumnElement[int]
    matches: Callable[[_Tier, Sequence[_Tier]], ColumnElement[bool]]
    holds_page: ColumnElement[bool]


def _fts5(tier: _Tier, before: Sequence[_Tier]) -> ColumnElement[bool]:
    asked = _fts5_words(tier)
    if before:
        asked = f"({asked}) NOT ({' OR '.join(map(_fts5_words, before))})"
    return literal_column("page_words").op("MATCH", is_comparison=True)(asked)


def _fts5_words(tier: _Tier) -> str:
    """Return a tier in the language of FTS5; words are letters and digits only, so quotes need no escape."""
    quoted = [" ".join(tier.words)] if tier.phrase else tier.words
    asked = " AND ".join(f'"{words}"' for words in quoted)
    return f"({tier.column} : ({asked}))"


def _tsquery(tier: _Tier, before: Sequence[_Tier]) -> ColumnElement[bool]:
    return and_(_tsquery_of(tier), *(~_tsquery_of(each) for each in before))


def _tsquery_of(tier: _Tier) -> ColumnElement[bool]:
    made = func.phraseto_tsquery if tier.phrase else func.plainto_tsquery
    asked = made(literal_column("'simple'::regconfig"), " ".join(tier.words))
    return literal_column(f"page_words.{tier.column}").op("@@", is_comparison=True)(asked)


_WORDS: Final = table("page_words")
_ROWID: Final = literal_column("page_words.rowid", BigInteger)
_ID: Final = literal_column("page_words.id", BigInteger)
_INDEXES: Final = {
    "sqlite": _Index(
        _ROWID,
        _fts5,
        literal_column(
            f"EXISTS (SELECT 1 FROM json_each(parts.pages) AS n WHERE n.value = page_words.rowid % {PAGES})",  # noqa: S608 - a constant
            Boolean,
        ),
    ),
    "postgresql": _Index(
        _ID, _tsquery, literal_column(f"(parts.pages::jsonb @> to_jsonb(page_words.id % {PAGES}))", Boolean)
    ),
}


def _hits(c: Connection, keys: Sequence[Key]) -> Iterator[Hit]:
    places = [page_of_row(each.row) for each in keys]
    ids = sorted({scan_id for scan_id, _ in places})
    names = select(scans.c.id, scans.c.file_name, scans.c.received_at, unit_of_scan().label("unit"))
    named = {row.id: row for row in c.execute(names.where(scans.c.id.in_(ids)))}
    papers = select(parts).where(parts.c.scan_id.in_(ids)).order_by(parts.c.scan_id, parts.c.ordinal)
    held = [(row["scan_id"], codec.part_from_row(row)) for row in c.execute(papers).mappings()]
    # A few pages too many: SQLite finds rows by their key like this, but not by a list of pairs.
    numbers = sorted({number for _, number in places})
    wanted = select(pages).where(pages.c.scan_id.in_(ids), pages.c.number.in_(numbers))
    read = {(row["scan_id"], row["number"]): codec.page_from_row(row) for row in c.execute(wanted).mappings()}
    for place, said in words_by_clerks(c, ids).items():
        if place in read:
            read[place] = corrected(read[place], said)
    for key, (scan_id, number) in zip(keys, places, strict=True):
        if (scan_id, number) in read:
            part = next((each for of, each in held if of == scan_id and number in each.pages), None)
            scan = named[scan_id]
            yield Hit(key, scan_id, read[scan_id, number], scan.file_name, scan.received_at, scan.unit, part)


def _facts(c: Connection, rows: Sequence[int]) -> list[tuple[str | None, str | None, datetime]]:
    """Return type, unit and moment of receipt of each row."""
    places = [page_of_row(row) for row in rows]
    ids = sorted({scan_id for scan_id, _ in places})
    kinds: dict[tuple[int, int], str | None] = {}
    of_scan: dict[int, tuple[str | None, datetime]] = {}
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        papers = select(parts.c.scan_id, parts.c.pages, parts.c.type).where(parts.c.scan_id.in_(some))
        for scan_id, numbers, kind in c.execute(papers):
            kinds |= dict.fromkeys(((scan_id, number) for number in numbers), kind)
        mine = select(scans.c.id, unit_of_scan(), scans.c.received_at).where(scans.c.id.in_(some))
        of_scan |= {scan_id: (unit, at) for scan_id, unit, at in c.execute(mine)}
    return [(kinds.get(place), *of_scan[place[0]]) for place in places if place[0] in of_scan]
