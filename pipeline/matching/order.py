"""The order of pages: a clerk's, the feeder's, and that of a pile fed twice."""

from collections.abc import Sequence
from typing import TypeVar

from pipeline.model import PageFacts, PageReading

Item = TypeVar("Item")


def in_order(pages: Sequence[PageReading], facts: Sequence[PageFacts] = ()) -> list[PageReading]:
    """Return pages as a clerk put them: one with a place stands there, the others by their numbers."""
    places = {fact.number: fact.place for fact in facts if fact.place is not None}
    return sorted(pages, key=lambda page: (places.get(page.number, float(page.number)), page.number))


def collate(fronts: Sequence[Item], backs: Sequence[Item]) -> list[Item]:
    """Return the sides of a pile that a feeder without duplex took twice, front and back in turn.

    The pile is turned over as a whole before it is fed again, so that its last back comes first. Raises
    ValueError where the two passes are not of one pile.
    """
    if len(fronts) != len(backs):
        raise ValueError(f"{len(fronts)} fronts and {len(backs)} backs are not of one pile")
    return [side for pair in zip(fronts, reversed(backs), strict=True) for side in pair]


def in_two_passes(pages: Sequence[Item]) -> list[Item]:
    """Return the sides of a pile in order whose fronts and then backs lie in one file.

    Raises ValueError where there is not a back to each front.
    """
    half, odd = divmod(len(pages), 2)
    return collate(pages[: half + odd], pages[half + odd :])
