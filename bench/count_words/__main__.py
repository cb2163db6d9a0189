"""Counts words and pairs of words and writes the table that `pipeline.language.counts` ships.

    python -m bench.count_words [--data FOLDER] [--least N] [--rejected N] [--dry]

Prints how many tokens each source gave, and the most frequent words that are no possible syllables. The same
texts give the same bytes.
"""

import argparse
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from bench.count_words.texts import SOURCES, WITHOUT_SENTENCES
from pipeline.language.counts import END, START, TABLE, tokens
from pipeline.language.syllables import is_possible

DATA: Final = Path(__file__).parents[3] / "shared" / "data"
MOST_REPEATS: Final = 20  # the same line counts so often at most: headings of forms filled by the hundred
_SENTENCE_END: Final = re.compile(r"(?<=[.;:!?])\s+")
_ADDRESS: Final = re.compile(r"\S*(?:://|www\.|@|\.vn|\.html|p_p_|WAR_)\S*")

Pairs = defaultdict[str, Counter[str]]


def main() -> int:
    """Count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--least", type=int, default=1, help="leave out pairs seen less often")
    parser.add_argument(
        "--rejected", type=int, default=60, help="how many words that are no syllables to show"
    )
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    words: Counter[str] = Counter()
    pairs: Pairs = defaultdict(Counter)
    for name, source in SOURCES.items():
        found, followers = count(source(asked.data), whole=name not in WITHOUT_SENTENCES)
        words.update(found)
        for first, after in followers.items():
            pairs[first].update(after)
        print(f"{name:12} {found.total():8} tokens")
    kept = sum(often >= asked.least for after in pairs.values() for often in after.values())
    packed = pack(words, pairs, asked.least)
    print(f"{words.total()} tokens, {len(words)} words, {kept} pairs, {len(packed)} bytes")
    _show_rejected(words, asked.rejected)
    if not asked.dry:
        TABLE.write_bytes(packed)
    return 0


def count(lines: Iterable[str], *, whole: bool) -> tuple[Counter[str], Pairs]:
    """Count words, and what follows each; `whole` lines begin and end sentences."""
    words: Counter[str] = Counter()
    pairs: Pairs = defaultdict(Counter)
    for sentence in _sentences(lines, whole=whole):
        words.update(sentence)
        for first, second in pairwise(sentence):
            pairs[first][second] += 1
    return words, pairs


def pack(words: Counter[str], pairs: Pairs, least: int) -> bytes:
    """Return the table: words by falling count, each with what followed it at least so often."""
    lines = []
    for word, often in sorted(words.items(), key=_rank):
        after = sorted(((second, n) for second, n in pairs[word].items() if n >= least), key=_rank)
        lines.append(f"{word}\t{often}\t{' '.join(f'{second} {n}' for second, n in after)}\n")
    return lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)


def _sentences(lines: Iterable[str], *, whole: bool) -> Iterator[list[str]]:
    repeats: Counter[str] = Counter()
    for line in lines:
        repeats[line] += 1
        if repeats[line] > MOST_REPEATS and whole:
            continue
        for part in _SENTENCE_END.split(_ADDRESS.sub(" ", line)):
            found = list(tokens(part))
            if found:
                yield [START, *found, END] if whole else found


def _rank(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _show_rejected(words: Counter[str], most: int) -> None:
    letters = {word: count for word, count in words.items() if word.isalpha()}
    rejected = {word: count for word, count in letters.items() if not is_possible(word)}
    share = 100 * sum(rejected.values()) / sum(letters.values())
    print(f"no possible syllables: {len(rejected)} words, {share:.2f} % of all; the most frequent:")
    print(" ".join(f"{word} {count}" for word, count in sorted(rejected.items(), key=_rank)[:most]))


if __name__ == "__main__":
    sys.exit(main())
