"""What clerks say of a dossier's conditions; kept apart from the register, so that no import wipes it out."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, delete, select

from storage.dossiers import await_counting
from storage.model import StatedFact
from storage.tables import facts
from storage.upsert import upsert

_KEY: Final = ("dossier_code", "fact")


def state_fact(c: Connection, stated: StatedFact) -> None:
    """Keep what a clerk says of a condition; the dossier is to be counted anew."""
    upsert(c, facts, asdict(stated), _KEY)
    await_counting(c, [stated.dossier_code])


def take_back_fact(c: Connection, dossier_code: str, fact: str) -> bool:
    """Let the register alone decide on a condition again; tell whether a clerk had said anything."""
    mine = (facts.c.dossier_code == dossier_code) & (facts.c.fact == fact)
    await_counting(c, [dossier_code])
    return c.execute(delete(facts).where(mine)).rowcount > 0


def stated_facts(c: Connection, dossier_codes: Collection[str]) -> dict[str, list[StatedFact]]:
    """Return what clerks said of these dossiers, by code, in the order of the conditions."""
    chosen = (
        select(facts).where(facts.c.dossier_code.in_(dossier_codes)).order_by(*(facts.c[k] for k in _KEY))
    )
    found: dict[str, list[StatedFact]] = {}
    for row in c.execute(chosen).mappings():
        found.setdefault(row["dossier_code"], []).append(StatedFact(**row))
    return found


def in_force(register: frozenset[str], stated: Collection[StatedFact]) -> frozenset[str]:
    """Return the conditions that hold: those of the register, but what a clerk said goes before it."""
    holds = {each.fact for each in stated if each.stated}
    return (register | holds) - {each.fact for each in stated if not each.stated}
