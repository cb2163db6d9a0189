"""The papers of a dossier as a person looks at them: which file, which pages, and what each counts for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, and_, select

from pipeline.model import Part
from storage import codec
from storage.access import Reach
from storage.model import Component, ScanState, Stage, TaskState
from storage.tables import components, pages, parts, scans, tasks

_UNDONE = (TaskState.READY, TaskState.LEASED)


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """A paper that lies in a dossier; `component` is None where it counts for nothing (yet).

    `place` counts the papers that begin on the same page, as decisions about papers do.
    """

    scan_id: int
    ordinal: int
    file_name: str
    state: ScanState
    received_at: datetime
    part: Part
    component: Component | None
    place: int
    rotations: Mapping[int, int]  # how each of its pages was turned when it was read

    @property
    def first_page(self) -> int:
        return self.part.pages[0]

    @property
    def keys(self) -> tuple[tuple[int, int], ...]:
        """Its pages, each by its scan and number."""
        return tuple((self.scan_id, number) for number in self.part.pages)


def papers_in_dossier(c: Connection, dossier_code: str) -> tuple[DossierPaper, ...]:
    """Return the papers that name this dossier, in the order in which their scans came."""
    same = and_(components.c.scan_id == parts.c.scan_id, components.c.ordinal == parts.c.ordinal)
    mine = components.c.dossier_code == parts.c.dossier_code
    counted = [components.c[name].label(f"counted_{name}") for name in ("type", "exempt_reason", "reused")]
    chosen = (
        select(parts, scans.c.file_name, scans.c.state, scans.c.received_at, *counted)
        .join(scans, scans.c.id == parts.c.scan_id)
        .outerjoin(components, and_(same, mine))
        .where(parts.c.dossier_code == dossier_code)
        .order_by(parts.c.scan_id, parts.c.ordinal)
    )
    rows = c.execute(chosen).mappings().all()
    places = _places(c, {row["scan_id"] for row in rows})
    turns = _rotations(c, {row["scan_id"] for row in rows})
    return tuple(
        _paper(row, places[row["scan_id"], row["ordinal"]], turns.get(row["scan_id"], {})) for row in rows
    )


def paper_of(c: Connection, reach: Reach, scan_id: int, ordinal: int) -> tuple[Part, int] | None:
    """Return a paper and its place on its first page; None where it is out of reach or not there."""
    mine = (parts.c.scan_id == scan_id) & (parts.c.ordinal == ordinal) & reach.scans()
    chosen = select(parts).join(scans, scans.c.id == parts.c.scan_id).where(mine)
    row = c.execute(chosen).mappings().one_or_none()
    return None if row is None else (codec.part_from_row(row), _places(c, {scan_id})[scan_id, ordinal])


class Content(NamedTuple):
    """What was read on a page, and whether a hand wrote on it."""

    text: str
    by_hand: bool


def contents_of(c: Connection, scan_ids: Collection[int]) -> dict[tuple[int, int], Content]:
    """Return what stands on the pages of these scans, by scan and number of the page."""
    wanted = (pages.c.scan_id, pages.c.number, pages.c.text, pages.c.hand)
    chosen = select(*wanted).where(pages.c.scan_id.in_(sorted(scan_ids)))
    return {(scan_id, number): Content(text, bool(hand)) for scan_id, number, text, hand in c.execute(chosen)}


def being_finished(c: Connection, scan_ids: Collection[int]) -> bool:
    """Tell whether papers of one of these scans are just being sorted anew."""
    mine = (tasks.c.scan_id.in_(sorted(scan_ids)), tasks.c.stage == Stage.FINISH, tasks.c.state.in_(_UNDONE))
    return c.scalar(select(tasks.c.id).where(*mine).limit(1)) is not None


def _places(c: Connection, scan_ids: Collection[int]) -> dict[tuple[int, int], int]:
    chosen = select(parts.c.scan_id, parts.c.ordinal, parts.c.pages).where(
        parts.c.scan_id.in_(sorted(scan_ids))
    )
    seen: dict[tuple[int, int], int] = {}
    found = {}
    for scan_id, ordinal, numbers in c.execute(chosen.order_by(parts.c.scan_id, parts.c.ordinal)):
        first = (scan_id, numbers[0])
        found[scan_id, ordinal] = seen.get(first, 0)
        seen[first] = found[scan_id, ordinal] + 1
    return found


def _rotations(c: Connection, scan_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Return, by scan and number of the page, how pages were turned."""
    chosen = select(pages.c.scan_id, pages.c.number, pages.c.rotation)
    found: dict[int, dict[int, int]] = {}
    for scan_id, number, rotation in c.execute(chosen.where(pages.c.scan_id.in_(sorted(scan_ids)))):
        found.setdefault(scan_id, {})[number] = rotation
    return found


def _paper(row: RowMapping, place: int, rotations: Mapping[int, int]) -> DossierPaper:
    key = (row["scan_id"], row["ordinal"])
    counted = row["counted_type"] is not None
    component = (
        Component(
            *key,
            row["dossier_code"],
            row["counted_type"],
            row["counted_exempt_reason"],
            row["counted_reused"],
        )
        if counted
        else None
    )
    part = codec.part_from_row(row)
    return DossierPaper(
        *key, row["file_name"], row["state"], row["received_at"], part, component, place, rotations
    )
