"""Gives each paper of a dossier its type: one paper to one slot, as well as all of them fit together."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from pipeline.model import Candidate

UNKNOWN: Final = 0.6  # what "no type" is worth: a paper is given one that it fits better
AGAIN: Final = 0.1  # by so much less is a paper of a type worth that has no slot left


def assign(ranked: Sequence[Sequence[Candidate]], seats: Mapping[str, int]) -> list[str | None]:
    """Return the type of each paper: together they fit best, none where no type fits.

    `ranked` are each paper's candidates; `seats` how many papers of a type the procedure has slots for, one
    where nothing is said. Papers beyond these take the type, too, where nothing else fits nearly as well.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - 42 MiB: not for who only looks at pages

    columns = [*_columns(ranked, seats)]
    if not ranked or not columns:
        return [None] * len(ranked)
    worth = np.zeros((len(ranked), len(columns) + len(ranked)))
    worth[:, len(columns) :] = UNKNOWN
    for row, papers in enumerate(ranked):
        scores = {candidate.type: candidate.score for candidate in papers}
        worth[row, : len(columns)] = [scores.get(kind, 0.0) - less for kind, less in columns]
    chosen = dict(zip(*(numbers.tolist() for numbers in linear_sum_assignment(-worth)), strict=True))
    return [columns[chosen[row]][0] if chosen[row] < len(columns) else None for row in range(len(ranked))]


def _columns(ranked: Sequence[Sequence[Candidate]], seats: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return the places that papers may take: a type, and what it is worth less there."""
    kinds = dict.fromkeys(candidate.type for papers in ranked for candidate in papers)
    return [
        (kind, 0.0 if place < seats.get(kind, 1) else AGAIN) for kind in kinds for place in range(len(ranked))
    ]
