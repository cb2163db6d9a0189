"""Holds what the system made of the sample inbox against the truth file."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from storage import dossiers, scans
from storage.model import Scan

HERE = Path(__file__).parent
INBOX = HERE / "inbox"
TRUTH = HERE / "truth.json"
REGISTER = HERE / "register.csv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that the truth file states, and every point on which the system says otherwise."""

    name: str
    differences: tuple[str, ...]

    @property
    def right(self) -> bool:
        return not self.differences


def read_truth(path: Path = TRUTH) -> dict[str, Any]:
    """Return the truth file as it is."""
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return truth


def compare_scans(connection: Connection, truth: dict[str, Any], inbox: Path = INBOX) -> list[Outcome]:
    """Compare each file of the truth with its scan, found by content: state, reason, pages, parts."""
    by_content: dict[str, list[Scan]] = {}
    for scan in scans.scans(connection):
        by_content.setdefault(scan.sha256, []).append(scan)
    return [
        Outcome(stated["path"], tuple(_scan_differences(connection, stated, by_content.get(digest, []))))
        for stated in truth["scans"]
        for digest in [hashlib.sha256((inbox / stated["path"]).read_bytes()).hexdigest()]
    ]


def _scan_differences(connection: Connection, stated: dict[str, Any], found: list[Scan]) -> Iterator[str]:
    if len(found) != 1:
        yield f"{len(found)} scans of this content"
        return
    scan = found[0]
    yield from _differ("state", stated["state"], scan.state.value)
    yield from _differ("reason", stated["reason"], scan.reason_code)
    if stated["duplicate_of"] is None:
        yield from _differ("dossier", stated["dossier"], scan.dossier_code)
    if stated["state"] != "rejected":
        yield from _page_differences(connection, stated, scan)


def _page_differences(connection: Connection, stated: dict[str, Any], scan: Scan) -> Iterator[str]:
    pages = scans.pages_of(connection, scan.id)
    for key in ("number", "blank", "rotation"):
        yield from _differ(
            key, [page[key] for page in stated["pages"]], [getattr(page, key) for page in pages]
        )
    parts = [{"pages": list(part.pages), "type": part.type} for part in scans.parts_of(connection, scan.id)]
    yield from _differ("parts", [{"pages": p["pages"], "type": p["type"]} for p in stated["parts"]], parts)


def compare_dossiers(connection: Connection, truth: dict[str, Any]) -> list[Outcome]:
    """Compare each dossier's completeness, missing slots and result with the truth."""
    found = {figure.dossier.code: figure for figure in dossiers.figures(connection)}
    outcomes = []
    for stated in truth["dossiers"]:
        figure = found.get(stated["code"])
        if figure is None:
            outcomes.append(Outcome(stated["code"], ("not in the register",)))
            continue
        differences = (
            *_differ("complete", stated["complete"], figure.complete),
            *_differ("missing", sorted(stated["missing"]), sorted(slot for slot, _ in figure.missing)),
            *_differ("result", stated["result_digitised"], figure.result_digitised),
        )
        outcomes.append(Outcome(stated["code"], differences))
    return outcomes


def _differ(name: str, stated: object, found: object) -> Iterator[str]:
    if stated != found:
        yield f"{name}: stated {stated!r}, found {found!r}"
