"""What a line reader saw along one line: how likely each letter is, from left to right.

A line reader (connectionist temporal classification) tells for every frame, a few pixels wide, the
probability of each of its letters and of none. From it the likeliest text can be read, and any other text can
be asked for: how likely is it that *this* word stands here?
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

LogProbs = NDArray[np.float32]

NONE: Final = 0  # the column of "no letter"
LEAST: Final = -1e9  # log-probability of what cannot be


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters that a line reader knows: letter k is column k + 1, column 0 is none."""

    letters: tuple[str, ...]
    column: dict[str, int]

    @property
    def space(self) -> int:
        return self.column[" "]

    def columns(self, text: str) -> list[int] | None:
        """Return the columns of a text's letters, blanks left out; None where a letter is not known."""
        found = [self.column.get(letter, NONE) for letter in text if letter != " "]
        return None if NONE in found else found


def alphabet(letters: tuple[str, ...]) -> Alphabet:
    """Return the letters numbered; quotes and dashes that a reader does not tell apart share a column."""
    column = {letter: place for place, letter in enumerate(letters, 1)}
    for other, like in (("–", "-"), ("’", "'"), ('"', "“"), ("”", "“")):
        if like in column:
            column.setdefault(other, column[like])
    return Alphabet(letters, column)


class Letter(NamedTuple):
    """A letter, the frame where it begins, the logarithm of its probability there."""

    text: str
    frame: int
    log_probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One line, or a piece of it: `log_probs` (frames, letters + 1); frame k is at x = left + k * step."""

    log_probs: LogProbs
    alphabet: Alphabet
    left: float
    step: float

    @property
    def right(self) -> float:
        return self.left + self.step * len(self.log_probs)

    def frames(self, first: int, last: int) -> "Strip":
        """Return the frames from `first` up to, without, `last`."""
        return Strip(self.log_probs[first:last], self.alphabet, self.left + first * self.step, self.step)

    def letters(self) -> list[Letter]:
        """Read the likeliest letters, left to right, blanks among them."""
        best = self.log_probs.argmax(axis=1)
        new = np.concatenate(([True], best[1:] != best[:-1])) & (best != NONE)
        return [
            Letter(self.alphabet.letters[best[frame] - 1], frame, float(self.log_probs[frame, best[frame]]))
            for frame in np.flatnonzero(new).tolist()
        ]

    def log_likelihood(self, text: str) -> float | None:
        """Return how likely the letters of a text stand here, blanks ignored; None where one is not known."""
        columns = self.alphabet.columns(text)
        if columns is None:
            return None
        states = np.zeros(2 * len(columns) + 1, np.intp)
        states[1::2] = columns
        seen = self._ink()[:, states]
        again = np.zeros(len(states), bool)  # whether a state may be reached from the letter before
        again[3::2] = states[3::2] != states[1:-2:2]
        return _best_path(seen, again)

    def _ink(self) -> LogProbs:
        """Take blanks for no letter: readers differ on where words end."""
        ink = self.log_probs.copy()
        ink[:, NONE] = np.logaddexp(ink[:, NONE], ink[:, self.alphabet.space])
        return ink


def _best_path(seen: LogProbs, again: NDArray[np.bool_]) -> float:
    score = np.full(len(again), LEAST)
    score[:2] = seen[0, :2]
    skip = np.where(again, 0.0, LEAST)[2:]
    for frame in seen[1:]:
        before = score
        score = before.copy()
        np.maximum(score[1:], before[:-1], out=score[1:])
        np.maximum(score[2:], before[:-2] + skip, out=score[2:])
        score += frame
    return float(score[-2:].max())
