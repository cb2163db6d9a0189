"""Learns which letter groups speak for which component type, from decisions and the catalogue's words."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from catalogue.model import ComponentType
from pipeline.learning.model import OTHER, Decision, Floats, Model
from pipeline.learning.text import GROUP, plain

Sparse = Any  # a matrix of the library, a row for each paper

MOST_GROUPS: Final = 20_000
SHARED: Final = 2  # papers that must bear a group: what only one has is a name, or a misreading
PRIMER_WEIGHT: Final = 0.3  # of the catalogue's words beside a clerk's decision
STRICTNESS: Final = 20.0  # the inverse of the penalty on large weights
FLOOR: Final = 0.8  # of how alike the decisions of a type are among themselves
LONELY_FLOOR: Final = 0.5  # for a type with one decision


def primers(types: Iterable[ComponentType]) -> list[Decision]:
    """Return the catalogue's own words for each type, so that there is something to begin with."""
    return [
        Decision(" ".join((*kind.titles, *kind.titles, *kind.anchors)), kind.code)
        for kind in types
        if kind.titles or kind.anchors
    ]


def train(decisions: Sequence[Decision], known: Sequence[Decision] = ()) -> Model | None:
    """Learn from decisions and the catalogue's words; None where there is too little to tell types apart.

    Types that nobody decided on are OTHER to the model. The same decisions in any order make the same one.
    """
    decided = {one.label for one in decisions}
    papers = sorted(decisions, key=lambda one: (one.label, one.text)) + list(known)
    labels = np.array([one.label if one.label in decided else OTHER for one in papers])
    kinds = len(set(labels.tolist()))
    if not decisions or kinds < 2 or len(labels) < 2 * kinds:  # noqa: PLR2004 - two types, two papers each
        return None
    reader = TfidfVectorizer(
        analyzer="char",
        preprocessor=plain,
        ngram_range=GROUP,
        min_df=min(SHARED, len(papers)),
        max_features=MOST_GROUPS,
        sublinear_tf=True,
        dtype=np.float32,
    )
    try:
        seen = reader.fit_transform([one.text for one in papers])
    except ValueError:  # no group that two papers share
        return None
    return _fitted(reader, seen, labels, len(decisions))


def _fitted(reader: TfidfVectorizer, seen: Sparse, labels: np.ndarray, count: int) -> Model:
    weight = np.where(np.arange(len(labels)) < count, 1.0, PRIMER_WEIGHT)
    fitter = LogisticRegression(C=STRICTNESS, max_iter=1000).fit(seen, labels, sample_weight=weight)
    names = [str(label) for label in fitter.classes_]
    own = labels[:count]
    centres, floors = _centres(seen[:count], own, names)
    return Model(
        labels=tuple(names),
        groups=tuple(reader.get_feature_names_out().tolist()),
        idf=reader.idf_.astype(np.float32),
        weights=_of_each(fitter.coef_, names),
        bias=_of_each(fitter.intercept_[:, None], names)[:, 0],
        centres=centres,
        floors=floors,
        decisions=count,
    )


def _of_each(values: np.ndarray, names: Sequence[str]) -> Floats:
    """Return a row for each label: of two, the library keeps one row, for the second against the first."""
    rows = np.vstack([-values, values]) / 2 if len(names) == 2 else values  # noqa: PLR2004
    return np.asarray(rows, dtype=np.float32)


def _centres(seen: Sparse, labels: np.ndarray, names: Sequence[str]) -> tuple[Floats, Floats]:
    """Return each label's middle and how alike to it a paper must be; nothing is like a label undecided."""
    centres = np.zeros((len(names), seen.shape[1]), dtype=np.float32)
    floors = np.full(len(names), 2.0, dtype=np.float32)
    for row, name in enumerate(names):
        own = seen[labels == name].toarray()
        if len(own):
            centres[row] = _unit(own.sum(axis=0))
            floors[row] = _floor(own)
    return centres, floors


def _floor(own: Floats) -> float:
    """Return how alike the least typical of a label's papers is to the others, a little less."""
    if len(own) == 1:
        return LONELY_FLOOR
    whole = own.sum(axis=0)
    return FLOOR * min(float(paper @ _unit(whole - paper)) for paper in own)


def _unit(vector: Floats) -> Floats:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
