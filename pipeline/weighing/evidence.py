"""How well a text explains what the witnesses of a place saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from pipeline.language.confusions import log_likelihood
from pipeline.language.marks import bare
from pipeline.strip import LEAST
from pipeline.weighing.candidates import parts
from pipeline.weighing.slots import LINES, Slot

# What a reader's slip costs, as a natural log probability. Letters that differ by marks or case were counted;
# real paper is worse than the pages they were counted on, so their logarithm counts in part only.
COUNTED: Final = 0.4
RAREST: Final = -12.0
OTHER_MARK: Final = -1.6
OTHER_SIGN: Final = -1.5
OTHER_LETTER: Final = -3.0
BLANK: Final = -0.8  # lost or made up
SIGN: Final = -1.5
LETTER: Final = -3.5

WORST: Final = -12.0  # of a strip: beyond it, the line reader was not looking at this word
WORST_SIGN: Final = -3.0  # between texts of the same letters: it knows few signs, and those not well
UNKNOWN: Final = -3.0  # of a text with letters that the line reader does not know
DOUBT: Final = 0.25  # a reader's word weighs so much even where it was quite unsure
ALONE: Final = 1.0  # weight of a page's one reader
TOGETHER: Final = 0.6  # of each of two: they are of a kind, and make the same mistakes
WEIGHTS: Final[Mapping[str, float]] = {LINES: 0.5}  # of a log-likelihood; others count whole


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text that may stand at a place; `evidence`: log-likelihood of what was seen if so, best about 0."""

    text: str
    evidence: float


def weighed(slot: Slot, texts: Sequence[str]) -> tuple[Weighed, ...]:
    """Weigh texts by all witnesses of a slot."""
    seen = _by_strip(slot, texts)
    return tuple(Weighed(text, seen[text] + _by_words(slot, text)) for text in texts)


@lru_cache(maxsize=1 << 16)
def slip(read: str, true: str) -> float:
    """Return about how likely (log) a reader makes `read` of `true`; 0 where they are the same."""
    if read == true:
        return 0.0
    if len(read) == len(true) and bare(read).lower() == bare(true).lower():
        return COUNTED * max(RAREST, log_likelihood(read, true) - log_likelihood(read, read))
    return sum(_cost(*place) for place in _unlike(read, true))


def _by_words(slot: Slot, text: str) -> float:
    readers = [witness for witness in slot.seen if witness != LINES]
    weight = ALONE if len(readers) == 1 else TOGETHER
    return weight * sum((DOUBT + slot.confidence(each)) * slip(slot.text(each), text) for each in readers)


def _by_strip(slot: Slot, texts: Sequence[str]) -> dict[str, float]:
    """Weigh texts by the line reader, against the one that fits best."""
    if slot.strip is None:
        return dict.fromkeys(texts, 0.0)
    fits = dict(zip(texts, slot.strip.log_likelihoods(texts), strict=True))
    known = {text: fit for text, fit in fits.items() if fit is not None}
    best = max(known.values(), default=0.0)
    by_core: dict[str, float] = {}
    for text, fit in known.items():
        core = parts(text)[1]
        by_core[core] = max(fit, by_core.get(core, LEAST))
    fair = {text: max(fit, by_core[parts(text)[1]] + WORST_SIGN) - best for text, fit in known.items()}
    return {text: WEIGHTS[LINES] * max(WORST, fair.get(text, UNKNOWN)) for text in texts}


def _unlike(read: str, true: str) -> list[tuple[str, str]]:
    """Return where two texts differ: aligned by bare letters, so that marks stay with their letter."""
    found: list[tuple[str, str]] = []
    for block in Levenshtein.opcodes(bare(read).lower(), bare(true).lower()):
        one, other = read[block.src_start : block.src_end], true[block.dest_start : block.dest_end]
        if block.tag == "equal":
            found += [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
        else:
            found.append((one, other))
    return found


def _cost(read: str, true: str) -> float:
    both = min(len(read), len(true))
    changed = sum(map(_change, read[:both], true[:both]))
    return changed + sum(map(_loss, read[both:] or true[both:]))


def _change(read: str, true: str) -> float:
    if bare(read).lower() == bare(true).lower():
        return OTHER_MARK
    if not read.isalnum() and not true.isalnum():
        return OTHER_SIGN
    return OTHER_LETTER


def _loss(letter: str) -> float:
    if letter == " ":
        return BLANK
    return LETTER if letter.isalnum() else SIGN
