"""The table of what papers of one dossier may contradict each other in: a new check is a file and a line."""

from collections.abc import Callable, Iterator
from typing import Final

from pipeline.contradictions.dossier import Contradiction, Papers
from pipeline.contradictions.expired import expired
from pipeline.contradictions.order import dates_in_wrong_order
from pipeline.contradictions.people import other_numbers, strangers
from pipeline.contradictions.twice import twice
from pipeline.contradictions.within import within_a_paper

CHECKS: Final[dict[str, Callable[[Papers], Iterator[Contradiction]]]] = {
    "within": within_a_paper,
    "twice": twice,
    "expired": expired,
    "order": dates_in_wrong_order,
    "other_number": other_numbers,
    "stranger": strangers,
}


def contradictions(papers: Papers) -> tuple[Contradiction, ...]:
    """Return all that contradicts within a dossier, in the order of the checks; empty where nothing does."""
    return tuple(found for check in CHECKS.values() for found in check(papers))
