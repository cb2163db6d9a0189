"""Finds pages by their words, with or without tones, the nearest spelling first, then the newest.

Hits come in tiers: the words one behind the other as they were typed, with their tones; the same without
tones; all the words, wherever they stand on the page. Pages of a list are cut by key (tier and row), so that
the thousandth hit costs what the first does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    cast,
    column,
    literal_column,
    or_,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from pipeline.corrections import corrected
from pipeline.model import PageReading, Part
from storage import codec
from storage.access import Reach, unit_of_scan
from storage.columns import VIETNAM
from storage.search_index import (
    PAGES,
    folded_words,
    page_of_row,
    pair,
    quoted,
    toned_words,
    type_word,
    words_by_clerks,
    year_word,
)
from storage.tables import dossiers, pages, parts, scans, stations

_BATCH: Final = 500
MOST_WORDS: Final = 12  # of a question
FEW: Final = 3000  # dossiers of units whose scans are looked up before the words
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
    def unfiltered(self) -> "Question":
        return replace(self, type=None, unit=None, year=None)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the index has beside the words of what is asked for."""
        of_type = () if self.type is None else (type_word(self.type),)
        return of_type if self.year is None else (*of_type, year_word(self.year))

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
    """One way to match: a phrase or single words, in the words with tones or in the folded ones.

    `folded` are its words without tones: neighbours are looked for by them.
    """

    column: str
    words: tuple[str, ...]
    folded: tuple[str, ...]
    phrase: bool


def find(
    c: Connection, reach: Reach, question: Question, after: Key | None = None, limit: int = 20
) -> tuple[Hit, ...]:
    """Return the hits within reach behind a key, at most `limit`; empty where nothing is asked."""
    return tuple(_hits(c, _keys(c, reach, question, after, limit)))


def counts(c: Connection, reach: Reach, question: Question) -> Counts:
    """Return the counts of the filters, as if none were set."""
    return _counted(c, _keys(c, reach, question.unfiltered, None, MOST_COUNTED + 1))


def find_and_count(
    c: Connection, reach: Reach, question: Question, after: Key | None, limit: int
) -> tuple[tuple[Hit, ...], Counts]:
    """Return what `find` and `counts` do; where nothing narrows the question, it is looked up once."""
    keys = _keys(c, reach, question.unfiltered, None, MOST_COUNTED + 1)
    if after is None and question == question.unfiltered:
        return tuple(_hits(c, keys[:limit])), _counted(c, keys)
    return find(c, reach, question, after, limit), _counted(c, keys)


def _counted(c: Connection, keys: Sequence[Key]) -> Counts:
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
    found = [_Tier("folded", folded, folded, phrase=True)]
    if toned != folded:
        found.insert(0, _Tier("toned", toned, folded, phrase=True))
    if len(folded) > 1:
        found.append(_Tier("folded", folded, folded, phrase=False))
    return found


def _keys(c: Connection, reach: Reach, question: Question, after: Key | None, limit: int) -> list[Key]:
    found: list[Key] = []
    tiers = _tiers(question)
    if not tiers:
        return found
    units = _units(reach, question)
    among = _among(c, units)
    if among is not None and c.scalar(among.limit(1)) is None:
        return found
    narrowed = _narrowed(reach, None if among is not None else units)
    for number, tier in enumerate(tiers):
        if len(found) == limit or (after is not None and number < after.tier):
            continue
        before = after.row if after is not None and number == after.tier else None
        sought = _Sought(tier, tuple(tiers[:number]), question.marks, before, among, narrowed)
        chosen = _SELECTS[c.dialect.name](sought).limit(limit - len(found))
        found += [Key(number, row) for row in _run(c, chosen)]
    return found


def _units(reach: Reach, question: Question) -> frozenset[str] | None:
    """Return the units whose scans are asked for; None: those of every unit, and of none."""
    asked = None if question.unit is None else frozenset({question.unit})
    if reach.units is None or asked is None:
        return asked if reach.units is None else reach.units
    return reach.units & asked


def _among(c: Connection, units: frozenset[str] | None) -> CompoundSelect[int] | None:
    """Return the scans of units that have few; None: so many that hits among them are soon found."""
    if units is None:
        return None
    many = select(dossiers.c.code).where(dossiers.c.unit.in_(units)).offset(FEW).limit(1)
    if c.scalar(many) is not None:
        return None
    homes = select(stations.c.name).where(stations.c.unit.in_(units))
    known = select(dossiers.c.code).where(dossiers.c.code == scans.c.dossier_code).exists()
    by_dossier = select(scans.c.id).join(dossiers, dossiers.c.code == scans.c.dossier_key)
    by_station = select(scans.c.id).where(scans.c.station.in_(homes), ~known)
    both = (by_dossier.where(dossiers.c.unit.in_(units)), by_station)
    return union_all(*(each.correlate(None) for each in both))


def _narrowed(reach: Reach, units: frozenset[str] | None) -> ColumnElement[bool] | None:
    """Return what is asked of the scan of a row, besides its words; None: nothing, and none is looked up."""
    held: list[ColumnElement[bool]] = [reach.scans()] if reach.station is not None else []
    if units is not None:
        held.append(unit_of_scan().in_(units))
    return and_(*held) if held else None


@dataclass(frozen=True, slots=True)
class _Sought:
    """One tier of a question: with marks, in no earlier tier, before a row, of some scans, on a condition."""

    tier: _Tier
    earlier: tuple[_Tier, ...]
    marks: tuple[str, ...]
    before: int | None
    among: CompoundSelect[int] | None
    narrowed: ColumnElement[bool] | None


def _fts5(sought: _Sought) -> Select[int]:
    """Return the question in the language of FTS5, which walks from the newest row down by itself."""
    row: ColumnElement[int] = literal_column("page_words.rowid", BigInteger)
    asked = _fts5_words(sought.tier)
    if sought.marks:
        asked = f"{_all_of('marks', sought.marks)} AND {asked}"
    if sought.earlier:
        asked = f"({asked}) NOT ({' OR '.join(map(_fts5_words, sought.earlier))})"
    matches = literal_column("page_words").op("MATCH", is_comparison=True)(asked)
    chosen = select(row).select_from(_WORDS).where(matches)
    if sought.before is not None:
        chosen = chosen.where(row < sought.before)
    if sought.among is not None:
        chosen = chosen.where((row // PAGES).in_(sought.among))
    if sought.narrowed is not None:
        mine = select(scans.c.id).where(scans.c.id == row // PAGES, sought.narrowed)
        chosen = chosen.where(mine.correlate(_WORDS).exists())
    return chosen.order_by(row.desc())


def _fts5_words(tier: _Tier) -> str:
    """Return a tier in the language of FTS5: the pairs of a phrase first, for they stand on fewer pages."""
    if not tier.phrase or len(tier.words) == 1:
        return _all_of(tier.column, tier.words)
    pairs = [pair(*both) for both in pairwise(tier.folded)]
    if tier.words == tier.folded and len(pairs) == 1:
        return _all_of("pairs", pairs)
    return f"({_all_of('pairs', pairs)} AND {_all_of(tier.column, [' '.join(tier.words)])})"


def _all_of(column: str, phrases: Sequence[str]) -> str:
    """Return that a column has all of these; they are letters, digits and low lines, and need no escape."""
    asked = " AND ".join(f'"{words}"' for words in phrases)
    return f"({column} : ({asked}))"


def _vectors(sought: _Sought) -> Select[int]:
    """Return the question for tsvectors: the index finds all rows, the rest is asked from the newest on.

    What is asked of a row beyond the index costs much more than the planner thinks (a tsvector lies apart
    from its row): so it is asked of one row after the other, until there are enough.
    """
    row: ColumnElement[int] = column("id", BigInteger)
    matches = _tsquery(sought.tier, sought.marks)
    found = select(row).select_from(_WORDS).where(matches).cte("hits").prefix_with("MATERIALIZED")
    held = select(found.c.id)
    if sought.before is not None:
        held = held.where(found.c.id < sought.before)
    if sought.among is not None:
        held = held.where((found.c.id // PAGES).in_(sought.among))
    newest = held.order_by(found.c.id.desc()).offset(0).subquery("newest")
    chosen = select(newest.c.id).order_by(newest.c.id.desc())
    if sought.earlier:
        earlier = or_(*(_tsquery(each, ()) for each in sought.earlier))
        same = select(row).select_from(_WORDS).where(row == newest.c.id, earlier)
        chosen = chosen.where(same.correlate(newest).scalar_subquery().is_(None))
    if sought.narrowed is not None:
        mine = select(scans.c.id).where(scans.c.id == newest.c.id // PAGES, sought.narrowed)
        chosen = chosen.where(mine.correlate(newest).scalar_subquery().is_not(None))
    return chosen


def _tsquery(tier: _Tier, beside: Sequence[str]) -> ColumnElement[bool]:
    """Return that a row has the words; a phrase of three or more is looked at again: pairs may lie apart."""
    words = tier.words
    pairs = [pair(*both) for both in pairwise(words)] if tier.phrase else []
    lexemes = [*(pairs or words), *beside]
    asked = " & ".join(map(quoted, lexemes))
    if len(pairs) > 1:
        asked += f" & ({' <-> '.join(map(quoted, words))})"
    return literal_column(tier.column).op("@@", is_comparison=True)(cast(asked, TSQUERY))


def _run(c: Connection, chosen: Select[int]) -> Sequence[int]:
    if c.dialect.name != "postgresql":
        return c.scalars(chosen).all()
    c.execute(_PLANS, {"on": "off"})  # but for the GIN index, every way leads past half a million tsvectors
    found = c.scalars(chosen).all()
    c.execute(_PLANS, {"on": "on"})
    return found


_WORDS: Final = table("page_words")
_PLANS: Final = text(
    "SELECT set_config('enable_seqscan', :on, true), set_config('enable_indexscan', :on, true)"
)
_SELECTS: Final = {"sqlite": _fts5, "postgresql": _vectors}


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
