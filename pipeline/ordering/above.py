"""What stands above is read first, where nothing else tells the order."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.ordering.lines import Paragraph

OVERLAP: Final = 0.3  # of the narrower paragraph's width: so much stands one above the other


class Place(NamedTuple):
    """The rectangle of a paragraph, pixels."""

    left: float
    right: float
    top: float
    bottom: float


def topmost_first(page: Sequence[Paragraph]) -> list[Paragraph]:
    """Move a paragraph up before the first of those it stands above; else keep the order.

    What stands above all of the page (a form's code) comes first. Columns, whose paragraphs stand beside one
    another, stay as they are. The rule is the first of Breuel's two (2003, "High
    performance document layout analysis").
    """
    places = _widened([_place(paragraph) for paragraph in page])
    order: dict[int, None] = {}
    for at in range(len(page)):
        if at not in order:
            _read(at, places, order)
    return [page[at] for at in order]


def _read(at: int, places: Sequence[Place], order: dict[int, None]) -> None:
    """Read what stands above a paragraph, then the paragraph."""
    waiting = {at: None}
    while waiting:
        at = next(reversed(waiting))
        unread = (other for other in range(len(places)) if other not in order and other not in waiting)
        above = next((other for other in unread if _is_above(places[other], places[at])), None)
        if above is None:
            order[at] = waiting.pop(at)
        else:
            waiting[above] = None


def _widened(places: Sequence[Place]) -> list[Place]:
    """Let what stands above all others reach over the whole width."""
    tops = sorted(place.top for place in places)
    far = float("inf")
    return [
        place._replace(left=-far, right=far) if len(tops) > 1 and place.bottom <= tops[1] else place
        for place in places
    ]


def _place(paragraph: Paragraph) -> Place:
    return Place(
        min(line.left for line in paragraph),
        max(line.right for line in paragraph),
        min(line.top for line in paragraph),
        max(line.bottom for line in paragraph),
    )


def _is_above(first: Place, second: Place) -> bool:
    if first.bottom > second.top:
        return False
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared > OVERLAP * min(first.right - first.left, second.right - second.left)
