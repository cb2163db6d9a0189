"""Fits what each sign of a paper's beginning weighs to stacks that were read.

Few borders are doubtful, so that the fit is held near the weights that are in use: a sign that the stacks say
nothing of keeps its weight.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.matching.stacks import Stack
from pipeline.matching.split import lay
from pipeline.matching.starts import BIAS, SIGNS, Sheet, border, signs
from pipeline.matching.types import Index

HOLD: Final = 0.02  # how strongly weights are held, as against one border

Floats = NDArray[np.float64]


def fit(stacks: Iterable[Stack], index: Index) -> tuple[float, Mapping[str, float]]:
    """Return the bias and the weights of SIGNS that fit the borders of some stacks best."""
    told = [each for stack in stacks for each in borders(stack, index)]
    rows = np.array([[1.0, *(found.get(name, 0.0) for name in SIGNS)] for found, _ in told])
    begins = np.array([begin for _, begin in told], float)
    held = np.array([BIAS, *(sign.weight for sign in SIGNS.values())])
    best = minimize(_loss, held, args=(rows, begins, held), method="L-BFGS-B").x.round(2).tolist()
    return best[0], dict(zip(SIGNS, best[1:], strict=True))


def borders(stack: Stack, index: Index) -> Iterator[tuple[Mapping[str, float], bool]]:
    """Yield the signs at each border of neighbouring sheets, and whether a paper begins there.

    Every paper before is told as it truly is, in the order in which the pages are laid.
    """
    firsts = {paper.pages[0] for paper in stack.papers}
    paper: Sequence[Sheet] = ()
    for sheet in lay(stack.pages, index).sheets:
        number = sheet.look.page.number
        if paper and paper[-1].look.page.number == number:
            continue
        if paper:
            yield signs(border(paper, sheet, index)), number in firsts
        paper = (sheet,) if number in firsts else (*paper, sheet)


def _loss(weights: Floats, rows: Floats, begins: Floats, held: Floats) -> float:
    odds = rows @ weights
    missed = np.logaddexp(0, odds) - begins * odds
    return float(missed.sum() + HOLD * ((weights - held) ** 2).sum())
