"""Finds among thousands of texts the few that resemble one, by the short runs of letters they share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


def grams(text: str, length: int) -> frozenset[str]:
    """Return the runs of `length` letters in a text."""
    return frozenset(text[start : start + length] for start in range(len(text) - length + 1))


@dataclass(frozen=True, slots=True)
class Postings:
    """Texts by their grams: which texts bear a gram, and how many grams each text has."""

    bearing: dict[str, Numbers]
    sizes: Numbers

    def shared(self, asked: Iterable[str]) -> Numbers:
        """Return how many of the grams asked for each text bears."""
        lists = [self.bearing[gram] for gram in asked if gram in self.bearing]
        if not lists:
            return np.zeros(len(self.sizes), np.int32)
        return np.bincount(np.concatenate(lists), minlength=len(self.sizes)).astype(np.int32)

    def alike(self, asked: Iterable[str], share: float) -> list[int]:
        """Return the texts of whose grams at least this share is among those asked for, one at the least."""
        shared = self.shared(asked)
        hits: list[int] = np.flatnonzero((shared > 0) & (shared >= share * self.sizes)).tolist()
        return hits


def post(texts: Sequence[frozenset[str]]) -> Postings:
    """Prepare texts, told as their grams."""
    bearing: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for gram in text:
            bearing[gram].append(number)
    lists = {gram: np.array(numbers, np.int32) for gram, numbers in bearing.items()}
    return Postings(lists, np.array([len(text) for text in texts], np.int32))
