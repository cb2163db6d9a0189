"""What a search finds as a file, for page and API: personal numbers masked, noted in the audit log."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from fastapi import Response
from sqlalchemy import Connection

from configs.personal import hide_numbers
from reports.formats import FORMATS
from reports.formats.words import printable
from reports.model import Column, Kind, Line, Period, Table
from reports.model import Question as ReportQuestion
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from storage.search import Hit, Question, find
from web.limits import Costly
from web.searching import excerpt
from web.site import Site
from web.units import unit_name
from web.words import VIETNAM, masked

MOST_EXPORTED: Final = 2000
COLUMNS: Final = (
    Column("dossier", "Mã hồ sơ"),
    Column("type", "Loại giấy tờ"),
    Column("unit", "Đơn vị"),
    Column("received", "Ngày nhận", Kind.DAY),
    Column("file", "Tệp"),
    Column("page", "Trang", Kind.COUNT),
    Column("line", "Dòng tìm thấy"),
)


def export_found(site: Site, now: datetime, actor: Actor, question: Question, kind: str) -> Response:
    """Return what is found as a file of a format, personal numbers masked; this is noted."""
    site.limits.count(Costly.EXPORT, actor.name, now)
    with writing(site.engine) as c:
        found = find(c, actor.reach, question, None, MOST_EXPORTED)
        detail = {"tim": question.words, "so_dong": len(found)}
        note(c, now, actor, Deed(AuditAction.EXPORTED, f"search.{kind}", actor.unit, detail))
    form = FORMATS[kind]
    headers = {"Content-Disposition": f'attachment; filename="tra-cuu.{form.extension}"'}
    made = form.render(_table(site, now, question, found))
    return Response(made, media_type=form.media_type, headers=headers)


def note_search(c: Connection, now: datetime, actor: Actor, words: str) -> None:
    """Note in the audit log what was searched for."""
    note(c, now, actor, Deed(AuditAction.SEARCHED, "search", actor.unit, {"tim": words}))


def _table(site: Site, now: datetime, asked: Question, found: tuple[Hit, ...]) -> Table:
    today = now.astimezone(VIETNAM).date()
    question = ReportQuestion(Period(today, today), None, site.catalogue)
    words = hide_numbers(printable(asked.words), lambda number: f"{number[:3]}…{number[-2:]}")
    lines = tuple(Line(tuple(_cells(site, hit, asked))) for hit in found)
    notes = (f"Tìm: {words}.", "Số định danh đã được che.")
    return Table("search", "Kết quả tra cứu giấy tờ", question, COLUMNS, lines, notes=notes)


def _cells(site: Site, hit: Hit, question: Question) -> Iterator[Any]:
    kind = site.catalogue.types.get(hit.part.type or "") if hit.part else None
    yield (hit.part.dossier if hit.part else None) or ""
    yield kind.name if kind else "Chưa rõ loại"
    yield unit_name(site.catalogue, hit.unit) if hit.unit else ""
    yield hit.received_at.astimezone(VIETNAM).date()
    yield masked(hit.file_name)
    yield hit.page.number
    yield masked(" ".join(piece.text for piece in excerpt(hit.page, question).pieces))
