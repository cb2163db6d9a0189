"""What becomes of the text that PDFs bring with them: used or not, why, at what cost, and is it true.

    python -m bench.text_layers [FOLDER ...] [--sample N]

Folders are searched for PDFs; by default ../shared/data/real, ../shared/data/generic and samples/inbox. For
each file: its pages, how many of them bring text that is used, CPU milliseconds a page for saying so
(the drawing of the page, which is done anyway, left out), the verdicts and how often each was given. Up to N
pages of each file (1 by default) whose text is used are read from their pixels, too: the share of its words
found there.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import ScanError
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.intake.text_layer import Verdict, judge
from pipeline.model import Limits
from pipeline.run import read_page

ROOT: Final = Path(__file__).parents[1]
DATA: Final = ROOT.parent / "shared" / "data"
DEFAULT: Final = (DATA / "real", DATA / "generic", ROOT / "samples" / "inbox")
LIMITS: Final = Limits()
WIDTH: Final = 36


@dataclass(frozen=True, slots=True)
class Page:
    """What became of a page's own text, and the CPU seconds that it took to know."""

    verdict: Verdict
    cpu_seconds: float
    agreement: float | None = None  # share of its words read from its pixels, too; None where not compared


def judged(path: Path, number: int, *, compare: bool) -> Page:
    """Draw a page and look at its own text; read it from its pixels, too, if asked. Raises ScanError."""
    image = load_page(path, number, LIMITS)
    before = os.times()
    layer = judge(path, number, image, LIMITS)
    cpu = sum(after - start for after, start in zip(os.times()[:4], before[:4], strict=True))
    if not compare or layer.verdict is not Verdict.USED:
        return Page(layer.verdict, cpu)
    read = read_page(image, "balanced").words
    return Page(
        layer.verdict, cpu, agreement(*([word.text for word in words] for words in (layer.words, read)))
    )


def agreement(said: Iterable[str], read: Iterable[str]) -> float:
    """Return the share of the words said that were read, too, whatever their order."""
    told = Counter(said)
    return (told & Counter(read)).total() / max(1, told.total())


def looked_at(path: Path, sample: int) -> list[Page]:
    """Return a file's pages, the first few compared; none, with a word of why, where it cannot be read."""
    pages: list[Page] = []
    try:
        for number in range(1, inspect(path, LIMITS).page_count + 1):
            compared = sum(page.agreement is not None for page in pages)
            pages.append(judged(path, number, compare=compared < sample))
    except ScanError as error:
        print(f"{path.name[-WIDTH:]:<{WIDTH}}  {error.code}")
    return pages


def row(name: str, pages: Sequence[Page]) -> str:
    """Return one line of the table."""
    verdicts = Counter(page.verdict for page in pages)
    why = ", ".join(f"{verdict} {count}" for verdict, count in verdicts.most_common())
    cost = 1000 * sum(page.cpu_seconds for page in pages) / max(1, len(pages))
    shares = [page.agreement for page in pages if page.agreement is not None]
    agreed = f"{100 * sum(shares) / len(shares):.2f}" if shares else "-"
    return f"{name[-WIDTH:]:<{WIDTH}}{len(pages):6}{verdicts[Verdict.USED]:6}{cost:8.0f}{agreed:>8}  {why}"


def files(folders: Iterable[Path]) -> list[Path]:
    """Find the PDFs in these folders, or the files themselves."""
    found = ((sorted(folder.rglob("*.pdf")) if folder.is_dir() else [folder]) for folder in folders)
    return [path for paths in found for path in paths]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, default=1)
    arguments = parser.parse_args()
    everything: list[Page] = []
    print(f"{'':<{WIDTH}}{'pages':>6}{'used':>6}{'CPU ms':>8}{'agree%':>8}  verdicts")
    for path in files(arguments.folders or [folder for folder in DEFAULT if folder.is_dir()]):
        pages = looked_at(path, arguments.sample)
        if pages:
            print(row(path.name, pages), flush=True)
        everything += pages
    print(row("all", everything))
    return 0


if __name__ == "__main__":
    sys.exit(main())
