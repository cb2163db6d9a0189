"""Brings a dossier's stored completeness up to date; the rule itself is catalogue.completeness."""

from sqlalchemy import Connection

from catalogue.completeness import Present, completeness, result_digitised
from catalogue.model import Catalogue
from storage.dossiers import components_of, get_dossier, save_completeness


def recount(connection: Connection, catalogue: Catalogue, code: str) -> None:
    """Compute a dossier's completeness anew; the same papers always give the same."""
    dossier = get_dossier(connection, code)
    procedure = dossier and catalogue.procedure(dossier.procedure, dossier.received_on)
    if dossier is None or procedure is None:
        return
    present = [Present(c.type, c.exempt_reason, c.reused) for c in components_of(connection, code)]
    found = completeness(procedure, dossier.facts, present)
    save_completeness(connection, code, found, result_digitised=result_digitised(procedure, present))
