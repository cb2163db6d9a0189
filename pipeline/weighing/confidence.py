"""How sure a decision is: the share of right words among those decided alike, by logistic regression.

The weights were fitted by `python -m bench.calibrate` on words whose truth is known;
`python -m bench.reading` shows on other pages how well they hold.
"""

from dataclasses import dataclass
from math import exp, log
from typing import Final

from pipeline.language.syllables import is_possible
from pipeline.weighing.candidates import is_code, parts
from pipeline.weighing.slots import FIRST, LINES, SECOND, Slot

CLEAREST: Final = 10.0  # log of how much likelier a decision is than the next; more tells no more
LEAST: Final = 0.002  # a reader is never quite sure, nor quite unsure

# What counts for a decision, and how much: see `signs`.
WEIGHTS: Final[dict[str, float]] = {
    "always": -1.0,
    "margin": 0.3,
    "first": 0.5,
    "first_agrees": 1.0,
    "second_agrees": 0.5,
    "second_differs": -0.5,
    "lines": 0.5,
    "lines_agrees": 1.0,
    "lines_differs": -0.5,
    "lines_sign_differs": 0.0,
    "fit": 0.1,
    "syllable": 0.5,
    "code": 0.0,
    "sign": -0.5,
    "short": -0.2,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The text decided on for a slot; `margin`: log of how much likelier it is than the next candidate."""

    slot: Slot
    text: str
    margin: float


def confidence(decision: Decision) -> float:
    """Return the probability that a decision is right, 0..1."""
    score = sum(WEIGHTS[name] * value for name, value in signs(decision).items())
    return 1 / (1 + exp(-score))


def signs(decision: Decision) -> dict[str, float]:
    """Return what speaks for and against a decision; logarithms and odds, so that they may be added."""
    slot, text = decision.slot, decision.text
    _, core, _ = parts(text)
    look = slot.text(LINES)
    same_core = parts(look)[1] == core
    return {
        "always": 1.0,
        "margin": min(CLEAREST, decision.margin),
        "first": _odds(slot.confidence(FIRST)),
        "first_agrees": float(slot.text(FIRST) == text),
        "second_agrees": float(slot.text(SECOND) == text),
        "second_differs": float(slot.text(SECOND) not in ("", text)),
        "lines": _odds(slot.confidence(LINES)),
        "lines_agrees": float(look == text),
        "lines_differs": float(look != "" and not same_core),
        "lines_sign_differs": float(look not in ("", text) and same_core),
        "fit": _fit(slot, text),
        "syllable": float(is_possible(core)),
        "code": float(is_code(text)),
        "sign": float(not core),
        "short": float(len(core) <= 1),
    }


def _odds(share: float) -> float:
    share = min(1 - LEAST, max(LEAST, share))
    return log(share / (1 - share))


def _fit(slot: Slot, text: str) -> float:
    """Return how well the line reader's strip fits the text, a letter's log probability."""
    if slot.strip is None:
        return 0.0
    fit = slot.strip.log_likelihood(text)
    return 0.0 if fit is None else max(-CLEAREST, fit / max(1, len(text)))
