"""What each stage of a scan's work does: looks at the file, reads a page, makes papers of pages.

A stage only reads the store and computes; what it found out is returned as a function that writes it, so that
the result and the end of its task are one transaction. Every stage may run twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from catalogue.dossier import Dossier
from catalogue.model import Catalogue, ComponentType, Role
from configs.settings import Settings
from pipeline.image import PageImage
from pipeline.intake.inspect import inspect
from pipeline.matching.code import find_dossier_code
from pipeline.model import Limits, PageReading, Part, PreviewSize
from pipeline.preview import previews
from pipeline.run import assemble, read_file_page
from pipeline.verdict import SURE, Verdict, judge, with_flaws
from storage import dossiers, scans, tasks
from storage.database import reading
from storage.model import UNASSIGNED, Component, Scan, ScanState, Stage, Task
from storage.objects import ObjectStore
from storage.previews import save_previews
from storage.recount import recount
from workers.originals import original
from workers.pictures import store_pictures

Write = Callable[[Connection, datetime], None]

CERTIFIED_COPY: Final = "Bản sao chứng thực, không thuộc diện số hóa (Thông tư 01/2023/TT-VPCP, Điều 4)"
DUPLICATE: Final = "duplicate"
MEND_CODE: Final = "Hãy nhập sổ theo dõi mới nhất, hoặc sửa mã hồ sơ."


@dataclass(frozen=True, slots=True)
class Workshop:
    """What work on a scan needs."""

    settings: Settings
    engine: Engine
    objects: ObjectStore
    catalogue: Catalogue

    @property
    def limits(self) -> Limits:
        given = self.settings
        return Limits(
            given.max_file_bytes, given.max_pages, given.max_page_pixels, given.page_timeout_seconds
        )


def split(shop: Workshop, scan: Scan, task: Task) -> Write:
    """Count a file's pages; each becomes a task, unless the same bytes were read before. Raises ScanError."""
    with reading(shop.engine) as c:
        twin = scans.read_twin(c, scan.sha256, scan.id)
    if twin is not None and twin.page_count:
        return partial(_write_pages_to_read, task, twin.page_count, twin)
    count = inspect(_original(shop, scan), shop.limits).page_count
    return partial(_write_pages_to_read, task, count, None)


def _write_pages_to_read(task: Task, count: int, twin: Scan | None, c: Connection, now: datetime) -> None:
    scans.set_page_count(c, task.scan_id, count)
    scans.set_state(c, task.scan_id, ScanState.PROCESSING, None, None, now)
    if twin is not None:
        scans.copy_pages(c, twin.id, task.scan_id)
    for number in range(1, count + 1):
        if not scans.has_page(c, task.scan_id, number):
            _add(c, task, Stage.PAGE, number, now)
    _finish_if_read(c, task, now)


def page(shop: Workshop, scan: Scan, task: Task) -> Write:
    """Read one page and make its pictures. Raises ScanError."""
    made: list[dict[PreviewSize, bytes]] = []

    def show(upright: PageImage) -> None:
        made.append(previews(upright))

    found = read_file_page(_original(shop, scan), task.page, shop.limits, shop.settings.profile, show)
    pictures = store_pictures(shop.objects, made[0])
    return partial(_write_shown_page, task, scan.sha256, found, pictures)


def _original(shop: Workshop, scan: Scan) -> Path:
    return original(shop.objects, scan.sha256, shop.settings.data_dir / "originals")


def _write_shown_page(
    task: Task, sha256: str, found: PageReading, pictures: dict[str, str], c: Connection, now: datetime
) -> None:
    save_previews(c, sha256, found.number, pictures)
    _write_page(task, found, c, now)


def _write_page(task: Task, found: PageReading, c: Connection, now: datetime) -> None:
    scans.save_page(c, task.scan_id, found)
    _finish_if_read(c, task, now)


def _finish_if_read(c: Connection, task: Task, now: datetime) -> None:
    if not tasks.pending(c, task.scan_id, Stage.PAGE):
        _add(c, task, Stage.FINISH, 0, now)


def _add(c: Connection, task: Task, stage: Stage, number: int, now: datetime) -> None:
    tasks.add_task(c, task.scan_id, stage, number, unit=task.unit, urgency=task.urgency, now=now)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the pages of a scan come to."""

    code: str | None  # of its dossier, known or not
    dossier: Dossier | None
    parts: tuple[Part, ...]
    verdict: Verdict


def finish(shop: Workshop, scan: Scan, _task: Task) -> Write:
    """Make papers of a scan's pages, put them into its dossier, count that anew."""
    with reading(shop.engine) as c:
        pages = scans.pages_of(c, scan.id)
        code = scan.dossier_code or find_dossier_code(pages)
        dossier = dossiers.get_dossier(c, code) if code else None
    parts = assemble(pages, _competing(shop.catalogue, dossier))
    verdict = named(judge(parts, dossier_known=dossier is not None), code)
    finding = Finding(code, dossier, parts, with_flaws(verdict, pages))
    return partial(_write_finding, shop.catalogue, scan, finding)


def _competing(catalogue: Catalogue, dossier: Dossier | None) -> tuple[ComponentType, ...]:
    known = catalogue.procedure(dossier.procedure, dossier.received_on) if dossier else None
    return catalogue.types_of(known)


def _write_finding(catalogue: Catalogue, scan: Scan, found: Finding, c: Connection, now: datetime) -> None:
    if _register_has_changed(c, found):
        tasks.reopen(c, scan.id, Stage.FINISH, now)
        return
    before = dossiers.dossiers_of_scan(c, scan.id)
    scans.save_parts(c, scan.id, found.parts)
    if found.dossier and not _belongs(c, scan, found.dossier.code):
        _write_duplicate(c, scan, found.dossier.code, now)
    else:
        dossiers.save_components(c, scan.id, components_of(catalogue, scan.id, found))
        verdict = found.verdict
        scans.set_state(c, scan.id, ScanState(verdict.state), verdict.reason_code, verdict.reason, now)
    for code in sorted({*before, *([found.dossier.code] if found.dossier else ())}):
        recount(c, catalogue, code, now)


def _register_has_changed(c: Connection, found: Finding) -> bool:
    """Tell whether the dossier is no longer what it was when the papers were made."""
    return found.code is not None and dossiers.get_dossier(c, found.code, hold=True) != found.dossier


def _belongs(c: Connection, scan: Scan, code: str) -> bool:
    return scan.dossier_code == code or scans.assign(c, scan.id, code)


def _write_duplicate(c: Connection, scan: Scan, code: str, now: datetime) -> None:
    """End a scan whose content its dossier has already: its papers are the other's."""
    reason = f"Trùng với tệp đã có của hồ sơ {code}: không tính hai lần."
    dossiers.save_components(c, scan.id, ())
    scans.set_state(c, scan.id, ScanState.ACCEPTED, DUPLICATE, reason, now)


def named(verdict: Verdict, code: str | None) -> Verdict:
    """Return the verdict, its reason naming the dossier code that nobody registered."""
    if verdict.reason_code == UNASSIGNED and code:
        return replace(verdict, reason=f"Mã hồ sơ {code} chưa có trong sổ theo dõi. {MEND_CODE}")
    return verdict


def components_of(catalogue: Catalogue, scan_id: int, found: Finding) -> list[Component]:
    """Return the papers that count for the dossier: those whose type is sure, covers left out."""
    if found.dossier is None:
        return []
    return [
        Component(
            scan_id, ordinal, found.dossier.code, part.type, CERTIFIED_COPY if part.certified_copy else None
        )
        for ordinal, part in enumerate(found.parts)
        if part.type and part.confidence >= SURE and _counts(catalogue, part.type)
    ]


def _counts(catalogue: Catalogue, code: str) -> bool:
    return bool({Role.COMPONENT, Role.RESULT} & set(catalogue.types[code].roles))


STAGES: Final[dict[Stage, Callable[[Workshop, Scan, Task], Write]]] = {
    Stage.SPLIT: split,
    Stage.PAGE: page,
    Stage.FINISH: finish,
}
