"""Finds pages by their words, with or without tones, the nearest spelling first, then the newest.

Hits come in tiers: the words one behind the other as they were typed, with their tones; the same without
tones; all the words, wherever they stand on the page. Pages of a list are cut by key (tier and row), so that
the thousandth hit costs what the first does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    and_,
    case,
    column,
    func,
    select,
    true,
    values,
)

from pipeline.corrections import corrected
from pipeline.model import PageReading, Part
from storage import codec
from storage.access import Reach, unit_of_scan
from storage.columns import VIETNAM
from storage.search_index import (
    APART,
    folded_words,
    page_of_row,
    series_of,
    series_word,
    station_word,
    toned_words,
    type_word,
    words_by_clerks,
    year_word,
)
from storage.search_queries import Sought, Tier, rows_of
from storage.tables import dossiers, pages, parts, scans, stations

_BATCH: Final = 500
MOST_WORDS: Final = 12  # of a question
MANY: Final = 30_000  # dossiers of units: with more, hits among them are soon found
MOST_SERIES: Final = 8  # of dossiers of some units
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
    def marks(self) -> tuple[tuple[str], ...]:
        """What the index has beside the words of what is asked for."""
        of_type = () if self.type is None else ((type_word(self.type),),)
        return of_type if self.year is None else (*of_type, (year_word(self.year),))

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
class _Seeker:
    """Who searches: over a connection, within a reach; what is known of units is asked for once."""

    c: Connection
    reach: Reach
    known: dict[frozenset[str], list[str] | None] = field(default_factory=dict)

    def series(self, units: frozenset[str]) -> list[str] | None:
        if units not in self.known:
            self.known[units] = _series(self.c, units)
        return self.known[units]


def find(
    c: Connection, reach: Reach, question: Question, after: Key | None = None, limit: int = 20
) -> tuple[Hit, ...]:
    """Return the hits within reach behind a key, at most `limit`; empty where nothing is asked."""
    return tuple(_hits(c, _keys(_Seeker(c, reach), question, after, limit)))


def counts(c: Connection, reach: Reach, question: Question) -> Counts:
    """Return the counts of the filters, as if none were set."""
    return _counted(c, _keys(_Seeker(c, reach), question.unfiltered, None, MOST_COUNTED + 1))


def find_and_count(
    c: Connection, reach: Reach, question: Question, after: Key | None, limit: int
) -> tuple[tuple[Hit, ...], Counts]:
    """Return what `find` and `counts` do; where nothing narrows the question, it is looked up once."""
    seeker = _Seeker(c, reach)
    keys = _keys(seeker, question.unfiltered, None, MOST_COUNTED + 1)
    if after is None and question == question.unfiltered:
        return tuple(_hits(c, keys[:limit])), _counted(c, keys)
    return tuple(_hits(c, _keys(seeker, question, after, limit))), _counted(c, keys)


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


def _tiers(question: Question) -> list[Tier]:
    folded, toned = question.folded, question.toned
    if not folded:
        return []
    found = [Tier(folded, folded, phrase=True)]
    if toned != folded:
        found.insert(0, Tier(toned, folded, phrase=True))
    if len(folded) > 1:
        found.append(Tier(folded, folded, phrase=False))
    return found


def _keys(seeker: _Seeker, question: Question, after: Key | None, limit: int) -> list[Key]:
    found: list[Key] = []
    tiers = _tiers(question)
    if not tiers:
        return found
    units = _units(seeker.reach, question)
    homes = _homes(seeker, units)
    if homes is not None and not homes:
        return found
    marks = question.marks if homes is None else (*question.marks, homes)
    narrowed = _narrowed(seeker.reach, units)
    for number, tier in enumerate(tiers):
        if len(found) == limit or (after is not None and number < after.tier):
            continue
        before = after.row if after is not None and number == after.tier else None
        sought = Sought(tier, tuple(tiers[:number]), marks, before, narrowed)
        found += [Key(number, row) for row in rows_of(seeker.c, sought, limit - len(found))]
    return found


def _units(reach: Reach, question: Question) -> frozenset[str] | None:
    """Return the units whose scans are asked for; None: those of every unit, and of none."""
    asked = None if question.unit is None else frozenset({question.unit})
    if reach.units is None or asked is None:
        return asked if reach.units is None else reach.units
    return reach.units & asked


def _homes(seeker: _Seeker, units: frozenset[str] | None) -> tuple[str, ...] | None:
    """Return marks of which every scan asked for has one, and few others have; None: none are known.

    A scan is of its dossier's unit or of its station's: these are the stations of the units, and how the
    codes of their dossiers begin. Whether a scan is theirs indeed is for `_narrowed` to say.
    """
    if seeker.reach.station is not None:
        return (station_word(seeker.reach.station),)
    if units is None or (series := seeker.series(units)) is None:
        return None
    names = seeker.c.scalars(select(stations.c.name).where(stations.c.unit.in_(units)))
    return (*map(station_word, names), *map(series_word, series))


def _series(c: Connection, units: frozenset[str]) -> list[str] | None:
    """Return how the codes of these units' dossiers begin; None: there are too many of them to tell.

    Mostly it is with the units' own codes: so one look through the dossiers tells that there are no others.
    """
    found = sorted(units)
    mine = select(dossiers.c.code).where(dossiers.c.unit.in_(units)).limit(MANY + 1).subquery()
    while len(found) <= MOST_SERIES:
        begun = (f"{each}{APART}" for each in found)
        others = and_(true(), *(func.substr(mine.c.code, 1, len(each)) != each for each in begun))
        looked = select(func.count(), func.min(case((others, mine.c.code)))).select_from(mine)
        count, other = c.execute(looked).one()
        if count > MANY:
            return None
        if other is None:
            return found
        found.append(series_of(other))
    return None


def _narrowed(reach: Reach, units: frozenset[str] | None) -> ColumnElement[bool] | None:
    """Return what is asked of the scan of a row, besides its words; None: nothing, and none is looked up."""
    held: list[ColumnElement[bool]] = [reach.scans()] if reach.station is not None else []
    if units is not None:
        held.append(unit_of_scan().in_(units))
    return and_(*held) if held else None


def _hits(c: Connection, keys: Sequence[Key]) -> Iterator[Hit]:
    places = [page_of_row(each.row) for each in keys]
    ids = sorted({scan_id for scan_id, _ in places})
    names = select(scans.c.id, scans.c.file_name, scans.c.received_at, unit_of_scan().label("unit"))
    named = {row.id: row for row in c.execute(names.where(scans.c.id.in_(ids)))}
    papers = select(parts).where(parts.c.scan_id.in_(ids)).order_by(parts.c.scan_id, parts.c.ordinal)
    held = [(row["scan_id"], codec.part_from_row(row)) for row in c.execute(papers).mappings()]
    read = dict(_read(c, places))
    for place, said in words_by_clerks(c, ids).items():
        if place in read:
            read[place] = corrected(read[place], said)
    for key, (scan_id, number) in zip(keys, places, strict=True):
        if (scan_id, number) in read:
            part = next((each for of, each in held if of == scan_id and number in each.pages), None)
            scan = named[scan_id]
            yield Hit(key, scan_id, read[scan_id, number], scan.file_name, scan.received_at, scan.unit, part)


def _read(c: Connection, places: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], PageReading]]:
    """Yield the pages at these places, found by their keys: SQLite looks for a list of pairs otherwise."""
    if not places:
        return
    asked = values(column("scan_id", BigInteger), column("number", Integer)).data(list(places)).cte("asked")
    here = (pages.c.scan_id == asked.c.scan_id, pages.c.number == asked.c.number)
    for row in c.execute(select(pages).join_from(asked, pages, and_(*here))).mappings():
        yield (row["scan_id"], row["number"]), codec.page_from_row(row)


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
