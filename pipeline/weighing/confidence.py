"""How sure a decision is: the share of right words among those decided alike, by logistic regression.

The weights were fitted by `python -m bench.calibrate` on words whose truth is known;
`python -m bench.reading` shows on other pages how well they hold.
"""

from dataclasses import dataclass
from math import exp, log
from typing import Final

from pipeline.language.syllables import is_possible
from pipeline.weighing.candidates import is_code, parts
from pipeline.weighing.decoder import Choice
from pipeline.weighing.slots import FIRST, LINES, SECOND, Slot

CLEAREST: Final = 10.0  # log of how much likelier a decision is than the next; more tells no more
RAREST: Final = -15.0  # log probability of a token; rarer is all alike
LEAST: Final = 0.002  # a reader is never quite sure, nor quite unsure

# What counts for a decision, and how much: see `signs`.
WEIGHTS: Final[dict[str, float]] = {
    "always": 0.631,
    "margin": 0.223,
    "first": 0.816,
    "second_differs": -0.544,
    "lines": 0.236,
    "lines_differs": -0.730,
    "language": 0.131,
    "syllable": 1.213,
    "code": -0.123,
    "sign": 0.619,
    "short": -1.535,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The text chosen for a slot."""

    slot: Slot
    choice: Choice

    @property
    def text(self) -> str:
        return self.choice.text


def confidence(decision: Decision) -> float:
    """Return the probability that a decision is right, 0..1."""
    score = sum(WEIGHTS[name] * value for name, value in signs(decision).items())
    return 1 / (1 + exp(-score))


def signs(decision: Decision) -> dict[str, float]:
    """Return what speaks for and against a decision; logarithms and odds, so that they may be added."""
    slot, text = decision.slot, decision.text
    _, core, _ = parts(text)
    look = slot.text(LINES)
    return {
        "always": 1.0,
        "margin": min(CLEAREST, decision.choice.margin),
        "first": _odds(slot.confidence(FIRST)),
        "second_differs": float(slot.text(SECOND) not in ("", text)),
        "lines": _odds(slot.confidence(LINES)) if LINES in slot.seen else 0.0,
        "lines_differs": float(look != "" and parts(look)[1] != core),
        "language": max(RAREST, decision.choice.language),
        "syllable": float(is_possible(core)),
        "code": float(is_code(text)),
        "sign": float(not core),
        "short": float(len(core) <= 1),
    }


def _odds(share: float) -> float:
    share = min(1 - LEAST, max(LEAST, share))
    return log(share / (1 - share))
