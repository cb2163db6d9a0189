"""Counts how a reader takes letters for others: writes the table that `pipeline.language.confusions` ships.

    python -m bench.count_confusions [--data FOLDER] [--pages N] [--seeds S ...] [--out FILE]

Pages are state text (as `bench.count_words` takes it; every fifth paragraph in capitals), printed, put
through scanners of levels 1 and 2, and read. Read words are paired with printed ones, their letters are
aligned, and every stretch of one or two letters is counted by what was read for it.
"""

import argparse
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Levenshtein

from bench.count_words.__main__ import DATA
from bench.count_words.texts import decrees, procedures
from bench.reading.align import align
from pipeline.language.confusions import TABLE, stretches
from pipeline.run import read_page
from samples.generate import Scanning
from samples.running import Look, scan_running, set_running

LOOKS: Final = (Look("tinos", 13), Look("tinos", 14), Look("gelasio", 12), Look("tinos", 12))
LEVELS: Final = (1, 2)
PAGES_A_TEXT: Final = 2
LETTERS_A_TEXT: Final = 9000
LONGEST: Final = 400  # letters of a paragraph
UNLIKE: Final = 0.5  # words that differ more were not read, but guessed
LEAST: Final = 2  # stretches of several letters seen less often are chance

Seen = tuple[str, str]  # true letters, read letters


def main() -> int:
    """Count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--pages", type=int, default=24, help="pages at each level, for each seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=(5000, 6000))
    parser.add_argument("--out", type=Path, default=TABLE)
    asked = parser.parse_args()
    counted: Counter[Seen] = Counter()
    for seed in asked.seeds:
        for true, read in _pages(asked.data, asked.pages, seed):
            counted.update(confusions(true, read))
        wrong = sum(count for (one, other), count in counted.items() if one != other)
        print(f"seed {seed}: {counted.total()} stretches, {wrong} misread", flush=True)
    asked.out.write_text("".join(_rows(counted)), "utf-8")
    return 0


def confusions(true: str, read: str) -> Iterator[Seen]:
    """Yield what was read for each stretch of letters of a page's words."""
    printed, found = (unicodedata.normalize("NFC", text).split() for text in (true, read))
    for here, there in align(printed, found):
        if here is None or there is None:
            continue
        if Levenshtein.normalized_distance(printed[here], found[there]) <= UNLIKE:
            yield from stretches(found[there], printed[here])


def _pages(data: Path, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the true and the read text of pages."""
    rng = random.Random(seed)  # noqa: S311 - for reproducible pages
    lines = [line.strip() for line in (*procedures(data), *decrees(data)) if 40 < len(line) <= LONGEST]  # noqa: PLR2004
    for number in range(count // PAGES_A_TEXT):
        text = "\n".join(_mixed(rng, lines))
        pages = set_running(text, LOOKS[number % len(LOOKS)], pages=PAGES_A_TEXT, seed=seed + number)
        for level in LEVELS:
            for place, page in enumerate(pages):
                scanned, _ = scan_running(pages, place, Scanning(level), seed + number)
                yield page.text, read_page(scanned).text


def _mixed(rng: random.Random, lines: list[str]) -> Iterator[str]:
    letters, number = 0, 0
    while letters < LETTERS_A_TEXT:
        line = rng.choice(lines)
        number += 1
        letters += len(line)
        yield line.upper() if number % 5 == 0 else line


def _rows(counted: Counter[Seen]) -> Iterator[str]:
    for (true, read), count in sorted(counted.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        if count >= LEAST or max(len(true), len(read)) == 1:
            yield f"{true}\t{read}\t{count}\n"


if __name__ == "__main__":
    sys.exit(main())
