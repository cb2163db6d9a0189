"""The order in which people read the words of a page."""

from collections.abc import Sequence

from pipeline.model import Word
from pipeline.ordering.above import topmost_first
from pipeline.ordering.foot import ordered_foot
from pipeline.ordering.head import ordered_head
from pipeline.ordering.lines import counted, numbered, paragraphs_of
from pipeline.ordering.overlay import ordered_overlay
from pipeline.ordering.pairs import ordered_pairs


def in_reading_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words of a page in the order in which people read them, lines numbered anew.

    Lines that run across the columns of a head or a foot are parted, and each column is kept whole. What is
    not surely such a column stays as it was read: forms, tables, justified text. A number of a line is left
    out where a paragraph ends. Boxes are those of a straight page; nothing of a word changes but its line.
    """
    page = paragraphs_of(words)
    for step in (topmost_first, ordered_overlay, ordered_head, ordered_foot, ordered_pairs):
        page = counted(step(page))
    return tuple(numbered(page))
