"""Brings a dossier's stored completeness up to date; the rule itself is catalogue.completeness."""

import hashlib
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select, update

from catalogue.completeness import Present, completeness, result_digitised
from catalogue.model import Catalogue
from storage.dossiers import components_of, get_dossier, save_completeness, uncounted
from storage.tables import dossiers, marks
from storage.upsert import upsert

CATALOGUE: Final = "catalogue"  # the mark of the rules that the dossiers were counted by


def note_catalogue(c: Connection, catalogue: Catalogue) -> bool:
    """Let every dossier be counted anew if the rules are not those of the last time; tell whether."""
    rules = hashlib.sha256(repr(catalogue.procedures).encode()).hexdigest()
    if c.scalar(select(marks.c.value).where(marks.c.name == CATALOGUE)) == rules:
        return False
    c.execute(update(dossiers).values(computed_at=None))
    upsert(c, marks, {"name": CATALOGUE, "value": rules}, ("name",))
    return True


def recount(c: Connection, catalogue: Catalogue, code: str, now: datetime) -> None:
    """Compute a dossier's completeness anew; the same papers always give the same."""
    dossier = get_dossier(c, code, hold=True)
    if dossier is None:
        return
    procedure = catalogue.procedure(dossier.procedure, dossier.received_on)
    if procedure is None:
        save_completeness(c, code, None, result_digitised=False, now=now)
        return
    present = [Present(each.type, each.exempt_reason, each.reused) for each in components_of(c, code)]
    counted = completeness(procedure, dossier.facts, present)
    result = result_digitised(procedure, present, dossier.facts)
    save_completeness(c, code, counted, result_digitised=result, now=now)


def recount_waiting(c: Connection, catalogue: Catalogue, now: datetime, limit: int = 200) -> int:
    """Count the dossiers that wait for it (new, changed, given papers), at most `limit`; return how many."""
    codes = uncounted(c, limit)
    for code in codes:
        recount(c, catalogue, code, now)
    return len(codes)
