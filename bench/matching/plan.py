"""Which papers lie in a generated stack, in which order and how they were fed: decided by its seed alone.

A stack holds dossiers of real procedures of the catalogue, their papers in any order, with what a counter
sees beside: receipts and cover sheets, certified copies, papers of other procedures or of no catalogue.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from bench.matching.strangers import STRANGERS
from catalogue.model import Catalogue, Procedure, Rule
from samples.forms import FORMS
from samples.people import UNITS, Case, make_case

Feeding = Literal["simplex", "duplex", "two passes"]
Known = Literal["codes", "folder", "nothing"]
Numbering = Literal["top", "foot", "of", "none"]
Cards = Literal["one sheet", "two sheets", "two persons"]

COVER: Final = "to_bia"
PATCH: Final = "to_phan_cach"
RECEIPT: Final = "giay_tiep_nhan"
CARD: Final = "cccd"
LEAST: Final = 6  # pages
MOST: Final = 40
DAY: Final = date(2026, 3, 2)
SEATS: Final[dict[Rule, float]] = {
    Rule.ALWAYS: 0.95,
    Rule.ONE_OF: 0.95,
    Rule.WHEN: 0.35,
    Rule.SHOW_ONLY: 0.45,
}
TWICE: Final = {CARD: 0.25, "giay_xntthn": 0.3, "giay_khai_sinh": 0.1}
RESULT: Final = 0.35  # chances, as those that follow
FOREIGN: Final = 0.06
STRANGE: Final = 0.14
CERTIFIED: Final = 0.1
STRAY_BLANK: Final = 0.04
UNPARTED: Final = 0.5
LARGE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """A paper to be made; `type` is what it should be found to be, None where it belongs to nothing asked."""

    kind: str
    type: str | None
    dossier: int
    case: Case
    seed: int
    certified: bool = False
    numbering: Numbering = "top"
    cards: Cards = "one sheet"
    both_sides: bool = True
    stray_blank: bool = False
    large: bool = False  # set in larger letters, so that it runs over more pages


@dataclass(frozen=True, slots=True)
class Plan:
    """A stack to be made: as many of `pieces` as `pages` need."""

    seed: int
    level: int
    feeding: Feeding
    known: Known  # what tells the dossiers: receipts and covers, the folder's name, nothing
    pages: int
    pieces: tuple[Piece, ...]
    procedures: tuple[str, ...]
    codes: tuple[str, ...]
    days: tuple[date, ...]


def plan(seed: int, catalogue: Catalogue) -> Plan:
    """Return the stack of a seed; its level is the rest of seed / 3."""
    rng = random.Random(seed)  # noqa: S311 - for a reproducible stack
    known: Known = rng.choices(("codes", "folder", "nothing"), (5, 3, 2))[0]
    feeding: Feeding = rng.choices(("simplex", "duplex", "two passes"), (14, 5, 1))[0]
    pages = LEAST + int((MOST - LEAST) * rng.betavariate(1.0, 3.2))
    dossiers = [_dossier(rng, seed, place, catalogue) for place in range(MOST)]
    kinds = [_kinds(rng, procedure) for procedure, _ in dossiers]
    if known == "folder":  # a stack of one dossier: the first that has papers enough
        chosen = max(range(MOST), key=lambda place: (min(len(kinds[place]), LEAST), -place))
        dossiers, kinds = [dossiers[chosen]], [kinds[chosen]]
    pieces = tuple(
        piece
        for place, (procedure, case) in enumerate(dossiers)
        for piece in _papers(rng, (procedure, kinds[place]), (place, case), known, catalogue)
    )
    return Plan(
        seed=seed,
        level=seed % 3,
        feeding=feeding,
        known=known,
        pages=pages,
        pieces=pieces,
        procedures=tuple(procedure.code for procedure, _ in dossiers),
        codes=tuple(case.code for _, case in dossiers),
        days=tuple(case.received_on for _, case in dossiers),
    )


def _dossier(rng: random.Random, seed: int, place: int, catalogue: Catalogue) -> tuple[Procedure, Case]:
    day = DAY + timedelta(days=rng.randrange(250))
    fit = [p for p in catalogue.procedures if _stands(p, day) and _drawable(p) >= 2]  # noqa: PLR2004
    procedure = rng.choice(fit)
    unit = rng.choice(sorted(UNITS))
    number = (37 * seed + place) % 10_000
    code = f"{unit}-{day:%y%m%d}-{number:04d}"
    return procedure, make_case(100_000 + 53 * seed + place, unit, code, day, procedure.code)


def _stands(procedure: Procedure, day: date) -> bool:
    return (procedure.valid_from or date.min) <= day <= (procedure.valid_to or date.max)


def _drawable(procedure: Procedure) -> int:
    return len({kind for slot in procedure.requirements for kind in slot.types if kind in FORMS})


def _papers(
    rng: random.Random,
    asked: tuple[Procedure, list[str]],
    dossier: tuple[int, Case],
    known: Known,
    catalogue: Catalogue,
) -> list[Piece]:
    procedure, kinds = asked
    competing = {kind.code for kind in catalogue.types_of(procedure if known != "nothing" else None)}
    made = [_piece(rng, kind, kind if kind in competing else None, *dossier) for kind in kinds]
    lead = {"codes": rng.choice((COVER, RECEIPT, RECEIPT)), "folder": None, "nothing": PATCH}[known]
    if lead == PATCH and rng.random() < UNPARTED:
        lead = None
    return [*([_piece(rng, lead, lead, *dossier)] if lead else []), *made]


def _kinds(rng: random.Random, procedure: Procedure) -> list[str]:
    kinds = [*_drawn(rng, procedure)]
    rng.shuffle(kinds)
    return kinds


def _drawn(rng: random.Random, procedure: Procedure) -> Iterator[str]:
    for slot in procedure.requirements:
        drawable = [kind for kind in slot.types if kind in FORMS]
        if drawable and rng.random() < SEATS[slot.rule]:
            kind = rng.choice(drawable)
            yield kind
            if rng.random() < TWICE.get(kind, 0):
                yield kind
    results = [kind for kind in procedure.results if kind in FORMS]
    if results and rng.random() < RESULT:
        yield rng.choice(results)
    if rng.random() < FOREIGN:
        yield rng.choice(sorted(set(FORMS) - {RECEIPT}))
    if rng.random() < STRANGE:
        yield rng.choice(sorted(STRANGERS))


def _piece(rng: random.Random, kind: str, kind_found: str | None, dossier: int, case: Case) -> Piece:
    form = kind.startswith(("to_", "don_", RECEIPT))
    return Piece(
        kind,
        kind_found,
        dossier,
        case,
        rng.randrange(1_000_000, 2_000_000_000),
        certified=not form and kind not in {CARD, *STRANGERS} and rng.random() < CERTIFIED,
        numbering=rng.choices(("top", "foot", "of", "none"), (4, 2, 2, 3))[0],
        cards=rng.choices(("one sheet", "two sheets", "two persons"), (5, 3, 2))[0],
        both_sides=rng.random() < 0.6,  # noqa: PLR2004
        stray_blank=rng.random() < STRAY_BLANK,
        large=kind not in {CARD, PATCH, COVER} and rng.random() < LARGE,
    )
