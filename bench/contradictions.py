"""Holds generated dossiers against themselves: false alarms where nothing contradicts, and what is found.

    python -m bench.contradictions [--dossiers N] [--misread SHARE] [--seed S]

Pages are what was printed, a share of words misread; of these one in ten is as sure as if it had been read
rightly. What a hand wrote is not read. Each plan of papers is made once without a fault and once with each
fault that its papers can have; every second dossier has a receipt that names who applies. Among the dossiers
without a fault are those with the card of a relative whom a hand alone names.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from bench.matching.printed import MISREADINGS, printed
from catalogue.load import load_catalogue
from catalogue.model import ComponentType
from pipeline.contradictions import contradictions
from pipeline.contradictions.dossier import Contradiction, Paper, Papers
from pipeline.matching.fields.take import take_fields
from pipeline.matching.look import look_at
from pipeline.model import PageReading, Part, Word
from samples.forms import FORMS
from samples.generate import PageTruth
from samples.people import Case, make_case
from samples.typeset import typeset

CATALOGUE: Final = Path(__file__).parents[1] / "configs" / "catalogue"
DPI: Final = 50  # of the sheets on which words are set
SURE, UNSURE, SURE_THOUGH_WRONG = 0.985, 0.6, 0.1
# Papers as dossiers have them: births, marriages, deaths, land, households, business, building, welfare.
PLANS: Final = (
    ("to_khai_khai_sinh", "giay_chung_sinh", "cccd", "giay_khai_sinh"),
    ("to_khai_ket_hon", "giay_xntthn", "cccd", "gcn_ket_hon"),
    ("to_khai_khai_tu", "giay_bao_tu", "cccd", "trich_luc_khai_tu"),
    ("to_khai_xntthn", "cccd", "quyet_dinh_ly_hon", "giay_xntthn"),
    ("don_bien_dong", "gcn_qsdd_cu", "hop_dong_chuyen_nhuong", "cccd", "gcn_qsdd_2025"),
    ("don_dk_dat_dai", "giay_xn_nguon_goc", "trich_do", "cccd", "gcn_qsdd_2025"),
    ("giay_de_nghi_hkd", "bien_ban_hop_hkd", "cccd", "gcn_hkd"),
    ("don_gpxd", "gcn_qsdd_2025", "ban_ve_xay_dung", "cccd", "giay_phep_xay_dung"),
    ("to_khai_tgxh", "giay_xn_khuyet_tat", "cccd", "quyet_dinh_tro_cap"),
    ("to_khai_trich_luc", "giay_khai_sinh", "giay_uy_quyen", "ct07"),
    ("giay_de_nghi_ho_ngheo", "ct07", "cccd", "gcn_ho_ngheo"),
)
# The same with one more card: of bride or groom, of a grandparent who declares a birth, of a son a death.
WITH_RELATIVES: Final = (
    ("to_khai_ket_hon", "giay_xntthn", "cccd"),
    ("to_khai_khai_sinh", "giay_chung_sinh", "cccd"),
    ("to_khai_khai_tu", "giay_bao_tu", "trich_luc_khai_tu", "cccd"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier that was made: its papers' types, and for each the case that it tells of."""

    kinds: tuple[str, ...]
    cases: tuple[Case, ...]
    on: date
    receipt: bool = False  # one names who applies


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dossiers", type=int, default=33)
    parser.add_argument("--misread", type=float, default=0.03)
    parser.add_argument("--seed", type=int, default=8100)
    asked = parser.parse_args()
    types = load_catalogue(CATALOGUE).types
    planted, found, alarms = Counter[str](), Counter[str](), Counter[str]()
    for number in range(asked.dossiers):
        seed = asked.seed + number
        whole = sound(PLANS[number % len(PLANS)], seed, receipt=number // len(PLANS) % 2 == 1)
        rng = random.Random(seed)  # noqa: S311 - for a reproducible dossier
        for made in (whole, with_relative(WITH_RELATIVES[number % len(WITH_RELATIVES)], seed)):
            for alarm in held(made, types, asked.misread, rng):
                alarms[alarm.remark.code] += 1
                print(f"  false alarm: {made.kinds}: {alarm.remark.text}")
        for fault, make in FAULTS.items():
            faulty = make(whole, seed)
            if faulty is None:
                continue
            name = f"{fault}, with a receipt" if whole.receipt else fault
            planted[name] += 1
            codes = {one.remark.code for one in held(faulty, types, asked.misread, rng)}
            found[name] += bool(codes & SHOWN_AS[fault])
    print(
        f"{2 * asked.dossiers} dossiers without a fault, {sum(alarms.values())} false alarms {dict(alarms)}"
    )
    for name, count in sorted(planted.items()):
        print(f"  {name:30} found {found[name]:3} of {count:3}")
    return 0


def sound(kinds: Sequence[str], seed: int, *, receipt: bool = False) -> Made:
    """Make a dossier in which nothing contradicts."""
    case = make_case(seed, received_on=date(2026, 11, 3))
    return Made(tuple(kinds), (case,) * len(kinds), case.day(3), receipt)


def with_relative(kinds: Sequence[str], seed: int) -> Made:
    """Make a dossier in which nothing contradicts, the last card in it that of a relative."""
    made = sound(kinds, seed)
    relative = make_case(seed + 9000, received_on=date(2026, 11, 3)).applicant
    return replace(
        made,
        kinds=(*made.kinds, "cccd"),
        cases=(*made.cases, replace(made.cases[0], applicant=relative)),
    )


def held(
    made: Made, types: Mapping[str, ComponentType], misread: float, rng: random.Random
) -> tuple[Contradiction, ...]:
    """Print, read and hold the papers of a dossier against one another."""
    papers = []
    for kind, case in zip(made.kinds, made.cases, strict=True):
        pages = [*_pages(kind, case, misread, rng)]
        fields = take_fields(types.get(kind), [look_at(page) for page in pages])
        numbers = tuple(range(1, len(pages) + 1))
        part = Part(numbers, kind, 1.0, fields=fields)
        text = "\n".join(page.text for page in pages)
        by_hand = any(word.hand for page in _typeset(kind, case) for word in page.words)
        papers.append(Paper(part, types.get(kind), text, f"{kind}.pdf", by_hand))
    named = made.cases[0].applicant.name if made.receipt else ""
    return contradictions(Papers(tuple(papers), made.on, named))


def _pages(kind: str, case: Case, misread: float, rng: random.Random) -> Iterator[PageReading]:
    for truth in _typeset(kind, case):
        reading = printed(truth, 0, truth.page_of_paper, None, rng)
        words = tuple(_read(word, misread, rng) for word in reading.words)
        yield replace(reading, words=words, text=" ".join(word.text for word in words))


@lru_cache(maxsize=64)
def _typeset(kind: str, case: Case) -> tuple[PageTruth, ...]:
    """Set a paper: its words and their places, at a size too small to read."""
    sheets = typeset(FORMS[kind](case), DPI, np.random.default_rng(case.number))
    return tuple(
        PageTruth(kind, number, 0, words=tuple(sheet.words)) for number, sheet in enumerate(sheets, 1)
    )


def _read(word: Word, misread: float, rng: random.Random) -> Word:
    if rng.random() >= misread:
        return replace(word, confidence=SURE)
    at = rng.randrange(len(word.text))
    text = word.text[:at] + rng.choice(MISREADINGS) + word.text[at + 1 :]
    return replace(word, text=text, confidence=SURE if rng.random() < SURE_THOUGH_WRONG else UNSURE)


def _with_stranger(made: Made, seed: int) -> Made | None:
    """Exchange a printed paper about people for that of a stranger."""
    other = make_case(seed + 5000, received_on=made.cases[0].received_on)
    place = next((at for at, kind in enumerate(made.kinds) if kind in {"cccd", "ct07"}), None)
    if place is None:
        return None
    return replace(made, cases=(*made.cases[:place], other, *made.cases[place + 1 :]))


def _with_copy(made: Made, seed: int) -> Made | None:
    """Put the last paper in twice."""
    del seed
    return replace(made, kinds=(*made.kinds, made.kinds[-1]), cases=(*made.cases, made.cases[-1]))


def _too_late(made: Made, seed: int) -> Made | None:
    """Bring the papers eight months later, where one of them is good for six."""
    del seed
    if "giay_xntthn" not in made.kinds:
        return None
    return replace(made, on=made.on + timedelta(days=245))


def _with_other_birthday(made: Made, seed: int) -> Made | None:
    """Let one printed paper name another year of birth."""
    del seed
    place = next(
        (at for at, kind in enumerate(made.kinds) if kind in {"giay_xntthn", "ct07", "gcn_hkd"}), None
    )
    if place is None:
        return None
    case = made.cases[place]
    born = case.applicant.born
    other = replace(case.applicant, born=born.replace(year=born.year + 1, day=min(born.day, 28)))
    cases = (*made.cases[:place], replace(case, applicant=other), *made.cases[place + 1 :])
    return replace(made, cases=cases)


FAULTS: Final[Mapping[str, Callable[[Made, int], Made | None]]] = {
    "stranger": _with_stranger,
    "twice": _with_copy,
    "expired": _too_late,
    "other birthday": _with_other_birthday,
}
SHOWN_AS: Final = {
    "stranger": {"stranger"},
    "twice": {"twice"},
    "expired": {"expired"},
    "other birthday": {"within", "other_number"},
}


if __name__ == "__main__":
    sys.exit(main())
