"""The figures as lines of text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.reading.align import Difference
from bench.reading.readers import Reading
from bench.reading.reliability import Judged, curve, trust
from bench.reading.scores import Score, together

STAGES: Final = ("draw", "clean", "read", "decide", "hand", "codes", "stamps")
SHARES: Final = ("found", "true", "CER", "bare", "free", "f.bare", "marks", "nums")
NAME: Final = 14


@dataclass(frozen=True, slots=True)
class Result:
    """One reading of one page, scored; `words` of our profiles only."""

    score: Score
    cpu_seconds: float
    megabytes: float
    stages: dict[str, float] = field(default_factory=dict)
    words: tuple[Judged, ...] = ()


def result(score: Score, reading: Reading, words: Sequence[Judged]) -> Result:
    """Put together what is kept of a reading."""
    return Result(score, reading.cpu_seconds, reading.megabytes, dict(reading.stages), tuple(words))


def head() -> str:
    """Return the names of the columns; shares are in percent."""
    shares = "".join(f"{name:>7}" for name in SHARES)
    stages = "".join(f"{name:>7}" for name in STAGES)
    return f"{'%':<{NAME}}{shares}{'of':>5}{'CPU s':>7}{stages}{'MB':>6}{'trusted':>8}{'t.true':>7}"


def row(name: str, results: Sequence[Result]) -> str:
    """Return one reader's figures over some pages."""
    summary = together([each.score for each in results])
    shares = (
        summary.found,
        summary.true,
        summary.error,
        summary.bare_error,
        summary.free_error,
        summary.free_bare_error,
        summary.marks,
        summary.numbers_found if summary.numbers else None,
    )
    words = [word for each in results for word in each.words]
    trusted, right = trust(words) if words else (None, None)
    cells = "".join(_percent(share) for share in shares)
    cpu = _mean([each.cpu_seconds for each in results])
    megabytes = max(each.megabytes for each in results)
    return (
        f"{name:<{NAME}}{cells}{summary.numbers:>5}{cpu:>7.2f}{_stages(results)}{megabytes:>6.0f}"
        f"{_percent(trusted, 8)}{_percent(right)}"
    )


def reliability(name: str, words: Sequence[Judged]) -> Iterator[str]:
    """Tell how right words of each confidence are."""
    yield f"{name}: {len(words)} words by confidence"
    for each in curve(words):
        if each.words:
            yield (
                f"  {each.low:4.2f} to {each.high:4.2f}{each.words:>7} words"
                f"   mean confidence{100 * each.confidence:7.2f} %   right{100 * each.right:7.2f} %"
            )


def errors(name: str, found: Sequence[Difference]) -> Iterator[str]:
    """Tell the words that differ, each kind in a line of its own."""
    kinds: Counter[str] = Counter(each.kind for each in found)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    yield f"  {name}: {counts or 'no word differs'}"
    for kind in kinds:
        shown = (f"{each.true or '-'} > {each.read or '-'}" for each in found if each.kind == kind)
        yield f"    {kind}: {'; '.join(shown)}"


def _stages(results: Sequence[Result]) -> str:
    return "".join(_seconds([each.stages.get(stage) for each in results]) for stage in STAGES)


def _seconds(values: Sequence[float | None]) -> str:
    told = [value for value in values if value is not None]
    return f"{_mean(told):>7.2f}" if told else f"{'-':>7}"


def _percent(share: float | None, width: int = 7) -> str:
    return f"{'-':>{width}}" if share is None else f"{100 * share:>{width}.2f}"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
