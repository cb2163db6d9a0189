"""What is learned from clerks' decisions, as plain values: arrays and a list of letter groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

OTHER: Final = ""  # the label of a paper that a clerk called none of the catalogue's

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Decision:
    """A paper that a clerk named: its text, its type (or OTHER).

    `ruled` is what the rules alone would have named it; where they were `sure`, nothing learned may speak.
    """

    text: str
    label: str
    ruled: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """How a type fares on decisions that were held back from learning.

    `spoken`: papers that the learned matcher gave this type; `right`: of them rightly; `ruled`: of them
    those that the rules had right.
    """

    spoken: int
    right: int
    ruled: int

    @property
    def precision(self) -> float:
        return self.right / self.spoken if self.spoken else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A learned matcher. Rows of `weights` and `centres` belong to `labels`, columns to `groups`.

    `floors` is how alike (cosine, 0..1) a paper must be to what was learned of a label to be one at all;
    `measured` holds only the labels that were held against the rules.
    """

    labels: tuple[str, ...]
    groups: tuple[str, ...]
    idf: Floats  # one a group
    weights: Floats
    bias: Floats  # one a label
    centres: Floats  # of length 1, or 0 where nothing was learned of a label
    floors: Floats  # one a label
    decisions: int  # how many it was learned from
    measured: Mapping[str, Measured] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the learned matcher makes of a text: the label, how likely (0..1), the words that spoke for it."""

    label: str
    likelihood: float
    words: tuple[str, ...]
