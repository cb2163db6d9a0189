"""How a page was read: the figures of one page, and of many together."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bench.reading.places import errors_anywhere
from bench.reading.text import bare, normal


@dataclass(frozen=True, slots=True)
class Score:
    """How the text of one page was read. Shares are 0..1, errors are characters."""

    found: float  # of the true words
    true: float  # of the read words
    marks: float  # of the true words: letters found, marks not
    errors: int
    bare_errors: int  # without marks
    free_errors: int  # whatever the order of lines
    free_bare_errors: int
    length: int  # true characters
    numbers: int  # true words that hold a digit
    numbers_found: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Many pages together: all shares are 0..1."""

    found: float
    true: float
    marks: float
    error: float
    bare_error: float
    free_error: float
    free_bare_error: float
    numbers: int
    numbers_found: float


def score(true: str, read: str) -> Score:
    """Compare a page's reading with its truth."""
    wanted, given = normal(true), normal(read)
    true_words, read_words = Counter(wanted.split()), Counter(given.split())
    common = (true_words & read_words).total()
    letters = (_each(bare, true_words) & _each(bare, read_words)).total()
    numbers = Counter({word: count for word, count in true_words.items() if has_digit(word)})
    return Score(
        found=common / max(1, true_words.total()),
        true=common / max(1, read_words.total()),
        marks=(letters - common) / max(1, true_words.total()),
        errors=Levenshtein.distance(wanted, given),
        bare_errors=Levenshtein.distance(bare(wanted), bare(given)),
        free_errors=errors_anywhere(true, read),
        free_bare_errors=errors_anywhere(true, read, without_marks=True),
        length=len(wanted),
        numbers=numbers.total(),
        numbers_found=(numbers & read_words).total(),
    )


def together(scores: Sequence[Score]) -> Summary:
    """Average shares of words over pages, sum errors and numbers. Raises ValueError without pages."""
    if not scores:
        raise ValueError("no pages")
    length = max(1, sum(each.length for each in scores))
    numbers = sum(each.numbers for each in scores)
    return Summary(
        found=_mean(each.found for each in scores),
        true=_mean(each.true for each in scores),
        marks=_mean(each.marks for each in scores),
        error=sum(each.errors for each in scores) / length,
        bare_error=sum(each.bare_errors for each in scores) / length,
        free_error=sum(each.free_errors for each in scores) / length,
        free_bare_error=sum(each.free_bare_errors for each in scores) / length,
        numbers=numbers,
        numbers_found=sum(each.numbers_found for each in scores) / max(1, numbers),
    )


def has_digit(word: str) -> bool:
    """Tell numbers, dates and codes from other words."""
    return any(letter.isdigit() for letter in word)


def _each(change: Callable[[str], str], words: Counter[str]) -> Counter[str]:
    changed: Counter[str] = Counter()
    for word, count in words.items():
        changed[change(word)] += count
    return changed


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept)
