"""How likely a reader takes one printed word for another: letters, their marks, and what looks like them.

The table (`tables/confusions.tsv`, made by `python -m bench.count_confusions`) tells how often one or two
printed letters were read as which letters, on pages printed and scanned by the generator. What was seldom or
never seen is thought as likely as its kind of mistake: another tone, another mark, the other case, another
letter. Capitals have rates of their own: their marks stand close to the line above and get lost more often.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

TABLE: Final = Path(__file__).parent / "tables" / "confusions.tsv"
STRENGTH: Final = 20.0  # what the kinds of mistakes tell weighs like so many letters seen
LEAST: Final = 0.5  # a kind of mistake never seen counts like so many
OTHERS: Final = 250  # letters, digits and signs that a letter may be taken for by chance
SEVERAL: Final = math.log(1e-4)  # before anything is known: two letters for one, or one for two

Kind = Literal["same", "tone", "mark", "both", "case", "other", "lost"]
Stretch = tuple[str, str]  # what is printed, what was read; at most two letters each, one of them may be none

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TONED: Final = frozenset("aeiouy")
_OTHER_MARKS: Final = {"a": 2, "e": 1, "o": 2, "u": 1, "d": 1}  # letters that differ by their mark only
_OTHER_TONES: Final = 5
_STROKES: Final = {"đ": ("d", "-"), "Đ": ("D", "-")}
_STEPS: Final = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))  # printed letters, read letters
_USUAL: Final = {"same": 0.97, "tone": 0.01, "mark": 0.01, "both": 0.003, "case": 0.005, "lost": 1e-3}


class Letter(NamedTuple):
    """A letter taken apart."""

    plain: str
    mark: str
    tone: str


@dataclass(frozen=True, slots=True)
class Confusions:
    """Log probabilities of what is read where letters are printed."""

    seen: Mapping[Stretch, float]
    rates: Mapping[tuple[Kind, bool], float]  # by kind of mistake, small letters and capitals
    totals: Mapping[str, int]  # how often a letter was printed
    extra: float  # a letter read where none is printed
    several: float | None  # two for one, one for two, never seen; None: impossible

    def log(self, true: str, read: str) -> float | None:
        """Return the log probability of a stretch; None where it is impossible."""
        known = self.seen.get((true, read))
        if known is not None:
            return known
        if not true:
            return self.extra
        if len(true) + len(read) > 2:  # noqa: PLR2004 - more than a letter for a letter
            return self.several
        return self.letter(true, read)

    def letter(self, true: str, read: str) -> float:
        """Return the log probability that a printed letter is read as this one, or not at all ("")."""
        known = self.seen.get((true, read))
        return known if known is not None else math.log(self.likelihood(true, read, 0))

    def likelihood(self, true: str, read: str, count: int) -> float:
        """Return the probability of a letter's reading that was seen so often."""
        guess = self._guess(kind_of(true, read), true)
        return (count + STRENGTH * guess) / (self.totals.get(true, 0) + STRENGTH)

    def _guess(self, kind: Kind, true: str) -> float:
        if kind == "same":
            others = (kind for kind in _kinds() if kind != "same" and _choices(kind, true))
            return 1 - sum(self.rates[kind, true.isupper()] for kind in others)
        return self.rates[kind, true.isupper()] / max(1, _choices(kind, true))


@lru_cache(maxsize=1 << 16)
def log_likelihood(read: str, true: str) -> float:
    """Return the log probability, at most 0, that a reader reads a printed word so.

    Words of the same bare letters are compared letter by letter, others along their likeliest alignment.
    Raises OSError where the table is missing.
    """
    one, other = unicodedata.normalize("NFC", true), unicodedata.normalize("NFC", read)
    known = load()
    if len(one) == len(other) and _plain(one) == _plain(other):
        return sum(map(known.letter, one, other))
    return _likeliest(known, one, other)[0]


def stretches(read: str, true: str) -> tuple[Stretch, ...]:
    """Return the likeliest pairing of a printed word's letters with what was read, nothing counted yet."""
    return _likeliest(_unknown(), true, read)[1]


def kind_of(true: str, read: str) -> Kind:
    """Return which kind of mistake it is to read a printed letter so."""
    if true == read:
        return "same"
    if not read:
        return "lost"
    one, other = take_apart(true), take_apart(read)
    if one.plain != other.plain:
        return "case" if true.lower() == read.lower() else "other"
    if one.mark == other.mark:
        return "tone"
    return "mark" if one.tone == other.tone else "both"


@cache
def take_apart(letter: str) -> Letter:
    """Return a letter's parts; the stroke of đ is a mark."""
    if letter in _STROKES:
        return Letter(*_STROKES[letter], "")
    parts = unicodedata.normalize("NFD", letter)
    marks = parts[1:]
    return Letter(
        parts[0],
        "".join(mark for mark in marks if mark not in _TONES),
        "".join(mark for mark in marks if mark in _TONES),
    )


@cache
def load() -> Confusions:
    """Return the shipped table, read once. Raises OSError where it is missing."""
    counted: Counter[Stretch] = Counter()
    for line in TABLE.read_text("utf-8").splitlines():
        true, read, count = line.split("\t")
        counted[true, read] = int(count)
    return learn(counted)


def learn(counted: Mapping[Stretch, int]) -> Confusions:
    """Make probabilities of counted stretches."""
    totals: Counter[str] = Counter()
    for (true, _), count in counted.items():
        totals[true] += count
    letters = sum(count for true, count in totals.items() if len(true) == 1)
    first = Confusions({}, _rates(counted), totals, 0.0, None)
    seen = {stretch: _learnt(first, stretch, count) for stretch, count in counted.items() if stretch[0]}
    extra = math.log((totals[""] + LEAST) / (letters + 2 * LEAST) / OTHERS)
    return Confusions(seen, first.rates, totals, extra, None)


def _learnt(known: Confusions, stretch: Stretch, count: int) -> float:
    true, read = stretch
    if len(true) == 1 and len(read) <= 1:
        return math.log(known.likelihood(true, read, count))
    of = min(known.totals[letter] for letter in true)  # two letters are not seen more often than the rarer
    return math.log(count / (max(of, count) + STRENGTH))


def _rates(counted: Mapping[Stretch, int]) -> dict[tuple[Kind, bool], float]:
    """Return the share of each kind of reading among the printed letters that can be read so."""
    kinds: Counter[tuple[Kind, bool]] = Counter()
    among: Counter[tuple[Kind, bool]] = Counter()
    for (true, read), count in counted.items():
        if len(true) != 1 or len(read) > 1:
            continue
        capital = true.isupper()
        kinds[kind_of(true, read), capital] += count
        among.update({(kind, capital): count for kind in _kinds() if _choices(kind, true)})
    return {
        (kind, capital): min(1.0, (kinds[kind, capital] + LEAST) / (among[kind, capital] + 2 * LEAST))
        for kind in _kinds()
        for capital in (False, True)
    }


def _kinds() -> tuple[Kind, ...]:
    return "same", "tone", "mark", "both", "case", "other", "lost"


def _choices(kind: Kind, true: str) -> int:
    """Return in how many ways a printed letter can be misread so."""
    plain = take_apart(true).plain.lower()
    tones = _OTHER_TONES if plain in _TONED else 0
    marks = _OTHER_MARKS.get(plain, 0)
    choices = {
        "tone": tones,
        "mark": marks,
        "both": tones * marks,
        "case": int(true.isalpha()),
        "other": OTHERS,
    }
    return choices.get(kind, 1)


@cache
def _unknown() -> Confusions:
    rates = {(kind, capital): _USUAL.get(kind, 1e-3) for kind in _kinds() for capital in (False, True)}
    return Confusions({}, rates, {}, math.log(1e-3), SEVERAL)


def _likeliest(known: Confusions, true: str, read: str) -> tuple[float, tuple[Stretch, ...]]:
    """Return the likeliest way to take a word's letters for others, and its log probability."""
    best: dict[tuple[int, int], tuple[float, tuple[Stretch, ...]]] = {(0, 0): (0.0, ())}
    for row in range(len(true) + 1):
        for column in range(len(read) + 1):
            ways = _ways(known, best, true[:row], read[:column])
            if row or column:
                best[row, column] = max(ways, key=lambda way: way[0])
    return best[len(true), len(read)]


def _ways(
    known: Confusions, best: Mapping[tuple[int, int], tuple[float, tuple[Stretch, ...]]], true: str, read: str
) -> Iterator[tuple[float, tuple[Stretch, ...]]]:
    """Yield the ways in which the last letters of a beginning may have been read."""
    for printed, found in _STEPS:
        before = best.get((len(true) - printed, len(read) - found))
        if before is None:
            continue
        stretch = true[len(true) - printed :], read[len(read) - found :]
        log = known.log(*stretch)
        if log is not None:
            yield before[0] + log, (*before[1], stretch)


def _plain(word: str) -> list[str]:
    return [take_apart(letter).plain for letter in word]
