"""Papers that a dossier takes from an earlier one or from the national portal's store."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, delete, select

from catalogue.completeness import Present
from catalogue.model import Catalogue
from catalogue.reuse import refusal, refusal_of_earlier
from storage.dossiers import await_counting, get_dossier
from storage.model import Origin, Reuse
from storage.tables import components, reuses
from storage.upsert import upsert

_KEY: Final = ("dossier_code", "type")


class ReuseRefused(Exception):  # noqa: N818 - it is no fault, but an answer
    """Why a paper cannot be reused, in Vietnamese."""


def reuse(c: Connection, catalogue: Catalogue, wanted: Reuse) -> None:
    """Let a dossier use a paper it need not bring; it is to be counted anew. Raises ReuseRefused."""
    dossier = get_dossier(c, wanted.dossier_code, hold=True)
    if dossier is None:
        raise ReuseRefused(f"Hồ sơ {wanted.dossier_code} không có trong sổ theo dõi.")
    why = refusal(wanted.type, dossier, catalogue.procedure(dossier.procedure, dossier.received_on))
    if why is None and wanted.origin is Origin.EARLIER:
        code = wanted.earlier_code or ""
        own = papers_of(c, [code], reused=False).get(code, [])
        why = refusal_of_earlier(wanted.type, dossier, get_dossier(c, code), own)
    if why is not None:
        raise ReuseRefused(why)
    upsert(c, reuses, asdict(wanted), _KEY)
    await_counting(c, [wanted.dossier_code])


def take_back_reuse(c: Connection, dossier_code: str, kind: str) -> bool:
    """Forget that a paper is reused; tell whether it was."""
    mine = (reuses.c.dossier_code == dossier_code) & (reuses.c.type == kind)
    await_counting(c, [dossier_code])
    return c.execute(delete(reuses).where(mine)).rowcount > 0


def reuses_of(c: Connection, dossier_code: str) -> tuple[Reuse, ...]:
    """Return the papers that a dossier takes from elsewhere, by type."""
    mine = select(reuses).where(reuses.c.dossier_code == dossier_code).order_by(reuses.c.type)
    return tuple(Reuse(**row) for row in c.execute(mine).mappings())


def papers_of(
    c: Connection, dossier_codes: Collection[str], *, reused: bool = True
) -> dict[str, list[Present]]:
    """Return the papers of these dossiers by code: what was scanned and, unless left out, what is reused."""
    found: dict[str, list[Present]] = {}
    for row in c.execute(select(components).where(components.c.dossier_code.in_(dossier_codes))).mappings():
        paper = Present(row["type"], row["exempt_reason"], row["reused"])
        found.setdefault(row["dossier_code"], []).append(paper)
    if reused:
        for row in c.execute(select(reuses).where(reuses.c.dossier_code.in_(dossier_codes))).mappings():
            paper = Present(row["type"], reused=True, national=row["origin"] == Origin.NATIONAL)
            found.setdefault(row["dossier_code"], []).append(paper)
    return found
