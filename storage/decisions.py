"""What people decided about scans: rows are added and never changed; one that undoes another is a row, too.

What the machine had thought is kept beside each decision: both are there for whoever looks, or learns, later.
A decision about pages or papers lets the scan be finished again. Only what was typed of a paper that turns
out to be secret is deleted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from pipeline.model import PageFacts, PartFacts
from storage import tasks
from storage.model import Stage
from storage.tables import decisions

MACHINE: Final = ""  # who decides what follows from what people decided
FRAMED: Final = "again"  # in what the machine had thought: what it then read at a place that a clerk framed


class Kind(StrEnum):
    """What is decided; what `value` then is."""

    STARTS = "starts"  # of a page: it begins a paper (true) or goes on (false)
    BLANK = "blank"  # of a page: it is empty (true) or not
    PLACE = "place"  # of a page: where it stands among the others, a number
    TYPE = "type"  # of a paper: its component type
    DOSSIER = "dossier"  # of a paper: its dossier's code
    EXEMPT = "exempt"  # of a paper: why it is outside digitisation, in Vietnamese; empty: it is not
    FIELD = "field"  # of a paper: the value of its field `name`
    WORD = "word"  # of a page: what its `place`-th word says; `name`: in which reading, see `reading_name`
    TURN = "turn"  # of a page: by how many degrees clockwise it is to be turned beyond what the machine did
    REREAD = (
        "reread"  # of a page: it was read again as it is now turned, by so many degrees as `turn` then said
    )
    BEGUN = "begun"  # of a scan: a clerk has begun to settle it, and wants to see the rest
    ACCEPTED = "checked"  # of a scan: a clerk has looked at it and takes it as it is
    RETURNED = "returned"  # of a scan: why the station is to scan it again, in Vietnamese
    JOINED = "joined"  # of a scan: into which file it was joined with another, in Vietnamese
    CLEARED = "not_secret"  # of a scan: what looked like a mark of secrecy is none
    SEALED = "secret"  # of a scan: it bears a mark of secrecy
    DESTROYED = "destroyed"  # of a scan: its original was destroyed
    UNDO = "undo"


OF_PAGES: Final = frozenset({Kind.STARTS, Kind.BLANK, Kind.PLACE})
OF_PAPERS: Final = frozenset({Kind.TYPE, Kind.DOSSIER, Kind.EXEMPT, Kind.FIELD})
OF_CONTENT: Final = frozenset({Kind.FIELD, Kind.WORD, Kind.EXEMPT, Kind.RETURNED})  # may repeat the paper
FINISHED_AGAIN: Final = OF_PAGES | OF_PAPERS | {Kind.WORD, Kind.ACCEPTED, Kind.RETURNED, Kind.JOINED}


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision to be kept. `page` is 0 for a whole scan, for a paper the first of its pages.

    `place` counts the papers that begin on that page; `machine` is what the machine had thought, None if
    nothing.
    """

    scan_id: int
    kind: Kind
    value: Any
    who: str
    page: int = 0
    place: int = 0
    name: str = ""
    machine: Any = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it is kept."""

    id: int
    scan_id: int
    kind: Kind
    page: int
    place: int
    name: str
    value: Any
    machine: Any
    undoes: int | None
    who: str
    at: datetime

    @property
    def about(self) -> tuple[Kind, int, int, str]:
        """What it is about; of several about the same the last holds."""
        return self.kind, self.page, self.place, self.name


def decide(c: Connection, new: NewDecision, now: datetime) -> int:
    """Keep a decision and return its id; where it is about pages or papers, the scan is finished again."""
    row = {
        "scan_id": new.scan_id,
        "kind": new.kind,
        "page": new.page,
        "place": new.place,
        "name": new.name,
        "value": new.value,
        "machine": new.machine,
        "undoes": None,
        "who": new.who,
        "at": now,
    }
    return _add(c, row, now, finish=new.kind in FINISHED_AGAIN)


def undo(c: Connection, decision_id: int, who: str, now: datetime) -> int | None:
    """Undo a decision; return the id of the row that does, None where it is undone already or unknown."""
    found = c.execute(select(decisions).where(decisions.c.id == decision_id)).mappings().one_or_none()
    undone = c.scalar(select(decisions.c.id).where(decisions.c.undoes == decision_id))
    if found is None or undone is not None or found["kind"] == Kind.UNDO:
        return None
    row = {name: found[name] for name in ("scan_id", "page", "place", "name")}
    row |= {"kind": Kind.UNDO, "value": None, "machine": None, "undoes": decision_id, "who": who, "at": now}
    return _add(c, row, now, finish=found["kind"] in FINISHED_AGAIN)


def _add(c: Connection, row: dict[str, Any], now: datetime, *, finish: bool) -> int:
    made = c.execute(insert(decisions).values(row).returning(decisions.c.id)).scalar_one()
    if finish:
        tasks.reopen(c, row["scan_id"], Stage.FINISH, now)
    return int(made)


def history(c: Connection, scan_id: int) -> tuple[Decision, ...]:
    """Return all that was decided about a scan, oldest first, with what was undone and what undid it."""
    mine = select(decisions).where(decisions.c.scan_id == scan_id).order_by(decisions.c.id)
    return tuple(_decision(row) for row in c.execute(mine).mappings())


def in_force(c: Connection, scan_id: int) -> tuple[Decision, ...]:
    """Return the decisions that hold: not undone, the last about each thing."""
    rows = history(c, scan_id)
    undone = {row.undoes for row in rows}
    last = {row.about: row for row in rows if row.kind is not Kind.UNDO and row.id not in undone}
    return tuple(last.values())


def forget_words(c: Connection, scan_id: int) -> None:
    """Delete what people said of a scan in words, and what undid it: it may repeat the paper's own words.

    What a place read that was framed for another decision, a dossier's code say, is deleted from that.
    """
    mine = decisions.c.scan_id == scan_id
    said = mine & decisions.c.kind.in_(OF_CONTENT)
    undone = decisions.c.undoes.in_(select(decisions.c.id).where(said))
    for gone in (undone, said):
        c.execute(delete(decisions).where(gone))
    for number, thought in c.execute(select(decisions.c.id, decisions.c.machine).where(mine)).all():
        if isinstance(thought, dict) and FRAMED in thought:
            c.execute(update(decisions).where(decisions.c.id == number).values(machine=thought.get("read")))


def page_facts(held: Iterable[Decision]) -> tuple[PageFacts, ...]:
    """Return what these decisions say of pages."""
    said: dict[int, dict[str, Any]] = {}
    for one in held:
        if one.kind in OF_PAGES:
            said.setdefault(one.page, {})[one.kind.value] = one.value
    return tuple(PageFacts(number, **values) for number, values in sorted(said.items()))


def part_facts(held: Sequence[Decision]) -> tuple[PartFacts, ...]:
    """Return what these decisions say of papers."""
    papers = sorted({(one.page, one.place) for one in held if one.kind in OF_PAPERS})
    return tuple(
        _part_facts(paper, [one for one in held if (one.page, one.place) == paper]) for paper in papers
    )


def words_said(held: Sequence[Decision]) -> dict[int, dict[int, str]]:
    """Return what these decisions say of words: by page, then by place.

    Words are counted in one reading of their page. What was decided about the words of a reading before the
    page was turned rests until it is turned back.
    """
    said: dict[int, dict[int, str]] = {}
    for one in held:
        if one.kind is Kind.WORD and one.name == reading_name(held, one.page):
            said.setdefault(one.page, {})[one.place] = one.value
    return said


def turn_said(held: Iterable[Decision], page: int) -> int:
    """Return by how many degrees clockwise a page is to be turned beyond what the machine did."""
    return _number(held, Kind.TURN, page)


def turn_read(held: Iterable[Decision], page: int) -> int:
    """Return the turn that a page was last read in, beyond what the machine had done at first."""
    return _number(held, Kind.REREAD, page)


def reading_name(held: Iterable[Decision], page: int) -> str:
    """Return what decisions about words of a page's present reading have as their `name`."""
    turn = turn_read(held, page)
    return str(turn) if turn else ""


def _number(held: Iterable[Decision], kind: Kind, page: int) -> int:
    return next((int(one.value) for one in held if (one.kind, one.page) == (kind, page)), 0)


def last_of(held: Iterable[Decision], kind: Kind) -> Decision | None:
    """Return the decision of a kind that is about a scan as a whole; None where there is none."""
    return next((one for one in held if one.kind is kind), None)


def _part_facts(paper: tuple[int, int], held: Sequence[Decision]) -> PartFacts:
    said = {one.kind.value: one.value for one in held if one.kind in OF_PAPERS - {Kind.FIELD}}
    fields = {one.name: one.value for one in held if one.kind is Kind.FIELD}
    return PartFacts(*paper, **said, fields=fields)


def _decision(row: RowMapping) -> Decision:
    return Decision(**{**row, "kind": Kind(row["kind"])})
