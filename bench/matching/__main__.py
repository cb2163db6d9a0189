"""How well stacks of paper are split and matched.

    python -m bench.matching make FOLDER [--stacks N] [--seed S] [--profile P] [--share 1/2]
    python -m bench.matching measure FOLDER [--types N] [--wrong]
    python -m bench.matching quick [--stacks N] [--seed S]
    python -m bench.matching fit FOLDER

`make` draws and reads stacks once and keeps what was read; it may be stopped and started again. `measure`
splits and matches what is there. `quick` does without reading: pages are what was printed, 0, 5 or 10 % of
the letters misread by level, handwriting left as dots. `fit` says what the signs of a paper's beginning would
weigh by the stacks of a folder (not those that are measured).
"""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.matching.fit import fit
from bench.matching.measure import measure
from bench.matching.report import report
from bench.matching.stacks import load, make
from catalogue.load import load_catalogue
from catalogue.model import Catalogue
from pipeline.matching.starts import BIAS, SIGNS
from pipeline.matching.types import prepare
from pipeline.profiles import PROFILES

CATALOGUE: Final = Path(__file__).parents[2] / "configs" / "catalogue"
SEED: Final = 7_000_000  # of the stacks that are measured; the rules were set on others


def main() -> int:
    """Run the bench."""
    asked = _parser().parse_args()
    catalogue = load_catalogue(CATALOGUE)
    if asked.what == "make":
        _make(asked, catalogue, None if asked.printed else asked.profile)
        return 0
    if asked.what == "fit":
        _fit(asked.folder, catalogue)
        return 0
    if asked.what == "measure":
        return report(measure(load(asked.folder), catalogue, asked.types), wrong=asked.wrong)
    with TemporaryDirectory() as folder:
        asked.folder = Path(folder)
        _make(asked, catalogue, None)
        return report(measure(load(asked.folder), catalogue, asked.types), wrong=asked.wrong)


def _fit(folder: Path, catalogue: Catalogue) -> None:
    bias, weights = fit(load(folder), prepare(tuple(catalogue.types.values())))
    print(f"{'bias':30} {BIAS:6.2f} {bias:6.2f}")
    for name, weight in weights.items():
        print(f"{name:30} {SIGNS[name].weight:6.2f} {weight:6.2f}")


def _make(asked: argparse.Namespace, catalogue: Catalogue, profile: str | None) -> None:
    seeds = range(asked.seed, asked.seed + asked.stacks)
    started = time.perf_counter()
    part, parts = map(int, asked.share.split("/"))
    for number, path in enumerate(make(asked.folder, seeds, catalogue, profile, (part, parts)), 1):
        print(f"{number} {path.name} {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = parser.add_subparsers(dest="what", required=True)
    for what in ("make", "measure", "quick", "fit"):
        kind = kinds.add_parser(what)
        if what != "quick":
            kind.add_argument("folder", type=Path)
        if what in {"make", "quick"}:
            kind.add_argument("--stacks", type=int, default=300)
            kind.add_argument("--seed", type=int, default=SEED)
            kind.add_argument("--share", default="1/1")
        if what == "make":
            kind.add_argument("--profile", choices=sorted(PROFILES), default="fast")
            kind.add_argument("--printed", action="store_true", help="do not read: told as printed")
        if what in {"measure", "quick"}:
            kind.add_argument("--types", type=int, default=0, help="fill the catalogue up to so many types")
            kind.add_argument("--wrong", action="store_true", help="list every paper that is not right")
    return parser


if __name__ == "__main__":
    sys.exit(main())
