"""Which read word stands for which true one, and how the two differ."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from bench.reading.scores import has_digit
from bench.reading.text import bare

Kind = Literal["tone", "letter", "digits", "missing", "extra"]
Pair = tuple[int | None, int | None]  # places of a true and a read word; None where there is none

ALONE: Final = 0.6  # cost of a word without a partner; two words with less than nothing in common cost 1
ALIKE: Final = 0.5  # words of another place that differ more than so are no partners


@dataclass(frozen=True, slots=True)
class Difference:
    """A true word and what was read for it; one of the two is empty for a missing or an extra word."""

    kind: Kind
    true: str
    read: str


def align(true: Sequence[str], read: Sequence[str]) -> list[Pair]:
    """Pair the words of two sequences in order, at the least cost; each word is in exactly one pair."""
    if not true or not read:
        return [
            *((place, None) for place in range(len(true))),
            *((None, place) for place in range(len(read))),
        ]
    unlike = cdist(true, read, scorer=Levenshtein.normalized_distance, dtype=np.float32).astype(np.float64)
    costs = _costs(unlike)
    pairs: list[Pair] = []
    row, column = len(true), len(read)
    while row or column:
        here = costs[row, column]
        if row and column and np.isclose(here, costs[row - 1, column - 1] + unlike[row - 1, column - 1]):
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif row and np.isclose(here, costs[row - 1, column] + ALONE):
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return pairs[::-1]


def right(true: Sequence[str], read: Sequence[str]) -> list[bool]:
    """Tell of each read word whether it is right: matched in order, or else with a true word left over.

    As many are right as the two have words in common, whatever their order.
    """
    found = [False] * len(read)
    left: Counter[str] = Counter(true)
    for here, there in align(true, read):
        if here is not None and there is not None and true[here] == read[there]:
            found[there] = True
            left[true[here]] -= 1
    for place, word in enumerate(read):
        if not found[place] and left[word] > 0:
            found[place] = True
            left[word] -= 1
    return found


def differences(true: Sequence[str], read: Sequence[str]) -> list[Difference]:
    """Return the words that differ, by kind; words that are the same in another place do not count."""
    pairs = align(true, read)
    unlike = [pair for pair in pairs if not _same(pair, true, read)]
    unlike = _without_moved(unlike, true, read)
    together = [(true[here], read[there]) for here, there in unlike if here is not None and there is not None]
    missing = [true[here] for here, there in unlike if there is None and here is not None]
    extra = [read[there] for here, there in unlike if here is None and there is not None]
    together += _partners(missing, extra)
    return [
        *(Difference(kind_of(wanted, given), wanted, given) for wanted, given in together),
        *(Difference("missing", word, "") for word in missing),
        *(Difference("extra", "", word) for word in extra),
    ]


def kind_of(true: str, read: str) -> Kind:
    """Tell how two words differ: in a digit's word, in marks alone ("tone"), or in letters and signs."""
    if has_digit(true) or has_digit(read):
        return "digits"
    return "tone" if bare(true) == bare(read) else "letter"


def _costs(unlike: np.ndarray) -> np.ndarray:
    """Return the least cost of pairing the first i and j words, for every i and j."""
    rows, columns = unlike.shape
    across = np.arange(columns + 1) * ALONE
    costs = np.empty((rows + 1, columns + 1))
    costs[0] = across
    for row in range(1, rows + 1):
        best = costs[row - 1] + ALONE
        np.minimum(best[1:], costs[row - 1, :-1] + unlike[row - 1], out=best[1:])
        costs[row] = np.minimum.accumulate(best - across) + across
    return costs


def _same(pair: Pair, true: Sequence[str], read: Sequence[str]) -> bool:
    here, there = pair
    return here is not None and there is not None and true[here] == read[there]


def _without_moved(pairs: list[Pair], true: Sequence[str], read: Sequence[str]) -> list[Pair]:
    """Take words out that were read in another place; what stood beside them stands alone then."""
    places: dict[str, list[int]] = defaultdict(list)
    for _, there in pairs:
        if there is not None:
            places[read[there]].append(there)
    moved_true: set[int] = set()
    moved_read: set[int] = set()
    for here, _ in pairs:
        if here is not None and places[true[here]]:
            moved_true.add(here)
            moved_read.add(places[true[here]].pop(0))
    return list(_kept(pairs, moved_true, moved_read))


def _kept(pairs: list[Pair], moved_true: set[int], moved_read: set[int]) -> Iterator[Pair]:
    for here, there in pairs:
        left = (None if here in moved_true else here, None if there in moved_read else there)
        if left != (None, None):
            yield left


def _partners(missing: list[str], extra: list[str]) -> list[tuple[str, str]]:
    """Pair words that are alike though they stand in different places; take them out of both lists."""
    found: list[tuple[str, str]] = []
    for word in tuple(missing):
        if not extra:
            break
        unlike = [Levenshtein.normalized_distance(word, other) for other in extra]
        nearest = int(np.argmin(unlike))
        if unlike[nearest] <= ALIKE:
            found.append((word, extra.pop(nearest)))
            missing.remove(word)
    return found
