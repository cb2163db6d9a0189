"""What each reader of pages costs and finds alone, on the same cleaned pages: which one is worth asking.

    python -m bench.readers [--pages 4]

Reads the transcribed real pages of `bench.reading` and level 1 of its rendered ones, cleaned as `balanced`
cleans them, by every reader of READERS that is installed. CPU seconds a page, children included.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from bench.reading.scores import score
from bench.reading.sets import SETS, Page, Sources, part
from pipeline.engines import READERS
from pipeline.engines.reader import Reader
from pipeline.image import PageImage
from pipeline.intake.page import load_page
from pipeline.model import Limits
from pipeline.profiles import PROFILES

ASKED: Final = ("pages", "seeds-1")


def measured(reader: Reader, cleaned: PageImage, truth: str) -> tuple[float, float, float]:
    """Return the share of true words found, of read words true, and the CPU seconds."""
    before = sum(os.times()[:4])
    text = " ".join(word.text for word in reader.read(cleaned))
    spent = sum(os.times()[:4]) - before
    found = score(truth, text)
    return found.found, found.true, spent


def rows(pages: list[Page]) -> list[str]:
    """Return a line of the table for each reader."""
    cleaned = [PROFILES["balanced"].clean(load_page(page.picture, 1, Limits())) for page in pages]
    lines = []
    for name, reader in READERS.items():
        if not reader.is_installed():
            lines.append(f"{name:<20} is not installed")
            continue
        reader.read(cleaned[0])  # what is loaded once is no page's cost
        results = [measured(reader, each, page.truth) for each, page in zip(cleaned, pages, strict=True)]
        found, true, spent = (sum(column) / len(results) for column in zip(*results, strict=True))
        lines.append(f"{name:<20}{100 * found:8.2f}{100 * true:8.2f}{spent:8.2f}")
    return lines


def main() -> int:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int)
    limit = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        for name in ASKED:
            planned = part(list(SETS[name](Sources())), "both", limit)
            pages = [page for page in (each.make(Path(folder)) for each in planned) if not page.apart]
            if not pages:
                print(f"{name}: skipped, no page of it", file=sys.stderr)
                continue
            print(f"{name}, {len(pages)} pages{'found%':>10}{'true%':>8}{'CPU s':>8}")
            print("\n".join(rows(pages)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
