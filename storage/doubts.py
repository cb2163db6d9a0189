"""Words that a clerk is asked about, as their scan was finished last; what is misread alike in many scans."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, Select, delete, func, insert, select

from storage.access import Reach
from storage.model import ScanState
from storage.review_tables import doubtful_words, review_leases
from storage.tables import scans

_LONGEST = 64
EVERYWHERE = Reach(None)


class Doubtful(Protocol):
    """A word to be kept."""

    @property
    def page(self) -> int: ...
    @property
    def place(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def offered(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Misreading:
    """The same doubtful word, with the same other reading, in several scans that wait."""

    text: str
    offered: str
    scans: int
    words: int


@dataclass(frozen=True, slots=True)
class WordPlace:
    """Where a doubtful word stands: `place` counts the words of its page from 0."""

    scan_id: int
    page: int
    place: int


def save_doubts(c: Connection, scan_id: int, found: Iterable[Doubtful]) -> None:
    """Keep these words of a scan instead of those it had; words too long to be one are left out."""
    c.execute(delete(doubtful_words).where(doubtful_words.c.scan_id == scan_id))
    rows = {(word.page, word.place): word for word in found if len(word.text) <= _LONGEST}
    if rows:
        values = [
            {
                "scan_id": scan_id,
                "page": page,
                "place": place,
                "text": word.text,
                "offered": word.offered[:_LONGEST],
            }
            for (page, place), word in rows.items()
        ]
        c.execute(insert(doubtful_words), values)


def doubts_in(c: Connection, scan_ids: Iterable[int]) -> dict[int, int]:
    """Return how many doubtful words these scans have; those without are left out."""
    mine = doubtful_words.c.scan_id.in_(list(scan_ids))
    counted = select(doubtful_words.c.scan_id, func.count()).where(mine).group_by(doubtful_words.c.scan_id)
    return {row[0]: row[1] for row in c.execute(counted)}


def misreadings(c: Connection, reach: Reach, least: int, limit: int) -> tuple[Misreading, ...]:
    """Return what is misread alike in so many waiting scans within reach or more, most frequent first."""
    number = func.count(doubtful_words.c.scan_id.distinct())
    chosen = (
        _waiting(reach, select(doubtful_words.c.text, doubtful_words.c.offered, number, func.count()))
        .where(doubtful_words.c.offered != "")
        .group_by(doubtful_words.c.text, doubtful_words.c.offered)
        .having(number >= least)
        .order_by(number.desc(), doubtful_words.c.text)
        .limit(limit)
    )
    return tuple(Misreading(*row) for row in c.execute(chosen))


def scans_with(c: Connection, reach: Reach, misread: str) -> tuple[int, ...]:
    """Return the waiting scans in which a doubtful word stands."""
    chosen = _waiting(reach, select(doubtful_words.c.scan_id).distinct())
    chosen = chosen.where(doubtful_words.c.text == misread).order_by(doubtful_words.c.scan_id)
    return tuple(c.scalars(chosen))


def places_of(c: Connection, scan_id: int, misread: str, who: str, now: datetime) -> tuple[WordPlace, ...]:
    """Return where a doubtful word stands in a scan that waits; nowhere if somebody else has it in hand."""
    taken = select(review_leases.c.scan_id).where(review_leases.c.holder != who, review_leases.c.until >= now)
    columns = (doubtful_words.c.scan_id, doubtful_words.c.page, doubtful_words.c.place)
    mine = (doubtful_words.c.scan_id == scan_id, doubtful_words.c.text == misread)
    chosen = _waiting(EVERYWHERE, select(*columns)).where(*mine)
    chosen = chosen.where(doubtful_words.c.scan_id.not_in(taken)).order_by(*columns)
    return tuple(WordPlace(*row) for row in c.execute(chosen))


def _waiting(reach: Reach, chosen: Select) -> Select:  # type: ignore[type-arg]
    # Reach is asked of each scan, not of each of its words.
    waiting = select(scans.c.id).where(scans.c.state == ScanState.REVIEW, reach.scans())
    return chosen.where(doubtful_words.c.scan_id.in_(waiting))
