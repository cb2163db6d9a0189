"""What the index of words is asked: one tier of a question at a time, for the newest rows that match.

FTS5 walks from the newest row down by itself. PostgreSQL's GIN finds all rows before it gives any: so it is
asked for the newest eras first, and for all the others only where these hold too few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.search_index import PAGES, era_of, era_word, first_of_era, pair, quoted, toned_lexeme
from storage.tables import scans

NEWEST: Final = 2  # eras that are asked for first, then
NEXT: Final = 8  # so many more, then all others
PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to match: words as a phrase or each by itself; where they differ from `folded`, with tones."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    phrase: bool

    @property
    def toned(self) -> bool:
        return self.words != self.folded

    @property
    def paired(self) -> bool:
        """Tell whether pairs of neighbours narrow it."""
        return self.phrase and len(self.words) > 1

    @property
    def long(self) -> bool:
        """Tell whether it has several pairs: on a page that has them all, they may still lie apart."""
        return self.phrase and len(self.words) > PAIR


@dataclass(frozen=True, slots=True)
class Sought:
    """One tier of a question: in no earlier one, before a row, on a condition.

    `marks`: what stands in the index beside the words, of each group one at least.
    """

    tier: Tier
    earlier: tuple[Tier, ...]
    marks: tuple[tuple[str, ...], ...]
    before: int | None
    narrowed: ColumnElement[bool] | None


def rows_of(c: Connection, sought: Sought, limit: int) -> list[int]:
    """Return the newest rows that match, at most `limit`."""
    return _ROWS[c.dialect.name](c, sought, limit)


def _of_fts5(c: Connection, sought: Sought, limit: int) -> list[int]:
    row: ColumnElement[int] = literal_column("page_words.rowid", BigInteger)
    asked = _narrowest(sought.tier)
    for group in sought.marks:
        asked = f"(marks : ({' OR '.join(map(_phrase, group))})) AND {asked}"
    if sought.earlier:
        asked = f"({asked}) NOT ({' OR '.join(map(_whole, sought.earlier))})"
    matches = literal_column("page_words").op("MATCH", is_comparison=True)(asked)
    chosen = select(row).select_from(_WORDS).where(matches, *_standing(sought.tier))
    if sought.before is not None:
        chosen = chosen.where(row < sought.before)
    if sought.narrowed is not None:
        mine = select(scans.c.id).where(scans.c.id == row // PAGES, sought.narrowed)
        chosen = chosen.where(mine.correlate(_WORDS).exists())
    return list(c.scalars(chosen.order_by(row.desc()).limit(limit)))


def _narrowest(tier: Tier) -> str:
    """Return a tier in the language of FTS5; of a long phrase the pairs alone, the rest is `_standing`.

    FTS5 would look for each of its words wherever any of its pairs stands.
    """
    return _all_of("pairs", _pairs(tier)) if tier.long else _whole(tier)


def _standing(tier: Tier) -> Iterator[ColumnElement[bool]]:
    """Yield that the words of a long phrase stand one behind the other."""
    if tier.long:
        kept: ColumnElement[str] = literal_column(_column(tier))
        yield func.instr(literal(" ") + kept + " ", f" {' '.join(tier.words)} ") > 0


def _whole(tier: Tier) -> str:
    """Return all of a tier in the language of FTS5: the pairs of a phrase first, which fewer pages have."""
    if not tier.paired:
        return _all_of(_column(tier), tier.words)
    pairs = _all_of("pairs", _pairs(tier))
    if not tier.long and not tier.toned:
        return pairs
    return f"({pairs} AND {_all_of(_column(tier), [' '.join(tier.words)])})"


def _column(tier: Tier) -> str:
    return "toned" if tier.toned else "folded"


def _pairs(tier: Tier) -> list[str]:
    return [pair(*both) for both in pairwise(tier.folded)]


def _all_of(kept_in: str, phrases: Sequence[str]) -> str:
    """Return that a column has all of these; they are letters, digits and low lines, and need no escape."""
    return f"({kept_in} : ({' AND '.join(map(_phrase, phrases))}))"


def _phrase(words: str) -> str:
    return f'"{words}"'


def _of_vectors(c: Connection, sought: Sought, limit: int) -> list[int]:
    asked = " & ".join([_tsquery(sought.tier), *map(_one_of, sought.marks)])
    if sought.earlier:
        asked += f" & !({' | '.join(map(_tsquery, sought.earlier))})"
    found: list[int] = []
    c.execute(_PLAN, {"on": "off"})
    slices = list(_slices(c, sought.before))
    while slices and len(found) < limit:
        (eras, before), *slices = slices
        within = f"{asked} & {_one_of(eras)}" if eras else asked
        some = c.scalars(_newest(sought, within, before).limit(limit - len(found))).all()
        found += some
        if not some and slices:  # so few that all others are asked for at once
            slices = [((), slices[0][1])]
    c.execute(_PLAN, {"on": "on"})
    return found


def _one_of(lexemes: Sequence[str]) -> str:
    return f"({' | '.join(map(quoted, lexemes))})"


def _slices(c: Connection, before: int | None) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the words of some eras (none: all that are left), and which row none of the rows reaches."""
    top = (
        (c.scalar(select(func.max(column("id"))).select_from(_WORDS)) or 0) + 1 if before is None else before
    )
    newest = era_of(top - 1)
    for count in (NEWEST, NEXT):
        if newest < count:
            break
        eras = range(newest - count + 1, newest + 1)
        yield tuple(map(era_word, eras)), top
        newest, top = eras[0] - 1, first_of_era(eras[0])
    yield (), top


def _newest(sought: Sought, asked: str, before: int) -> Select[int]:
    """Return the question for tsvectors; what GIN does not know is asked of one row after the other.

    That costs much more than the planner thinks, and so does a tsvector itself, for it lies apart from its
    row: added to 0, the number of a row tempts to no other way than by the words.
    """
    row: ColumnElement[int] = literal_column("id + 0", BigInteger)
    matches = literal_column("words").op("@@", is_comparison=True)(cast(asked, TSQUERY))
    held = select(row.label("row")).select_from(_WORDS).where(matches, row < before)
    newest = held.order_by(row.desc()).offset(0).subquery("newest")
    chosen = select(newest.c.row).order_by(newest.c.row.desc())
    if sought.narrowed is not None:
        mine = select(scans.c.id).where(scans.c.id == newest.c.row // PAGES, sought.narrowed)
        chosen = chosen.where(mine.correlate(newest).scalar_subquery().is_not(None))
    return chosen


def _tsquery(tier: Tier) -> str:
    """Return a tier as a tsquery; PostgreSQL looks again at pages that have all pairs of a long phrase."""
    kept = toned_lexeme if tier.toned else str
    words = [quoted(kept(word)) for word in tier.words]
    if not tier.paired:
        return " & ".join(words)
    pairs = [quoted(kept(pair(*both))) for both in pairwise(tier.words)]
    return f"{' & '.join(pairs)} & ({' <-> '.join(words)})" if tier.long else " & ".join(pairs)


_WORDS: Final = table("page_words")
_PLAN: Final = text("SELECT set_config('enable_seqscan', :on, true)")  # it would pass all tsvectors
_ROWS: Final = {"sqlite": _of_fts5, "postgresql": _of_vectors}
