"""Brings a dossier's stored completeness up to date; the rule itself is catalogue.completeness."""

from datetime import datetime

from sqlalchemy import Connection

from catalogue.completeness import Present, completeness, result_digitised
from catalogue.model import Catalogue
from storage.dossiers import components_of, get_dossier, save_completeness, uncounted


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
