"""Brings the stored completeness of dossiers up to date; the rule itself is catalogue.completeness.

What is stored follows from the register, the facts that clerks stated, the papers and the catalogue, and from
nothing else: counted anew from nothing it is the same, however often and in whatever order things happened.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from catalogue.model import Catalogue
from catalogue.outcome import Outcome, Outcomes
from catalogue.touched import Touched
from storage.dossiers import await_counting, await_counting_of, codes_after, hold, save_outcomes, uncounted
from storage.facts import in_force, stated_facts
from storage.reuses import papers_of
from storage.tables import marks
from storage.upsert import upsert

CATALOGUE: Final = "catalogue"  # the mark of the rules that the dossiers were counted by
_READ: Final = 1000  # dossiers looked at in one go


class Recounted(NamedTuple):
    """The last code that was counted, how many were, and of how many something else had been kept."""

    last: str
    counted: int
    differing: int


def note_catalogue(c: Connection, catalogue: Catalogue) -> bool:
    """Let every dossier be counted anew if the rules are not those of the last time; tell whether."""
    rules = _rules(catalogue)
    if c.scalar(select(marks.c.value).where(marks.c.name == CATALOGUE)) == rules:
        return False
    await_counting(c)
    upsert(c, marks, {"name": CATALOGUE, "value": rules}, ("name",))
    return True


def note_change(c: Connection, before: Catalogue, after: Catalogue, touched: Collection[Touched]) -> int:
    """Let the dossiers of these procedures and days be counted anew, no others; return how many that are.

    Where the mark says that the dossiers were counted by still other rules, it stays: then all are counted.
    """
    waiting = await_counting_of(c, touched) if touched else 0
    if c.scalar(select(marks.c.value).where(marks.c.name == CATALOGUE)) == _rules(before):
        upsert(c, marks, {"name": CATALOGUE, "value": _rules(after)}, ("name",))
    return waiting


def _rules(catalogue: Catalogue) -> str:
    return hashlib.sha256(repr(catalogue.procedures).encode()).hexdigest()


def recount(c: Connection, catalogue: Catalogue, code: str, now: datetime) -> None:
    """Compute a dossier's completeness anew; the same papers always give the same."""
    count(c, Outcomes(catalogue), [code], now)


def recount_waiting(c: Connection, catalogue: Catalogue, now: datetime, limit: int = 200) -> int:
    """Count the dossiers that wait for it (new, changed, given papers), at most `limit`; return how many."""
    codes = uncounted(c, limit)
    count(c, Outcomes(catalogue), codes, now)
    return len(codes)


def recount_after(c: Connection, outcomes: Outcomes, code: str, now: datetime, limit: int) -> Recounted:
    """Count the next dossiers behind a code ("": from the first), whatever is kept of them."""
    codes = codes_after(c, code, limit)
    return Recounted(codes[-1] if codes else code, len(codes), count(c, outcomes, codes, now))


def count(c: Connection, outcomes: Outcomes, codes: Collection[str], now: datetime) -> int:
    """Count these dossiers; return of how many something else had been kept. Unknown codes are left out."""
    wanted, differing = sorted(codes), 0
    for start in range(0, len(wanted), _READ):
        differing += _count(c, outcomes, wanted[start : start + _READ], now)
    return differing


def _count(c: Connection, outcomes: Outcomes, codes: Collection[str], now: datetime) -> int:
    held = hold(c, codes)
    stated, papers = stated_facts(c, codes), papers_of(c, codes)
    found: dict[Outcome, list[str]] = {}
    differing = 0
    for dossier, kept in held:
        facts = in_force(dossier.facts, stated.get(dossier.code, ()))
        present = papers.get(dossier.code, ())
        outcome = outcomes.of(dossier.procedure, dossier.received_on, facts, present)
        differing += kept is not None and kept != outcome
        found.setdefault(outcome, []).append(dossier.code)
    save_outcomes(c, found, now)
    return differing
