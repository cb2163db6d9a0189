"""The table of what papers of one dossier may contradict each other in: a new check is a file and a line."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from pipeline.contradictions.dossier import Contradiction, Papers
from pipeline.contradictions.expired import expired
from pipeline.contradictions.order import dates_in_wrong_order
from pipeline.contradictions.people import other_numbers, strangers
from pipeline.contradictions.twice import twice
from pipeline.contradictions.within import within_a_paper
from pipeline.model import Part

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


def remarked(papers: Papers) -> tuple[Part, ...]:
    """Return the parts of a dossier's papers, each with the remarks that name it first."""
    found = contradictions(papers)
    return tuple(
        replace(
            paper.part,
            remarks=(*paper.part.remarks, *(one.remark for one in found if one.papers[0] == number)),
        )
        for number, paper in enumerate(papers.papers)
    )
