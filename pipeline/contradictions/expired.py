"""Papers whose time was over when the dossier was received."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from catalogue.model import Role
from pipeline.contradictions.dossier import Contradiction, Paper, Papers, contradiction, day_of


def expired(papers: Papers) -> Iterator[Contradiction]:
    """Yield papers that were good until a day, by what they say or by their type's months from issue."""
    for number, paper in enumerate(papers.papers):
        until = _until(paper)
        if until is not None and until < papers.on:
            words = f"{paper.name} hết hạn ngày {until:%d/%m/%Y}, trước ngày nhận hồ sơ {papers.on:%d/%m/%Y}."
            yield contradiction("expired", words, papers, number)


def _until(paper: Paper) -> date | None:
    stated = [day for spec in paper.specs("expiry_date") if (day := day_of(paper.sure(spec.name)))]
    if stated:
        return min(stated)
    issued = day_of(paper.sure("ngay_ban_hanh"))
    months = paper.type.valid_months if paper.type else None
    if issued is None or months is None or (paper.type and Role.COMPONENT not in paper.type.roles):
        return None
    return after_months(issued, months)


def after_months(day: date, months: int) -> date:
    """Return the same day some months later; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
