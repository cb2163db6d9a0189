"""Learns from all that clerks decided: gathers it, holds it against the rules, keeps it as a version."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from pipeline.learning.evaluate import Evaluation, learn
from pipeline.learning.file import to_bytes
from pipeline.learning.model import OTHER, Decision, Model
from pipeline.learning.text import paper_text
from pipeline.learning.train import primers
from pipeline.model import Part
from pipeline.verdict import SURE
from storage import scans
from storage.database import reading, writing
from storage.decisions import Kind, in_force
from storage.learned import Learned, Version, add_version, decided_scans
from storage.objects import ObjectStore
from workers.finishing import Desk
from workers.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of learning: what was measured, and the version kept; None where there was too little."""

    evaluation: Evaluation
    version: Version | None


def learn_version(shop: Workshop, who: str, now: datetime) -> Lesson:
    """Learn from the decisions in force and keep that as a version, used by nobody yet."""
    with reading(shop.engine) as c:
        decisions = [decision for scan_id in decided_scans(c) for decision in decided(shop, c, scan_id)]
    model, evaluation = learn(decisions, primers(shop.catalogue.types.values()))
    if model is None:
        return Lesson(evaluation, None)
    new = Learned(
        sha256=_kept(shop.objects, model),
        decisions=evaluation.decisions,
        ruled_right=evaluation.ruled_right,
        joined_right=evaluation.joined_right,
        trusted=evaluation.trusted,
    )
    with writing(shop.engine) as c:
        return Lesson(evaluation, add_version(c, new, who, now))


def decided(shop: Workshop, c: Connection, scan_id: int) -> Iterator[Decision]:
    """Yield the papers of a scan that a clerk named, with what the rules alone make of each."""
    held = {(one.page, one.place): one.value for one in in_force(c, scan_id) if one.kind is Kind.TYPE}
    if not held:
        return
    desk = Desk(shop, scans.get_scan(c, scan_id), c)
    by_number = {page.number: page for page in desk.pages}
    for place, part in _placed(desk.as_ruled().parts):
        if place in held:
            text = paper_text([by_number[number] for number in part.pages])
            sure = part.type is not None and part.confidence >= SURE
            yield Decision(text, held[place] or OTHER, part.type, sure)


def _placed(parts: tuple[Part, ...]) -> Iterator[tuple[tuple[int, int], Part]]:
    """Yield each paper with its place as decisions name it: its first page, the how-manieth there."""
    seen: Counter[int] = Counter()
    for part in parts:
        yield (part.pages[0], seen[part.pages[0]]), part
        seen[part.pages[0]] += 1


def _kept(objects: ObjectStore, model: Model) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "learned.npz"
        path.write_bytes(to_bytes(model))
        return objects.put(path)
