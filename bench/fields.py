"""Reads the fields of official documents whose values are known, and of generated papers.

    python -m bench.fields [--cache DIR] [--half even|odd|both] [--generated N] [--level 0|1|2] [--seed S]

Documents: page 1 of each file that real/FIELDS.tsv names, with the profile `balanced`; readings are kept in
DIR, so that a second run is quick. Numbers and days that a hand wrote are told apart (seen by eye): they must
be flagged as such, and never be given as if they had been read. Both halves were looked at when
the rules were made: only other documents can tell how well they do elsewhere.
Generated: N papers of every form whose values are known, from seeds that no test uses.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from catalogue.documents import DOCUMENTS
from catalogue.load import load_catalogue
from catalogue.model import ComponentType
from pipeline.matching.fields.take import take_fields
from pipeline.matching.fold import fold, settle
from pipeline.matching.look import look_at
from pipeline.model import FieldValue, Limits, PageReading
from pipeline.run import read_file_page, read_page
from samples.generate import Scanning, make_paper
from samples.people import make_case
from samples.values import BY_HAND, VALUES, values_of
from storage.codec import page_from_row, page_to_row

CATALOGUE: Final = Path(__file__).parents[1] / "configs" / "catalogue"
DATA: Final = Path(__file__).parents[2] / "shared" / "data" / "real"
# Files whose number is printed, whose day is printed: on all others a hand wrote it.
NUMBER_PRINTED: Final = frozenset(
    (
        *("01_syt_nvd", "02_dl_btc", "02_syt_gavi", "02_syt_nvd", "11_syt_gavi", "17_gm_syt_1_"),
        "22_gm_syt_2_",
    )
)
DAY_PRINTED: Final = frozenset(
    (
        *(
            "01_syt_nvd",
            "02_dl_btc",
            "02_gm_syt",
            "02_syt_nvd",
            "09_kh_ttr_1_",
            "11_syt_gavi",
            "17_gm_syt_1_",
        ),
        *("2047_syt_ncy", "2096_syt_nvy", "22_gm_syt_2_", "29_SYT_KHTC"),
    )
)
CODES: Final = {known.name: known.code for known in DOCUMENTS}
SURE: Final = 0.9
LEVELS: Final = (0.99, 0.95, 0.9, 0.7, 0.0)  # between which values are as sure as they say


@dataclass(frozen=True, slots=True)
class Document:
    """A row of FIELDS.tsv and what was read of its page."""

    place: int
    truth: dict[str, str]
    fields: dict[str, FieldValue]

    @property
    def stem(self) -> str:
        return Path(self.truth["path"]).stem

    def read(self, name: str) -> str:
        found = self.fields.get(name)
        return found.value if found else ""

    def by_hand(self, name: str) -> bool:
        found = self.fields.get(name)
        return found is not None and found.source == "hand"

    @property
    def day(self) -> str:
        return "-".join(reversed(self.read("ngay_ban_hanh").split("/")))

    @property
    def class_code(self) -> str:
        return CODES.get(self.read("loai_van_ban"), "")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: among which documents, when it is good, the column and field shown if it is not."""

    name: str
    good: Callable[[Document], bool]
    column: str
    field: str
    among: Callable[[Document], bool] = lambda _: True


def plain_body(body: str) -> str:
    """Leave out what a writer is free in: case, UBND in full, the word "tỉnh", dashes, the place of tones."""
    words = settle(body).lower().replace("ủy ban nhân dân", "ubnd").replace(" - ", " ")
    return " ".join(re.sub(r"\btỉnh\b", "", words).split())


def plain_subject(subject: str) -> str:
    """Leave out marks, the words "V/v", the stop at the end."""
    return re.sub(r"^v/v\W*", "", fold(subject)).strip(" .")


def day_is_known(one: Document) -> bool:
    """Tell whether the truth itself is sure of the day."""
    return one.truth["sure"] == "yes"


MEASURES: Final = (
    Measure("class", lambda one: one.class_code == one.truth["class"], "class", "loai_van_ban"),
    Measure(
        "date, printed",
        lambda one: one.day == one.truth["ngay_ban_hanh"],
        "ngay_ban_hanh",
        "ngay_ban_hanh",
        lambda one: day_is_known(one) and one.stem in DAY_PRINTED,
    ),
    Measure(
        "date, by hand: flagged",
        lambda one: one.by_hand("ngay_ban_hanh"),
        "ngay_ban_hanh",
        "ngay_ban_hanh",
        lambda one: day_is_known(one) and one.stem not in DAY_PRINTED,
    ),
    Measure(
        "date: none wrong without a flag",
        lambda one: one.day in {"", one.truth["ngay_ban_hanh"]},
        "ngay_ban_hanh",
        "ngay_ban_hanh",
        day_is_known,
    ),
    Measure(
        "number, printed: exact with its symbol",
        lambda one: one.read("so_ky_hieu") == one.truth["so_ky_hieu"],
        "so_ky_hieu",
        "so_ky_hieu",
        lambda one: one.stem in NUMBER_PRINTED,
    ),
    Measure(
        "number, by hand: flagged",
        lambda one: one.by_hand("so_ky_hieu"),
        "so_ky_hieu",
        "so_ky_hieu",
        lambda one: one.stem not in NUMBER_PRINTED,
    ),
    Measure(
        "number: none wrong without a flag",
        lambda one: one.read("so_ky_hieu") in {"", one.truth["so_ky_hieu"]},
        "so_ky_hieu",
        "so_ky_hieu",
    ),
    Measure(
        "printed symbol exact",
        lambda one: one.read("ky_hieu") == one.truth["so_ky_hieu"].partition("/")[2],
        "so_ky_hieu",
        "ky_hieu",
    ),
    Measure(
        "issuing body",
        lambda one: plain_body(one.read("co_quan")) == plain_body(one.truth["co_quan"]),
        "co_quan",
        "co_quan",
    ),
    Measure("urgency", lambda one: one.read("do_khan") == one.truth["do_khan"], "do_khan", "do_khan"),
    Measure(
        "subject, without marks",
        lambda one: plain_subject(one.read("trich_yeu")) == plain_subject(one.truth["trich_yeu"]),
        "trich_yeu",
        "trich_yeu",
    ),
)


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, default=None)
    parser.add_argument("--half", choices=("even", "odd", "both"), default="both")
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("--level", type=int, choices=range(3), default=1)
    parser.add_argument("--seed", type=int, default=9500)
    asked = parser.parse_args()
    if DATA.is_dir():
        tell([*read_documents(asked.cache)], asked.half)
    else:
        print(f"no {DATA}: nothing is measured on documents")
    if asked.generated:
        generated(asked.generated, asked.level, asked.seed)
    return 0


def tell(documents: Sequence[Document], half: str) -> None:
    """Print the table of each half, failures of the last one."""
    for shown in ("even", "odd", "both") if half == "both" else (half,):
        chosen = [one for one in documents if shown == "both" or (one.place % 2 == 0) == (shown == "even")]
        print(f"\n{shown}: {len(chosen)} documents")
        for measure in MEASURES:
            among = [one for one in chosen if measure.among(one)]
            failed = [one for one in among if not measure.good(one)]
            share = f"{100 - 100 * len(failed) / len(among):6.1f} %" if among else "      -"
            print(f"  {measure.name:40} {len(among) - len(failed):3} of {len(among):3} {share}")
            for one in failed if shown == half else ():
                words = f"{one.truth[measure.column]!r}, read {one.read(measure.field)!r}"
                print(f"      {one.truth['path']}: {words}")


def read_documents(cache: Path | None) -> Iterator[Document]:
    """Read page 1 of every document, or take it from the cache."""
    with (DATA / "FIELDS.tsv").open(encoding="utf-8") as file:
        for place, truth in enumerate(csv.DictReader(file, delimiter="\t")):
            page = reading(DATA / truth["path"], cache)
            yield Document(place, truth, take_fields(None, [look_at(page)]))


def reading(path: Path, cache: Path | None) -> PageReading:
    """Return page 1 of a file."""
    kept = cache / f"{path.parent.name}-{path.name}.json" if cache else None
    if kept and kept.is_file():
        return page_from_row(json.loads(kept.read_text(encoding="utf-8")))
    page = read_file_page(path, 1, Limits())
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(page_to_row(0, page), ensure_ascii=False), encoding="utf-8")
    return page


def generated(papers: int, level: int, first_seed: int) -> None:
    """Read generated papers of every form, and print what became of their values."""
    outcomes: Counter[str] = Counter()
    sure: Counter[tuple[float, bool]] = Counter()
    for kind, name, value, found in generated_values(papers, level, first_seed):
        outcome = became(value, found)
        outcomes[f"{'written' if kind in BY_HAND else 'printed'}: {outcome}"] += 1
        if found and found.value:
            sure[_level(found.confidence), outcome == "right"] += 1
            if outcome != "right":
                print(f"  {kind} {name}: {value!r}, {outcome} {found.value!r}")
    print(f"\ngenerated papers, level {level}: {papers} of each of {len(VALUES)} forms")
    for outcome, count in sorted(outcomes.items()):
        whole = sum(n for other, n in outcomes.items() if other[:7] == outcome[:7])
        print(f"  {outcome:30} {count:5} of {whole:5} {100 * count / whole:6.2f} %")
    for least in LEVELS:
        right, told = sure[least, True], sure[least, True] + sure[least, False]
        if told:
            print(f"  as sure as {least:4}: right     {right:10} of {told:5} {100 * right / told:6.2f} %")


def generated_values(
    papers: int, level: int, first_seed: int
) -> Iterator[tuple[str, str, str, FieldValue | None]]:
    """Yield the type of each paper, and of each of its values the name, the truth, and what was read."""
    types = load_catalogue(CATALOGUE).types
    for number in range(papers):
        for place, kind in enumerate(VALUES):
            seed = first_seed + number * len(VALUES) + place
            fields = read_paper(kind, seed, level, types[kind])
            for name, value in values_of(kind, make_case(seed)).items():
                yield kind, name, value, fields.get(name)


def _level(confidence: float) -> float:
    """Return the highest of LEVELS that a value reaches."""
    return next(level for level in LEVELS if confidence >= level)


def read_paper(kind: str, seed: int, level: int, known: ComponentType) -> dict[str, FieldValue]:
    """Generate a paper, read its pages, take its fields."""
    pages = [
        replace(read_page(image), number=number)
        for number, (image, _) in enumerate(make_paper(kind, seed, Scanning(level)), 1)
    ]
    return take_fields(known, [look_at(page) for page in pages if not page.blank])


def became(value: str, found: FieldValue | None) -> str:
    """Say what became of a value; names in capitals are the same names."""
    if found is None:
        return "left out"
    if found.source == "hand":
        return "shown as written by hand"
    if found.value.casefold() == value.casefold():
        return "right"
    return "wrong and sure" if found.confidence >= SURE else "wrong, unsure"


if __name__ == "__main__":
    sys.exit(main())
