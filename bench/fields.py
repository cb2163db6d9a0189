"""Reads the fields of official documents whose values are known, and of generated papers.

    python -m bench.fields [--cache DIR] [--half even|odd|both] [--generated N] [--level 0|1|2]

Documents: page 1 of each file that real/FIELDS.tsv names, with the profile `balanced`; readings are kept in
DIR, so that a second run is quick. Numbers and days that a hand wrote are told apart (HANDWRITTEN, seen by
eye): they must be flagged as such, and never be given as if they had been read. Even rows were used to tune.
Generated: N papers of every form from seeds that no test uses; what is written on them is known.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from catalogue.documents import DOCUMENTS
from pipeline.matching.fields.take import take_fields
from pipeline.matching.fold import fold, settle
from pipeline.matching.look import look_at
from pipeline.model import FieldValue, Limits, PageReading
from pipeline.run import read_file_page
from storage.codec import page_from_row, page_to_row

DATA: Final = Path(__file__).parents[2] / "shared" / "data" / "real"
# Files whose number (first set) is printed, whose day is: on all others a hand wrote it.
NUMBER_PRINTED: Final = frozenset(
    ["01_syt_nvd", "02_dl_btc", "02_syt_gavi", "02_syt_nvd", "11_syt_gavi", "17_gm_syt_1_", "22_gm_syt_2_"]
)
DAY_PRINTED: Final = frozenset(
    [
        "01_syt_nvd",
        "02_dl_btc",
        "02_gm_syt",
        "02_syt_nvd",
        "09_kh_ttr_1_",
        "11_syt_gavi",
        "17_gm_syt_1_",
        "2047_syt_ncy",
        "2096_syt_nvy",
        "22_gm_syt_2_",
        "29_SYT_KHTC",
    ]
)
CODES: Final = {known.name: known.code for known in DOCUMENTS}


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

    def source(self, name: str) -> str:
        found = self.fields.get(name)
        return found.source if found else "none"


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, default=None)
    parser.add_argument("--half", choices=("even", "odd", "both"), default="both")
    asked = parser.parse_args()
    if not DATA.is_dir():
        print(f"no {DATA}: nothing is measured")
        return 0
    documents = [*read_documents(asked.cache)]
    for half in ("even", "odd", "both") if asked.half == "both" else (asked.half,):
        chosen = [one for one in documents if half == "both" or (one.place % 2 == 0) == (half == "even")]
        print(f"\n{half}: {len(chosen)} documents")
        for measure in MEASURES:
            measure(chosen, half == asked.half)
    return 0


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


def _shares(name: str, tried: Sequence[tuple[Document, bool, str]], *, told: bool) -> None:
    right = sum(good for _, good, _ in tried)
    share = f"{100 * right / len(tried):6.1f} %" if tried else "      -"
    print(f"  {name:44} {right:3} of {len(tried):3} {share}")
    for document, good, words in tried:
        if told and not good:
            print(f"      {document.truth['path']}: {words}")


def _class(documents: Sequence[Document], told: bool) -> None:  # noqa: FBT001 - one of MEASURES
    tried = [
        (one, CODES.get(one.read("loai_van_ban")) == one.truth["class"], f"{one.read('loai_van_ban')!r}")
        for one in documents
    ]
    _shares("class", tried, told=told)


def _date(documents: Sequence[Document], told: bool) -> None:  # noqa: FBT001
    def words(one: Document) -> str:
        return f"{one.truth['ngay_ban_hanh']} {one.source('ngay_ban_hanh')} {one.read('ngay_ban_hanh')!r}"

    known = [one for one in documents if one.truth["sure"] == "yes"]
    tried = [(one, _is_day(one), words(one)) for one in known if one.stem in DAY_PRINTED]
    _shares("date, printed", tried, told=told)
    hand = [one for one in known if one.stem not in DAY_PRINTED]
    _shares(
        "date, by hand: flagged",
        [(o, o.source("ngay_ban_hanh") == "hand", words(o)) for o in hand],
        told=told,
    )
    wrong = [(o, not (o.read("ngay_ban_hanh") and not _is_day(o)), words(o)) for o in known]
    _shares("date: not wrong without a flag", wrong, told=told)


def _is_day(one: Document) -> bool:
    return "-".join(reversed(one.read("ngay_ban_hanh").split("/"))) == one.truth["ngay_ban_hanh"]


def _number(documents: Sequence[Document], told: bool) -> None:  # noqa: FBT001
    def words(one: Document) -> str:
        number, symbol = one.read("so_ky_hieu"), one.read("ky_hieu")
        return f"{one.truth['so_ky_hieu']} {one.source('so_ky_hieu')} {number!r} {symbol!r}"

    print_ones = [one for one in documents if one.stem in NUMBER_PRINTED]
    _shares(
        "number, printed: exact",
        [(o, o.read("so_ky_hieu") == o.truth["so_ky_hieu"], words(o)) for o in print_ones],
        told=told,
    )
    hand = [one for one in documents if one.stem not in NUMBER_PRINTED]
    _shares(
        "number, by hand: flagged", [(o, o.source("so_ky_hieu") == "hand", words(o)) for o in hand], told=told
    )
    wrong = [(o, o.read("so_ky_hieu") in {"", o.truth["so_ky_hieu"]}, words(o)) for o in documents]
    _shares("number: not wrong without a flag", wrong, told=told)
    symbols = [(o, o.read("ky_hieu") == o.truth["so_ky_hieu"].partition("/")[2], words(o)) for o in documents]
    _shares("symbol exact", symbols, told=told)


def _body(documents: Sequence[Document], told: bool) -> None:  # noqa: FBT001
    tried = [
        (
            one,
            _plain(one.read("co_quan")) == _plain(one.truth["co_quan"]),
            f"{one.truth['co_quan']}: {one.read('co_quan')!r}",
        )
        for one in documents
    ]
    _shares("issuing body", tried, told=told)


def _plain(body: str) -> str:
    """Leave out what a writer is free in: case, UBND in full, the word "tỉnh", dashes, the place of tones."""
    words = settle(body).lower().replace("ủy ban nhân dân", "ubnd").replace(" - ", " ")
    return " ".join(re.sub(r"\btỉnh\b", "", words).split())


def _urgency(documents: Sequence[Document], told: bool) -> None:  # noqa: FBT001
    tried = [
        (
            one,
            one.read("do_khan") == one.truth["do_khan"],
            f"{one.truth['do_khan']!r}: {one.read('do_khan')!r}",
        )
        for one in documents
    ]
    _shares("urgency", tried, told=told)


def _subject(documents: Sequence[Document], told: bool) -> None:  # noqa: FBT001
    tried = []
    for one in documents:
        true = re.sub(r"^v/v\s*", "", fold(one.truth["trich_yeu"]))
        read = re.sub(r"^v/v\W*", "", fold(one.read("trich_yeu")))
        tried.append((one, true.strip(" .") == read.strip(" ."), f"{true}\n          {read}"))
    _shares("subject, without marks", tried, told=told)


MEASURES: Final[tuple[Callable[[Sequence[Document], bool], None], ...]] = (
    _class,
    _date,
    _number,
    _body,
    _urgency,
    _subject,
)


if __name__ == "__main__":
    sys.exit(main())
