"""What a line reader saw along one line: how likely each letter is, from left to right.

A line reader (connectionist temporal classification) tells for every frame, a few pixels wide, the
probability of each of its letters and of none. From it the likeliest text can be read, and any other text can
be asked for: how likely is it that *this* word stands here?
"""

from collections.abc import Sequence
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

    def log_likelihoods(self, texts: Sequence[str]) -> list[float | None]:
        """Return how likely each text's letters stand here, blanks ignored; None where it cannot be told."""
        columns = [self.alphabet.columns(text) for text in texts]
        known = [each for each in columns if each is not None]
        if not known or not len(self.log_probs):
            return [None] * len(texts)
        found = iter(_best_paths(self._ink(), known))
        return [None if each is None else next(found) for each in columns]

    def log_likelihood(self, text: str) -> float | None:
        """Return how likely a text's letters stand here, as `log_likelihoods` does."""
        return self.log_likelihoods([text])[0]

    def _ink(self) -> LogProbs:
        """Take blanks for no letter: readers differ on where words end."""
        ink = self.log_probs.copy()
        ink[:, NONE] = np.logaddexp(ink[:, NONE], ink[:, self.alphabet.space])
        return ink


def _best_paths(ink: LogProbs, columns: Sequence[Sequence[int]]) -> list[float]:
    """Return the log-probability of the best way through the frames for each row of letters.

    A way begins and ends with a letter or with none, stays or goes on with each frame, and may pass from a
    letter straight to the next if that is another.
    """
    lengths = np.array([len(row) for row in columns])
    states = np.zeros((len(columns), 2 * int(lengths.max()) + 1), np.intp)
    for row, letters in zip(states, columns, strict=True):
        row[1 : 2 * len(letters) : 2] = letters
    pass_over = np.where(states[:, 2:] != states[:, :-2], 0.0, LEAST)
    pass_over[states[:, 2:] == NONE] = LEAST
    seen = ink[:, states]
    score = np.full(states.shape, LEAST)
    score[:, :2] = seen[0, :, :2]
    for frame in seen[1:]:
        before = score
        score = before.copy()
        np.maximum(score[:, 1:], before[:, :-1], out=score[:, 1:])
        np.maximum(score[:, 2:], before[:, :-2] + pass_over, out=score[:, 2:])
        score += frame
    rows = np.arange(len(columns))
    ends = np.maximum(score[rows, 2 * lengths], score[rows, np.maximum(2 * lengths - 1, 0)])
    return [float(end) for end in ends]
